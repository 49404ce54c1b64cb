//! A relay without a network: `wire::relay::Session` in front of the kernel in memory. The real one does the same on sockets.
//!
//! Here: what a program asks for. What the kernel brings is in [`work`], a stream's bytes are in [`stream`].

mod calls;
mod options;
mod stream;
mod work;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr};

use wire::relay::{Inbound, Session};
use wire::{
    Address, CloseCode, Data, Errno, Family, Kind, OptionValue, Packet, RequestId, SendCredit, SocketId,
    SocketOption, ToProgram, ToRelay, Violation,
};

use crate::kernel::Kernel;
use calls::{resolve, reverse};
use stream::Stream;

pub(crate) struct Relay {
    pub(crate) session: Session,
    pub(crate) kernel: Kernel,
    /// Sockets a program may have open.
    pub(crate) limit: u32,
    /// How the WebSocket ended.
    pub(crate) closed: Option<CloseCode>,
    sockets: BTreeMap<SocketId, Open>,
    /// Streams that were closed with bytes still to be written.
    lingering: Vec<Stream>,
    out: VecDeque<Packet>,
}

/// What the relay holds for one of a program's sockets.
struct Open {
    family: Family,
    kind: Kind,
    bound: Option<Address>,
    peer: Option<Address>,
    options: HashMap<SocketOption, OptionValue>,
    listening: bool,
    stream: Option<Stream>,
    /// How far datagrams may be sent to the program.
    credit: SendCredit,
    /// What the last datagram met, for `flush` to tell.
    error: Option<Errno>,
}

/// What a request is answered with.
#[derive(Default)]
struct Success {
    local: Option<Address>,
    peer: Option<Address>,
    value: Option<OptionValue>,
    addresses: Vec<IpAddr>,
    host: Option<String>,
}

impl Relay {
    pub(crate) fn new(limit: u32) -> Self {
        Self {
            session: Session::new(),
            kernel: Kernel::new(),
            limit,
            closed: None,
            sockets: BTreeMap::new(),
            lingering: Vec::new(),
            out: VecDeque::new(),
        }
    }

    /// The next message for the program.
    pub(crate) fn transmit(&mut self) -> Option<Packet> {
        self.out.pop_front()
    }

    pub(crate) fn receive(&mut self, packet: Packet) -> Result<(), Violation> {
        match self.session.receive(packet)? {
            Inbound::Control(control) => self.control(control),
            Inbound::Data(Data::Stream { id, bytes }) => {
                if let Some(stream) = self.socket(id).stream.as_mut() {
                    stream.unwritten.extend(&bytes[..]);
                }
                Ok(())
            }
            Inbound::Data(Data::Datagram { id, address, bytes }) => {
                self.datagram(id, address, &bytes);
                Ok(())
            }
        }
    }

    fn control(&mut self, control: ToRelay) -> Result<(), Violation> {
        match control {
            ToRelay::Hello { .. } => self.say(&ToProgram::Welcome {
                address: Ipv4Addr::LOCALHOST.into(),
                name: "ann".into(),
                sockets: self.limit,
            }),
            ToRelay::Socket {
                req,
                id,
                family,
                kind,
            } => {
                let outcome = self.open(id, family, kind);
                self.answer(req, outcome);
            }
            ToRelay::Set {
                req,
                id,
                option,
                value,
            } => {
                let outcome = options::set(self.socket(id), option, value);
                self.answer(req, outcome);
            }
            ToRelay::Get { req, id, option } => {
                let outcome = options::get(self.socket(id), option);
                self.answer(req, outcome);
            }
            ToRelay::Bind { req, id, address } => {
                let outcome = self.bind(id, address);
                self.answer(req, outcome);
            }
            ToRelay::Listen { req, id, backlog } => {
                let outcome = self.listen(id, backlog);
                self.answer(req, outcome);
            }
            ToRelay::Connect { req, id, address } => {
                let outcome = self.connect(id, address);
                self.answer(req, outcome);
            }
            ToRelay::Name { req, id } => {
                let local = self.socket(id).bound;
                self.answer(
                    req,
                    Ok(Success {
                        local,
                        ..Default::default()
                    }),
                );
            }
            ToRelay::Stat { req, path } => {
                let outcome = self.kernel.stat(path);
                self.answer(req, outcome.map(|()| Success::default()));
            }
            ToRelay::Unlink { req, path } => {
                let outcome = self.kernel.unlink(path);
                self.answer(req, outcome.map(|()| Success::default()));
            }
            ToRelay::Flush { req, id } => self.flush(req, id),
            ToRelay::Resolve { req, host, .. } => self.answer(req, resolve(&host)),
            ToRelay::Reverse { req, ip } => self.answer(req, reverse(ip)),
            ToRelay::Credit { id, upto } => return self.credit(id, upto),
            ToRelay::Accept { .. } => {}
            ToRelay::Shutdown { id } => {
                if let Some(stream) = self.socket(id).stream.as_mut() {
                    stream.fin_due = true;
                }
            }
            ToRelay::Close { id, taken, reset } => self.close(id, taken, reset),
            ToRelay::Bye => {
                let all: Vec<SocketId> = self.sockets.keys().copied().collect();
                all.into_iter().for_each(|id| self.close(id, u64::MAX, false));
                self.closed = Some(CloseCode::Normal);
            }
        }
        Ok(())
    }

    fn answer(&mut self, req: RequestId, outcome: Result<Success, Errno>) {
        self.session.answered();
        self.say(&match outcome {
            Ok(Success {
                local,
                peer,
                value,
                addresses,
                host,
            }) => ToProgram::Ok {
                req,
                local,
                peer,
                value,
                addresses,
                host,
            },
            Err(errno) => ToProgram::Err { req, errno },
        });
    }

    fn say(&mut self, control: &ToProgram) {
        self.out
            .push_back(Packet::Text(serde_json::to_string(control).unwrap()));
    }

    /// What the session lets pass is about an open socket.
    fn socket(&mut self, id: SocketId) -> &mut Open {
        self.sockets.get_mut(&id).expect("the session checked it")
    }
}

impl Open {
    fn new(family: Family, kind: Kind) -> Self {
        Self {
            family,
            kind,
            bound: None,
            peer: None,
            options: HashMap::new(),
            listening: false,
            stream: None,
            credit: SendCredit::new(Kind::Dgram),
            error: None,
        }
    }
}
