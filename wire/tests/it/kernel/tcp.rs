//! TCP as its users see it: a connection is two ends, each with what the other end sent and it has not read.

use std::collections::VecDeque;
use std::io::Read as _;

use wire::{Address, Errno};

use super::{Kernel, here};

/// One end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EndId(usize);

/// What a read brought.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Read {
    Bytes(Vec<u8>),
    Nothing,
    Eof,
    Failed(Errno),
}

#[derive(Debug)]
pub(super) struct End {
    local: Address,
    peer: Address,
    other: EndId,
    inbox: VecDeque<u8>,
    /// The peer's FIN has arrived.
    fin: bool,
    write_shut: bool,
    closed: bool,
    error: Option<Errno>,
    dead: bool,
}

/// A listener's connections that accept(2) has not taken.
#[derive(Debug)]
pub(super) struct Queue {
    backlog: usize,
    waiting: VecDeque<EndId>,
}

impl Kernel {
    /// listen(2). Linux lets one connection more wait than it was told.
    pub(crate) fn listen(&mut self, address: Address, backlog: usize) {
        let queue = self.queues.entry(address).or_insert(Queue {
            backlog,
            waiting: VecDeque::new(),
        });
        queue.backlog = backlog;
    }

    pub(super) fn unlisten(&mut self, address: Address) {
        if let Some(queue) = self.queues.remove(&address) {
            queue.waiting.into_iter().for_each(|end| self.close(end, true));
        }
    }

    pub(crate) fn has_waiting(&self, address: Address) -> bool {
        self.queues
            .get(&address)
            .is_some_and(|queue| !queue.waiting.is_empty())
    }

    pub(crate) fn accept(&mut self, address: Address) -> Option<EndId> {
        self.queues.get_mut(&address)?.waiting.pop_front()
    }

    /// connect(2); a full queue times out, as the SYNs of such a client go unanswered.
    pub(crate) fn connect(&mut self, from: Option<Address>, to: Address) -> Result<EndId, Errno> {
        let queue = self.queues.get(&to).ok_or_else(|| self.missing(to))?;
        if queue.waiting.len() > queue.backlog {
            return Err(Errno::ETIMEDOUT);
        }
        let local = from.unwrap_or_else(|| here(self.ephemeral()));
        let (near, far) = (EndId(self.ends.len()), EndId(self.ends.len() + 1));
        self.ends.push(End::new(local, to, far));
        self.ends.push(End::new(to, local, near));
        self.queues.get_mut(&to).unwrap().waiting.push_back(far);
        Ok(near)
    }

    pub(crate) fn names(&self, end: EndId) -> (Address, Address) {
        (self.ends[end.0].local, self.ends[end.0].peer)
    }

    /// write(2), not blocking: how many bytes were taken, maybe none.
    pub(crate) fn write(&mut self, end: EndId, bytes: &[u8]) -> Result<usize, Errno> {
        let room = self.room;
        let (mine, other) = self.both(end);
        if let Some(errno) = mine.error.take() {
            return Err(errno);
        }
        if mine.dead || mine.write_shut {
            return Err(Errno::EPIPE);
        }
        if other.closed {
            // Taken, and answered by RST.
            mine.dead = true;
            mine.error = Some(if mine.fin { Errno::EPIPE } else { Errno::ECONNRESET });
            self.moves += 1;
            return Ok(bytes.len());
        }
        let n = bytes.len().min(room.saturating_sub(other.inbox.len()));
        other.inbox.extend(&bytes[..n]);
        self.moves += u64::from(n > 0);
        Ok(n)
    }

    /// read(2), not blocking, of at most `max` bytes.
    pub(crate) fn read(&mut self, end: EndId, max: usize) -> Read {
        let (mine, _) = self.both(end);
        let n = max.min(mine.inbox.len());
        if n > 0 {
            let mut bytes = vec![0; n];
            mine.inbox.read_exact(&mut bytes).unwrap();
            return Read::Bytes(bytes);
        }
        if !mine.inbox.is_empty() {
            return Read::Nothing;
        }
        match mine.error.take() {
            Some(errno) => Read::Failed(errno),
            None if mine.fin || mine.dead => Read::Eof,
            None => Read::Nothing,
        }
    }

    /// Everything that is to be read, as a test's peer reads it.
    pub(crate) fn drain(&mut self, end: EndId) -> Vec<u8> {
        match self.read(end, usize::MAX) {
            Read::Bytes(bytes) => bytes,
            _ => Vec::new(),
        }
    }

    /// Bytes that have arrived at this end and were not read.
    pub(crate) fn unread(&self, end: EndId) -> usize {
        self.ends[end.0].inbox.len()
    }

    /// The other end of its connection.
    pub(crate) fn other(&self, end: EndId) -> EndId {
        self.ends[end.0].other
    }

    /// shutdown(2) with SHUT_WR.
    pub(crate) fn shutdown(&mut self, end: EndId) {
        self.moves += 1;
        let (mine, other) = self.both(end);
        mine.write_shut = true;
        other.fin = true;
    }

    /// close(2): RST if bytes are unread or `reset` is asked for, else FIN.
    pub(crate) fn close(&mut self, end: EndId, reset: bool) {
        self.moves += 1;
        let (mine, other) = self.both(end);
        mine.closed = true;
        if reset || !mine.inbox.is_empty() {
            other.dead = true;
            other.error = Some(if other.fin {
                Errno::EPIPE
            } else {
                Errno::ECONNRESET
            });
        } else {
            other.fin = true;
        }
    }

    fn both(&mut self, end: EndId) -> (&mut End, &mut End) {
        let other = self.ends[end.0].other;
        let [mine, other] = self.ends.get_disjoint_mut([end.0, other.0]).unwrap();
        (mine, other)
    }
}

impl End {
    fn new(local: Address, peer: Address, other: EndId) -> Self {
        Self {
            local,
            peer,
            other,
            inbox: VecDeque::new(),
            fin: false,
            write_shut: false,
            closed: false,
            error: None,
            dead: false,
        }
    }
}
