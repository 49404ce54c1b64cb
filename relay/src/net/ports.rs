//! Which ports the readers of a class have open, and the only way to send anything to one of them.
//!
//! A real address of the class is not only its reader's: a service of this machine that is bound to 0.0.0.0 answers
//! there, too, on every port that no reader has. So the kernel is never asked to connect or to send to such an address
//! unless a socket of the reader's is known to be there, and it stays there until the kernel has done it: [`Ports::reach`]
//! holds the table while it calls, and a port is taken out of the table before its socket is closed.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use wire::{Errno, Kind};

use super::address::{Home, Seat, Via};

/// The table.
#[derive(Clone, Debug, Default)]
pub(super) struct Ports(Arc<RwLock<Table>>);

/// A port of a reader's, in the table until this is dropped. That must come before its socket is closed.
#[derive(Debug)]
pub(super) struct Port {
    ports: Ports,
    place: Place,
    number: u64,
}

type Place = (Kind, SocketAddr);

#[derive(Debug, Default)]
struct Table {
    open: HashMap<Place, Vec<Entry>>,
    last: u64,
}

#[derive(Debug)]
struct Entry {
    number: u64,
    /// Bound to all of the reader's addresses.
    wildcard: bool,
    /// With SO_REUSEADDR.
    reuse: bool,
    /// Whether a stream socket listens. A datagram socket always hears.
    hears: bool,
}

/// What is about to be bound.
#[derive(Clone, Copy, Debug)]
pub(super) struct Binding {
    pub(super) home: Home,
    pub(super) kind: Kind,
    pub(super) real: SocketAddr,
    pub(super) wildcard: bool,
    pub(super) reuse: bool,
}

impl Ports {
    /// Binds a socket, by `bind`, which returns where it is bound then, and remembers it.
    ///
    /// # Errors
    /// `EADDRINUSE` where a wildcard and one of the addresses it covers would have the same port, which the kernel can't
    /// know here; and what `bind` fails with.
    pub(super) fn bind(
        &self,
        binding: Binding,
        bind: impl FnOnce() -> Result<SocketAddr, Errno>,
    ) -> Result<Port, Errno> {
        let mut table = self.write();
        let Binding {
            home,
            kind,
            real,
            wildcard,
            reuse,
        } = binding;
        for (ip, wildcards_only) in home.rivals(real.ip(), wildcard) {
            let rivals = table.entries((kind, SocketAddr::new(ip, real.port())));
            let in_the_way = rivals
                .iter()
                .filter(|rival| rival.wildcard || !wildcards_only)
                // As inet_csk_get_port of Linux has it.
                .any(|rival| !(reuse && rival.reuse) || (kind == Kind::Stream && rival.hears));
            if in_the_way {
                return Err(Errno::EADDRINUSE);
            }
        }
        let place = (kind, bind()?);
        table.last += 1;
        let number = table.last;
        let hears = kind == Kind::Dgram;
        table.open.entry(place).or_default().push(Entry {
            number,
            wildcard,
            reuse,
            hears,
        });
        Ok(Port {
            ports: self.clone(),
            place,
            number,
        })
    }

    /// Does something to the socket that answers to this way, and returns what it returned; `None` if there is none.
    /// `then` must not block.
    pub(super) fn reach<T>(
        &self,
        home: Home,
        kind: Kind,
        (seat, via, port): (Seat, Via, u16),
        then: impl FnOnce(SocketAddr) -> T,
    ) -> Option<T> {
        let table = self.read();
        let mut candidates = home.candidates(seat, via);
        let (ip, _) = candidates.find(|(ip, wildcards_only)| {
            table
                .entries((kind, SocketAddr::new(*ip, port)))
                .iter()
                .any(|entry| entry.hears && (entry.wildcard || !wildcards_only))
        })?;
        Some(then(SocketAddr::new(ip, port)))
    }

    fn read(&self) -> RwLockReadGuard<'_, Table> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Table> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Port {
    /// The socket listens now.
    pub(super) fn hears(&self) {
        let mut table = self.ports.write();
        let entries = table.open.get_mut(&self.place);
        if let Some(entry) =
            entries.and_then(|entries| entries.iter_mut().find(|entry| entry.number == self.number))
        {
            entry.hears = true;
        }
    }
}

impl Drop for Port {
    fn drop(&mut self) {
        let mut table = self.ports.write();
        if let Some(entries) = table.open.get_mut(&self.place) {
            entries.retain(|entry| entry.number != self.number);
            if entries.is_empty() {
                table.open.remove(&self.place);
            }
        }
    }
}

impl Table {
    fn entries(&self, place: Place) -> &[Entry] {
        self.open.get(&place).map_or(&[], Vec::as_slice)
    }
}
