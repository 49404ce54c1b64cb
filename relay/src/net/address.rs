//! The one place that knows where a reader's addresses of the Internet really are; [`super::names`] has the others.
//! Sockets hold real addresses, programs see shown ones.
//!
//! Invariants, solo (the reader's home is 127.0.0.1 and ::1):
//! - nothing is bound to an address that is not the reader's: a wildcard is bound on the home, and shown as a wildcard;
//! - a destination 0.0.0.0 or `::` means this host, so it is the home;
//! - no port below 1024 is bound, whatever the relay runs as, except 0, which lets the kernel choose;
//! - all other addresses look to the program as they are.
//!
//! A class gives each reader a home of their own in 127.0.0.0/8, shown as 127.0.0.1; only this file changes then.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use socket2::SockAddr;
use wire::{Address, Errno, Family};

/// The first port that a program may bind, as for an unprivileged user of Linux (`ip_unprivileged_port_start`, ip(7)).
const FIRST_PORT: u16 = 1024;

/// Where a reader lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Home {
    v4: Ipv4Addr,
    v6: Ipv6Addr,
}

impl Home {
    /// The machine's own user: loopback itself.
    pub(super) const SOLO: Self = Self {
        v4: Ipv4Addr::LOCALHOST,
        v6: Ipv6Addr::LOCALHOST,
    };

    /// The address at which others reach this reader, as programs see it.
    pub(super) fn public(&self) -> IpAddr {
        self.v4.into()
    }

    /// The reader's own host names resolve to these.
    pub(super) fn own(&self) -> [IpAddr; 2] {
        [self.v4.into(), self.v6.into()]
    }

    /// Where bind(2) to this address is really done.
    ///
    /// # Errors
    /// `EAFNOSUPPORT` for the other family, `EADDRNOTAVAIL` for an address that isn't the reader's, `EACCES` for a
    /// port below 1024: in the order in which Linux checks them.
    pub(super) fn bind(&self, family: Family, asked: SocketAddr) -> Result<SocketAddr, Errno> {
        check_family(family, asked.ip())?;
        let ip = self.at_home(asked.ip());
        if !ip.to_canonical().is_loopback() {
            return Err(Errno::EADDRNOTAVAIL);
        }
        if asked.port() != 0 && asked.port() < FIRST_PORT {
            return Err(Errno::EACCES);
        }
        Ok(SocketAddr::new(ip, asked.port()))
    }

    /// Where a socket that listens without bind(2) is really bound.
    ///
    /// # Errors
    /// `EINVAL` for AF_UNIX, where bind(2) must come first.
    pub(super) fn anywhere(&self, family: Family) -> Result<SocketAddr, Errno> {
        match family {
            Family::Inet => Ok(SocketAddr::new(self.v4.into(), 0)),
            Family::Inet6 => Ok(SocketAddr::new(self.v6.into(), 0)),
            Family::Unix => Err(Errno::EINVAL),
        }
    }

    /// Where connect(2) or sendto(2) to this address really goes. Whether it may is the policy's affair.
    ///
    /// # Errors
    /// `EAFNOSUPPORT` for the other family.
    pub(super) fn target(&self, family: Family, asked: SocketAddr) -> Result<SocketAddr, Errno> {
        check_family(family, asked.ip())?;
        Ok(SocketAddr::new(self.at_home(asked.ip()), asked.port()))
    }

    /// How the address of a bound socket looks to its program, which asked for `asked` when it bound it.
    pub(super) fn shown(&self, real: SocketAddr, asked: Option<SocketAddr>) -> SocketAddr {
        match asked {
            Some(asked) if asked.ip().is_unspecified() => SocketAddr::new(asked.ip(), real.port()),
            _ => real,
        }
    }

    /// A socket bound to the wildcard is really bound on the home, from where no packet leaves the machine: a connect
    /// to this address then needs a socket that is really bound to the wildcard.
    pub(super) fn leaves(&self, asked: Option<Address>, target: &SockAddr) -> bool {
        let asked = asked.and_then(Address::inet);
        asked.is_some_and(|asked| asked.ip().is_unspecified())
            && target
                .as_socket()
                .is_some_and(|target| !target.ip().to_canonical().is_loopback())
    }

    fn at_home(&self, ip: IpAddr) -> IpAddr {
        match ip {
            IpAddr::V4(Ipv4Addr::UNSPECIFIED) => self.v4.into(),
            IpAddr::V6(Ipv6Addr::UNSPECIFIED) => self.v6.into(),
            IpAddr::V6(v6) if v6.to_ipv4_mapped() == Some(Ipv4Addr::UNSPECIFIED) => {
                self.v4.to_ipv6_mapped().into()
            }
            ip => ip,
        }
    }
}

fn check_family(family: Family, ip: IpAddr) -> Result<(), Errno> {
    match (family, ip) {
        (Family::Inet, IpAddr::V4(_)) | (Family::Inet6, IpAddr::V6(_)) => Ok(()),
        _ => Err(Errno::EAFNOSUPPORT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOME: Home = Home::SOLO;

    fn at(text: &str) -> SocketAddr {
        text.parse().unwrap()
    }

    #[test]
    fn a_wildcard_is_bound_at_home_and_shown_as_asked() {
        for (asked, real) in [("0.0.0.0:9090", "127.0.0.1:9090"), ("[::]:9090", "[::1]:9090")] {
            let family = if at(asked).is_ipv4() {
                Family::Inet
            } else {
                Family::Inet6
            };
            assert_eq!(HOME.bind(family, at(asked)), Ok(at(real)));
            assert_eq!(HOME.shown(at(real), Some(at(asked))), at(asked));
        }
        assert_eq!(
            HOME.shown(at("127.0.0.1:40000"), Some(at("0.0.0.0:0"))),
            at("0.0.0.0:40000")
        );
        assert_eq!(HOME.shown(at("127.0.0.1:40000"), None), at("127.0.0.1:40000"));
    }

    #[test]
    fn foreign_addresses_and_low_ports_are_refused_as_linux_does() {
        assert_eq!(HOME.bind(Family::Inet, at("0.0.0.0:80")), Err(Errno::EACCES));
        assert_eq!(HOME.bind(Family::Inet, at("127.0.0.1:1023")), Err(Errno::EACCES));
        assert_eq!(
            HOME.bind(Family::Inet, at("127.0.0.1:1024")),
            Ok(at("127.0.0.1:1024"))
        );
        assert_eq!(HOME.bind(Family::Inet, at("127.0.0.1:0")), Ok(at("127.0.0.1:0")));
        assert_eq!(
            HOME.bind(Family::Inet, at("192.168.1.5:80")),
            Err(Errno::EADDRNOTAVAIL)
        );
        assert_eq!(
            HOME.bind(Family::Inet6, at("[::ffff:192.168.1.5]:9090")),
            Err(Errno::EADDRNOTAVAIL)
        );
        assert_eq!(
            HOME.bind(Family::Inet, at("[::1]:9090")),
            Err(Errno::EAFNOSUPPORT)
        );
    }

    #[test]
    fn nowhere_means_home() {
        assert_eq!(
            HOME.target(Family::Inet, at("0.0.0.0:9090")),
            Ok(at("127.0.0.1:9090"))
        );
        assert_eq!(HOME.target(Family::Inet6, at("[::]:9090")), Ok(at("[::1]:9090")));
        assert_eq!(
            HOME.target(Family::Inet6, at("[::ffff:0.0.0.0]:1")),
            Ok(at("[::ffff:127.0.0.1]:1"))
        );
        assert_eq!(
            HOME.target(Family::Inet, at("93.184.215.14:80")),
            Ok(at("93.184.215.14:80"))
        );
        assert_eq!(
            HOME.target(Family::Inet, at("[::1]:80")),
            Err(Errno::EAFNOSUPPORT)
        );
    }
}
