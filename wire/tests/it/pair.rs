//! [`Pair`]: a program and a relay, with the messages between them in two queues that a test can hold back.

use std::collections::VecDeque;

use wire::program::{Answer, Fd, Link};
use wire::{Address, Errno, Family, Kind, Packet, RequestId, ToProgram, ToRelay, Violation};

use crate::kernel::{EndId, here};
use crate::relay::Relay;

/// Sockets a program may have open, unless a test says otherwise.
const SOCKETS: u32 = 64;

pub(crate) struct Pair {
    pub(crate) link: Link,
    pub(crate) relay: Relay,
    /// Control frames that have reached the relay.
    pub(crate) asked: Vec<ToRelay>,
    /// Control frames that have reached the program.
    pub(crate) told: Vec<ToProgram>,
    up: VecDeque<Packet>,
    down: VecDeque<Packet>,
}

impl Pair {
    /// Both have said hello.
    pub(crate) fn new() -> Self {
        Self::with_sockets(SOCKETS)
    }

    /// The relay lets the program have `most` sockets.
    pub(crate) fn with_sockets(most: u32) -> Self {
        let mut pair = Self {
            link: Link::new("token", "test", ""),
            relay: Relay::new(most),
            asked: Vec::new(),
            told: Vec::new(),
            up: VecDeque::new(),
            down: VecDeque::new(),
        };
        pair.settle();
        pair
    }

    /// Brings the program's next message to the relay; `false` if there is none.
    pub(crate) fn deliver_up(&mut self) -> Result<bool, Violation> {
        self.up.extend(std::iter::from_fn(|| self.link.transmit()));
        let Some(packet) = self.up.pop_front() else {
            return Ok(false);
        };
        if let Packet::Text(text) = &packet {
            self.asked.push(serde_json::from_str(text).unwrap());
        }
        self.relay.receive(packet)?;
        Ok(true)
    }

    /// Brings the relay's next message to the program; `false` if there is none.
    pub(crate) fn deliver_down(&mut self) -> Result<bool, Violation> {
        self.down.extend(std::iter::from_fn(|| self.relay.transmit()));
        let Some(packet) = self.down.pop_front() else {
            return Ok(false);
        };
        if let Packet::Text(text) = &packet {
            self.told.push(serde_json::from_str(text).unwrap());
        }
        self.link.receive(packet)?;
        Ok(true)
    }

    /// Brings everything the program has said to the relay, and nothing back.
    pub(crate) fn all_up(&mut self) {
        while self.deliver_up().unwrap() {}
    }

    /// Lets both run until neither has anything to say or to do.
    pub(crate) fn settle(&mut self) {
        while self.deliver_up().unwrap() || self.relay.work() || self.deliver_down().unwrap() {}
    }

    /// Waits for a request, as Python does.
    pub(crate) fn wait(&mut self, req: RequestId) -> Result<Answer, Errno> {
        self.settle();
        self.link.answer(req).expect("the relay answers every request")
    }

    pub(crate) fn socket(&mut self, kind: Kind) -> Fd {
        let (fd, req) = self.link.open(Family::Inet, kind).unwrap();
        assert_eq!(self.wait(req), Ok(Answer::Done));
        fd
    }

    pub(crate) fn bind(&mut self, fd: Fd, address: Address) -> Result<(), Errno> {
        let req = self.link.bind(fd, address)?;
        self.wait(req).map(|_| ())
    }

    /// A datagram socket that is bound to a port.
    pub(crate) fn bound(&mut self, port: u16) -> Fd {
        let fd = self.socket(Kind::Dgram);
        self.bind(fd, here(port)).unwrap();
        fd
    }

    /// A listening socket.
    pub(crate) fn listener(&mut self, port: u16, backlog: i32) -> Fd {
        let fd = self.socket(Kind::Stream);
        self.bind(fd, here(port)).unwrap();
        let req = self.link.listen(fd, backlog).unwrap();
        assert_eq!(self.wait(req), Ok(Answer::Done));
        fd
    }

    /// connect(2), blocking.
    pub(crate) fn connect(&mut self, fd: Fd, to: Address) -> Result<(), Errno> {
        let req = self.link.connect(fd, Some(to))?;
        self.settle();
        if let Some(outcome) = self.link.answer(req) {
            outcome?;
        }
        self.link.take_error(fd)?.map_or(Ok(()), Err)
    }

    /// A stream that a client outside has connected to the program's listener, and that client.
    pub(crate) fn serve(&mut self, listener: Fd) -> (Fd, EndId) {
        let address = self.link.sockname(listener).unwrap();
        let client = self.relay.kernel.connect(None, address).unwrap();
        self.settle();
        (self.link.accept(listener).unwrap().0, client)
    }

    /// A connected stream, and the client at its other end.
    pub(crate) fn stream(&mut self) -> (Fd, EndId) {
        let listener = self.listener(9090, 1);
        self.serve(listener)
    }

    /// recv(2) of what is at hand.
    pub(crate) fn recv(&mut self, fd: Fd, max: usize) -> Result<Vec<u8>, Errno> {
        let mut out = Vec::new();
        self.link.recv(fd, max, false, &mut out)?;
        Ok(out)
    }

    /// recvfrom(2) of what is at hand.
    pub(crate) fn recv_from(&mut self, fd: Fd, max: usize) -> Result<(Vec<u8>, Address), Errno> {
        let mut out = Vec::new();
        let (_, from) = self.link.recv(fd, max, false, &mut out)?;
        Ok((out, from.expect("a datagram has a sender")))
    }

    /// send(2): how many bytes were taken, once Linux would know.
    pub(crate) fn send(&mut self, fd: Fd, bytes: &[u8]) -> Result<usize, Errno> {
        self.send_maybe_to(fd, bytes, None)
    }

    /// sendto(2).
    pub(crate) fn send_to(&mut self, fd: Fd, bytes: &[u8], to: Address) -> Result<usize, Errno> {
        self.send_maybe_to(fd, bytes, Some(to))
    }

    fn send_maybe_to(&mut self, fd: Fd, bytes: &[u8], to: Option<Address>) -> Result<usize, Errno> {
        let sent = self.link.send(fd, bytes, to)?;
        if let Some(req) = sent.flush {
            self.wait(req)?;
        }
        Ok(sent.n)
    }
}

/// Bytes whose value tells their place, so that a lost, doubled or moved one is seen.
pub(crate) fn pattern(from: u64, len: usize) -> Vec<u8> {
    (from..)
        .take(len)
        .map(|i| (i ^ (i >> 8).wrapping_mul(7) ^ (i >> 16).wrapping_mul(31)) as u8)
        .collect()
}
