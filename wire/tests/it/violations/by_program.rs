//! A program that breaks the protocol, as the relay's session finds out.

mod state;

use wire::limits::{MAX_BINARY, MAX_DATA, MAX_DATAGRAM, MAX_KEY, MAX_NAME, MAX_PENDING, MAX_TEXT};
use wire::relay::{Inbound, Session};
use wire::{Packet, ToRelay, Violation};

use super::{BY_PROGRAM, Case, check, datagram, malformed, stream, text};

const HELLO: &str = r#"{"t":"hello","token":"t","label":"l"}"#;
const STREAM: &str = r#"{"t":"socket","req":1,"id":1,"family":"inet","kind":"stream"}"#;
const DGRAM: &str = r#"{"t":"socket","req":1,"id":1,"family":"inet","kind":"dgram"}"#;
const CONNECT: &str = r#"{"t":"connect","req":2,"id":1,"address":"127.0.0.1:9"}"#;
const LISTEN: &str = r#"{"t":"listen","req":2,"id":1,"backlog":1}"#;
const SHUTDOWN: &str = r#"{"t":"shutdown","id":1}"#;
const CLOSE: &str = r#"{"t":"close","id":1,"taken":0,"reset":false}"#;

/// Feeds a session, which accomplishes every connect and listen and answers nothing.
fn receive(_: &str, packets: Vec<Packet>) -> Vec<Result<(), Violation>> {
    let mut session = Session::new();
    let mut outcomes = Vec::new();
    for packet in packets {
        let outcome = session.receive(packet);
        match &outcome {
            Ok(Inbound::Control(ToRelay::Connect { id, .. })) => session.connected(*id),
            Ok(Inbound::Control(ToRelay::Listen { id, .. })) => session.listening(*id),
            _ => {}
        }
        outcomes.push(outcome.map(drop));
    }
    outcomes
}

fn greeted(frames: &[&str], last: Packet) -> Vec<Packet> {
    [HELLO]
        .iter()
        .chain(frames)
        .map(|frame| text(frame))
        .chain([last])
        .collect()
}

fn spoken(frames: &[&str]) -> Vec<Packet> {
    let (last, first) = frames.split_last().unwrap();
    greeted(first, text(last))
}

#[test]
fn a_session_finds_every_violation() {
    check(
        frames()
            .into_iter()
            .chain(state::numbers())
            .chain(state::credits())
            .chain(state::orders())
            .collect(),
        BY_PROGRAM,
        receive,
    );
}

fn frames() -> Vec<Case> {
    let long = |len| format!(r#"{{"t":"resolve","req":1,"host":"{}"}}"#, "a".repeat(len));
    let filler = " ".repeat(MAX_TEXT);
    let kind = Packet::Binary(vec![3, 0, 0, 0, 1].into());
    let family = Packet::Binary(vec![2, 0, 0, 0, 1, 5].into());
    let name =
        |said: u8, len| Packet::Binary([&[2, 0, 0, 0, 1, 1, said][..], &vec![b'a'; len]].concat().into());
    let short = Packet::Binary(vec![1, 0, 0].into());
    let too_large = |len, most| Violation::TooLarge { len, most };
    vec![
        ("no JSON", spoken(&["hello"]), malformed()),
        ("no object", spoken(&[r#"["bye"]"#]), malformed()),
        ("an unknown frame", spoken(&[r#"{"t":"fork"}"#]), malformed()),
        (
            "an unknown field",
            spoken(&[r#"{"t":"shutdown","id":1,"how":1}"#]),
            malformed(),
        ),
        (
            "an unknown field in bye",
            spoken(&[r#"{"t":"bye","status":1}"#]),
            malformed(),
        ),
        ("a field missing", spoken(&[r#"{"t":"shutdown"}"#]), malformed()),
        ("an answer", spoken(&[r#"{"t":"ok","req":1}"#]), malformed()),
        (
            "an unknown option",
            spoken(&[r#"{"t":"get","req":1,"id":1,"option":"SO_MARK"}"#]),
            malformed(),
        ),
        (
            "a binary frame of a new kind",
            greeted(&[STREAM], kind),
            malformed(),
        ),
        (
            "an address of a new family",
            greeted(&[DGRAM], family),
            malformed(),
        ),
        ("a name cut short", greeted(&[DGRAM], name(8, 7)), malformed()),
        ("a name too long", greeted(&[DGRAM], name(109, 109)), malformed()),
        (
            "a path that is none",
            spoken(&[r#"{"t":"unlink","req":1,"path":"/tmp/chat.sock"}"#]),
            malformed(),
        ),
        ("a header cut short", greeted(&[STREAM], short), malformed()),
        (
            "a long text",
            greeted(&[], text(&format!("{filler}{{}}"))),
            too_large(MAX_TEXT + 2, MAX_TEXT),
        ),
        (
            "a long binary",
            greeted(&[], stream(1, MAX_BINARY)),
            too_large(MAX_BINARY + 5, MAX_BINARY),
        ),
        (
            "a long payload",
            greeted(&[], stream(1, MAX_DATA + 1)),
            too_large(MAX_DATA + 1, MAX_DATA),
        ),
        (
            "a long datagram",
            greeted(&[], datagram(1, MAX_DATAGRAM + 1)),
            too_large(MAX_DATAGRAM + 1, MAX_DATAGRAM),
        ),
        (
            "a long name",
            spoken(&[&long(MAX_NAME + 1)]),
            too_large(MAX_NAME + 1, MAX_NAME),
        ),
        (
            "a long key",
            vec![text(&format!(
                r#"{{"t":"hello","token":"t","label":"l","key":"{}"}}"#,
                "k".repeat(MAX_KEY + 1)
            ))],
            too_large(MAX_KEY + 1, MAX_KEY),
        ),
        ("no hello", vec![text(STREAM)], Violation::Hello),
        ("data before hello", vec![stream(1, 1)], Violation::Hello),
        ("bye before hello", vec![text(r#"{"t":"bye"}"#)], Violation::Hello),
        ("two hellos", spoken(&[HELLO]), Violation::Hello),
    ]
}

#[test]
fn answered_requests_make_room() {
    let mut session = Session::new();
    session.receive(text(HELLO)).unwrap();
    for req in 0..3 * MAX_PENDING {
        session
            .receive(text(&format!(r#"{{"t":"resolve","req":{req},"host":"a"}}"#)))
            .unwrap();
        session.answered();
    }
}
