//! Control frames of any content come back from their text, and the texts are within the limit.

use std::net::{IpAddr, SocketAddr};

use proptest::prelude::*;
use proptest::sample::select;
use wire::limits::{MAX_NAME, MAX_TEXT};
use wire::{
    Address, Errno, Family, Kind, OptionValue, RequestId, SocketId, SocketOption, ToProgram, ToRelay,
    UnixName,
};

fn id() -> impl Strategy<Value = SocketId> {
    any::<u32>().prop_map(SocketId)
}

fn req() -> impl Strategy<Value = RequestId> {
    any::<u32>().prop_map(RequestId)
}

fn address() -> impl Strategy<Value = Address> {
    let inet = any::<(IpAddr, u16)>().prop_map(|address| SocketAddr::from(address).into());
    prop_oneof![inet, name().prop_map(Address::from)]
}

/// Any bytes, and texts as paths mostly are.
pub(crate) fn name() -> impl Strategy<Value = UnixName> {
    let bytes = prop::collection::vec(any::<u8>(), 0..=108);
    let text = "[ -~а-я%]{0,54}".prop_map(String::into_bytes);
    prop_oneof![bytes, text].prop_map(|bytes| UnixName::new(&bytes).unwrap())
}

fn family() -> impl Strategy<Value = Family> {
    select(vec![Family::Inet, Family::Inet6, Family::Unix])
}

fn option() -> impl Strategy<Value = SocketOption> {
    select(SocketOption::ALL)
}

fn value() -> impl Strategy<Value = OptionValue> {
    prop_oneof![
        any::<i32>().prop_map(OptionValue::Int),
        any::<(i32, i32)>().prop_map(|(on, seconds)| OptionValue::Linger(on, seconds)),
    ]
}

fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(any::<char>(), 0..=most).prop_map(String::from_iter)
}

fn to_relay() -> impl Strategy<Value = ToRelay> {
    use ToRelay::*;
    let kind = select(vec![Kind::Stream, Kind::Dgram]);
    prop_oneof![
        (text(100), text(100), text(20)).prop_map(|(token, label, key)| Hello { token, label, key }),
        (req(), id(), family(), kind).prop_map(|(req, id, family, kind)| Socket {
            req,
            id,
            family,
            kind
        }),
        (req(), id(), option(), value()).prop_map(|(req, id, option, value)| Set {
            req,
            id,
            option,
            value
        }),
        (req(), id(), option()).prop_map(|(req, id, option)| Get { req, id, option }),
        (req(), id(), address()).prop_map(|(req, id, address)| Bind { req, id, address }),
        (req(), id(), any::<i32>()).prop_map(|(req, id, backlog)| Listen { req, id, backlog }),
        (req(), id(), prop::option::of(address())).prop_map(|(req, id, address)| Connect {
            req,
            id,
            address
        }),
        (req(), id()).prop_map(|(req, id)| Name { req, id }),
        (req(), id()).prop_map(|(req, id)| Flush { req, id }),
        (req(), text(MAX_NAME), prop::option::of(family())).prop_map(|(req, host, family)| Resolve {
            req,
            host,
            family
        }),
        (req(), any::<IpAddr>()).prop_map(|(req, ip)| Reverse { req, ip }),
        (req(), name()).prop_map(|(req, path)| Stat { req, path }),
        (req(), name()).prop_map(|(req, path)| Unlink { req, path }),
        (id(), any::<u64>()).prop_map(|(id, upto)| Credit { id, upto }),
        (id(), any::<u64>()).prop_map(|(id, upto)| Accept { id, upto }),
        id().prop_map(|id| Shutdown { id }),
        (id(), any::<u64>(), any::<bool>()).prop_map(|(id, taken, reset)| Close { id, taken, reset }),
        Just(Bye),
    ]
}

fn to_program() -> impl Strategy<Value = ToProgram> {
    use ToProgram::*;
    let end = || prop::option::of(address());
    let addresses = prop::collection::vec(any::<IpAddr>(), 0..100);
    prop_oneof![
        (any::<IpAddr>(), text(100), any::<u32>()).prop_map(|(address, name, sockets)| Welcome {
            address,
            name,
            sockets
        }),
        (
            req(),
            end(),
            end(),
            prop::option::of(value()),
            addresses,
            prop::option::of(text(100))
        )
            .prop_map(|(req, local, peer, value, addresses, host)| Ok {
                req,
                local,
                peer,
                value,
                addresses,
                host
            }),
        (req(), select(Errno::ALL)).prop_map(|(req, errno)| Err { req, errno }),
        (id(), id(), address(), address()).prop_map(|(listener, id, local, peer)| Accepted {
            listener,
            id,
            local,
            peer
        }),
        id().prop_map(|id| Eof { id }),
        (id(), select(Errno::ALL)).prop_map(|(id, errno)| Failed { id, errno }),
        (id(), any::<u64>()).prop_map(|(id, upto)| Credit { id, upto }),
    ]
}

proptest! {
    #[test]
    fn what_a_program_says_comes_back(control in to_relay()) {
        let text = serde_json::to_string(&control).unwrap();
        prop_assert!(text.len() <= MAX_TEXT);
        prop_assert_eq!(serde_json::from_str::<ToRelay>(&text).unwrap(), control);
    }

    #[test]
    fn what_the_relay_says_comes_back(control in to_program()) {
        let text = serde_json::to_string(&control).unwrap();
        prop_assert!(text.len() <= MAX_TEXT);
        prop_assert_eq!(serde_json::from_str::<ToProgram>(&text).unwrap(), control);
    }
}
