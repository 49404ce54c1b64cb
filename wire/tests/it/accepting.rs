//! listen(2) and accept(2): one connection ahead of the program, no more.

use wire::program::{How, ready};
use wire::{Errno, Kind, ToProgram, ToRelay};

use crate::kernel::{Read, here};
use crate::pair::Pair;

fn pushed(pair: &Pair) -> usize {
    pair.told
        .iter()
        .filter(|control| matches!(control, ToProgram::Accepted { .. }))
        .count()
}

#[test]
fn the_relay_pushes_one_connection_ahead() {
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 5);
    assert_eq!(pair.link.accept(listener), Err(Errno::EAGAIN));
    assert_eq!(pair.link.ready(listener), 0);
    for _ in 0..4 {
        pair.relay.kernel.connect(None, here(9090)).unwrap();
    }
    pair.settle();
    assert_eq!(pair.link.ready(listener), ready::IN);
    for n in 1..=4 {
        assert_eq!(pushed(&pair), n);
        assert!(pair.link.accept(listener).is_ok());
        pair.settle();
        let upto = 1 + n as u64;
        assert!(matches!(pair.asked.last(), Some(ToRelay::Accept { upto: said, .. }) if *said == upto));
    }
    assert_eq!(pair.link.accept(listener), Err(Errno::EAGAIN));
}

#[test]
fn as_many_clients_are_let_in_as_linux_would() {
    for backlog in [1, 2, 5] {
        let mut pair = Pair::new();
        pair.listener(9090, backlog);
        let mut let_in = 0;
        loop {
            let outcome = pair.relay.kernel.connect(None, here(9090));
            pair.settle();
            match outcome {
                Ok(_) => let_in += 1,
                Err(errno) => break assert_eq!(errno, Errno::ETIMEDOUT),
            }
        }
        // Linux lets one more wait than listen(2) was told.
        assert_eq!(let_in, backlog + 1);
    }
}

#[test]
fn connections_are_accepted_in_order() {
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 5);
    let clients: Vec<_> = (0..3)
        .map(|_| pair.relay.kernel.connect(None, here(9090)).unwrap())
        .collect();
    for client in clients {
        pair.settle();
        let (fd, peer) = pair.link.accept(listener).unwrap();
        assert_eq!(pair.relay.kernel.names(client).0, peer);
        assert_eq!(pair.link.peername(fd), Ok(peer));
    }
}

#[test]
fn bytes_wait_with_a_connection_that_is_not_accepted() {
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 5);
    let client = pair.relay.kernel.connect(None, here(9090)).unwrap();
    pair.relay.kernel.write(client, b"early").unwrap();
    pair.relay.kernel.shutdown(client);
    pair.settle();
    let (fd, _) = pair.link.accept(listener).unwrap();
    assert_eq!(pair.recv(fd, 100), Ok(b"early".to_vec()));
    assert_eq!(pair.recv(fd, 100), Ok(Vec::new()));
}

#[test]
fn a_client_that_went_away_is_accepted_nevertheless() {
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 5);
    let client = pair.relay.kernel.connect(None, here(9090)).unwrap();
    pair.settle();
    pair.relay.kernel.close(client, true);
    pair.settle();
    let (fd, _) = pair.link.accept(listener).unwrap();
    assert_eq!(pair.recv(fd, 1), Err(Errno::ECONNRESET));
}

#[test]
fn closing_a_listener_resets_who_waits() {
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 5);
    let (_, accepted) = pair.serve(listener);
    let waiting: Vec<_> = (0..3)
        .map(|_| pair.relay.kernel.connect(None, here(9090)).unwrap())
        .collect();
    pair.settle();
    pair.link.close(listener).unwrap();
    pair.settle();
    for client in waiting {
        assert_eq!(pair.relay.kernel.read(client, 1), Read::Failed(Errno::ECONNRESET));
    }
    assert_eq!(pair.relay.kernel.read(accepted, 1), Read::Nothing);
    assert_eq!(
        pair.relay.kernel.connect(None, here(9090)),
        Err(Errno::ECONNREFUSED)
    );
}

#[test]
fn a_connection_pushed_to_a_closed_listener_is_reset() {
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 5);
    let client = pair.relay.kernel.connect(None, here(9090)).unwrap();
    pair.relay.work();
    pair.link.close(listener).unwrap();
    pair.settle();
    assert_eq!(pair.relay.kernel.read(client, 1), Read::Failed(Errno::ECONNRESET));
    assert_eq!(pair.relay.session.open(), 0);
}

#[test]
fn a_listener_that_was_shut_down_resets_who_comes() {
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 5);
    let first = pair.relay.kernel.connect(None, here(9090)).unwrap();
    pair.settle();
    pair.link.shutdown(listener, How::Both).unwrap();
    pair.settle();
    assert_eq!(pair.relay.kernel.read(first, 1), Read::Failed(Errno::ECONNRESET));
    assert_ne!(pair.link.ready(listener) & (ready::IN | ready::HUP), 0);
}

#[test]
fn without_a_descriptor_the_connection_goes_on_waiting() {
    let mut pair = Pair::with_sockets(2);
    let listener = pair.listener(9090, 5);
    let other = pair.socket(Kind::Dgram);
    pair.relay.kernel.connect(None, here(9090)).unwrap();
    pair.settle();
    assert_eq!(pair.link.accept(listener), Err(Errno::EMFILE));
    assert_eq!(pair.link.ready(listener), ready::IN);
    pair.link.close(other).unwrap();
    assert!(pair.link.accept(listener).is_ok());
}

#[test]
fn listening_again_changes_the_backlog_only() {
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 1);
    let client = pair.relay.kernel.connect(None, here(9090)).unwrap();
    pair.settle();
    let req = pair.link.listen(listener, 5).unwrap();
    assert!(pair.wait(req).is_ok());
    let (_, peer) = pair.link.accept(listener).unwrap();
    assert_eq!(pair.relay.kernel.names(client).0, peer);
    pair.serve(listener);
}

#[test]
fn datagram_sockets_do_not_listen() {
    let mut pair = Pair::new();
    let fd = pair.bound(9090);
    assert_eq!(pair.link.listen(fd, 1), Err(Errno::EOPNOTSUPP));
    assert_eq!(pair.link.accept(fd), Err(Errno::EOPNOTSUPP));
}
