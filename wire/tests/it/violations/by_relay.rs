//! A relay that breaks the protocol, as the program's link finds out.

use wire::limits::{MAX_BINARY, MAX_DATA, MAX_DATAGRAM, MAX_TEXT, WINDOW};
use wire::program::{Fd, Link};
use wire::{Errno, Family, Kind, Packet, RequestId, SocketId, Violation};

use super::{BY_RELAY, Case, check, datagram, malformed, stream, text};

const WELCOME: &str = r#"{"t":"welcome","address":"127.0.0.1","name":"ann","sockets":9}"#;
const OPENED: &str = r#"{"t":"ok","req":1}"#;
const CONNECTED: &str = r#"{"t":"ok","req":4,"local":"127.0.0.1:40000","peer":"127.0.0.1:9"}"#;
const LISTENING: &str = r#"{"t":"ok","req":5,"local":"127.0.0.1:9090"}"#;
const ACCEPTED: &str =
    r#"{"t":"accepted","listener":3,"id":2,"local":"127.0.0.1:9090","peer":"127.0.0.1:40001"}"#;
const EOF: &str = r#"{"t":"eof","id":1}"#;

/// A program that has asked for: a connected stream (1, by request 4), a listener (3, by 5) and a datagram socket (5).
fn program() -> Link {
    let mut link = Link::new("token", "test");
    for kind in [Kind::Stream, Kind::Stream, Kind::Dgram] {
        link.open(Family::Inet, kind).unwrap();
    }
    link.connect(Fd(3), Some("127.0.0.1:9".parse().unwrap())).unwrap();
    link.listen(Fd(4), 1).unwrap();
    link
}

fn receive(_: &str, packets: Vec<Packet>) -> Vec<Result<(), Violation>> {
    let mut link = program();
    packets.into_iter().map(|packet| link.receive(packet)).collect()
}

fn spoken(frames: &[&str]) -> Vec<Packet> {
    frames.iter().map(|frame| text(frame)).collect()
}

fn after(frames: &[&str], last: Packet) -> Vec<Packet> {
    spoken(frames).into_iter().chain([last]).collect()
}

#[test]
fn a_link_finds_every_violation() {
    check(
        frames()
            .into_iter()
            .chain(numbers())
            .chain(credits())
            .chain(orders())
            .collect(),
        BY_RELAY,
        receive,
    );
}

fn frames() -> Vec<Case> {
    let filler = " ".repeat(MAX_TEXT);
    let too_large = |len, most| Violation::TooLarge { len, most };
    vec![
        ("no JSON", spoken(&["ok"]), malformed()),
        ("no object", spoken(&[r#"["eof",1]"#]), malformed()),
        ("an unknown frame", spoken(&[r#"{"t":"exec"}"#]), malformed()),
        (
            "an unknown field",
            spoken(&[r#"{"t":"eof","id":1,"why":"fin"}"#]),
            malformed(),
        ),
        ("a field missing", spoken(&[r#"{"t":"eof"}"#]), malformed()),
        (
            "an unknown errno",
            spoken(&[r#"{"t":"err","req":1,"errno":"EXDEV"}"#]),
            malformed(),
        ),
        (
            "a binary frame of a new kind",
            vec![Packet::Binary(vec![0; 5].into())],
            malformed(),
        ),
        ("an empty frame", vec![Packet::Binary(vec![].into())], malformed()),
        (
            "a long text",
            vec![text(&format!("{filler}{{}}"))],
            too_large(MAX_TEXT + 2, MAX_TEXT),
        ),
        (
            "a long binary",
            vec![stream(1, MAX_BINARY)],
            too_large(MAX_BINARY + 5, MAX_BINARY),
        ),
        (
            "a long payload",
            vec![stream(1, MAX_DATA + 1)],
            too_large(MAX_DATA + 1, MAX_DATA),
        ),
        (
            "a long datagram",
            vec![datagram(5, MAX_DATAGRAM + 1)],
            too_large(MAX_DATAGRAM + 1, MAX_DATAGRAM),
        ),
        ("two welcomes", spoken(&[WELCOME, WELCOME]), Violation::Hello),
    ]
}

fn numbers() -> Vec<Case> {
    let unknown = |id| Violation::UnknownSocket(SocketId(id));
    let bad = |id| Violation::BadId(SocketId(id));
    let odd = ACCEPTED.replace("\"id\":2", "\"id\":7");
    let zero = ACCEPTED.replace("\"id\":2", "\"id\":0");
    let nobody = ACCEPTED.replace("\"listener\":3", "\"listener\":7");
    vec![
        (
            "a socket not opened yet",
            spoken(&[r#"{"t":"eof","id":7}"#]),
            unknown(7),
        ),
        (
            "a connection not accepted yet",
            spoken(&[r#"{"t":"eof","id":2}"#]),
            unknown(2),
        ),
        ("data for nothing", vec![stream(7, 1)], unknown(7)),
        ("datagrams for nothing", vec![datagram(7, 1)], unknown(7)),
        (
            "credit for nothing",
            spoken(&[r#"{"t":"credit","id":7,"upto":131072}"#]),
            unknown(7),
        ),
        (
            "an error of nothing",
            spoken(&[r#"{"t":"failed","id":7,"errno":"EIO"}"#]),
            unknown(7),
        ),
        (
            "a connection to nothing",
            spoken(&[LISTENING, &nobody]),
            unknown(7),
        ),
        ("an odd number", spoken(&[LISTENING, &odd]), bad(7)),
        ("number zero", spoken(&[LISTENING, &zero]), bad(0)),
        (
            "a number used before",
            spoken(&[LISTENING, ACCEPTED, ACCEPTED]),
            bad(2),
        ),
        (
            "an answer to nothing",
            spoken(&[r#"{"t":"ok","req":9}"#]),
            Violation::BadRequest,
        ),
        (
            "an error to nothing",
            spoken(&[r#"{"t":"err","req":9,"errno":"EIO"}"#]),
            Violation::BadRequest,
        ),
        (
            "an answer twice",
            spoken(&[OPENED, OPENED]),
            Violation::BadRequest,
        ),
    ]
}

fn credits() -> Vec<Case> {
    let frames = WINDOW as usize / MAX_DATA;
    let full = (0..frames).map(|_| stream(1, MAX_DATA));
    let overrun = spoken(&[CONNECTED])
        .into_iter()
        .chain(full)
        .chain([stream(1, 1)])
        .collect();
    let datagrams = vec![datagram(5, 65_000), datagram(5, 65_000), datagram(5, 1_000)];
    let second = ACCEPTED.replace("\"id\":2", "\"id\":4");
    let credit = |upto: u64| format!(r#"{{"t":"credit","id":1,"upto":{upto}}}"#);
    let (less, more) = (credit(WINDOW - 1), credit(WINDOW + 1));
    vec![
        ("a byte too many", overrun, Violation::OverCredit(SocketId(1))),
        (
            "a datagram too many",
            datagrams,
            Violation::OverCredit(SocketId(5)),
        ),
        (
            "two connections ahead",
            spoken(&[LISTENING, ACCEPTED, &second]),
            Violation::OverCredit(SocketId(3)),
        ),
        (
            "credit going back",
            spoken(&[CONNECTED, &less]),
            Violation::BadCredit(SocketId(1)),
        ),
        (
            "credit beyond the window",
            spoken(&[CONNECTED, &more]),
            Violation::BadCredit(SocketId(1)),
        ),
    ]
}

fn orders() -> Vec<Case> {
    let order = |id| Violation::OutOfOrder(SocketId(id));
    let reset = r#"{"t":"failed","id":1,"errno":"ECONNRESET"}"#;
    let from_peer = Packet::Binary(vec![2, 0, 0, 0, 5, 0].into());
    vec![
        ("data before connect", vec![stream(1, 1)], order(1)),
        ("data on a listener", after(&[LISTENING], stream(3, 1)), order(3)),
        (
            "data after the end",
            after(&[CONNECTED, EOF], stream(1, 1)),
            order(1),
        ),
        (
            "data after a failure",
            after(&[CONNECTED, reset], stream(1, 1)),
            order(1),
        ),
        ("stream data on a datagram socket", vec![stream(5, 1)], order(5)),
        (
            "a datagram on a stream",
            after(&[CONNECTED], datagram(1, 1)),
            order(1),
        ),
        ("a datagram of no peer", vec![from_peer], order(5)),
        ("an end before connect", spoken(&[EOF]), order(1)),
        (
            "an end of a datagram socket",
            spoken(&[r#"{"t":"eof","id":5}"#]),
            order(5),
        ),
    ]
}

#[test]
fn frames_about_closed_sockets_are_ignored() {
    let mut link = program();
    for frame in [WELCOME, OPENED, CONNECTED, LISTENING, ACCEPTED] {
        link.receive(text(frame)).unwrap();
    }
    let unanswered = link.bind(Fd(5), "127.0.0.1:9".parse().unwrap()).unwrap();
    for fd in [3, 4, 5] {
        link.close(Fd(fd)).unwrap();
    }
    assert_eq!(link.answer(unanswered), Some(Err(Errno::EBADF)));
    let credit = r#"{"t":"credit","id":1,"upto":999999999}"#;
    let failed = r#"{"t":"failed","id":2,"errno":"ECONNRESET"}"#;
    for packet in [
        text(EOF),
        text(credit),
        text(failed),
        stream(1, MAX_DATA),
        stream(2, 1),
        datagram(5, 1),
    ] {
        assert_eq!(link.receive(packet), Ok(()));
    }
    assert_eq!(
        link.receive(text(r#"{"t":"err","req":6,"errno":"EADDRINUSE"}"#)),
        Ok(())
    );
    assert_eq!(link.answer(RequestId(6)), None);
}
