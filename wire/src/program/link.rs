//! [`Link`]: the tables of a program's sockets and requests, and its end of the WebSocket.

use std::collections::{BTreeMap, VecDeque};
use std::net::IpAddr;

use super::descriptors::{Descriptors, Fd};
use super::pair::{End, Pair};
use super::socket::{Socket, ready};
use crate::limits::MAX_PENDING;
use crate::{Data, Errno, OptionValue, Packet, RequestId, SocketId, ToRelay};

/// Descriptors before the relay has said how many there may be.
const DESCRIPTORS_UNTIL_WELCOME: usize = 64;

/// All sockets of one program.
#[derive(Debug)]
pub struct Link {
    pub(super) descriptors: Descriptors<File>,
    pub(super) sockets: BTreeMap<SocketId, Socket>,
    pub(super) pairs: BTreeMap<u32, Pair>,
    pub(super) pending: BTreeMap<RequestId, Pending>,
    pub(super) answers: BTreeMap<RequestId, Result<Answer, Errno>>,
    pub(super) welcome: Option<Welcome>,
    pub(super) last_accepted: u32,
    /// Whose bytes came last, and how many since anything else came.
    pub(super) arriving: Option<(SocketId, u64)>,
    last_opened: u32,
    last_pair: u32,
    last_request: u32,
    out: VecDeque<Packet>,
}

/// What the relay said about the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Welcome {
    /// Where others reach this reader's servers.
    pub address: IpAddr,
    /// The reader's name, which is also a host name.
    pub name: String,
}

/// What a request brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The call succeeded, and there is nothing to say.
    Done,
    /// getsockopt(2).
    Value(OptionValue),
    /// getaddrinfo(3).
    Addresses(Vec<IpAddr>),
    /// getnameinfo(3).
    Host(String),
}

/// What a descriptor means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
    Socket(SocketId),
    Pair(u32, End),
}

/// What to do with an answer when it comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pending {
    Socket(SocketId),
    Call(SocketId),
    Listen(SocketId),
    Connect(SocketId),
    Lookup,
    /// Its socket was closed meanwhile.
    Nobody,
}

impl Link {
    /// A program that has just been started: the first thing to transmit is its `hello`.
    pub fn new(token: &str, label: &str, key: &str) -> Self {
        let mut link = Self {
            descriptors: Descriptors::new(DESCRIPTORS_UNTIL_WELCOME),
            sockets: BTreeMap::new(),
            pairs: BTreeMap::new(),
            pending: BTreeMap::new(),
            answers: BTreeMap::new(),
            welcome: None,
            last_accepted: 0,
            arriving: None,
            last_opened: 0,
            last_pair: 0,
            last_request: 0,
            out: VecDeque::new(),
        };
        link.say(&ToRelay::Hello {
            token: token.into(),
            label: label.into(),
            key: key.into(),
        });
        link
    }

    /// What the relay said of the reader; `None` until it did.
    pub fn welcome(&self) -> Option<&Welcome> {
        self.welcome.as_ref()
    }

    /// The next message to send, if there is one.
    pub fn transmit(&mut self) -> Option<Packet> {
        self.out.pop_front()
    }

    /// The outcome of a request, once; `None` while there is none.
    pub fn answer(&mut self, req: RequestId) -> Option<Result<Answer, Errno>> {
        self.answers.remove(&req)
    }

    /// Whether [`Link::answer`] would return something.
    pub fn is_answered(&self, req: RequestId) -> bool {
        self.answers.contains_key(&req)
    }

    /// poll(2) for one descriptor: the bits of [`ready`] that hold now.
    pub fn ready(&self, fd: Fd) -> u32 {
        match self.descriptors.get(fd) {
            Ok(File::Socket(id)) => self.sockets.get(&id).map_or(ready::NVAL, Socket::ready),
            Ok(File::Pair(id, end)) => self.pairs.get(&id).map_or(ready::NVAL, |pair| pair.ready(end)),
            Err(_) => ready::NVAL,
        }
    }

    /// The program has ended: closes what is open, and says so.
    pub fn bye(&mut self) {
        for fd in self.descriptors.fds() {
            // A descriptor that was just listed can be closed.
            let _ = self.close(fd);
        }
        self.say(&ToRelay::Bye);
    }

    pub(super) fn say(&mut self, control: &ToRelay) {
        // Serialising these types can't fail: their keys are strings and they hold no floats.
        if let Ok(text) = serde_json::to_string(control) {
            self.out.push_back(Packet::Text(text));
        }
    }

    pub(super) fn say_data(&mut self, data: &Data) {
        self.out.push_back(Packet::Binary(data.encode()));
    }

    pub(super) fn request(
        &mut self,
        pending: Pending,
        control: impl FnOnce(RequestId) -> ToRelay,
    ) -> RequestId {
        if !self.has_room_for_request() {
            return self.refuse(pending, Errno::ENOBUFS);
        }
        let req = self.next_request();
        self.pending.insert(req, pending);
        self.say(&control(req));
        req
    }

    /// Whether the relay would take one more request.
    pub(super) fn has_room_for_request(&self) -> bool {
        self.pending.len() < MAX_PENDING
    }

    /// A request that fails before it is sent.
    pub(super) fn refuse(&mut self, pending: Pending, errno: Errno) -> RequestId {
        let req = self.next_request();
        self.fail(req, pending, errno);
        req
    }

    fn next_request(&mut self) -> RequestId {
        self.last_request += 1;
        RequestId(self.last_request)
    }

    pub(super) fn next_socket(&mut self) -> SocketId {
        // Odd numbers: 1, 3, 5, …
        self.last_opened += if self.last_opened == 0 { 1 } else { 2 };
        SocketId(self.last_opened)
    }

    pub(super) fn last_opened(&self) -> u32 {
        self.last_opened
    }

    pub(super) fn next_pair(&mut self) -> u32 {
        self.last_pair += 1;
        self.last_pair
    }

    pub(super) fn socket(&mut self, id: SocketId) -> Result<&mut Socket, Errno> {
        self.sockets.get_mut(&id).ok_or(Errno::EBADF)
    }

    /// The relay's socket behind a descriptor; `EOPNOTSUPP` for one of a local pair.
    pub(super) fn remote(&mut self, fd: Fd) -> Result<(SocketId, &mut Socket), Errno> {
        match self.descriptors.get(fd)? {
            File::Socket(id) => Ok((id, self.socket(id)?)),
            File::Pair(..) => Err(Errno::EOPNOTSUPP),
        }
    }
}
