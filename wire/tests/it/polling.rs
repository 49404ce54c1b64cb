//! poll(2) as Linux answers it. The masks were read off a Linux 6 kernel, less the bits that only repeat others.

use wire::program::{Fd, How, ready};
use wire::{Errno, Kind};

use crate::kernel::here;
use crate::pair::{Pair, pattern};

const IN: u32 = ready::IN;
const OUT: u32 = ready::OUT;
const ERR: u32 = ready::ERR;
const HUP: u32 = ready::HUP;
const RDHUP: u32 = ready::RDHUP;

#[test]
fn a_stream_from_its_beginning_to_its_end() {
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 1);
    let fd = pair.socket(Kind::Stream);
    assert_eq!(pair.link.ready(fd), OUT | HUP);
    pair.link.connect(fd, Some(here(9090))).unwrap();
    assert_eq!(pair.link.ready(fd), 0);
    pair.settle();
    assert_eq!(pair.link.ready(fd), OUT);
    let (server, _) = pair.link.accept(listener).unwrap();
    pair.send(server, b"x").unwrap();
    pair.settle();
    assert_eq!(pair.link.ready(fd), IN | OUT);
    pair.recv(fd, 1).unwrap();
    assert_eq!(pair.link.ready(fd), OUT);
    pair.link.shutdown(fd, How::Write).unwrap();
    pair.settle();
    assert_eq!(pair.link.ready(fd), OUT);
    assert_eq!(pair.link.ready(server), IN | OUT | RDHUP);
    pair.link.shutdown(server, How::Write).unwrap();
    pair.settle();
    assert_eq!(pair.link.ready(fd), IN | OUT | HUP | RDHUP);
    pair.link.close(fd).unwrap();
    assert_eq!(pair.link.ready(fd), ready::NVAL);
}

#[test]
fn a_stream_without_credit() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    while pair.send(fd, &pattern(0, 100_000)).is_ok() {}
    assert_eq!(pair.link.ready(fd), 0);
    for _ in 0..3 {
        pair.settle();
        pair.relay.kernel.drain(client);
    }
    assert_eq!(pair.link.ready(fd), OUT);
}

#[test]
fn a_refused_connect() {
    let mut pair = Pair::new();
    let fd = pair.socket(Kind::Stream);
    pair.link.connect(fd, Some(here(9090))).unwrap();
    pair.settle();
    assert_eq!(pair.link.ready(fd), IN | OUT | ERR | HUP | RDHUP);
    assert_eq!(pair.link.take_error(fd), Ok(Some(Errno::ECONNREFUSED)));
    assert_eq!(pair.link.ready(fd), OUT | HUP);
}

#[test]
fn a_reset() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.relay.kernel.close(client, true);
    pair.settle();
    assert_eq!(pair.link.ready(fd), IN | OUT | ERR | HUP | RDHUP);
    assert_eq!(pair.recv(fd, 1), Err(Errno::ECONNRESET));
    assert_eq!(pair.link.ready(fd), IN | OUT | HUP | RDHUP);
}

#[test]
fn datagram_sockets() {
    let mut pair = Pair::new();
    let fd = pair.bound(9090);
    assert_eq!(pair.link.ready(fd), OUT);
    pair.relay.kernel.send_to(here(9091), here(9090), b"").unwrap();
    pair.settle();
    assert_eq!(pair.link.ready(fd), IN | OUT);
    assert_eq!(pair.recv(fd, 1), Ok(Vec::new()));
    assert_eq!(pair.link.ready(fd), OUT);
}

#[test]
fn numbers_that_mean_nothing() {
    let pair = Pair::new();
    for fd in [-1, 0, 3, i32::MAX] {
        assert_eq!(pair.link.ready(Fd(fd)), ready::NVAL);
    }
}
