//! A relay that breaks the protocol, as the program's link finds out.

mod state;

use wire::limits::{MAX_BINARY, MAX_DATA, MAX_DATAGRAM, MAX_TEXT};
use wire::program::{Fd, Link};
use wire::{Errno, Family, Kind, Packet, RequestId, Violation};

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
    let mut link = Link::new("token", "test", "");
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
            .chain(state::numbers())
            .chain(state::credits())
            .chain(state::orders())
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
