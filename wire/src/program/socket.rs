//! One socket of a program: its state in Linux's terms, and what poll(2) would say of it.

use std::collections::VecDeque;

use bytes::Bytes;

use super::stream::Inbox;
use crate::limits::{DATAGRAM_COST, MAX_DATAGRAM};
use crate::{Address, Errno, Family, Kind, ReceiveWindow, SendCredit, SocketId, UnixName};

/// The bits of poll(2), with Linux's values.
#[allow(missing_docs)]
pub mod ready {
    pub const IN: u32 = 0x001;
    pub const OUT: u32 = 0x004;
    pub const ERR: u32 = 0x008;
    pub const HUP: u32 = 0x010;
    pub const NVAL: u32 = 0x020;
    pub const RDHUP: u32 = 0x2000;
}

#[derive(Debug)]
pub(super) struct Socket {
    pub family: Family,
    pub kind: Kind,
    pub phase: Phase,
    pub local: Option<Address>,
    pub peer: Option<Address>,
    /// SO_ERROR: what the next call fails with.
    pub error: Option<Errno>,
    /// The peer's FIN has arrived.
    pub eof: bool,
    pub read_shut: bool,
    pub write_shut: bool,
    pub window: ReceiveWindow,
    pub credit: SendCredit,
    pub inbox: Inbox,
    pub datagrams: VecDeque<(Address, Bytes)>,
    /// Where the last datagram went: a send to somewhere new waits for the kernel's word.
    pub tried: Option<Address>,
    pub broadcast: bool,
    /// Nothing has come since the program was told what is ready.
    pub seen: bool,
}

#[derive(Debug)]
pub(super) enum Phase {
    /// Not connected: new, bound, or after a failed connect.
    Idle,
    Connecting,
    /// A connected stream, or a datagram socket with a default peer.
    Connected,
    Listening(Backlog),
    /// A connection that was reset, or a listener that was shut down.
    Dead,
}

/// Connections the relay has pushed and accept(2) has not taken.
#[derive(Debug)]
pub(super) struct Backlog {
    pub queue: VecDeque<SocketId>,
    /// How many connections the relay may push in all.
    pub upto: u64,
}

impl Backlog {
    pub(super) fn new() -> Self {
        Self {
            queue: VecDeque::new(),
            upto: 1,
        }
    }
}

impl Socket {
    pub(super) fn new(family: Family, kind: Kind) -> Self {
        Self {
            family,
            kind,
            phase: Phase::Idle,
            local: None,
            peer: None,
            error: None,
            eof: false,
            read_shut: false,
            write_shut: false,
            window: ReceiveWindow::new(kind),
            credit: SendCredit::new(kind),
            inbox: Inbox::default(),
            datagrams: VecDeque::new(),
            tried: None,
            broadcast: false,
            seen: false,
        }
    }

    pub(super) fn connected(family: Family, local: Address, peer: Address) -> Self {
        let mut socket = Self::new(family, Kind::Stream);
        socket.phase = Phase::Connected;
        socket.local = Some(local);
        socket.peer = Some(peer);
        socket
    }

    /// Whether bind(2) was called, or the kernel did it by itself.
    pub(super) fn is_bound(&self) -> bool {
        self.local
            .is_some_and(|local| local != Address::Unix(UnixName::UNNAMED))
    }

    pub(super) fn is_listening(&self) -> bool {
        matches!(self.phase, Phase::Listening(_))
    }

    /// A stream ends with an error: data at hand may still be read, the error is reported once, then it is over.
    pub(super) fn fail(&mut self, errno: Errno) {
        self.error = Some(errno);
        self.seen = false;
        if self.kind == Kind::Stream {
            self.phase = Phase::Dead;
        }
    }

    /// A stream's connect failed: once the error is reported, it may try again, as on Linux.
    pub(super) fn fail_to_connect(&mut self, errno: Errno) {
        self.error = Some(errno);
        self.seen = false;
        // A listen(2) that was under way may have come first.
        if matches!(self.phase, Phase::Connecting) {
            self.phase = Phase::Idle;
        }
    }

    /// What poll(2) would return, whatever was asked for: tcp_poll and datagram_poll in Linux's words.
    pub(super) fn ready(&self) -> u32 {
        let error = if self.error.is_some() { ready::ERR } else { 0 };
        error
            | match (&self.phase, self.kind) {
                (Phase::Listening(backlog), _) if backlog.queue.is_empty() => 0,
                (Phase::Listening(_), _) => ready::IN,
                (Phase::Connecting, _) => 0,
                (Phase::Dead, _) => ready::IN | ready::OUT | ready::HUP | ready::RDHUP,
                (Phase::Idle, Kind::Stream) if error == 0 => ready::OUT | ready::HUP,
                (Phase::Idle, Kind::Stream) => ready::IN | ready::OUT | ready::HUP | ready::RDHUP,
                (Phase::Connected, Kind::Stream) => self.stream_ready(),
                (_, Kind::Dgram) => self.datagram_ready(),
            }
    }

    fn stream_ready(&self) -> u32 {
        let ended = self.eof || self.read_shut;
        let mut mask = 0;
        if !self.inbox.is_empty() || ended {
            mask |= ready::IN;
        }
        if self.credit.available() > 0 || self.write_shut {
            mask |= ready::OUT;
        }
        if ended {
            mask |= ready::RDHUP;
        }
        if ended && self.write_shut {
            mask |= ready::HUP;
        }
        mask
    }

    fn datagram_ready(&self) -> u32 {
        let mut mask = 0;
        if !self.datagrams.is_empty() || self.read_shut || self.error.is_some() {
            mask |= ready::IN;
        }
        // Room for any datagram, or a blocking send of a large one would find none and ask again at once.
        if self.credit.available() >= MAX_DATAGRAM as u64 + DATAGRAM_COST {
            mask |= ready::OUT;
        }
        mask
    }
}
