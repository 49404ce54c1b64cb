//! Where a socket is, as its program sees it: an Internet address with its port, or a name of unix(7).
//!
//! As text, an Internet address is what it always is; a name is `unix:` and its bytes, those that are no printable
//! UTF-8, and `%`, as `%` and two hexadecimal digits. `unix:/tmp/chat.sock`, `unix:%00abstract`, `unix:` for no name.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Family;

/// A name's most bytes: `sun_path` of Linux's `struct sockaddr_un` (unix(7)).
const MAX_NAME: usize = 108;

/// What a text begins with that is a name.
const UNIX: &str = "unix:";

/// Where a socket is, or what it is to be connected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Address {
    /// AF_INET or AF_INET6.
    Inet(SocketAddr),
    /// AF_UNIX.
    Unix(UnixName),
}

/// A socket's name in AF_UNIX: a path, an abstract name (its first byte is 0), or none at all (no bytes).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixName {
    len: u8,
    /// Zeros after `len`.
    bytes: [u8; MAX_NAME],
}

/// A text that is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no address of a socket")]
pub struct NoAddress;

impl Address {
    /// The family whose sockets have such addresses.
    pub fn family(&self) -> Family {
        match self {
            Address::Inet(SocketAddr::V4(_)) => Family::Inet,
            Address::Inet(SocketAddr::V6(_)) => Family::Inet6,
            Address::Unix(_) => Family::Unix,
        }
    }

    /// What a socket is bound to that nobody has bound: the wildcard and port 0, or no name.
    pub fn unbound(family: Family) -> Self {
        match family {
            Family::Inet => Address::Inet((Ipv4Addr::UNSPECIFIED, 0).into()),
            Family::Inet6 => Address::Inet((Ipv6Addr::UNSPECIFIED, 0).into()),
            Family::Unix => Address::Unix(UnixName::UNNAMED),
        }
    }

    /// The address of the Internet, if it is one.
    pub fn inet(self) -> Option<SocketAddr> {
        match self {
            Address::Inet(address) => Some(address),
            Address::Unix(_) => None,
        }
    }
}

impl UnixName {
    /// What an unbound socket is called.
    pub const UNNAMED: Self = Self {
        len: 0,
        bytes: [0; MAX_NAME],
    };

    /// The name of these bytes; `None` if there are more than 108.
    pub fn new(name: &[u8]) -> Option<Self> {
        let mut bytes = [0; MAX_NAME];
        bytes.get_mut(..name.len())?.copy_from_slice(name);
        let len = u8::try_from(name.len()).ok()?;
        Some(Self { len, bytes })
    }

    /// Its bytes, with the 0 that an abstract name begins with.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len.into()).unwrap_or(&self.bytes)
    }

    /// Whether it is of the abstract namespace.
    pub fn is_abstract(&self) -> bool {
        self.as_bytes().first() == Some(&0)
    }
}

impl From<SocketAddr> for Address {
    fn from(address: SocketAddr) -> Self {
        Address::Inet(address)
    }
}

impl From<UnixName> for Address {
    fn from(name: UnixName) -> Self {
        Address::Unix(name)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Address::Inet(address) => address.fmt(f),
            Address::Unix(name) => name.fmt(f),
        }
    }
}

impl fmt::Display for UnixName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(UNIX)?;
        for chunk in self.as_bytes().utf8_chunks() {
            for char in chunk.valid().chars() {
                if char.is_control() || char == '%' {
                    let mut utf8 = [0; 4];
                    escape(char.encode_utf8(&mut utf8).as_bytes(), f)?;
                } else {
                    write!(f, "{char}")?;
                }
            }
            escape(chunk.invalid(), f)?;
        }
        Ok(())
    }
}

impl fmt::Debug for UnixName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

fn escape(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "%{byte:02x}"))
}

impl FromStr for Address {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        if text.starts_with(UNIX) {
            text.parse().map(Address::Unix)
        } else {
            text.parse().map(Address::Inet).map_err(|_| NoAddress)
        }
    }
}

impl FromStr for UnixName {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let mut bytes = Vec::new();
        let mut pieces = text.strip_prefix(UNIX).ok_or(NoAddress)?.split('%');
        bytes.extend_from_slice(pieces.next().unwrap_or_default().as_bytes());
        for piece in pieces {
            let (digits, rest) = piece.split_at_checked(2).ok_or(NoAddress)?;
            if digits.starts_with('+') {
                return Err(NoAddress);
            }
            bytes.push(u8::from_str_radix(digits, 16).map_err(|_| NoAddress)?);
            bytes.extend_from_slice(rest.as_bytes());
        }
        UnixName::new(&bytes).ok_or(NoAddress)
    }
}

/// Both travel as text.
macro_rules! as_text {
    ($($type:ty),+) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }
    )+};
}

as_text!(Address, UnixName);
