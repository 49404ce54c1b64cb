//! Datagram sockets: sendto, recvfrom, connected ones, and what Linux reports of a destination.

use wire::limits::MAX_DATAGRAM;
use wire::program::{Answer, How, ready};
use wire::{Errno, Kind, OptionValue, SocketOption, ToRelay};

use crate::kernel::here;
use crate::pair::{Pair, pattern};

fn flushes(pair: &Pair) -> usize {
    pair.asked
        .iter()
        .filter(|control| matches!(control, ToRelay::Flush { .. }))
        .count()
}

#[test]
fn datagrams_go_and_come_with_their_addresses() {
    let mut pair = Pair::new();
    let (a, b) = (pair.bound(9090), pair.bound(9091));
    assert_eq!(pair.send_to(a, b"one", here(9091)), Ok(3));
    assert_eq!(pair.send_to(a, b"", here(9091)), Ok(0));
    assert_eq!(pair.send_to(a, b"three", here(9091)), Ok(5));
    pair.settle();
    assert_eq!(pair.recv_from(b, 100), Ok((b"one".to_vec(), here(9090))));
    assert_eq!(pair.recv_from(b, 100), Ok((Vec::new(), here(9090))));
    // What doesn't fit is lost.
    assert_eq!(pair.recv_from(b, 2), Ok((b"th".to_vec(), here(9090))));
    assert_eq!(pair.recv_from(b, 100), Err(Errno::EAGAIN));
}

#[test]
fn peeking_leaves_the_datagram() {
    let mut pair = Pair::new();
    let fd = pair.bound(9090);
    pair.relay
        .kernel
        .send_to(here(9091), here(9090), b"hello")
        .unwrap();
    pair.settle();
    let mut out = Vec::new();
    assert_eq!(pair.link.recv(fd, 2, true, &mut out), Ok((2, Some(here(9091)))));
    assert_eq!(pair.recv_from(fd, 100), Ok((b"hello".to_vec(), here(9091))));
}

#[test]
fn the_first_datagram_binds_and_tells_the_name() {
    let mut pair = Pair::new();
    let sink = pair.bound(9090);
    let fd = pair.socket(Kind::Dgram);
    assert_eq!(pair.link.sockname(fd).unwrap().inet().unwrap().port(), 0);
    pair.send_to(fd, b"hello", here(9090)).unwrap();
    let name = pair.link.sockname(fd).unwrap();
    assert_ne!(name.inet().unwrap().port(), 0);
    assert_eq!(pair.recv_from(sink, 100), Ok((b"hello".to_vec(), name)));
}

#[test]
fn a_new_destination_is_asked_about_once() {
    let mut pair = Pair::new();
    let fd = pair.bound(9090);
    pair.relay.kernel.forbidden.insert(here(9));
    assert_eq!(pair.send_to(fd, b"x", here(9)), Err(Errno::EACCES));
    assert_eq!(pair.send_to(fd, b"x", here(10)), Ok(1));
    assert_eq!(flushes(&pair), 2);
    for _ in 0..5 {
        pair.send_to(fd, b"x", here(10)).unwrap();
    }
    assert_eq!(flushes(&pair), 2);
    pair.send_to(fd, b"x", here(11)).unwrap();
    assert_eq!(flushes(&pair), 3);
}

#[test]
fn a_connected_socket_hears_of_a_closed_port() {
    let mut pair = Pair::new();
    let fd = pair.socket(Kind::Dgram);
    assert_eq!(pair.connect(fd, here(9090)), Ok(()));
    assert_eq!(pair.link.peername(fd), Ok(here(9090)));
    assert_eq!(pair.send(fd, b"x"), Ok(1));
    pair.settle();
    assert_ne!(pair.link.ready(fd) & ready::ERR, 0);
    assert_eq!(pair.recv(fd, 1), Err(Errno::ECONNREFUSED));
    // Reported once; the socket goes on.
    assert_eq!(pair.recv(fd, 1), Err(Errno::EAGAIN));
    let server = pair.bound(9090);
    assert_eq!(pair.send(fd, b"again"), Ok(5));
    pair.settle();
    assert_eq!(pair.recv(server, 100), Ok(b"again".to_vec()));
}

#[test]
fn an_unconnected_socket_does_not() {
    let mut pair = Pair::new();
    let fd = pair.socket(Kind::Dgram);
    assert_eq!(pair.send_to(fd, b"x", here(9090)), Ok(1));
    pair.settle();
    assert_eq!(pair.recv(fd, 1), Err(Errno::EAGAIN));
}

#[test]
fn connecting_to_nothing_disconnects() {
    let mut pair = Pair::new();
    let fd = pair.socket(Kind::Dgram);
    assert_eq!(pair.send(fd, b"x"), Err(Errno::EDESTADDRREQ));
    pair.connect(fd, here(9090)).unwrap();
    let req = pair.link.connect(fd, None).unwrap();
    assert_eq!(pair.wait(req), Ok(Answer::Done));
    assert_eq!(pair.link.peername(fd), Err(Errno::ENOTCONN));
    assert_eq!(pair.send(fd, b"x"), Err(Errno::EDESTADDRREQ));
}

#[test]
fn the_largest_datagram_passes() {
    let mut pair = Pair::new();
    let (a, b) = (pair.bound(9090), pair.bound(9091));
    let largest = pattern(0, MAX_DATAGRAM);
    for _ in 0..10 {
        assert_eq!(pair.send_to(a, &largest, here(9091)), Ok(MAX_DATAGRAM));
        pair.settle();
        assert_eq!(pair.recv(b, usize::MAX), Ok(largest.clone()));
        pair.settle();
    }
    assert_eq!(
        pair.send_to(a, &pattern(0, MAX_DATAGRAM + 1), here(9091)),
        Err(Errno::EMSGSIZE)
    );
}

#[test]
fn destinations_that_linux_refuses_at_once() {
    let mut pair = Pair::new();
    let fd = pair.bound(9090);
    let everyone = "255.255.255.255:9091".parse().unwrap();
    assert_eq!(pair.send_to(fd, b"x", here(0)), Err(Errno::EINVAL));
    assert_eq!(pair.send_to(fd, b"x", everyone), Err(Errno::EACCES));
    pair.link
        .set_option(fd, SocketOption::SO_BROADCAST, OptionValue::Int(1))
        .unwrap();
    assert_eq!(pair.send_to(fd, b"x", everyone), Ok(1));
}

#[test]
fn a_connected_socket_can_be_shut_down() {
    let mut pair = Pair::new();
    let fd = pair.bound(9090);
    assert_eq!(pair.link.shutdown(fd, How::Both), Err(Errno::ENOTCONN));
    pair.connect(fd, here(9091)).unwrap();
    assert_eq!(pair.link.shutdown(fd, How::Both), Ok(()));
    assert_eq!(pair.send(fd, b"x"), Err(Errno::EPIPE));
    assert_eq!(pair.recv(fd, 1), Ok(Vec::new()));
    pair.settle();
}
