//! Binary frames: what is encoded is decoded again, byte for byte as PROTOCOL.md lays it out.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use proptest::prelude::*;
use wire::limits::{MAX_BINARY, MAX_DATA, MAX_DATAGRAM};
use wire::{Address, Data, SocketId, UnixName, Violation};

use crate::messages::name;

fn payload(most: usize) -> impl Strategy<Value = Bytes> {
    let len = prop_oneof![8 => 0..64usize, 1 => Just(most), 1 => 0..=most];
    (len, any::<u8>()).prop_map(|(len, byte)| (0..len).map(|i| byte.wrapping_add(i as u8)).collect())
}

fn data() -> impl Strategy<Value = Data> {
    let id = || any::<u32>().prop_map(SocketId);
    // A flow or a scope of an IPv6 address doesn't travel.
    let inet = any::<(IpAddr, u16)>().prop_map(|address| SocketAddr::from(address).into());
    let address = prop::option::of(prop_oneof![inet, name().prop_map(Address::from)]);
    prop_oneof![
        (id(), payload(MAX_DATA)).prop_map(|(id, bytes)| Data::Stream { id, bytes }),
        (id(), address, payload(MAX_DATAGRAM)).prop_map(|(id, address, bytes)| Data::Datagram {
            id,
            address,
            bytes
        }),
    ]
}

proptest! {
    #[test]
    fn frames_come_back(data in data()) {
        let encoded = data.encode();
        prop_assert!(encoded.len() <= MAX_BINARY);
        prop_assert_eq!(Data::decode(encoded), Ok(data));
    }

    #[test]
    fn a_frame_cut_short_in_its_header_is_malformed(data in data(), cut in any::<prop::sample::Index>()) {
        let encoded = data.encode();
        let (Data::Stream { bytes, .. } | Data::Datagram { bytes, .. }) = &data;
        let header = encoded.len() - bytes.len();
        let outcome = Data::decode(encoded.slice(..cut.index(header)));
        prop_assert!(matches!(outcome, Err(Violation::Malformed(_))), "{:?}", outcome);
    }
}

#[test]
fn frames_look_as_the_protocol_says() {
    let bytes = Bytes::from_static(b"hi");
    let id = SocketId(0x0102_0304);
    let datagram = |address: &str| Data::Datagram {
        id,
        address: address.parse().ok(),
        bytes: bytes.clone(),
    };
    let ip = [0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0a];
    for (data, address) in [
        (
            Data::Stream {
                id,
                bytes: bytes.clone(),
            },
            &[][..],
        ),
        (datagram("nobody"), &[0]),
        (datagram("unix:"), &[1, 0]),
        (datagram("unix:/a"), &[1, 2, b'/', b'a']),
        (datagram("unix:%00a"), &[1, 2, 0, b'a']),
        (datagram("127.0.0.2:9090"), &[4, 127, 0, 0, 2, 0x23, 0x82]),
        (
            datagram("[fe80::a]:9090"),
            &[&[6], &ip[..], &[0x23, 0x82]].concat(),
        ),
    ] {
        let kind = if matches!(data, Data::Stream { .. }) { 1 } else { 2 };
        let expected = [&[kind, 1, 2, 3, 4], address, b"hi"].concat();
        assert_eq!(data.encode(), expected);
        assert_eq!(Data::decode(expected.into()), Ok(data));
    }
}

#[test]
fn the_longest_frames_fit_a_message_and_longer_ones_do_not() {
    let id = SocketId(1);
    let zeros = |len| Bytes::from(vec![0; len]);
    let address = UnixName::new(&[b'a'; 108]).map(Address::from);
    let stream = |len| {
        Data::Stream {
            id,
            bytes: zeros(len),
        }
        .encode()
    };
    let datagram = |len| {
        Data::Datagram {
            id,
            address,
            bytes: zeros(len),
        }
        .encode()
    };
    assert!(Data::decode(stream(MAX_DATA)).is_ok());
    assert!(Data::decode(datagram(MAX_DATAGRAM)).is_ok());
    assert!(datagram(MAX_DATAGRAM).len() <= MAX_BINARY);
    let too_large = |most| Err(Violation::TooLarge { len: most + 1, most });
    assert_eq!(Data::decode(stream(MAX_DATA + 1)), too_large(MAX_DATA));
    assert_eq!(Data::decode(datagram(MAX_DATAGRAM + 1)), too_large(MAX_DATAGRAM));
}
