//! The way of a connect or a datagram: what its address means, whether it may go there, and that it goes nowhere else.

use std::net::SocketAddr;

use socket2::SockAddr;
use wire::{Address, Errno, Family, Kind};

use super::address::{Ends, Meaning, Seat, Via};
use super::reader::Reader;
use super::{Net, Refusal};

/// Where a packet may go.
#[derive(Clone, Debug)]
pub(super) enum Way {
    /// To this very address, which was checked.
    To(SockAddr),
    /// To a port of a class's reader, if there is a socket.
    Seat(Seat, Via, u16),
}

impl Reader {
    /// Where connect(2) or sendto(2) to this address goes, if it may.
    ///
    /// # Errors
    /// `EACCES` where the policy says no, `EHOSTUNREACH` for an address of the class that nobody has, `EAFNOSUPPORT` for
    /// the other family, and those of [`super::names::Names::target`].
    pub(super) fn way(&self, net: &Net, kind: Kind, family: Family, asked: Address) -> Result<Way, Errno> {
        match asked {
            Address::Inet(asked) => match self.home.meaning(family, asked)? {
                Meaning::Itself(real) => {
                    let allowed = net.policy.check(&self.answers, real);
                    allowed.inspect_err(|_| self.refused_by_policy(net, kind, asked))?;
                    Ok(Way::To(real.into()))
                }
                Meaning::Seat(Some(seat), via, port) if self.home.is_at(seat) => {
                    Ok(Way::Seat(seat, via, port))
                }
                Meaning::Seat(..) if net.is_isolated() => {
                    self.refused_by_policy(net, kind, asked);
                    Err(Errno::EACCES)
                }
                Meaning::Seat(Some(seat), via, port) if net.readers.is_taken(seat) => {
                    Ok(Way::Seat(seat, via, port))
                }
                Meaning::Seat(..) => Err(Errno::EHOSTUNREACH),
            },
            Address::Unix(name) if family == Family::Unix => self.names.target(name).map(Way::To),
            Address::Unix(_) => Err(Errno::EAFNOSUPPORT),
        }
    }

    /// A line for the teacher: who was refused what, and nothing of what was to be sent.
    fn refused_by_policy(&self, net: &Net, kind: Kind, asked: SocketAddr) {
        self.refused(net, Refusal::Policy, || {
            if !self.home.is_in_class() {
                return;
            }
            let protocol = match kind {
                Kind::Stream => "tcp",
                Kind::Dgram => "udp",
            };
            tracing::info!(reader = self.name, protocol, to = %asked, "refused by the policy");
        });
    }

    /// Whether a connection or a datagram from this real address is for the reader's programs. In a class it must
    /// come from one of its readers, or from where the policy lets datagrams go.
    pub(super) fn hears(&self, net: &Net, kind: Kind, from: &SockAddr) -> bool {
        let Some(from) = from.as_socket().filter(|_| self.home.is_in_class()) else {
            return true;
        };
        match self.home.sender(from.ip()) {
            Some(seat) => self.home.is_at(seat) || !net.is_isolated(),
            None => kind == Kind::Dgram && net.policy.check(&self.answers, from).is_ok(),
        }
    }

    /// How a connection's two addresses look to the reader's programs.
    pub(super) fn ends(&self, kind: Kind, local: &SockAddr, peer: &SockAddr) -> (Address, Address) {
        match (local.as_socket(), peer.as_socket()) {
            (Some(local), Some(peer)) => {
                let ends = self.home.ends(kind, Ends { local, peer });
                (ends.local.into(), ends.peer.into())
            }
            _ => (self.names.shown(local).into(), self.names.shown(peer).into()),
        }
    }
}

impl Way {
    /// What a socket must be bound to for it depends on this.
    pub(super) fn meaning(&self) -> Option<Meaning> {
        match self {
            Way::To(address) => address.as_socket().map(Meaning::Itself),
            Way::Seat(seat, via, port) => Some(Meaning::Seat(Some(*seat), *via, *port)),
        }
    }

    /// Goes the way: calls `then` with the real address, or returns `None` if nobody is there. `then` must not block.
    pub(super) fn go<T>(
        &self,
        net: &Net,
        reader: &Reader,
        kind: Kind,
        then: impl FnOnce(&SockAddr) -> T,
    ) -> Option<T> {
        match self {
            Way::To(address) => Some(then(address)),
            Way::Seat(seat, via, port) => {
                let then = |real: SocketAddr| then(&real.into());
                net.ports.reach(reader.home, kind, (*seat, *via, *port), then)
            }
        }
    }
}
