//! Binary frames: a kind byte, the socket's number, then bytes. All integers are big-endian (network order).
//!
//! ```text
//! stream    1  id:u32  bytes…
//! datagram  2  id:u32  family:u8 (0 none, 4, 6)  ip (0, 4 or 16 bytes)  port:u16 (not with 0)  bytes…
//! ```

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use bytes::{Buf, BufMut, Bytes, BytesMut};

use crate::limits::{MAX_DATA, MAX_DATAGRAM, at_most};
use crate::{SocketId, Violation};

const STREAM: u8 = 1;
const DATAGRAM: u8 = 2;
/// The longest header: kind, id, family, IPv6 address, port.
const MAX_HEADER: usize = 1 + 4 + 1 + 16 + 2;

/// Bytes on their way, in either direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Data {
    /// A piece of a TCP stream.
    Stream { id: SocketId, bytes: Bytes },
    /// One UDP datagram; `address` is where it goes to or came from, `None` for the connected peer.
    Datagram {
        id: SocketId,
        address: Option<SocketAddr>,
        bytes: Bytes,
    },
}

impl Data {
    /// The frame as it travels.
    pub fn encode(&self) -> Bytes {
        let (Data::Stream { bytes, .. } | Data::Datagram { bytes, .. }) = self;
        let mut out = BytesMut::with_capacity(MAX_HEADER + bytes.len());
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

fn encode_address(address: Option<SocketAddr>, out: &mut BytesMut) {
    let Some(address) = address else {
        return out.put_u8(0);
    };
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

fn decode_address(input: &mut Bytes) -> Result<Option<SocketAddr>, Violation> {
    let ip: IpAddr = match input.try_get_u8()? {
        0 => return Ok(None),
        4 => Ipv4Addr::from(input.try_get_u32()?).into(),
        6 => Ipv6Addr::from(input.try_get_u128()?).into(),
        other => return Err(Violation::Malformed(format!("no address is of family {other}"))),
    };
    Ok(Some(SocketAddr::new(ip, input.try_get_u16()?)))
}
