//! A little kernel in memory: what is bound to which address, and who listens. No loss, no delay, no time.
//!
//! TCP's bytes are in [`tcp`], UDP's in [`udp`].

mod tcp;
mod udp;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::{Ipv4Addr, SocketAddr};

use wire::{Errno, Kind};

use tcp::{End, Queue};
pub(crate) use tcp::{EndId, Read};

/// Where the kernel's own choice of port begins, as on Linux.
const FIRST_EPHEMERAL: u16 = 32_768;

/// How many bytes an end holds before its peer must wait. Small, so that windows and not this buffer hold the bytes.
const ROOM: usize = 16 * 1024;

pub(crate) struct Kernel {
    /// Bytes an end holds unread; a test may change it.
    pub(crate) room: usize,
    /// How often something has happened to a connection.
    pub(crate) moves: u64,
    /// Destinations that datagrams are not let out to.
    pub(crate) forbidden: BTreeSet<SocketAddr>,
    bound: BTreeSet<(Port, SocketAddr)>,
    next_port: u16,
    ends: Vec<End>,
    queues: BTreeMap<SocketAddr, Queue>,
    mailboxes: BTreeMap<SocketAddr, VecDeque<(SocketAddr, Vec<u8>)>>,
}

/// TCP and UDP each have their own ports.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Port {
    Tcp,
    Udp,
}

impl Kernel {
    pub(crate) fn new() -> Self {
        Self {
            room: ROOM,
            moves: 0,
            forbidden: BTreeSet::new(),
            bound: BTreeSet::new(),
            next_port: FIRST_EPHEMERAL,
            ends: Vec::new(),
            queues: BTreeMap::new(),
            mailboxes: BTreeMap::new(),
        }
    }

    /// bind(2): the address, with a port if it had none.
    pub(crate) fn bind(&mut self, kind: Kind, mut address: SocketAddr) -> Result<SocketAddr, Errno> {
        if address.port() == 0 {
            address.set_port(self.ephemeral());
        } else if address.port() < 1024 {
            return Err(Errno::EACCES);
        }
        if !self.bound.insert((port(kind), address)) {
            return Err(Errno::EADDRINUSE);
        }
        if kind == Kind::Dgram {
            self.mailboxes.insert(address, VecDeque::new());
        }
        Ok(address)
    }

    /// The socket that was bound to it is closed.
    pub(crate) fn unbind(&mut self, kind: Kind, address: SocketAddr) {
        self.bound.remove(&(port(kind), address));
        match kind {
            Kind::Stream => self.unlisten(address),
            Kind::Dgram => {
                self.mailboxes.remove(&address);
            }
        }
    }

    fn ephemeral(&mut self) -> u16 {
        self.next_port += 1;
        self.next_port
    }
}

/// This machine, at some port.
pub(crate) fn here(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

fn port(kind: Kind) -> Port {
    match kind {
        Kind::Stream => Port::Tcp,
        Kind::Dgram => Port::Udp,
    }
}
