//! What the relay does when nobody asks: accepts, reads, writes what is left, each socket in its turn.

use bytes::Bytes;
use wire::limits::DATAGRAM_COST;
use wire::{Address, Data, Errno, Kind, Packet, RequestId, SocketId, ToProgram, Violation};

use super::stream::{Event, Stream};
use super::{Open, Relay, Success};

impl Relay {
    /// One turn of every socket. `false` if there was nothing to do.
    pub(crate) fn work(&mut self) -> bool {
        let before = (self.out.len(), self.kernel.moves);
        let (kernel, lingering) = (&mut self.kernel, &mut self.lingering);
        lingering.retain_mut(|stream| !stream.finish(kernel));
        let all: Vec<SocketId> = self.sockets.keys().copied().collect();
        for id in all {
            self.accept(id);
            self.step(id);
            self.deliver(id);
        }
        (self.out.len(), self.kernel.moves) != before
    }

    /// Bytes of the program that the kernel has not taken.
    pub(crate) fn unwritten(&self) -> usize {
        let open = self.sockets.values().filter_map(|socket| socket.stream.as_ref());
        open.chain(&self.lingering)
            .map(|stream| stream.unwritten.len())
            .sum()
    }

    fn accept(&mut self, listener: SocketId) {
        let Some(&Open {
            listening: true,
            bound: Some(address),
            family,
            ..
        }) = self.sockets.get(&listener)
        else {
            return;
        };
        while self.kernel.has_waiting(address)
            && let Some(id) = self.session.accepted(listener)
            && let Some(end) = self.kernel.accept(address)
        {
            let (local, peer) = self.kernel.names(end);
            let stream = Some(Stream::new(end));
            self.sockets.insert(
                id,
                Open {
                    stream,
                    ..Open::new(family, Kind::Stream)
                },
            );
            self.say(&ToProgram::Accepted {
                listener,
                id,
                local,
                peer,
            });
        }
    }

    fn step(&mut self, id: SocketId) {
        let mut events = Vec::new();
        if let Some(stream) = self
            .sockets
            .get_mut(&id)
            .and_then(|socket| socket.stream.as_mut())
        {
            stream.step(id, &mut self.kernel, &mut self.session, &mut events);
        }
        for event in events {
            match event {
                Event::Control(control) => self.say(&control),
                Event::Flushed(req, outcome) => self.answer(req, outcome.map(|()| Success::default())),
                Event::Data(data) => self.out.push_back(Packet::Binary(data.encode())),
            }
        }
    }

    /// Datagrams that have come for this socket, as far as the program has room.
    fn deliver(&mut self, id: SocketId) {
        let Some(socket) = self.sockets.get_mut(&id) else {
            return;
        };
        let (Kind::Dgram, Some(local)) = (socket.kind, socket.bound) else {
            return;
        };
        while let Some(len) = self.kernel.next_len(local)
            && socket.credit.take(len as u64 + DATAGRAM_COST)
            && let Some((from, bytes)) = self.kernel.receive_from(local)
        {
            let data = Data::Datagram {
                id,
                address: Some(from),
                bytes: Bytes::from(bytes),
            };
            self.out.push_back(Packet::Binary(data.encode()));
        }
    }

    /// A datagram of the program, to the kernel.
    pub(super) fn datagram(&mut self, id: SocketId, address: Option<Address>, bytes: &[u8]) {
        let outcome = self.bound(id).and_then(|local| {
            let peer = self.socket(id).peer;
            let to = address.or(peer).ok_or(Errno::EDESTADDRREQ)?;
            self.kernel.send_to(local, to, bytes)
        });
        match outcome {
            // What ICMP brings is told to connected sockets only, as on Linux.
            Err(Errno::ECONNREFUSED) if self.socket(id).peer.is_none() => {}
            Err(errno @ Errno::ECONNREFUSED) => self.say(&ToProgram::Failed { id, errno }),
            Err(errno) => self.socket(id).error = Some(errno),
            Ok(()) => {}
        }
        if let Some(upto) = self.session.consumed(id, bytes.len()) {
            self.say(&ToProgram::Credit { id, upto });
        }
    }

    pub(super) fn flush(&mut self, req: RequestId, id: SocketId) {
        let socket = self.socket(id);
        match (&mut socket.stream, socket.error.take()) {
            (Some(stream), _) => stream.flushes.push(req),
            (None, Some(errno)) => self.answer(req, Err(errno)),
            (None, None) => {
                let local = Some(socket.bound.unwrap_or(Address::unbound(socket.family)));
                self.answer(
                    req,
                    Ok(Success {
                        local,
                        ..Default::default()
                    }),
                );
            }
        }
    }

    pub(super) fn credit(&mut self, id: SocketId, upto: u64) -> Result<(), Violation> {
        let socket = self.socket(id);
        let credit = match &mut socket.stream {
            Some(stream) => &mut stream.credit,
            None => &mut socket.credit,
        };
        if credit.grant(upto) {
            Ok(())
        } else {
            Err(Violation::BadCredit(id))
        }
    }

    pub(super) fn close(&mut self, id: SocketId, taken: u64, reset: bool) {
        let Some(socket) = self.sockets.remove(&id) else {
            return;
        };
        if let Some(address) = socket.bound {
            self.kernel.unbind(socket.kind, address);
        }
        let Some(mut stream) = socket.stream else { return };
        // Every request is answered, or the program would run out of them.
        for req in stream.flushes.drain(..) {
            self.answer(req, Err(Errno::EBADF));
        }
        if reset || stream.credit.sent() > taken {
            self.kernel.close(stream.end, true);
        } else {
            self.lingering.push(stream);
        }
    }
}
