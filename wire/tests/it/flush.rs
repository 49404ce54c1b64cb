//! `flush`: where Linux's send(2) would report an error at once, the program waits for the relay's word.

use wire::{Errno, Kind, ToRelay};

use crate::kernel::here;
use crate::pair::{Pair, pattern};

fn flushes(pair: &Pair) -> usize {
    pair.asked
        .iter()
        .filter(|control| matches!(control, ToRelay::Flush { .. }))
        .count()
}

#[test]
fn a_stream_does_not_wait_before_the_peers_fin() {
    let mut pair = Pair::new();
    let (fd, _) = pair.stream();
    assert_eq!(pair.link.send(fd, b"x", None).unwrap().flush, None);
}

#[test]
fn after_the_peers_fin_each_send_waits() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.relay.kernel.shutdown(client);
    pair.settle();
    assert_eq!(pair.send(fd, b"one, "), Ok(5));
    assert_eq!(pair.send(fd, b"two"), Ok(3));
    assert_eq!(flushes(&pair), 2);
    assert_eq!(pair.relay.kernel.drain(client), b"one, two");
}

#[test]
fn a_send_to_a_closed_peer_fails_the_second_time() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.relay.kernel.close(client, false);
    pair.settle();
    // As on Linux: the kernel takes the first bytes, RST comes back, and the next send hears of it.
    assert_eq!(pair.send(fd, b"x"), Ok(1));
    assert_eq!(pair.send(fd, b"x"), Err(Errno::EPIPE));
    assert_eq!(pair.recv(fd, 1), Ok(Vec::new()));
    assert_eq!(pair.send(fd, b"x"), Err(Errno::EPIPE));
}

#[test]
fn it_is_answered_when_the_kernel_has_everything() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.relay.kernel.shutdown(client);
    pair.settle();
    let sent = pattern(0, 2 * pair.relay.kernel.room);
    let flush = pair.link.send(fd, &sent, None).unwrap().flush.unwrap();
    pair.settle();
    assert!(!pair.link.is_answered(flush));
    let mut arrived = pair.relay.kernel.drain(client);
    pair.settle();
    assert!(pair.link.is_answered(flush));
    arrived.extend(pair.relay.kernel.drain(client));
    assert_eq!(arrived, sent);
}

#[test]
fn closing_ends_the_wait() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.relay.kernel.shutdown(client);
    pair.settle();
    let flush = pair
        .link
        .send(fd, &pattern(0, 100_000), None)
        .unwrap()
        .flush
        .unwrap();
    pair.settle();
    pair.link.close(fd).unwrap();
    assert_eq!(pair.link.answer(flush), Some(Err(Errno::EBADF)));
    pair.settle();
}

#[test]
fn a_datagram_socket_waits_for_each_new_destination() {
    let mut pair = Pair::new();
    let fd = pair.bound(9090);
    pair.relay.kernel.bind(Kind::Dgram, here(9091)).unwrap();
    let first = pair.link.send(fd, b"x", Some(here(9091))).unwrap();
    let second = pair.link.send(fd, b"x", Some(here(9091))).unwrap();
    let third = pair.link.send(fd, b"x", Some(here(9092))).unwrap();
    assert!(first.flush.is_some() && second.flush.is_none() && third.flush.is_some());
}
