//! socketpair(2): two connected ends within one program. No relay takes part.

use bytes::Bytes;

use super::socket::ready;
use super::stream::Inbox;
use crate::{Errno, Kind};

/// Bytes one end holds before the other must wait: Linux's default for AF_UNIX (net.core.wmem_default).
const ROOM: usize = 212_992;

/// Both ends; [`End`] says which one a call is about.
#[derive(Debug)]
pub(super) struct Pair {
    pub kind: Kind,
    ends: [Side; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    A,
    B,
}

#[derive(Debug, Default)]
struct Side {
    /// What the other end sent.
    inbox: Inbox,
    /// Lengths of its messages, for a datagram pair.
    messages: std::collections::VecDeque<usize>,
    closed: bool,
    write_shut: bool,
    read_shut: bool,
    /// The other end closed with our bytes unread.
    reset: bool,
    /// Nothing has come since the program was told what is ready.
    seen: bool,
}

impl Pair {
    pub(super) fn new(kind: Kind) -> Self {
        Self {
            kind,
            ends: Default::default(),
        }
    }

    pub(super) fn recv(
        &mut self,
        end: End,
        max: usize,
        peek: bool,
        out: &mut Vec<u8>,
    ) -> Result<usize, Errno> {
        let datagrams = self.kind == Kind::Dgram;
        let (mine, other) = self.sides(end);
        // Room is news to who had none.
        other.seen &= peek || mine.inbox.len() < ROOM;
        if datagrams {
            let Some(&len) = mine.messages.front() else {
                return if mine.read_shut { Ok(0) } else { Err(Errno::EAGAIN) };
            };
            let n = mine.inbox.peek(len.min(max), out);
            if !peek {
                mine.messages.pop_front();
                mine.inbox.read(len, &mut Vec::new());
            }
            return Ok(n);
        }
        if mine.inbox.is_empty() {
            if std::mem::take(&mut mine.reset) {
                return Err(Errno::ECONNRESET);
            }
            let ended = other.closed || other.write_shut || mine.read_shut;
            return if ended { Ok(0) } else { Err(Errno::EAGAIN) };
        }
        Ok(if peek {
            mine.inbox.peek(max, out)
        } else {
            mine.inbox.read(max, out)
        })
    }

    pub(super) fn send(&mut self, end: End, bytes: &[u8]) -> Result<usize, Errno> {
        let datagrams = self.kind == Kind::Dgram;
        let (mine, other) = self.sides(end);
        if other.closed && datagrams {
            return Err(Errno::ECONNREFUSED);
        }
        if mine.write_shut || other.closed || other.read_shut {
            return Err(Errno::EPIPE);
        }
        let room = ROOM.saturating_sub(other.inbox.len());
        if datagrams && bytes.len() > ROOM {
            return Err(Errno::EMSGSIZE);
        }
        if room == 0 && !bytes.is_empty() {
            return Err(Errno::EAGAIN);
        }
        // As on Linux, a datagram may be larger than what room is left: it can't be cut.
        other.seen = false;
        let n = if datagrams {
            bytes.len()
        } else {
            bytes.len().min(room)
        };
        other
            .inbox
            .push(Bytes::copy_from_slice(bytes.get(..n).unwrap_or(bytes)));
        if datagrams {
            other.messages.push_back(n);
        }
        Ok(n)
    }

    pub(super) fn shutdown(&mut self, end: End, read: bool, write: bool) {
        let (mine, other) = self.sides(end);
        mine.read_shut |= read;
        mine.write_shut |= write;
        mine.seen = false;
        other.seen = false;
    }

    /// Closes one end; `true` once both are closed.
    pub(super) fn close(&mut self, end: End) -> bool {
        let stream = self.kind == Kind::Stream;
        let (mine, other) = self.sides(end);
        mine.closed = true;
        other.seen = false;
        other.reset |= stream && !mine.inbox.is_empty();
        other.closed
    }

    pub(super) fn ready(&self, end: End) -> u32 {
        let [a, b] = &self.ends;
        let (mine, other) = if end == End::A { (a, b) } else { (b, a) };
        // Datagrams have no end: whoever waits for one from a closed socket waits for ever, as on Linux.
        let peer_ended = self.kind == Kind::Stream && (other.closed || other.write_shut);
        let ended = peer_ended || mine.read_shut;
        let mut mask = if mine.reset { ready::ERR } else { 0 };
        if !mine.inbox.is_empty() || !mine.messages.is_empty() || ended {
            mask |= ready::IN;
        }
        if other.inbox.len() < ROOM || other.closed || other.read_shut || mine.write_shut {
            mask |= ready::OUT;
        }
        if ended {
            mask |= ready::RDHUP;
        }
        if ended && (other.closed || mine.write_shut || other.read_shut) {
            mask |= ready::HUP;
        }
        mask
    }

    /// Whether nothing has come to this end since its program was told.
    pub(super) fn is_seen(&self, end: End) -> bool {
        let [a, b] = &self.ends;
        if end == End::A { a.seen } else { b.seen }
    }

    pub(super) fn see(&mut self, end: End, seen: bool) {
        self.sides(end).0.seen = seen;
    }

    fn sides(&mut self, end: End) -> (&mut Side, &mut Side) {
        let [a, b] = &mut self.ends;
        if end == End::A { (a, b) } else { (b, a) }
    }
}
