//! Where a program's packets may go. Decided on the address that is really dialled, never on a name alone.
//!
//! Every connect and every datagram asks, each time. Solo, an IPv4 address inside an IPv6 one is looked at as what it is.
//! In a class there is no IPv6, and beyond the class:
//! - what no rule allows is refused;
//! - 0.0.0.0/8, loopback, multicast, broadcast and class E are refused whatever the rules say;
//! - a rule for a network that holds private or other special addresses means its public ones only, unless it lies in one
//!   such block altogether: `0.0.0.0/0` opens no router, printer or cloud metadata service;
//! - a rule for a name means public addresses that the name had when the reader looked it up, so no name that is
//!   pointed at 192.168.0.1 leads there;
//! - an address of this machine is reached by a rule for that very address only, and the relay's own port by none.

mod file;
mod memory;
mod rules;
mod special;

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use wire::Errno;

pub(super) use memory::Answers;
pub use rules::{BadRule, Rule};

use crate::settings::FileError;
use rules::Rules;
use special::{is_public_v4, is_public_v6};

/// Who may reach what.
#[derive(Debug)]
pub(super) enum Policy {
    /// The machine's own user: this machine and the public Internet, but not the networks around the machine, so that
    /// a lesson opened by accident finds no router, printer or cloud metadata service.
    Solo,
    /// The readers of a class: what the rules say beyond it.
    Class(Class),
}

/// The rules of a class, which can be loaded again.
#[derive(Debug)]
pub(super) struct Class {
    source: Source,
    rules: RwLock<Arc<Rules>>,
    /// The relay's own port.
    port: OnceLock<u16>,
}

/// Where the rules of a class come from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Rules that stay.
    pub rules: Vec<Rule>,
    /// A file with more of them.
    pub file: Option<std::path::PathBuf>,
}

impl Policy {
    /// The policy of a class.
    ///
    /// # Errors
    /// [`FileError`] if the file can't be read or has a mistake.
    pub(super) fn class(source: Source) -> Result<Self, FileError> {
        let rules = RwLock::new(Arc::new(source.load()?));
        let port = OnceLock::new();
        Ok(Policy::Class(Class { source, rules, port }))
    }

    /// Loads the rules again, and says how many there are now. After a mistake the old ones hold.
    ///
    /// # Errors
    /// As [`Policy::class`].
    pub(super) fn reload(&self) -> Result<usize, FileError> {
        match self {
            Policy::Solo => Ok(0),
            Policy::Class(class) => self.change(&class.source),
        }
    }

    /// Has the rules be those of another source, and says how many there are now. After a mistake the old ones hold.
    ///
    /// # Errors
    /// As [`Policy::class`].
    pub(super) fn change(&self, source: &Source) -> Result<usize, FileError> {
        let Policy::Class(class) = self else { return Ok(0) };
        let rules = source.load()?;
        let count = rules.len();
        *class.rules.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(rules);
        Ok(count)
    }

    /// The port that the relay itself listens on, which programs of a class can't reach.
    pub(super) fn serves_on(&self, port: u16) {
        if let Policy::Class(class) = self {
            // A relay serves once.
            let _ = class.port.set(port);
        }
    }

    /// Whether a packet of a reader, whose lookups had these answers, may go to this address.
    ///
    /// # Errors
    /// `EACCES`, as when a Linux firewall rule rejects it (connect(2)).
    pub(super) fn check(&self, answers: &Answers, to: SocketAddr) -> Result<(), Errno> {
        let allowed = match (self, to) {
            (Policy::Solo, to) => solo(to.ip()),
            (Policy::Class(class), SocketAddr::V4(to)) => class.allows(answers, *to.ip(), to.port()),
            (Policy::Class(_), SocketAddr::V6(_)) => false,
        };
        if allowed { Ok(()) } else { Err(Errno::EACCES) }
    }

    /// Whether the system's resolver may be asked for this name at all: a lookup alone can carry a message away.
    pub(super) fn may_ask(&self, host: &str) -> bool {
        match self {
            Policy::Solo => true,
            Policy::Class(class) => class.rules().may_ask(host),
        }
    }

    /// Those of a name's addresses that a reader may use, on some port at least. They are remembered as that name's.
    pub(super) fn answer(&self, answers: &Answers, host: &str, found: Vec<IpAddr>) -> Vec<IpAddr> {
        let Policy::Class(class) = self else { return found };
        let rules = class.rules();
        let is_usable = |ip: &IpAddr| match ip {
            IpAddr::V4(ip) => {
                is_public_v4(*ip) && rules.names(host, None)
                    || class.is_reachable(*ip) && rules.covers(*ip, None)
            }
            IpAddr::V6(_) => false,
        };
        let usable: Vec<_> = found.into_iter().filter(is_usable).collect();
        answers.remember(host, &usable);
        usable
    }
}

impl Class {
    fn allows(&self, answers: &Answers, ip: Ipv4Addr, port: u16) -> bool {
        if !self.is_reachable(ip) || port == 0 {
            return false;
        }
        let rules = self.rules();
        if is_own(ip) {
            return self.port.get() != Some(&port) && rules.covers_exactly(ip, port);
        }
        let by_name = || is_public_v4(ip) && answers.of(ip).iter().any(|host| rules.names(host, Some(port)));
        rules.covers(ip, Some(port)) || by_name()
    }

    /// Whether any rule could open it.
    fn is_reachable(&self, ip: Ipv4Addr) -> bool {
        is_public_v4(ip) || special::block(ip).is_some()
    }

    fn rules(&self) -> Arc<Rules> {
        self.rules.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn solo(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_loopback() || is_public_v4(ip),
        IpAddr::V6(ip) => ip.is_loopback() || is_public_v6(ip),
    }
}

/// Whether an address is this machine's: the kernel lets nothing be bound to others. Where it doesn't say, such as for
/// want of descriptors, the address may be.
fn is_own(ip: Ipv4Addr) -> bool {
    let bound = UdpSocket::bind((ip, 0));
    !bound.is_err_and(|error| error.kind() == io::ErrorKind::AddrNotAvailable)
}
