//! What the relay says, applied to the tables.

use super::link::{Answer, Link, Pending, Welcome};
use super::socket::{Backlog, Phase, Socket};
use crate::limits::{ALONE, DATAGRAM_COST, MAX_BINARY, at_most};
use crate::{Address, Data, Errno, Kind, Packet, RequestId, SocketId, ToProgram, Violation, message};

impl Link {
    /// Applies one message.
    ///
    /// # Errors
    /// The [`Violation`] of a relay that breaks the protocol: close the WebSocket with its code.
    pub fn receive(&mut self, packet: Packet) -> Result<(), Violation> {
        match packet {
            Packet::Text(text) => self.apply(message::parse(&text)?),
            Packet::Binary(bytes) => {
                at_most(bytes.len(), MAX_BINARY)?;
                self.arrive(Data::decode(bytes)?)
            }
        }
    }

    fn apply(&mut self, control: ToProgram) -> Result<(), Violation> {
        match control {
            ToProgram::Welcome {
                address,
                name,
                sockets,
            } => {
                if self.welcome.replace(Welcome { address, name }).is_some() {
                    return Err(Violation::Hello);
                }
                self.descriptors.set_most(sockets as usize);
            }
            ToProgram::Ok {
                req,
                local,
                peer,
                value,
                addresses,
                host,
            } => {
                let pending = self.pending.remove(&req).ok_or(Violation::BadRequest)?;
                let answer = Answer::from_ok(value, addresses, host);
                self.succeed(req, pending, (local, peer), answer);
            }
            ToProgram::Err { req, errno } => {
                let pending = self.pending.remove(&req).ok_or(Violation::BadRequest)?;
                self.fail(req, pending, errno);
            }
            ToProgram::Accepted {
                listener,
                id,
                local,
                peer,
            } => self.accepted(listener, id, local, peer)?,
            ToProgram::Eof { id } => {
                if let Some(socket) = self.known(id)? {
                    if socket.kind != Kind::Stream || !matches!(socket.phase, Phase::Connected) {
                        return Err(Violation::OutOfOrder(id));
                    }
                    socket.eof = true;
                    socket.seen = false;
                }
            }
            ToProgram::Failed { id, errno } => {
                if let Some(socket) = self.known(id)? {
                    socket.fail(errno);
                }
            }
            ToProgram::Credit { id, upto } => {
                if let Some(socket) = self.known(id)? {
                    // Room is news to who had none, as in sk_stream_write_space of Linux.
                    socket.seen &= socket.credit.available() > 0;
                    if !socket.credit.grant(upto) {
                        return Err(Violation::BadCredit(id));
                    }
                }
            }
        }
        Ok(())
    }

    fn succeed(
        &mut self,
        req: RequestId,
        pending: Pending,
        ends: (Option<Address>, Option<Address>),
        answer: Answer,
    ) {
        if pending == Pending::Nobody {
            return;
        }
        if let Some(socket) = pending.socket().and_then(|id| self.sockets.get_mut(&id)) {
            if let Some(local) = ends.0 {
                socket.local = Some(local);
            }
            match pending {
                Pending::Connect(_) => {
                    socket.seen = false;
                    socket.peer = ends.1;
                    socket.phase = if ends.1.is_some() {
                        Phase::Connected
                    } else {
                        Phase::Idle
                    };
                }
                Pending::Listen(_) if !socket.is_listening() => {
                    socket.phase = Phase::Listening(Backlog::new())
                }
                _ => {}
            }
        }
        if !self.is_stream_connect(pending) {
            self.answers.insert(req, Ok(answer));
        }
    }

    pub(super) fn fail(&mut self, req: RequestId, pending: Pending, errno: Errno) {
        match pending {
            Pending::Nobody => return,
            Pending::Socket(id) => self.undo_open(id),
            Pending::Connect(id) => {
                if let Some(socket) = self.sockets.get_mut(&id)
                    && socket.kind == Kind::Stream
                {
                    socket.fail_to_connect(errno);
                }
            }
            _ => {}
        }
        if !self.is_stream_connect(pending) {
            self.answers.insert(req, Err(errno));
        }
    }

    /// Such a connect reports through readiness and SO_ERROR, as a non-blocking one does on Linux.
    fn is_stream_connect(&self, pending: Pending) -> bool {
        let Pending::Connect(id) = pending else {
            return false;
        };
        self.sockets
            .get(&id)
            .is_some_and(|socket| socket.kind == Kind::Stream)
    }

    fn accepted(
        &mut self,
        listener: SocketId,
        id: SocketId,
        local: Address,
        peer: Address,
    ) -> Result<(), Violation> {
        if !id.0.is_multiple_of(2) || id.0 <= self.last_accepted {
            return Err(Violation::BadId(id));
        }
        self.last_accepted = id.0;
        let waiting = self.known(listener)?.and_then(|socket| match &mut socket.phase {
            Phase::Listening(backlog) => {
                socket.seen = false;
                Some((socket.family, backlog))
            }
            _ => None,
        });
        match waiting {
            // One ahead, no more: the one in the queue.
            Some((_, backlog)) if !backlog.queue.is_empty() => return Err(Violation::OverCredit(listener)),
            Some((family, backlog)) => {
                backlog.queue.push_back(id);
                self.sockets.insert(id, Socket::connected(family, local, peer));
            }
            None => self.reset(id),
        }
        Ok(())
    }

    fn arrive(&mut self, data: Data) -> Result<(), Violation> {
        match data {
            Data::Stream { id, bytes } => {
                let Some(socket) = self.known(id)? else {
                    return Ok(());
                };
                if socket.kind != Kind::Stream || !matches!(socket.phase, Phase::Connected) || socket.eof {
                    return Err(Violation::OutOfOrder(id));
                }
                let n = bytes.len() as u64;
                if !socket.window.arrive(n) {
                    return Err(Violation::OverCredit(id));
                }
                socket.inbox.push(bytes);
                socket.seen = false;
                self.widen(id, n);
            }
            Data::Datagram { id, address, bytes } => {
                let Some(socket) = self.known(id)? else {
                    return Ok(());
                };
                let from = address.or(socket.peer).ok_or(Violation::OutOfOrder(id))?;
                if socket.kind != Kind::Dgram {
                    return Err(Violation::OutOfOrder(id));
                }
                if !socket.window.arrive(bytes.len() as u64 + DATAGRAM_COST) {
                    return Err(Violation::OverCredit(id));
                }
                socket.datagrams.push_back((from, bytes));
                socket.seen = false;
                self.widen(id, 0);
            }
        }
        Ok(())
    }

    /// A stream that arrives alone gets a wider window, until something else arrives.
    fn widen(&mut self, id: SocketId, n: u64) {
        let before = match self.arriving {
            Some((same, before)) if same == id => before,
            Some((other, _)) => {
                self.set_wide(other, false);
                0
            }
            None => 0,
        };
        self.arriving = Some((id, before + n));
        if before < ALONE && before + n >= ALONE {
            self.set_wide(id, true);
        }
    }

    fn set_wide(&mut self, id: SocketId, wide: bool) {
        if let Some(socket) = self.sockets.get_mut(&id)
            && socket.kind == Kind::Stream
        {
            socket.window.set_wide(wide);
        }
    }

    /// An open socket; `None` for one that was closed here while the frame was under way.
    fn known(&mut self, id: SocketId) -> Result<Option<&mut Socket>, Violation> {
        let used = if id.0.is_multiple_of(2) {
            self.last_accepted
        } else {
            self.last_opened()
        };
        if id.0 > used {
            return Err(Violation::UnknownSocket(id));
        }
        Ok(self.sockets.get_mut(&id))
    }
}
