//! The descriptor table: lowest number first, several for one socket, and no more than the relay lets have.

use wire::program::{Answer, Fd, ready};
use wire::{Errno, Family, Kind};

use crate::kernel::{Read, here};
use crate::pair::Pair;

#[test]
fn the_lowest_free_number_comes_first() {
    let mut pair = Pair::new();
    let fds: Vec<Fd> = (0..4).map(|_| pair.socket(Kind::Stream)).collect();
    assert_eq!(fds, [3, 4, 5, 6].map(Fd));
    pair.link.close(Fd(4)).unwrap();
    pair.link.close(Fd(3)).unwrap();
    assert_eq!(pair.link.dup(Fd(6)), Ok(Fd(3)));
    assert_eq!(pair.link.pair(Kind::Stream), Ok((Fd(4), Fd(7))));
}

#[test]
fn a_reused_number_is_another_socket() {
    let mut pair = Pair::new();
    let first = pair.socket(Kind::Stream);
    pair.bind(first, here(9090)).unwrap();
    pair.link.close(first).unwrap();
    let second = pair.socket(Kind::Stream);
    assert_eq!(first, second);
    assert_eq!(pair.link.sockname(second).unwrap().inet().unwrap().port(), 0);
    assert_eq!(pair.bind(second, here(9091)), Ok(()));
}

#[test]
fn a_closed_number_is_ebadf() {
    let mut pair = Pair::new();
    let fd = pair.socket(Kind::Stream);
    pair.link.close(fd).unwrap();
    for fd in [fd, Fd(0), Fd(-1), Fd(i32::MAX)] {
        assert_eq!(pair.link.close(fd), Err(Errno::EBADF));
        assert_eq!(pair.link.dup(fd), Err(Errno::EBADF));
        assert_eq!(pair.recv(fd, 1), Err(Errno::EBADF));
        assert_eq!(pair.send(fd, b"x"), Err(Errno::EBADF));
        assert_eq!(pair.link.bind(fd, here(9090)), Err(Errno::EBADF));
        assert_eq!(pair.link.sockname(fd), Err(Errno::EBADF));
        assert_eq!(pair.link.ready(fd), ready::NVAL);
    }
}

#[test]
fn the_last_of_several_numbers_closes() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    let copy = pair.link.dup(fd).unwrap();
    pair.link.close(fd).unwrap();
    pair.settle();
    assert_eq!(pair.relay.kernel.read(client, 1), Read::Nothing);
    assert_eq!(pair.send(copy, b"still here"), Ok(10));
    pair.link.close(copy).unwrap();
    pair.settle();
    assert_eq!(pair.relay.kernel.drain(client), b"still here");
    assert_eq!(pair.relay.kernel.read(client, 1), Read::Eof);
}

#[test]
fn too_many_are_emfile() {
    let mut pair = Pair::with_sockets(3);
    let fds: Vec<Fd> = (0..3).map(|_| pair.socket(Kind::Stream)).collect();
    assert_eq!(
        pair.link.open(Family::Inet, Kind::Stream).err(),
        Some(Errno::EMFILE)
    );
    assert_eq!(pair.link.dup(fds[0]), Err(Errno::EMFILE));
    pair.link.close(fds[0]).unwrap();
    // One is free, a pair takes two.
    assert_eq!(pair.link.pair(Kind::Stream), Err(Errno::EMFILE));
    assert_eq!(pair.socket(Kind::Stream), fds[0]);
}

#[test]
fn the_relays_refusal_undoes_the_socket() {
    let mut pair = Pair::with_sockets(2);
    // The program may have three numbers, but the relay has had enough.
    pair.relay.limit = 1;
    let first = pair.socket(Kind::Stream);
    let (second, req) = pair.link.open(Family::Inet, Kind::Stream).unwrap();
    // What was said of it before the answer came fails as well.
    let bind = pair.link.bind(second, here(9090)).unwrap();
    let copy = pair.link.dup(first).unwrap_err();
    assert_eq!(copy, Errno::EMFILE);
    assert_eq!(pair.wait(req), Err(Errno::EMFILE));
    assert_eq!(pair.link.answer(bind), Some(Err(Errno::EBADF)));
    assert_eq!(pair.link.ready(second), ready::NVAL);
    assert_eq!(pair.link.close(second), Err(Errno::EBADF));
    pair.settle();
    assert_eq!(pair.relay.session.open(), 1);
    pair.link.close(first).unwrap();
    assert_eq!(pair.socket(Kind::Dgram), first);
}

#[test]
fn sockets_can_be_used_before_the_relay_has_answered() {
    let mut pair = Pair::new();
    let (fd, socket) = pair.link.open(Family::Inet, Kind::Stream).unwrap();
    let bind = pair.link.bind(fd, here(9090)).unwrap();
    let listen = pair.link.listen(fd, 1).unwrap();
    for req in [listen, bind, socket] {
        assert_eq!(pair.wait(req), Ok(Answer::Done));
    }
    pair.serve(fd);
}
