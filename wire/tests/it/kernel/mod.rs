//! A little kernel in memory: what is bound to which address, and who listens. No loss, no delay, no time.
//!
//! TCP's bytes are in [`tcp`], UDP's in [`udp`].

mod tcp;
mod udp;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::net::Ipv4Addr;

use wire::{Address, Errno, Kind, UnixName};

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
    pub(crate) forbidden: BTreeSet<Address>,
    bound: BTreeSet<(Port, Address)>,
    next_port: u16,
    ends: Vec<End>,
    queues: BTreeMap<Address, Queue>,
    mailboxes: BTreeMap<Address, VecDeque<(Address, Vec<u8>)>>,
}

/// TCP and UDP each have their own ports, and the names of AF_UNIX are one space.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Port {
    Tcp,
    Udp,
    Name,
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
    pub(crate) fn bind(&mut self, kind: Kind, mut address: Address) -> Result<Address, Errno> {
        if let Address::Inet(inet) = &mut address {
            match inet.port() {
                0 => inet.set_port(self.ephemeral()),
                1..1024 => return Err(Errno::EACCES),
                _ => {}
            }
        }
        if !self.bound.insert((port(kind, address), address)) {
            return Err(Errno::EADDRINUSE);
        }
        if kind == Kind::Dgram {
            self.mailboxes.insert(address, VecDeque::new());
        }
        Ok(address)
    }

    /// The socket that was bound to it is closed.
    pub(crate) fn unbind(&mut self, kind: Kind, address: Address) {
        // A path stays until somebody unlinks it.
        if address.inet().is_some() {
            self.bound.remove(&(port(kind, address), address));
        }
        match kind {
            Kind::Stream => self.unlisten(address),
            Kind::Dgram => {
                self.mailboxes.remove(&address);
            }
        }
    }

    /// stat(2) of a path.
    pub(crate) fn stat(&self, path: UnixName) -> Result<(), Errno> {
        let is_there = self.bound.contains(&(Port::Name, path.into()));
        if is_there { Ok(()) } else { Err(Errno::ENOENT) }
    }

    /// unlink(2).
    pub(crate) fn unlink(&mut self, path: UnixName) -> Result<(), Errno> {
        let was_there = self.bound.remove(&(Port::Name, path.into()));
        if was_there { Ok(()) } else { Err(Errno::ENOENT) }
    }

    /// What a destination that nobody receives at answers.
    fn missing(&self, address: Address) -> Errno {
        match address {
            Address::Unix(path) if self.stat(path).is_err() => Errno::ENOENT,
            _ => Errno::ECONNREFUSED,
        }
    }

    fn ephemeral(&mut self) -> u16 {
        self.next_port += 1;
        self.next_port
    }
}

/// This machine, at some port.
pub(crate) fn here(port: u16) -> Address {
    Address::Inet((Ipv4Addr::LOCALHOST, port).into())
}

fn port(kind: Kind, address: Address) -> Port {
    match (address, kind) {
        (Address::Unix(_), _) => Port::Name,
        (Address::Inet(_), Kind::Stream) => Port::Tcp,
        (Address::Inet(_), Kind::Dgram) => Port::Udp,
    }
}
