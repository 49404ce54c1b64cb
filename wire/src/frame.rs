//! Binary frames: a kind byte, the socket's number, then bytes. All integers are big-endian (network order).
//!
//! ```text
//! stream    1  id:u32  bytes…
//! datagram  2  id:u32  address  bytes…
//!   address: 0 (none)  |  1  len:u8  a Unix name  |  4  ip (4 bytes)  port:u16  |  6  ip (16 bytes)  port:u16
//! ```

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use bytes::{Buf, BufMut, Bytes, BytesMut};

use crate::limits::{MAX_DATA, MAX_DATAGRAM, at_most};
use crate::{Address, SocketId, UnixName, Violation};

const STREAM: u8 = 1;
const DATAGRAM: u8 = 2;
/// A header's length mostly, and at most unless it has a name: kind, id, family, IPv6 address, port.
const HEADER: usize = 1 + 4 + 1 + 16 + 2;

/// Bytes on their way, in either direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// A piece of a stream.
    Stream { id: SocketId, bytes: Bytes },
    /// One datagram; `address` is where it goes to or came from, `None` for the connected peer.
    Datagram {
        id: SocketId,
        address: Option<Address>,
        bytes: Bytes,
    },
}

impl Data {
    /// The frame as it travels.
    pub fn encode(&self) -> Bytes {
        let (Data::Stream { bytes, .. } | Data::Datagram { bytes, .. }) = self;
        let mut out = BytesMut::with_capacity(HEADER + bytes.len());
        match self {
            Data::Stream { id, .. } => {
                out.put_u8(STREAM);
                out.put_u32(id.0);
            }
            Data::Datagram { id, address, .. } => {
                out.put_u8(DATAGRAM);
                out.put_u32(id.0);
                encode_address(*address, &mut out);
            }
        }
        out.extend_from_slice(bytes);
        out.freeze()
    }

    /// Reads a frame; the payload shares the input's memory.
    ///
    /// # Errors
    /// [`Violation::Malformed`] for an unknown kind, a header cut short or an unknown family;
    /// [`Violation::TooLarge`] for a payload beyond [`MAX_DATA`] or [`MAX_DATAGRAM`].
    pub fn decode(mut input: Bytes) -> Result<Self, Violation> {
        let kind = input.try_get_u8()?;
        let id = SocketId(input.try_get_u32()?);
        match kind {
            STREAM => {
                at_most(input.len(), MAX_DATA)?;
                Ok(Data::Stream { id, bytes: input })
            }
            DATAGRAM => {
                let address = decode_address(&mut input)?;
                at_most(input.len(), MAX_DATAGRAM)?;
                Ok(Data::Datagram {
                    id,
                    address,
                    bytes: input,
                })
            }
            other => Err(Violation::Malformed(format!(
                "no binary frame is of kind {other}"
            ))),
        }
    }
}

fn encode_address(address: Option<Address>, out: &mut BytesMut) {
    match address {
        None => out.put_u8(0),
        Some(Address::Unix(name)) => {
            let name = name.as_bytes();
            out.put_u8(1);
            // A name has 108 bytes at most.
            out.put_u8(name.len() as u8);
            out.extend_from_slice(name);
        }
        Some(Address::Inet(address)) => {
            match address.ip() {
                IpAddr::V4(ip) => {
                    out.put_u8(4);
                    out.extend_from_slice(&ip.octets());
                }
                IpAddr::V6(ip) => {
                    out.put_u8(6);
                    out.extend_from_slice(&ip.octets());
                }
            }
            out.put_u16(address.port());
        }
    }
}

fn decode_address(input: &mut Bytes) -> Result<Option<Address>, Violation> {
    let ip: IpAddr = match input.try_get_u8()? {
        0 => return Ok(None),
        1 => return decode_name(input).map(|name| Some(name.into())),
        4 => Ipv4Addr::from(input.try_get_u32()?).into(),
        6 => Ipv6Addr::from(input.try_get_u128()?).into(),
        other => return Err(Violation::Malformed(format!("no address is of family {other}"))),
    };
    Ok(Some(SocketAddr::new(ip, input.try_get_u16()?).into()))
}

fn decode_name(input: &mut Bytes) -> Result<UnixName, Violation> {
    let len = usize::from(input.try_get_u8()?);
    if len > input.len() {
        return Err(Violation::Malformed("the header is cut short".into()));
    }
    UnixName::new(&input.split_to(len)).ok_or_else(|| Violation::Malformed("the name is too long".into()))
}
