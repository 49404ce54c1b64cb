//! AF_UNIX: names as text, and sockets that have them. What differs from the Internet's was seen on Linux.

use wire::program::{Answer, Fd, How};
use wire::{Address, Errno, Family, Kind, NoAddress, OptionValue, SocketOption, ToRelay, UnixName};

use crate::pair::Pair;

fn name(text: &str) -> UnixName {
    UnixName::new(text.as_bytes()).unwrap()
}

fn at(text: &str) -> Address {
    name(text).into()
}

fn socket(pair: &mut Pair, kind: Kind) -> Fd {
    let (fd, req) = pair.link.open(Family::Unix, kind).unwrap();
    assert_eq!(pair.wait(req), Ok(Answer::Done));
    fd
}

fn bound(pair: &mut Pair, kind: Kind, text: &str) -> Fd {
    let fd = socket(pair, kind);
    pair.bind(fd, at(text)).unwrap();
    fd
}

fn listener(pair: &mut Pair, text: &str) -> Fd {
    let fd = bound(pair, Kind::Stream, text);
    let req = pair.link.listen(fd, 5).unwrap();
    assert_eq!(pair.wait(req), Ok(Answer::Done));
    fd
}

#[test]
fn names_are_read_as_they_are_written() {
    for (bytes, text) in [
        (&b""[..], "unix:"),
        (b"/tmp/chat.sock", "unix:/tmp/chat.sock"),
        ("чат 1".as_bytes(), "unix:чат 1"),
        (b"\0abstract", "unix:%00abstract"),
        (b"100%\n\xff", "unix:100%25%0a%ff"),
    ] {
        let address = Address::Unix(UnixName::new(bytes).unwrap());
        assert_eq!(address.to_string(), text);
        assert_eq!(text.parse(), Ok(address));
    }
    let long = format!("unix:{}", "x".repeat(109));
    for wrong in [
        "",
        "chat.sock",
        "unix:%",
        "unix:%f",
        "unix:%+f",
        "unix:%zz",
        "unix:%é",
        &long,
    ] {
        assert_eq!(wrong.parse::<Address>(), Err(NoAddress), "{wrong:?}");
    }
    assert_eq!(UnixName::new(&[b'x'; 109]), None);
    assert!(UnixName::new(&[b'x'; 108]).is_some());
}

#[test]
fn a_stream_has_the_names_its_ends_were_bound_to() {
    let mut pair = Pair::new();
    let server = listener(&mut pair, "/tmp/s");
    let client = bound(&mut pair, Kind::Stream, "client");
    assert_eq!(pair.connect(client, at("/tmp/s")), Ok(()));
    let (accepted, peer) = pair.link.accept(server).unwrap();
    assert_eq!(peer, at("client"));
    assert_eq!(pair.link.sockname(accepted), Ok(at("/tmp/s")));
    assert_eq!(pair.link.peername(client), Ok(at("/tmp/s")));
    assert_eq!(pair.send(accepted, b"hello"), Ok(5));
    pair.settle();
    let mut out = Vec::new();
    // As recvfrom(2) says on Linux, though it is a stream.
    assert_eq!(
        pair.link.recv(client, 9, false, &mut out),
        Ok((5, Some(at("/tmp/s"))))
    );
}

#[test]
fn a_socket_without_a_name_or_peer_answers_as_linux_does() {
    let mut pair = Pair::new();
    let (stream, dgram) = (socket(&mut pair, Kind::Stream), socket(&mut pair, Kind::Dgram));
    assert_eq!(pair.link.sockname(stream), Ok(at("")));
    assert_eq!(pair.link.peername(stream), Err(Errno::ENOTCONN));
    assert_eq!(pair.recv(stream, 1), Err(Errno::EINVAL));
    assert_eq!(pair.send(stream, b"x"), Err(Errno::ENOTCONN));
    assert_eq!(pair.send(dgram, b"x"), Err(Errno::ENOTCONN));
    assert_eq!(pair.send_to(dgram, b"x", at("")), Err(Errno::EINVAL));
    assert_eq!(pair.link.listen(stream, 1), Err(Errno::EINVAL));
    assert_eq!(pair.link.listen(dgram, 1), Err(Errno::EOPNOTSUPP));
    assert_eq!(pair.link.shutdown(stream, How::Write), Ok(()));
    let inet = "127.0.0.1:9090".parse().unwrap();
    assert_eq!(pair.link.connect(stream, Some(inet)), Err(Errno::EAFNOSUPPORT));
    let server = listener(&mut pair, "/tmp/s");
    assert_eq!(pair.link.connect(server, Some(at("/tmp/s"))), Err(Errno::EINVAL));
    pair.settle();
}

#[test]
fn what_a_socket_is_is_known_without_asking() {
    let mut pair = Pair::new();
    for (kind, number) in [(Kind::Stream, 1), (Kind::Dgram, 2)] {
        let fd = socket(&mut pair, kind);
        for (option, value) in [
            (SocketOption::SO_DOMAIN, 1),
            (SocketOption::SO_TYPE, number),
            (SocketOption::SO_PROTOCOL, 0),
        ] {
            assert_eq!(pair.link.own_option(fd, option), Ok(Some(value)));
            let set = pair.link.set_option(fd, option, OptionValue::Int(1));
            assert_eq!(set, Err(Errno::ENOPROTOOPT));
        }
    }
}

#[test]
fn every_datagram_waits_for_the_kernels_word() {
    let mut pair = Pair::new();
    let to = bound(&mut pair, Kind::Dgram, "/tmp/to");
    let (named, nameless) = (
        bound(&mut pair, Kind::Dgram, "from"),
        socket(&mut pair, Kind::Dgram),
    );
    assert_eq!(pair.send_to(named, b"one", at("/tmp/to")), Ok(3));
    assert_eq!(pair.send_to(named, b"two", at("/tmp/to")), Ok(3));
    let flushes = |control: &&ToRelay| matches!(control, ToRelay::Flush { .. });
    assert_eq!(pair.asked.iter().filter(flushes).count(), 2);
    pair.settle();
    assert_eq!(pair.recv_from(to, 9), Ok((b"one".to_vec(), at("from"))));
    assert_eq!(pair.recv_from(to, 9), Ok((b"two".to_vec(), at("from"))));
    // A socket that has sent without a name may still be given one.
    assert_eq!(pair.send_to(nameless, b"", at("/tmp/to")), Ok(0));
    assert_eq!(pair.link.sockname(nameless), Ok(at("")));
    assert_eq!(pair.recv_from(to, 9), Ok((vec![], at(""))));
    assert_eq!(pair.bind(nameless, at("/tmp/name")), Ok(()));
    assert_eq!(pair.bind(nameless, at("/tmp/again")), Err(Errno::EINVAL));
    pair.link.close(to).unwrap();
    assert_eq!(pair.connect(nameless, at("/tmp/to")), Ok(()));
}

#[test]
fn a_path_stays_until_it_is_unlinked() {
    let mut pair = Pair::new();
    let fd = bound(&mut pair, Kind::Stream, "/tmp/s");
    pair.link.close(fd).unwrap();
    let ask = |pair: &mut Pair, unlink: bool| {
        let path = name("/tmp/s");
        let req = if unlink {
            pair.link.unlink(path)
        } else {
            pair.link.stat(path)
        };
        pair.wait(req)
    };
    assert_eq!(ask(&mut pair, false), Ok(Answer::Done));
    let again = socket(&mut pair, Kind::Stream);
    assert_eq!(pair.connect(again, at("/tmp/s")), Err(Errno::ECONNREFUSED));
    assert_eq!(pair.bind(again, at("/tmp/s")), Err(Errno::EADDRINUSE));
    assert_eq!(ask(&mut pair, true), Ok(Answer::Done));
    assert_eq!(ask(&mut pair, true), Err(Errno::ENOENT));
    assert_eq!(ask(&mut pair, false), Err(Errno::ENOENT));
    assert_eq!(pair.connect(again, at("/tmp/s")), Err(Errno::ENOENT));
    assert_eq!(pair.bind(again, at("/tmp/s")), Ok(()));
}
