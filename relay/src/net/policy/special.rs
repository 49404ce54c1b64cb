//! Addresses that are special (RFC 6890): private, link-local, documentation, multicast, reserved.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Not in the IANA registry of special-purpose addresses (RFC 6890), nor multicast, nor class E.
pub(super) fn is_public_v4(ip: Ipv4Addr) -> bool {
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
pub(super) fn is_public_v6(ip: Ipv6Addr) -> bool {
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

/// The blocks of special addresses that a rule of a class may name, each as its first address and how many bits count.
/// The others are nobody's, or this machine's own.
const NAMEABLE: [([u8; 4], u8); 11] = [
    ([10, 0, 0, 0], 8),
    ([100, 64, 0, 0], 10),
    ([169, 254, 0, 0], 16),
    ([172, 16, 0, 0], 12),
    ([192, 0, 0, 0], 24),
    ([192, 0, 2, 0], 24),
    ([192, 88, 99, 0], 24),
    ([192, 168, 0, 0], 16),
    ([198, 18, 0, 0], 15),
    ([198, 51, 100, 0], 24),
    ([203, 0, 113, 0], 24),
];

/// The block of special addresses that this one is in, if a rule may name it.
pub(super) fn block(ip: Ipv4Addr) -> Option<Network> {
    NAMEABLE
        .into_iter()
        .map(|(first, bits)| Network {
            first: first.into(),
            bits,
        })
        .find(|block| block.contains(ip))
}

/// Addresses that begin with the same bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Network {
    pub(super) first: Ipv4Addr,
    pub(super) bits: u8,
}

impl Network {
    pub(super) fn contains(self, ip: Ipv4Addr) -> bool {
        (self.first.to_bits() ^ ip.to_bits()) & self.mask() == 0
    }

    /// Whether all addresses of the other one are in this one.
    pub(super) fn covers(self, other: Network) -> bool {
        self.bits <= other.bits && self.contains(other.first)
    }

    /// The bits that count.
    pub(super) fn mask(self) -> u32 {
        u32::MAX
            .checked_shl(32 - u32::from(self.bits.min(32)))
            .unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    fn solo(text: &str) -> bool {
        super::super::solo(text.parse().unwrap())
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
