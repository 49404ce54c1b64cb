//! How streams end: FIN, half close, reset, close with bytes unread. Four different things.

use wire::limits::WINDOW;
use wire::program::{How, ready};
use wire::{CloseCode, Errno, Kind, ToRelay};

use crate::kernel::{Read, here};
use crate::pair::{Pair, pattern};

#[test]
fn the_peers_fin_is_the_end_of_the_bytes() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.relay.kernel.write(client, b"last").unwrap();
    pair.relay.kernel.shutdown(client);
    pair.settle();
    assert_eq!(pair.recv(fd, 100), Ok(b"last".to_vec()));
    assert_eq!(pair.recv(fd, 100), Ok(Vec::new()));
    assert_eq!(pair.recv(fd, 100), Ok(Vec::new()));
    // The other direction is open.
    assert_eq!(pair.send(fd, b"reply"), Ok(5));
    assert_eq!(pair.relay.kernel.drain(client), b"reply");
}

#[test]
fn shutdown_sends_fin_after_the_bytes() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    let sent = pattern(0, WINDOW as usize);
    assert_eq!(pair.send(fd, &sent), Ok(sent.len()));
    pair.link.shutdown(fd, How::Write).unwrap();
    pair.link.shutdown(fd, How::Write).unwrap();
    assert_eq!(pair.send(fd, b"x"), Err(Errno::EPIPE));
    let mut arrived = Vec::new();
    while arrived.len() < sent.len() {
        pair.settle();
        arrived.extend(pair.relay.kernel.drain(client));
    }
    assert_eq!(arrived, sent);
    pair.settle();
    assert_eq!(pair.relay.kernel.read(client, 1), Read::Eof);
    let said = pair
        .asked
        .iter()
        .filter(|control| matches!(control, ToRelay::Shutdown { .. }))
        .count();
    assert_eq!(said, 1);
    // The other direction is open.
    pair.relay.kernel.write(client, b"reply").unwrap();
    pair.settle();
    assert_eq!(pair.recv(fd, 100), Ok(b"reply".to_vec()));
}

#[test]
fn shutdown_of_reading_is_a_matter_of_the_program() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.link.shutdown(fd, How::Read).unwrap();
    assert_eq!(pair.recv(fd, 1), Ok(Vec::new()));
    pair.relay.kernel.write(client, b"late").unwrap();
    pair.settle();
    assert_eq!(pair.recv(fd, 100), Ok(b"late".to_vec()));
    assert_eq!(pair.recv(fd, 100), Ok(Vec::new()));
    assert_eq!(pair.link.ready(fd), ready::IN | ready::OUT | ready::RDHUP);
}

#[test]
fn shutdown_wants_a_connection() {
    let mut pair = Pair::new();
    let idle = pair.socket(Kind::Stream);
    assert_eq!(pair.link.shutdown(idle, How::Both), Err(Errno::ENOTCONN));
    let listener = pair.listener(9090, 1);
    assert_eq!(pair.link.shutdown(listener, How::Write), Ok(()));
    assert_eq!(pair.link.accept(listener), Err(Errno::EAGAIN));
    assert_eq!(pair.link.shutdown(listener, How::Both), Ok(()));
    assert_eq!(pair.link.accept(listener), Err(Errno::EINVAL));
}

#[test]
fn a_reset_is_reported_once_after_the_bytes() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.relay.kernel.write(client, b"last").unwrap();
    pair.settle();
    pair.relay.kernel.close(client, true);
    pair.settle();
    assert_ne!(pair.link.ready(fd) & ready::ERR, 0);
    assert_eq!(pair.recv(fd, 100), Ok(b"last".to_vec()));
    assert_eq!(pair.recv(fd, 100), Err(Errno::ECONNRESET));
    assert_eq!(pair.recv(fd, 100), Ok(Vec::new()));
    assert_eq!(pair.send(fd, b"x"), Err(Errno::EPIPE));
    assert_eq!(pair.link.peername(fd), Err(Errno::ENOTCONN));
    assert_eq!(pair.link.shutdown(fd, How::Write), Err(Errno::ENOTCONN));
    assert_eq!(pair.link.connect(fd, Some(here(9090))), Err(Errno::EISCONN));
    assert_eq!(
        pair.link.ready(fd),
        ready::IN | ready::OUT | ready::HUP | ready::RDHUP
    );
}

#[test]
fn a_reset_is_reported_by_send_too() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.relay.kernel.close(client, true);
    pair.settle();
    assert_eq!(pair.send(fd, b"x"), Err(Errno::ECONNRESET));
    assert_eq!(pair.send(fd, b"x"), Err(Errno::EPIPE));
    assert_eq!(pair.recv(fd, 1), Ok(Vec::new()));
}

#[test]
fn close_sends_what_is_left_and_fin() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    let sent = pattern(0, WINDOW as usize);
    assert_eq!(pair.send(fd, &sent), Ok(sent.len()));
    pair.link.close(fd).unwrap();
    let mut arrived = Vec::new();
    while arrived.len() < sent.len() {
        pair.settle();
        arrived.extend(pair.relay.kernel.drain(client));
    }
    assert_eq!(arrived, sent);
    pair.settle();
    assert_eq!(pair.relay.kernel.read(client, 1), Read::Eof);
}

#[test]
fn close_with_bytes_unread_resets() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.relay.kernel.write(client, b"read, unread").unwrap();
    pair.settle();
    assert_eq!(pair.recv(fd, 4), Ok(b"read".to_vec()));
    pair.link.close(fd).unwrap();
    pair.settle();
    assert_eq!(pair.relay.kernel.read(client, 1), Read::Failed(Errno::ECONNRESET));
}

#[test]
fn close_resets_for_bytes_that_were_under_way() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.relay.kernel.write(client, b"under way").unwrap();
    pair.relay.work();
    pair.link.close(fd).unwrap();
    // What comes now is about a socket that is no more, and is ignored.
    pair.settle();
    assert_eq!(pair.relay.kernel.read(client, 1), Read::Failed(Errno::ECONNRESET));
    assert_eq!(pair.relay.session.open(), 1);
}

#[test]
fn close_after_everything_was_read_is_a_fin() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    pair.relay.kernel.write(client, b"all of it").unwrap();
    pair.settle();
    pair.recv(fd, 100).unwrap();
    pair.link.close(fd).unwrap();
    pair.settle();
    assert_eq!(pair.relay.kernel.read(client, 1), Read::Eof);
}

#[test]
fn bye_closes_everything() {
    let mut pair = Pair::new();
    let listener = pair.listener(9090, 5);
    let (_, served) = pair.serve(listener);
    let waiting = pair.relay.kernel.connect(None, here(9090)).unwrap();
    pair.settle();
    pair.bound(9091);
    pair.link.bye();
    pair.settle();
    assert_eq!(pair.relay.closed, Some(CloseCode::Normal));
    assert_eq!(pair.relay.session.open(), 0);
    assert_eq!(pair.relay.kernel.read(served, 1), Read::Eof);
    assert_eq!(
        pair.relay.kernel.read(waiting, 1),
        Read::Failed(Errno::ECONNRESET)
    );
    assert_eq!(
        pair.relay.kernel.connect(None, here(9090)),
        Err(Errno::ECONNREFUSED)
    );
}
