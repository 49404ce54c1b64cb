//! socketpair(2), which no relay takes part in: what AF_UNIX does on Linux, as seen there.

use wire::program::{Fd, How, ready};
use wire::{Address, Errno, Family, Kind, SocketOption};

use crate::pair::{Pair, pattern};

/// What one end holds: `net.core.wmem_default`.
const ROOM: usize = 212_992;

fn ends(kind: Kind) -> (Pair, Fd, Fd) {
    let mut pair = Pair::new();
    let (a, b) = pair.link.pair(kind).unwrap();
    (pair, a, b)
}

#[test]
fn bytes_go_both_ways_and_the_relay_hears_nothing() {
    let (mut pair, a, b) = ends(Kind::Stream);
    let before = pair.asked.len();
    assert_eq!(pair.send(a, b"there"), Ok(5));
    assert_eq!(pair.send(b, b"back"), Ok(4));
    assert_eq!(pair.recv(b, 2), Ok(b"th".to_vec()));
    assert_eq!(pair.recv(b, 100), Ok(b"ere".to_vec()));
    assert_eq!(pair.recv(a, 100), Ok(b"back".to_vec()));
    assert_eq!(pair.recv(a, 100), Err(Errno::EAGAIN));
    pair.link.close(a).unwrap();
    pair.link.close(b).unwrap();
    pair.settle();
    assert_eq!(pair.asked.len(), before);
}

#[test]
fn a_full_end_makes_the_other_wait() {
    let (mut pair, a, b) = ends(Kind::Stream);
    let sent = pattern(0, 300_000);
    assert_eq!(pair.send(a, &sent), Ok(ROOM));
    assert_eq!(pair.send(a, b"x"), Err(Errno::EAGAIN));
    assert_eq!(pair.link.ready(a) & ready::OUT, 0);
    assert_eq!(pair.recv(b, 100_000), Ok(sent[..100_000].to_vec()));
    assert_ne!(pair.link.ready(a) & ready::OUT, 0);
    assert_eq!(pair.send(a, &sent[ROOM..]), Ok(sent.len() - ROOM));
    assert_eq!(pair.recv(b, 300_000), Ok(sent[100_000..].to_vec()));
}

#[test]
fn the_end_of_a_stream_is_seen() {
    let (mut pair, a, b) = ends(Kind::Stream);
    pair.send(b, b"last").unwrap();
    pair.link.shutdown(b, How::Write).unwrap();
    assert_eq!(pair.link.ready(a), ready::IN | ready::OUT | ready::RDHUP);
    assert_eq!(pair.recv(a, 100), Ok(b"last".to_vec()));
    assert_eq!(pair.recv(a, 100), Ok(Vec::new()));
    assert_eq!(pair.send(b, b"x"), Err(Errno::EPIPE));
    assert_eq!(pair.send(a, b"reply"), Ok(5));
    pair.link.close(a).unwrap();
    assert_eq!(pair.recv(b, 100), Ok(b"reply".to_vec()));
    assert_eq!(pair.recv(b, 100), Ok(Vec::new()));
}

#[test]
fn closing_with_bytes_unread_is_a_reset() {
    let (mut pair, a, b) = ends(Kind::Stream);
    pair.send(a, b"unread").unwrap();
    pair.send(b, b"last").unwrap();
    pair.link.close(b).unwrap();
    let ended = ready::IN | ready::OUT | ready::HUP | ready::RDHUP;
    assert_eq!(pair.link.ready(a), ended | ready::ERR);
    assert_eq!(pair.recv(a, 100), Ok(b"last".to_vec()));
    assert_eq!(pair.recv(a, 100), Err(Errno::ECONNRESET));
    assert_eq!(pair.recv(a, 100), Ok(Vec::new()));
    assert_eq!(pair.link.ready(a), ended);
    assert_eq!(pair.send(a, b"x"), Err(Errno::EPIPE));
}

#[test]
fn a_reader_that_shut_down_breaks_the_pipe() {
    let (mut pair, a, b) = ends(Kind::Stream);
    pair.send(a, b"x").unwrap();
    pair.link.shutdown(b, How::Read).unwrap();
    assert_eq!(pair.send(a, b"x"), Err(Errno::EPIPE));
    assert_eq!(pair.link.ready(a), ready::OUT);
    assert_eq!(pair.recv(b, 100), Ok(b"x".to_vec()));
    assert_eq!(pair.recv(b, 100), Ok(Vec::new()));
    pair.link.shutdown(b, How::Both).unwrap();
    assert_eq!(
        pair.link.ready(a),
        ready::IN | ready::OUT | ready::HUP | ready::RDHUP
    );
}

#[test]
fn datagrams_keep_their_bounds() {
    let (mut pair, a, b) = ends(Kind::Dgram);
    for message in [&b"one"[..], b"", b"three", b"four"] {
        assert_eq!(pair.send(a, message), Ok(message.len()));
    }
    assert_ne!(pair.link.ready(b) & ready::IN, 0);
    let mut peeked = Vec::new();
    assert_eq!(pair.link.recv(b, 100, true, &mut peeked), Ok((3, None)));
    assert_eq!(pair.recv(b, 100), Ok(b"one".to_vec()));
    assert_eq!(pair.recv(b, 100), Ok(Vec::new()));
    // What doesn't fit is lost.
    assert_eq!(pair.recv(b, 2), Ok(b"th".to_vec()));
    assert_eq!(pair.recv(b, 100), Ok(b"four".to_vec()));
    assert_eq!(pair.recv(b, 100), Err(Errno::EAGAIN));
}

#[test]
fn datagrams_are_not_cut() {
    let (mut pair, a, b) = ends(Kind::Dgram);
    assert_eq!(pair.send(a, &pattern(0, ROOM + 1)), Err(Errno::EMSGSIZE));
    let large = pattern(0, 150_000);
    assert_eq!(pair.send(a, &large), Ok(large.len()));
    assert_ne!(pair.link.ready(a) & ready::OUT, 0);
    assert_eq!(pair.send(a, &large), Ok(large.len()));
    assert_eq!(pair.link.ready(a) & ready::OUT, 0);
    assert_eq!(pair.send(a, b"x"), Err(Errno::EAGAIN));
    assert_eq!(pair.recv(b, 300_000), Ok(large.clone()));
    assert_eq!(pair.recv(b, 300_000), Ok(large));
}

#[test]
fn datagrams_have_no_end() {
    let (mut pair, a, b) = ends(Kind::Dgram);
    pair.send(a, b"unread").unwrap();
    pair.send(b, b"last").unwrap();
    pair.link.close(b).unwrap();
    assert_eq!(pair.recv(a, 100), Ok(b"last".to_vec()));
    assert_eq!(pair.recv(a, 100), Err(Errno::EAGAIN));
    assert_eq!(pair.send(a, b"x"), Err(Errno::ECONNREFUSED));
    assert_eq!(pair.link.ready(a), ready::OUT);
}

#[test]
fn ends_have_no_names_and_few_options() {
    let (mut pair, a, _) = ends(Kind::Dgram);
    assert_eq!(pair.link.sockname(a), Ok(Address::unbound(Family::Unix)));
    assert_eq!(pair.link.peername(a), Ok(Address::unbound(Family::Unix)));
    assert_eq!(pair.link.own_option(a, SocketOption::SO_TYPE), Ok(Some(2)));
    assert_eq!(pair.link.own_option(a, SocketOption::SO_DOMAIN), Ok(Some(1)));
    assert_eq!(
        pair.link.own_option(a, SocketOption::SO_SNDBUF),
        Ok(Some(ROOM as i32))
    );
    assert_eq!(pair.link.listen(a, 1), Err(Errno::EOPNOTSUPP));
    assert_eq!(pair.link.connect(a, None), Err(Errno::EOPNOTSUPP));
    assert_eq!(pair.link.take_error(a), Ok(None));
}

#[test]
fn a_dup_keeps_an_end_open() {
    let (mut pair, a, b) = ends(Kind::Stream);
    let copy = pair.link.dup(a).unwrap();
    pair.link.close(a).unwrap();
    assert_eq!(pair.recv(b, 1), Err(Errno::EAGAIN));
    pair.link.close(copy).unwrap();
    assert_eq!(pair.recv(b, 1), Ok(Vec::new()));
}
