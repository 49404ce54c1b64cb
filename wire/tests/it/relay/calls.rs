//! The calls that set sockets up, and lookups.

use std::net::{IpAddr, Ipv4Addr};

use wire::{Address, Errno, Family, Kind, SocketId};

use super::stream::Stream;
use super::{Open, Relay, Success};
use crate::kernel::here;

impl Relay {
    pub(super) fn open(&mut self, id: SocketId, family: Family, kind: Kind) -> Result<Success, Errno> {
        self.sockets.insert(id, Open::new(family, kind));
        if self.session.open() > self.limit as usize {
            return Err(Errno::EMFILE);
        }
        Ok(Success::default())
    }

    pub(super) fn bind(&mut self, id: SocketId, address: Address) -> Result<Success, Errno> {
        let kind = self.socket(id).kind;
        if self.socket(id).bound.is_some() {
            return Err(Errno::EINVAL);
        }
        let local = Some(self.kernel.bind(kind, address)?);
        self.socket(id).bound = local;
        Ok(Success {
            local,
            ..Default::default()
        })
    }

    pub(super) fn listen(&mut self, id: SocketId, backlog: i32) -> Result<Success, Errno> {
        if self.socket(id).stream.is_some() {
            return Err(Errno::EINVAL);
        }
        let local = self.bound(id)?;
        // One less in the queue, for the one that is pushed ahead of the program.
        self.kernel
            .listen(local, usize::try_from(backlog - 1).unwrap_or(0));
        self.socket(id).listening = true;
        self.session.listening(id);
        Ok(Success {
            local: Some(local),
            ..Default::default()
        })
    }

    pub(super) fn connect(&mut self, id: SocketId, address: Option<Address>) -> Result<Success, Errno> {
        let socket = self.socket(id);
        if socket.kind == Kind::Dgram {
            socket.peer = address;
            let local = Some(self.bound(id)?);
            return Ok(Success {
                local,
                peer: address,
                ..Default::default()
            });
        }
        if socket.stream.is_some() || socket.listening {
            return Err(Errno::EISCONN);
        }
        let bound = socket.bound;
        let end = self.kernel.connect(bound, address.ok_or(Errno::EINVAL)?)?;
        self.socket(id).stream = Some(Stream::new(end));
        self.session.connected(id);
        let (local, peer) = self.kernel.names(end);
        Ok(Success {
            local: Some(local),
            peer: Some(peer),
            ..Default::default()
        })
    }

    /// Where the socket is bound; the kernel picks a port if nobody did.
    pub(super) fn bound(&mut self, id: SocketId) -> Result<Address, Errno> {
        let socket = self.socket(id);
        match socket.bound {
            Some(local) => Ok(local),
            None if socket.family == Family::Unix => Ok(Address::unbound(Family::Unix)),
            None => Ok(self.bind(id, here(0))?.local.unwrap()),
        }
    }
}

pub(super) fn resolve(host: &str) -> Result<Success, Errno> {
    let addresses = match host {
        "localhost" | "ann" => vec![Ipv4Addr::LOCALHOST.into()],
        "both.example" => vec![Ipv4Addr::new(192, 0, 2, 1).into(), "2001:db8::1".parse().unwrap()],
        _ => return Err(Errno::EAI_NONAME),
    };
    Ok(Success {
        addresses,
        ..Default::default()
    })
}

pub(super) fn reverse(ip: IpAddr) -> Result<Success, Errno> {
    if !ip.is_loopback() {
        return Err(Errno::EAI_NONAME);
    }
    Ok(Success {
        host: Some("localhost".into()),
        ..Default::default()
    })
}
