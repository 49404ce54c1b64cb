//! Where a program's packets may go. Decided on the address that is really dialled, never on a name.
//!
//! Every connect and every datagram asks, each time. An IPv4 address inside an IPv6 one is looked at as what it is.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use wire::Errno;

/// Who may reach what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy {
    /// The machine's own user: this machine and the public Internet, but not the networks around the machine, so that
    /// a lesson opened by accident finds no router, printer or cloud metadata service.
    Solo,
    /// The readers of a class: nothing beyond it.
    Class,
}

impl Policy {
    /// Whether a packet may go to this address.
    ///
    /// # Errors
    /// `EACCES`, as when a Linux firewall rule rejects it (connect(2)).
    pub(super) fn check(self, ip: IpAddr) -> Result<(), Errno> {
        let allowed = match (self, ip.to_canonical()) {
            (Policy::Solo, IpAddr::V4(ip)) => ip.is_loopback() || is_public_v4(ip),
            (Policy::Solo, IpAddr::V6(ip)) => ip.is_loopback() || is_public_v6(ip),
            (Policy::Class, _) => false,
        };
        if allowed { Ok(()) } else { Err(Errno::EACCES) }
    }
}

/// Not in the IANA registry of special-purpose addresses (RFC 6890), nor multicast, nor class E.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    !matches!(
        ip.octets(),
        [0 | 10 | 127, ..]
            | [100, 64..=127, ..]
            | [169, 254, ..]
            | [172, 16..=31, ..]
            | [192, 0, 0 | 2, _]
            | [192, 88, 99, _]
            | [192, 168, ..]
            | [198, 18 | 19, ..]
            | [198, 51, 100, _]
            | [203, 0, 113, _]
            | [224..=255, ..]
    )
}

/// Global unicast, 2000::/3, without what is special in it; or a public IPv4 address behind NAT64 (RFC 6052).
fn is_public_v6(ip: Ipv6Addr) -> bool {
    match ip.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => {
            let [.., a, b, c, d] = ip.octets();
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        // Protocol assignments and Teredo, documentation, 6to4, documentation again.
        [0x2001, 0x0000..=0x01ff, ..]
        | [0x2001, 0x0db8, ..]
        | [0x2002, ..]
        | [0x3fff, 0x0000..=0x0fff, ..] => false,
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solo(text: &str) -> bool {
        Policy::Solo.check(text.parse().unwrap()).is_ok()
    }

    #[test]
    fn loopback_and_the_internet_are_open() {
        for open in [
            "127.0.0.1",
            "127.1.2.3",
            "127.255.255.255",
            "::1",
            "::ffff:127.0.0.1",
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "192.0.1.1",
            "::ffff:8.8.8.8",
            "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
            "64:ff9b::8.8.8.8",
        ] {
            assert!(solo(open), "{open}");
        }
    }

    #[test]
    fn the_neighbourhood_is_closed_in_every_spelling() {
        for closed in [
            "0.0.0.1",
            "10.0.0.1",
            "100.64.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::10.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b::127.0.0.1",
            "64:ff9b:1::8.8.8.8",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:0a00:0001::1",
            "3fff::1",
        ] {
            assert!(!solo(closed), "{closed}");
        }
    }
}
