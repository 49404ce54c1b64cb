//! Bytes of a connected stream, both ways.

use wire::limits::MAX_DATA;
use wire::{Errno, Kind};

use crate::kernel::here;
use crate::pair::{Pair, pattern};

#[test]
fn two_programs_sockets_echo() {
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 1);
    let client = pair.socket(Kind::Stream);
    pair.connect(client, here(9090)).unwrap();
    let (server, _) = pair.link.accept(listener).unwrap();
    assert_eq!(pair.send(client, b"hello"), Ok(5));
    pair.settle();
    assert_eq!(pair.recv(server, 100), Ok(b"hello".to_vec()));
    assert_eq!(pair.send(server, b"hello yourself"), Ok(14));
    pair.settle();
    assert_eq!(pair.recv(client, 5), Ok(b"hello".to_vec()));
    assert_eq!(pair.recv(client, 100), Ok(b" yourself".to_vec()));
}

#[test]
fn nothing_at_hand_is_eagain() {
    let mut pair = Pair::new();
    let (fd, _) = pair.stream();
    assert_eq!(pair.recv(fd, 1), Err(Errno::EAGAIN));
    assert_eq!(pair.recv(fd, 0), Ok(Vec::new()));
    assert_eq!(pair.send(fd, b""), Ok(0));
}

#[test]
fn peeking_leaves_the_bytes_and_the_credit() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    let sent = pattern(0, 40_000);
    pair.relay.kernel.room = sent.len();
    pair.relay.kernel.write(client, &sent).unwrap();
    pair.settle();
    let before = pair.asked.len();
    for _ in 0..3 {
        let mut peeked = Vec::new();
        assert_eq!(pair.link.recv(fd, 35_000, true, &mut peeked), Ok((35_000, None)));
        assert_eq!(peeked, sent[..35_000]);
    }
    pair.settle();
    assert_eq!(pair.asked.len(), before);
    assert_eq!(pair.recv(fd, 100_000), Ok(sent));
    pair.settle();
    assert_eq!(pair.asked.len(), before + 1);
}

#[test]
fn a_long_send_travels_in_frames() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.relay.kernel.room = 1 << 20;
    pair.settle();
    let sent = pattern(0, MAX_DATA + 1);
    assert_eq!(pair.send(fd, &sent), Ok(sent.len()));
    let mut frames = 0;
    while pair.deliver_up().unwrap() {
        frames += 1;
    }
    assert_eq!(frames, 2);
    pair.settle();
    assert_eq!(pair.relay.kernel.drain(client), sent);
}

#[test]
fn a_socket_that_is_not_connected_carries_nothing() {
    let mut pair = Pair::new();
    let idle = pair.socket(Kind::Stream);
    let listener = pair.listener(9090, 1);
    for fd in [idle, listener] {
        assert_eq!(pair.recv(fd, 1), Err(Errno::ENOTCONN));
        assert_eq!(pair.send(fd, b"x"), Err(Errno::EPIPE));
        assert_eq!(pair.send(fd, b""), Err(Errno::EPIPE));
        assert_eq!(pair.link.peername(fd), Err(Errno::ENOTCONN));
    }
}

#[test]
fn a_connected_socket_stays_what_it_is() {
    let mut pair = Pair::new();
    let (fd, _) = pair.stream();
    assert_eq!(pair.link.bind(fd, here(9091)), Err(Errno::EINVAL));
    assert_eq!(pair.link.listen(fd, 1), Err(Errno::EINVAL));
    assert_eq!(pair.link.accept(fd), Err(Errno::EINVAL));
    assert_eq!(pair.link.connect(fd, Some(here(9090))), Err(Errno::EISCONN));
}
