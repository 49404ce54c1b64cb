//! What epoll(7) is told: the edges of readiness, as seen on Linux, and which file a descriptor means.

use wire::Kind;
use wire::program::{Fd, How, ready};

use crate::pair::{Pair, pattern};

const IN: u32 = ready::IN;
const OUT: u32 = ready::OUT;
const RDHUP: u32 = ready::RDHUP;

#[test]
fn what_was_seen_is_told_again_when_something_comes() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    assert_eq!(pair.link.ready_anew(fd), OUT);
    pair.link.see(fd, true);
    assert_eq!((pair.link.ready(fd), pair.link.ready_anew(fd)), (OUT, 0));
    for _ in 0..2 {
        pair.relay.kernel.write(client, b"xx").unwrap();
        pair.settle();
        assert_eq!(pair.link.ready_anew(fd), IN | OUT);
        pair.link.see(fd, true);
        pair.recv(fd, 1).unwrap();
        assert_eq!(pair.link.ready_anew(fd), 0);
    }
    pair.link.see(fd, false);
    assert_eq!(pair.link.ready_anew(fd), IN | OUT);
}

#[test]
fn room_is_news_only_to_who_had_none() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.send(fd, &pattern(0, 40_000)).unwrap();
    pair.link.see(fd, true);
    pair.settle();
    pair.relay.kernel.drain(client);
    pair.settle();
    assert_eq!(pair.link.ready_anew(fd), 0);
    while pair.send(fd, &pattern(0, 100_000)).is_ok() {}
    for _ in 0..3 {
        pair.settle();
        pair.relay.kernel.drain(client);
    }
    assert_eq!(pair.link.ready_anew(fd), OUT);
}

#[test]
fn the_ends_of_a_pair_hear_of_each_other() {
    let mut pair = Pair::new();
    let (a, b) = pair.link.pair(Kind::Stream).unwrap();
    let told = |pair: &mut Pair, fd: Fd| {
        let told = pair.link.ready_anew(fd);
        pair.link.see(fd, true);
        told
    };
    assert_eq!((told(&mut pair, a), told(&mut pair, a)), (OUT, 0));
    pair.send(b, b"x").unwrap();
    assert_eq!((told(&mut pair, a), told(&mut pair, a)), (IN | OUT, 0));
    pair.link.shutdown(b, How::Write).unwrap();
    assert_eq!((told(&mut pair, a), told(&mut pair, a)), (IN | OUT | RDHUP, 0));
    while pair.send(b, &pattern(0, 100_000)).is_ok() {}
    told(&mut pair, a);
    while pair.send(a, &pattern(0, 100_000)).is_ok() {}
    assert_eq!(told(&mut pair, a), 0);
    pair.recv(b, 1000).unwrap();
    assert_eq!(told(&mut pair, a) & OUT, OUT);
}

#[test]
fn a_descriptor_used_again_means_another_file() {
    let mut pair = Pair::new();
    let first = pair.socket(Kind::Stream);
    let same = pair.link.dup(first).unwrap();
    let file = pair.link.file(first);
    assert!(file.is_some());
    assert_eq!(pair.link.file(same), file);
    pair.link.close(first).unwrap();
    assert_eq!(pair.link.file(first), None);
    let (a, b) = pair.link.pair(Kind::Stream).unwrap();
    let files = [pair.link.file(a), pair.link.file(b), file];
    assert_eq!(a, first);
    assert!(files[0] != files[1] && files[1] != files[2] && files[0] != files[2]);
}
