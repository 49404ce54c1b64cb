//! The one place that knows where a reader's addresses of the Internet really are; [`super::names`] has the others.
//! Sockets hold real addresses, programs see shown ones.
//!
//! Invariants, for everybody:
//! - nothing is bound to an address that is not the reader's: a wildcard is bound on the home, and shown as a wildcard;
//! - a destination 0.0.0.0 or `::` means this host, so it is the home;
//! - no port below 1024 is bound, whatever the relay runs as, except 0, which lets the kernel choose.
//!
//! Solo, the home is 127.0.0.1 and ::1, and all other addresses look to the program as they are.
//!
//! In a class each reader has sixteen real addresses ([`room`]), and:
//! - shown(real(x)) = x, for 127.0.0.1 to 127.0.0.15 and for the reader's 10.r.x.y; no two readers have a real or a shown
//!   public address in common;
//! - what is bound to 127.0.0.n is on a real address that only the reader's own programs are ever sent to; a wildcard and
//!   10.r.x.y are on the public one, where classmates are sent to as well;
//! - a client is bound to its reader's address before it connects, so that the kernel's word tells who a peer is;
//! - no address of 127.0.0.0/8 that a program writes is dialled as it stands;
//! - there is no IPv6: Linux has a single loopback address of it, which would be everybody's. `socket(AF_INET6)` answers
//!   EAFNOSUPPORT, as where a machine has it switched off.

mod claim;
mod room;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use wire::{Errno, Family, Kind};

pub(super) use claim::Claim;
pub use claim::NoRoom;
pub(super) use room::{Room, Seat, Side};

/// The first port that a program may bind, as for an unprivileged user of Linux (`ip_unprivileged_port_start`, ip(7)).
const FIRST_PORT: u16 = 1024;

/// Where a reader lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// The machine's own user: loopback itself.
    Solo,
    /// One of a class.
    Class(Room, Seat),
}

/// What a program means by an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// That very address. Whether a packet may go there is the policy's affair.
    Itself(SocketAddr),
    /// A socket of this seat, if there is one; `None` for an address of the class that is nobody's.
    Seat(Option<Seat>, Via, u16),
}

/// The way to a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Via {
    /// By 127.0.0.0/8, which leads to the program's own reader only. `None` is an address that only a wildcard covers.
    Loopback(Option<Side>),
    /// By the address that classmates know.
    Public,
}

/// A socket's own address and its peer's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ends {
    pub(super) local: SocketAddr,
    pub(super) peer: SocketAddr,
}

impl Home {
    /// The address at which others reach this reader, as programs see it.
    pub(super) fn public(&self) -> IpAddr {
        match self {
            Home::Solo => Ipv4Addr::LOCALHOST.into(),
            Home::Class(room, seat) => room.shown(*seat).into(),
        }
    }

    /// What `localhost` resolves to.
    pub(super) fn localhost(&self) -> &'static [IpAddr] {
        const BOTH: [IpAddr; 2] = [IpAddr::V6(Ipv6Addr::LOCALHOST), IpAddr::V4(Ipv4Addr::LOCALHOST)];
        match self {
            Home::Solo => &BOTH,
            Home::Class(..) => BOTH.split_at(1).1,
        }
    }

    /// Whether sockets of this family can be opened.
    ///
    /// # Errors
    /// `EAFNOSUPPORT` for IPv6 in a class.
    pub(super) fn has(&self, family: Family) -> Result<(), Errno> {
        match (self, family) {
            (Home::Class(..), Family::Inet6) => Err(Errno::EAFNOSUPPORT),
            _ => Ok(()),
        }
    }

    /// Where bind(2) to this address is really done.
    ///
    /// # Errors
    /// `EAFNOSUPPORT` for the other family, `EADDRNOTAVAIL` for an address that isn't the reader's, `EACCES` for a
    /// port below 1024: in the order in which Linux checks them.
    pub(super) fn bind(&self, family: Family, asked: SocketAddr) -> Result<SocketAddr, Errno> {
        check_family(family, asked.ip())?;
        let ip = match self {
            Home::Solo => Some(solo(asked.ip())).filter(|ip| ip.to_canonical().is_loopback()),
            Home::Class(room, seat) => match asked.ip() {
                IpAddr::V4(ip) if ip.is_unspecified() => Some(Side::Public),
                IpAddr::V4(ip) if ip == room.shown(*seat) => Some(Side::Public),
                IpAddr::V4(ip) => room::loopback(ip),
                IpAddr::V6(_) => None,
            }
            .map(|side| room.real(*seat, side).into()),
        };
        let ip = ip.ok_or(Errno::EADDRNOTAVAIL)?;
        if asked.port() != 0 && asked.port() < FIRST_PORT {
            return Err(Errno::EACCES);
        }
        Ok(SocketAddr::new(ip, asked.port()))
    }

    /// What a socket is bound to that listens, or in a class sends a datagram, without bind(2).
    ///
    /// # Errors
    /// `EINVAL` for AF_UNIX, where bind(2) must come first.
    pub(super) fn anywhere(&self, family: Family) -> Result<SocketAddr, Errno> {
        match family {
            Family::Inet => Ok((Ipv4Addr::UNSPECIFIED, 0).into()),
            Family::Inet6 => Ok((Ipv6Addr::UNSPECIFIED, 0).into()),
            Family::Unix => Err(Errno::EINVAL),
        }
    }

    /// What connect(2) or sendto(2) to this address means.
    ///
    /// # Errors
    /// `EAFNOSUPPORT` for the other family.
    pub(super) fn meaning(&self, family: Family, asked: SocketAddr) -> Result<Meaning, Errno> {
        check_family(family, asked.ip())?;
        let (room, seat, ip) = match (self, asked.ip()) {
            (Home::Class(room, seat), IpAddr::V4(ip)) => (room, seat, ip),
            _ => return Ok(Meaning::Itself(SocketAddr::new(solo(asked.ip()), asked.port()))),
        };
        Ok(match ip {
            ip if ip.is_unspecified() => {
                Meaning::Seat(Some(*seat), Via::Loopback(Some(Side::LOCALHOST)), asked.port())
            }
            ip if ip.is_loopback() => {
                Meaning::Seat(Some(*seat), Via::Loopback(room::loopback(ip)), asked.port())
            }
            ip if room.shows(ip) => Meaning::Seat(room.seat_of_shown(ip), Via::Public, asked.port()),
            _ => Meaning::Itself(asked),
        })
    }

    /// What a program sees when it has connected to this address: the peer's name.
    pub(super) fn peer(&self, asked: SocketAddr) -> SocketAddr {
        match (self, asked.ip()) {
            (Home::Class(..), IpAddr::V4(Ipv4Addr::UNSPECIFIED)) => {
                SocketAddr::new(Ipv4Addr::LOCALHOST.into(), asked.port())
            }
            (Home::Class(..), _) => asked,
            (Home::Solo, ip) => SocketAddr::new(solo(ip), asked.port()),
        }
    }

    /// The real address that a socket must have for the way that it is about to go, if not the one it has. `asked` is
    /// what it was bound to by its program.
    ///
    /// # Errors
    /// `EINVAL` where a socket on 127.0.0.n would have to send beyond its own reader, as Linux says of one that would
    /// have to leave the machine.
    pub(super) fn stand(
        &self,
        kind: Kind,
        asked: Option<SocketAddr>,
        to: Meaning,
    ) -> Result<Option<IpAddr>, Errno> {
        let wildcard = asked.is_some_and(|asked| asked.ip().is_unspecified());
        let private = asked.is_some_and(|asked| asked.ip().is_loopback());
        match (self, to) {
            // Solo, a wildcard is really bound on the home, from where no packet leaves the machine.
            (Home::Solo, Meaning::Itself(to)) => Ok(asked
                .map(|asked| asked.ip())
                .filter(|_| wildcard && !to.ip().to_canonical().is_loopback())),
            (Home::Solo, Meaning::Seat(..)) => Ok(None),
            (Home::Class(..), Meaning::Itself(_) | Meaning::Seat(_, Via::Public, _)) if private => {
                Err(Errno::EINVAL)
            }
            (Home::Class(..), Meaning::Itself(_)) => Ok(asked.map(|_| Ipv4Addr::UNSPECIFIED.into())),
            (Home::Class(room, seat), Meaning::Seat(_, via, _)) => {
                // A stream has the address of the way it goes; datagrams go all ways from one socket.
                let side = match via {
                    Via::Loopback(_) if kind == Kind::Stream => Side::LOCALHOST,
                    Via::Loopback(_) | Via::Public => Side::Public,
                };
                let free = asked.is_none() || wildcard;
                Ok(free.then(|| room.real(*seat, side).into()))
            }
        }
    }

    /// How the address of a bound socket looks to its program, which asked for `asked` when it bound it.
    pub(super) fn shown(&self, real: SocketAddr, asked: Option<SocketAddr>) -> SocketAddr {
        let ip = match (self, asked) {
            (_, Some(asked)) if asked.ip().is_unspecified() => asked.ip(),
            (Home::Solo, _) => real.ip(),
            // Nobody has bound it but this relay, so to its program it is bound to all addresses.
            (Home::Class(..), None) => Ipv4Addr::UNSPECIFIED.into(),
            (Home::Class(..), Some(asked)) => asked.ip(),
        };
        SocketAddr::new(ip, real.port())
    }

    /// How a connection's real addresses look to this reader's program. A wildcard's public address that was reached
    /// through loopback is shown as loopback.
    pub(super) fn ends(&self, kind: Kind, real: Ends) -> Ends {
        let Home::Class(..) = self else { return real };
        let (local, peer) = (self.side(real.local.ip()), self.side(real.peer.ip()));
        // Datagrams of the reader's own to 127.0.0.1 and to 10.r.x.y look alike; the first are what programs mean.
        let through_loopback = match kind {
            Kind::Stream => {
                matches!(local, Some(Side::Loopback(_))) || matches!(peer, Some(Side::Loopback(_)))
            }
            Kind::Dgram => peer.is_some(),
        };
        let show = |side: Option<Side>, otherwise: IpAddr| match side {
            Some(Side::Loopback(n)) => Ipv4Addr::new(127, 0, 0, n).into(),
            Some(Side::Public) if through_loopback => Ipv4Addr::LOCALHOST.into(),
            Some(Side::Public) => self.public(),
            None => otherwise,
        };
        Ends {
            // What connects beyond the class does so by the machine's address, which is nothing to programs.
            local: SocketAddr::new(show(local, self.public()), real.local.port()),
            peer: SocketAddr::new(show(peer, self.beyond(real.peer.ip())), real.peer.port()),
        }
    }

    /// Where sockets can be that answer to this way to a seat, the first first; `true` where only a wildcard does.
    pub(super) fn candidates(&self, seat: Seat, via: Via) -> impl Iterator<Item = (IpAddr, bool)> + use<> {
        let Home::Class(room, _) = *self else {
            return [None, None].into_iter().flatten();
        };
        let at = |side| IpAddr::V4(room.real(seat, side));
        match via {
            Via::Public => [Some((at(Side::Public), false)), None],
            Via::Loopback(side) => [side.map(|side| (at(side), false)), Some((at(Side::Public), true))],
        }
        .into_iter()
        .flatten()
    }

    /// Where this reader's sockets would be in the way of one that is really bound here: on Linux a wildcard takes the port
    /// of all addresses.
    pub(super) fn rivals(&self, real: IpAddr, wildcard: bool) -> Vec<(IpAddr, bool)> {
        let Home::Class(room, seat) = *self else {
            return Vec::new();
        };
        match self.side(real) {
            Some(Side::Public) if wildcard => room::loopbacks()
                .map(|side| (room.real(seat, side).into(), false))
                .collect(),
            Some(Side::Loopback(_)) => vec![(room.real(seat, Side::Public).into(), true)],
            _ => Vec::new(),
        }
    }

    /// Whether this is the reader's own seat.
    pub(super) fn is_at(&self, seat: Seat) -> bool {
        matches!(self, Home::Class(_, own) if *own == seat)
    }

    /// Whether the reader is one of a class.
    pub(super) fn is_in_class(&self) -> bool {
        matches!(self, Home::Class(..))
    }

    /// Whose address programs see as this; `None` if it is nobody's of the class.
    pub(super) fn seat(&self, shown: IpAddr) -> Option<Seat> {
        match (self, shown) {
            (Home::Class(room, _), IpAddr::V4(ip)) => room.seat_of_shown(ip),
            _ => None,
        }
    }

    /// Who sent from this real address; `None` if it isn't an address of the class.
    pub(super) fn sender(&self, real: IpAddr) -> Option<Seat> {
        match (self, real) {
            (Home::Class(room, _), IpAddr::V4(ip)) => room.seat_of_real(ip).map(|(seat, _)| seat),
            _ => None,
        }
    }

    /// Which of this reader's own addresses a real one is.
    fn side(&self, real: IpAddr) -> Option<Side> {
        match (self, real) {
            (Home::Class(room, own), IpAddr::V4(ip)) => {
                let (seat, side) = room.seat_of_real(ip)?;
                (seat == *own).then_some(side)
            }
            _ => None,
        }
    }

    /// How the real address of somebody else is shown.
    fn beyond(&self, real: IpAddr) -> IpAddr {
        match self {
            Home::Class(room, _) => self.sender(real).map_or(real, |seat| room.shown(seat).into()),
            Home::Solo => real,
        }
    }
}

/// Where an address of the machine's own user really is.
fn solo(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => Ipv6Addr::LOCALHOST.into(),
        IpAddr::V6(v6) if v6.to_ipv4_mapped() == Some(Ipv4Addr::UNSPECIFIED) => {
            Ipv4Addr::LOCALHOST.to_ipv6_mapped().into()
        }
        ip => ip,
    }
}

fn check_family(family: Family, ip: IpAddr) -> Result<(), Errno> {
    match (family, ip) {
        (Family::Inet, IpAddr::V4(_)) | (Family::Inet6, IpAddr::V6(_)) => Ok(()),
        _ => Err(Errno::EAFNOSUPPORT),
    }
}

#[cfg(test)]
mod tests;
