//! Calls that wait for the relay's word: bind, connect, options, lookups. Answers may come in any order.

use std::net::{IpAddr, Ipv4Addr};

use wire::limits::{MAX_NAME, MAX_PENDING};
use wire::program::Answer;
use wire::{Errno, Family, Kind, OptionValue, SocketOption, ToRelay};

use crate::kernel::here;
use crate::pair::Pair;

#[test]
fn the_relay_says_who_the_reader_is() {
    let pair = Pair::new();
    let welcome = pair.link.welcome().unwrap();
    assert_eq!(
        (welcome.address, welcome.name.as_str()),
        (Ipv4Addr::LOCALHOST.into(), "ann")
    );
}

#[test]
fn bind_answers_with_the_port_the_kernel_chose() {
    let mut pair = Pair::new();
    let fd = pair.socket(Kind::Stream);
    assert_eq!(pair.link.sockname(fd), Ok("0.0.0.0:0".parse().unwrap()));
    pair.bind(fd, here(0)).unwrap();
    assert_ne!(pair.link.sockname(fd).unwrap().inet().unwrap().port(), 0);
}

#[test]
fn bind_fails_as_on_linux() {
    let mut pair = Pair::new();
    let (first, second) = (pair.socket(Kind::Stream), pair.socket(Kind::Stream));
    assert_eq!(pair.bind(first, here(80)), Err(Errno::EACCES));
    assert_eq!(pair.bind(first, here(9090)), Ok(()));
    assert_eq!(pair.bind(second, here(9090)), Err(Errno::EADDRINUSE));
    assert_eq!(pair.link.bind(first, here(9091)), Err(Errno::EINVAL));
    // UDP has ports of its own, and a port is free again after close.
    let datagrams = pair.socket(Kind::Dgram);
    assert_eq!(pair.bind(datagrams, here(9090)), Ok(()));
    pair.link.close(first).unwrap();
    assert_eq!(pair.bind(second, here(9090)), Ok(()));
}

#[test]
fn connect_gives_both_ends_their_names() {
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 1);
    let client = pair.socket(Kind::Stream);
    assert_eq!(pair.link.peername(client), Err(Errno::ENOTCONN));
    pair.connect(client, here(9090)).unwrap();
    let (server, peer) = pair.link.accept(listener).unwrap();
    assert_eq!(pair.link.sockname(client), Ok(peer));
    assert_eq!(pair.link.peername(client), Ok(here(9090)));
    assert_eq!(pair.link.sockname(server), Ok(here(9090)));
    assert_eq!(pair.link.peername(server), Ok(peer));
}

#[test]
fn a_refused_connect_is_reported_once_and_may_be_tried_again() {
    let mut pair = Pair::new();
    let fd = pair.socket(Kind::Stream);
    let req = pair.link.connect(fd, Some(here(9090))).unwrap();
    pair.settle();
    assert!(!pair.link.is_answered(req));
    assert_eq!(pair.link.take_error(fd), Ok(Some(Errno::ECONNREFUSED)));
    assert_eq!(pair.link.take_error(fd), Ok(None));
    assert_eq!(pair.recv(fd, 1), Err(Errno::ENOTCONN));
    assert_eq!(pair.send(fd, b"x"), Err(Errno::EPIPE));
    pair.listener(9090, 1);
    assert_eq!(pair.connect(fd, here(9090)), Ok(()));
}

#[test]
fn a_connect_under_way_holds_calls_off() {
    let mut pair = Pair::new();
    pair.listener(9090, 1);
    let fd = pair.socket(Kind::Stream);
    let req = pair.link.connect(fd, Some(here(9090))).unwrap();
    assert_eq!(pair.link.connect(fd, Some(here(9090))), Err(Errno::EALREADY));
    assert_eq!(pair.recv(fd, 1), Err(Errno::EAGAIN));
    assert_eq!(pair.send(fd, b"x"), Err(Errno::EAGAIN));
    assert_eq!(pair.link.listen(fd, 1), Err(Errno::EINVAL));
    pair.settle();
    assert_eq!(pair.link.connect(fd, Some(here(9090))), Err(Errno::EISCONN));
    // Readiness says how a stream's connect went; nobody asks for its answer.
    assert!(!pair.link.is_answered(req));
}

#[test]
fn a_connect_right_behind_a_listen_does_not_undo_it() {
    let mut pair = Pair::new();
    let fd = pair.socket(Kind::Stream);
    pair.bind(fd, here(9090)).unwrap();
    // Two threads, neither of which has its answer.
    let listen = pair.link.listen(fd, 1).unwrap();
    pair.link.connect(fd, Some(here(9091))).unwrap();
    assert_eq!(pair.wait(listen), Ok(Answer::Done));
    assert_eq!(pair.link.take_error(fd), Ok(Some(Errno::EISCONN)));
    pair.serve(fd);
}

#[test]
fn an_address_of_the_other_family_is_refused_here() {
    let mut pair = Pair::new();
    let fd = pair.socket(Kind::Stream);
    let six = "[::1]:9090".parse().unwrap();
    assert_eq!(pair.link.connect(fd, Some(six)), Err(Errno::EAFNOSUPPORT));
}

#[test]
fn options_travel_and_come_back() {
    let mut pair = Pair::new();
    let fd = pair.socket(Kind::Stream);
    for (option, value) in [
        (SocketOption::SO_REUSEADDR, OptionValue::Int(1)),
        (SocketOption::SO_LINGER, OptionValue::Linger(1, 5)),
    ] {
        let req = pair.link.set_option(fd, option, value).unwrap();
        assert_eq!(pair.wait(req), Ok(Answer::Done));
        assert_eq!(pair.link.own_option(fd, option), Ok(None));
        let req = pair.link.get_option(fd, option).unwrap();
        assert_eq!(pair.wait(req), Ok(Answer::Value(value)));
    }
    let wrong = pair
        .link
        .set_option(fd, SocketOption::SO_LINGER, OptionValue::Int(1))
        .unwrap();
    assert_eq!(pair.wait(wrong), Err(Errno::EINVAL));
}

#[test]
fn some_options_are_known_here() {
    use SocketOption::*;
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 1);
    let datagrams = pair.socket(Kind::Dgram);
    for (fd, option, value) in [
        (listener, SO_TYPE, 1),
        (listener, SO_DOMAIN, 2),
        (listener, SO_PROTOCOL, 6),
        (listener, SO_ACCEPTCONN, 1),
        (datagrams, SO_TYPE, 2),
        (datagrams, SO_PROTOCOL, 17),
        (datagrams, SO_ACCEPTCONN, 0),
    ] {
        assert_eq!(pair.link.own_option(fd, option), Ok(Some(value)), "{option:?}");
    }
    let refused = pair.socket(Kind::Stream);
    pair.link.connect(refused, Some(here(9))).unwrap();
    pair.settle();
    assert_eq!(pair.link.own_option(refused, SO_ERROR), Ok(Some(111)));
    assert_eq!(pair.link.own_option(refused, SO_ERROR), Ok(Some(0)));
    assert_eq!(
        pair.link.set_option(refused, SO_ERROR, OptionValue::Int(0)),
        Err(Errno::ENOPROTOOPT)
    );
}

#[test]
fn names_are_looked_up() {
    let mut pair = Pair::new();
    let localhost = pair.link.resolve("localhost", Some(Family::Inet));
    let both = pair.link.resolve("both.example", None);
    let nobody = pair.link.resolve("nobody.example", None);
    assert_eq!(pair.wait(nobody), Err(Errno::EAI_NONAME));
    assert_eq!(
        pair.wait(localhost),
        Ok(Answer::Addresses(vec![Ipv4Addr::LOCALHOST.into()]))
    );
    let Ok(Answer::Addresses(addresses)) = pair.wait(both) else {
        panic!("no addresses")
    };
    assert_eq!(addresses.iter().filter(|ip| IpAddr::is_ipv6(ip)).count(), 1);
}

#[test]
fn addresses_are_looked_up() {
    let mut pair = Pair::new();
    let known = pair.link.reverse(Ipv4Addr::LOCALHOST.into());
    let unknown = pair.link.reverse(Ipv4Addr::BROADCAST.into());
    assert_eq!(pair.wait(unknown), Err(Errno::EAI_NONAME));
    assert_eq!(pair.wait(known), Ok(Answer::Host("localhost".into())));
}

#[test]
fn a_name_that_is_too_long_is_no_violation() {
    let mut pair = Pair::new();
    let longest = pair.link.resolve(&"é".repeat(MAX_NAME / 2), None);
    let longer = pair.link.resolve(&"é".repeat(MAX_NAME), None);
    assert_eq!(pair.wait(longer), Err(Errno::EAI_NONAME));
    assert_eq!(pair.wait(longest), Err(Errno::EAI_NONAME));
    let asked = pair
        .asked
        .iter()
        .filter(|control| matches!(control, ToRelay::Resolve { .. }))
        .count();
    assert_eq!(asked, 1);
}

#[test]
fn closing_a_socket_ends_the_waits_for_it() {
    let mut pair = Pair::new();
    let fd = pair.socket(Kind::Stream);
    let req = pair.link.bind(fd, here(9090)).unwrap();
    pair.link.close(fd).unwrap();
    assert_eq!(pair.link.answer(req), Some(Err(Errno::EBADF)));
    // The relay's answer comes nevertheless, and nobody waits for it.
    pair.settle();
    assert_eq!(pair.link.answer(req), None);
}

#[test]
fn more_requests_than_the_relay_takes_fail_here() {
    let mut pair = Pair::new();
    let fd = pair.socket(Kind::Stream);
    let sent: Vec<_> = (0..MAX_PENDING)
        .map(|_| pair.link.resolve("localhost", None))
        .collect();
    let refused = pair.link.resolve("localhost", None);
    assert_eq!(pair.link.answer(refused), Some(Err(Errno::ENOBUFS)));
    assert_eq!(
        pair.link.open(Family::Inet, Kind::Stream).err(),
        Some(Errno::ENOBUFS)
    );
    pair.link.connect(fd, Some(here(9))).unwrap();
    assert_eq!(pair.link.take_error(fd), Ok(Some(Errno::ENOBUFS)));
    pair.settle();
    assert!(
        sent.into_iter()
            .all(|req| matches!(pair.link.answer(req), Some(Ok(_))))
    );
    let req = pair.link.resolve("localhost", None);
    assert!(pair.wait(req).is_ok());
}
