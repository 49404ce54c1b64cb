//! One program's WebSocket as the relay sees it: which sockets are open, of what kind, with how much credit.

use std::collections::BTreeMap;

use crate::limits::{DATAGRAM_COST, MAX_BINARY, MAX_KEY, MAX_NAME, MAX_PENDING, at_most};
use crate::{Data, Kind, Packet, ReceiveWindow, RequestId, SocketId, ToRelay, Violation, message};

/// A frame that passed every check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inbound {
    /// Something to do.
    Control(ToRelay),
    /// Bytes to hand to the kernel; [`Session::consumed`] when it took them.
    Data(Data),
}

/// The state that checking needs, and nothing else.
#[derive(Debug, Default)]
pub struct Session {
    greeted: bool,
    sockets: BTreeMap<SocketId, Socket>,
    last_opened: u32,
    last_accepted: u32,
    last_request: Option<RequestId>,
    pending: usize,
}

#[derive(Debug)]
struct Socket {
    kind: Kind,
    connected: bool,
    shut: bool,
    window: ReceiveWindow,
    read_upto: u64,
    accept: Option<AcceptCredit>,
}

/// Connections pushed to the program, and how many it allows. PROTOCOL.md, "Accepting": one ahead.
#[derive(Debug)]
struct AcceptCredit {
    pushed: u64,
    upto: u64,
}

impl Session {
    /// A WebSocket that has just been opened.
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks one message.
    ///
    /// # Errors
    /// The [`Violation`] with which the WebSocket is to be closed; the session is of no use afterwards.
    pub fn receive(&mut self, packet: Packet) -> Result<Inbound, Violation> {
        match packet {
            Packet::Text(text) => {
                let control = message::parse(&text)?;
                self.check_control(&control)?;
                Ok(Inbound::Control(control))
            }
            Packet::Binary(bytes) => {
                at_most(bytes.len(), MAX_BINARY)?;
                let data = Data::decode(bytes)?;
                self.check_data(&data)?;
                Ok(Inbound::Data(data))
            }
        }
    }

    /// A request was answered.
    pub fn answered(&mut self) {
        self.pending = self.pending.saturating_sub(1);
    }

    /// A `connect` of this socket succeeded: from now on it may carry data.
    pub fn connected(&mut self, id: SocketId) {
        if let Some(socket) = self.sockets.get_mut(&id) {
            socket.connected = true;
        }
    }

    /// The socket's `listen` succeeded: it has credit for one connection.
    pub fn listening(&mut self, id: SocketId) {
        if let Some(socket) = self.sockets.get_mut(&id) {
            socket.accept.get_or_insert(AcceptCredit { pushed: 0, upto: 1 });
        }
    }

    /// The number for a connection that this listener has accepted; `None` if it has no credit or is closed.
    pub fn accepted(&mut self, listener: SocketId) -> Option<SocketId> {
        let credit = self.sockets.get_mut(&listener)?.accept.as_mut()?;
        if credit.pushed >= credit.upto {
            return None;
        }
        credit.pushed += 1;
        self.last_accepted = self.last_accepted.checked_add(2)?;
        let id = SocketId(self.last_accepted);
        self.sockets.insert(
            id,
            Socket {
                connected: true,
                ..Socket::new(Kind::Stream)
            },
        );
        Some(id)
    }

    /// The kernel has taken `n` bytes of a stream, or a datagram of `n` bytes. `Some(upto)` when a `credit` frame is due.
    pub fn consumed(&mut self, id: SocketId, n: usize) -> Option<u64> {
        let socket = self.sockets.get_mut(&id)?;
        let cost = cost(socket.kind, n);
        socket.window.take(cost)
    }

    /// Sockets that are open now.
    pub fn open(&self) -> usize {
        self.sockets.len()
    }

    fn check_control(&mut self, control: &ToRelay) -> Result<(), Violation> {
        use ToRelay::*;
        if self.greeted == matches!(control, Hello { .. }) {
            return Err(Violation::Hello);
        }
        match *control {
            Hello { ref key, .. } => {
                at_most(key.len(), MAX_KEY)?;
                self.greeted = true;
            }
            Bye => {}
            Socket { req, id, kind, .. } => {
                self.request(req)?;
                self.open_socket(id, kind)?;
            }
            Set { req, id, .. }
            | Get { req, id, .. }
            | Bind { req, id, .. }
            | Listen { req, id, .. }
            | Connect { req, id, .. }
            | Name { req, id }
            | Flush { req, id } => {
                self.request(req)?;
                self.socket(id)?;
            }
            Stat { req, .. } | Unlink { req, .. } | Reverse { req, .. } => self.request(req)?,
            Resolve { req, ref host, .. } => {
                self.request(req)?;
                at_most(host.len(), MAX_NAME)?;
            }
            Credit { id, upto } => {
                let socket = self.socket(id)?;
                if upto < socket.read_upto {
                    return Err(Violation::BadCredit(id));
                }
                socket.read_upto = upto;
            }
            Accept { id, upto } => {
                let credit = self
                    .socket(id)?
                    .accept
                    .as_mut()
                    .ok_or(Violation::OutOfOrder(id))?;
                if upto < credit.upto || upto > credit.pushed + 1 {
                    return Err(Violation::BadCredit(id));
                }
                credit.upto = upto;
            }
            Shutdown { id } => {
                let socket = self.socket(id)?;
                if !socket.connected {
                    return Err(Violation::OutOfOrder(id));
                }
                socket.shut = true;
            }
            Close { id, .. } => {
                self.sockets.remove(&id).ok_or(Violation::UnknownSocket(id))?;
            }
        }
        Ok(())
    }

    fn check_data(&mut self, data: &Data) -> Result<(), Violation> {
        if !self.greeted {
            return Err(Violation::Hello);
        }
        let (id, kind, len) = match data {
            Data::Stream { id, bytes } => (*id, Kind::Stream, bytes.len()),
            Data::Datagram { id, bytes, .. } => (*id, Kind::Dgram, bytes.len()),
        };
        let socket = self.socket(id)?;
        if socket.kind != kind || (kind == Kind::Stream && (!socket.connected || socket.shut)) {
            return Err(Violation::OutOfOrder(id));
        }
        if !socket.window.arrive(cost(kind, len)) {
            return Err(Violation::OverCredit(id));
        }
        Ok(())
    }

    fn request(&mut self, req: RequestId) -> Result<(), Violation> {
        if self.last_request.is_some_and(|last| req <= last) {
            return Err(Violation::BadRequest);
        }
        if self.pending >= MAX_PENDING {
            return Err(Violation::TooManyPending);
        }
        self.last_request = Some(req);
        self.pending += 1;
        Ok(())
    }

    fn open_socket(&mut self, id: SocketId, kind: Kind) -> Result<(), Violation> {
        if id.0 <= self.last_opened || id.0.is_multiple_of(2) {
            return Err(Violation::BadId(id));
        }
        self.last_opened = id.0;
        self.sockets.insert(id, Socket::new(kind));
        Ok(())
    }

    fn socket(&mut self, id: SocketId) -> Result<&mut Socket, Violation> {
        self.sockets.get_mut(&id).ok_or(Violation::UnknownSocket(id))
    }
}

impl Socket {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            connected: false,
            shut: false,
            window: ReceiveWindow::new(kind),
            read_upto: kind.window(),
            accept: None,
        }
    }
}

fn cost(kind: Kind, len: usize) -> u64 {
    match kind {
        Kind::Stream => len as u64,
        Kind::Dgram => len as u64 + DATAGRAM_COST,
    }
}
