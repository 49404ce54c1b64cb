//! A program that breaks the protocol, as the relay's session finds out.

use wire::limits::{MAX_BINARY, MAX_DATA, MAX_DATAGRAM, MAX_NAME, MAX_PENDING, MAX_TEXT, WINDOW};
use wire::relay::{Inbound, Session};
use wire::{Packet, SocketId, ToRelay, Violation};

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
            .chain(numbers())
            .chain(credits())
            .chain(orders())
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
        ("no hello", vec![text(STREAM)], Violation::Hello),
        ("data before hello", vec![stream(1, 1)], Violation::Hello),
        ("bye before hello", vec![text(r#"{"t":"bye"}"#)], Violation::Hello),
        ("two hellos", spoken(&[HELLO]), Violation::Hello),
    ]
}

fn numbers() -> Vec<Case> {
    let id = SocketId(1);
    let even = STREAM.replace("\"id\":1", "\"id\":2");
    let again = STREAM.replace("\"req\":1", "\"req\":2");
    let after = STREAM.replace("\"req\":1", "\"req\":3");
    let lookups = (0..=MAX_PENDING).map(|req| text(&format!(r#"{{"t":"resolve","req":{req},"host":"a"}}"#)));
    let pending = [text(HELLO)].into_iter().chain(lookups).collect();
    let unknown = Violation::UnknownSocket(id);
    vec![
        ("an even number", spoken(&[&even]), Violation::BadId(SocketId(2))),
        ("a number in use", spoken(&[STREAM, &again]), Violation::BadId(id)),
        (
            "a number used before",
            spoken(&[STREAM, CLOSE, &again]),
            Violation::BadId(id),
        ),
        ("a request about nothing", spoken(&[CONNECT]), unknown.clone()),
        (
            "a request about a closed socket",
            spoken(&[STREAM, CLOSE, CONNECT]),
            unknown.clone(),
        ),
        ("data for nothing", greeted(&[], stream(1, 1)), unknown.clone()),
        (
            "data for a closed socket",
            greeted(&[STREAM, CONNECT, CLOSE], stream(1, 1)),
            unknown.clone(),
        ),
        ("a shutdown of nothing", spoken(&[SHUTDOWN]), unknown.clone()),
        ("a close of nothing", spoken(&[STREAM, CLOSE, CLOSE]), unknown),
        (
            "a request's number again",
            spoken(&[STREAM, CONNECT, CONNECT]),
            Violation::BadRequest,
        ),
        (
            "a request's number going back",
            spoken(&[&after, CONNECT]),
            Violation::BadRequest,
        ),
        ("too many requests", pending, Violation::TooManyPending),
    ]
}

fn credits() -> Vec<Case> {
    let id = SocketId(1);
    let frames = WINDOW as usize / MAX_DATA;
    let overrun = |last: Packet| {
        let full = (0..frames).map(|_| stream(1, MAX_DATA));
        greeted(&[STREAM], text(CONNECT))
            .into_iter()
            .chain(full)
            .chain([last])
            .collect()
    };
    let datagrams = [
        text(HELLO),
        text(DGRAM),
        datagram(1, 65_000),
        datagram(1, 65_000),
        datagram(1, 1_000),
    ];
    let back = format!(r#"{{"t":"credit","id":1,"upto":{}}}"#, WINDOW - 1);
    let more = format!(r#"{{"t":"credit","id":1,"upto":{}}}"#, WINDOW + 1);
    let same = format!(r#"{{"t":"credit","id":1,"upto":{WINDOW}}}"#);
    let none = r#"{"t":"accept","id":1,"upto":0}"#;
    let two = r#"{"t":"accept","id":1,"upto":2}"#;
    vec![
        (
            "a byte too many",
            overrun(stream(1, 1)),
            Violation::OverCredit(id),
        ),
        ("a datagram too many", datagrams.into(), Violation::OverCredit(id)),
        (
            "less credit than at first",
            spoken(&[STREAM, CONNECT, &back]),
            Violation::BadCredit(id),
        ),
        (
            "credit going back",
            spoken(&[STREAM, CONNECT, &more, &same]),
            Violation::BadCredit(id),
        ),
        (
            "accept going back",
            spoken(&[STREAM, LISTEN, none]),
            Violation::BadCredit(id),
        ),
        (
            "accept of what was not pushed",
            spoken(&[STREAM, LISTEN, two]),
            Violation::BadCredit(id),
        ),
    ]
}

fn orders() -> Vec<Case> {
    let accept = r#"{"t":"accept","id":1,"upto":1}"#;
    let found = Violation::OutOfOrder(SocketId(1));
    vec![
        (
            "data before connect",
            greeted(&[STREAM], stream(1, 1)),
            found.clone(),
        ),
        (
            "data after shutdown",
            greeted(&[STREAM, CONNECT, SHUTDOWN], stream(1, 1)),
            found.clone(),
        ),
        (
            "a datagram on a stream",
            greeted(&[STREAM, CONNECT], datagram(1, 1)),
            found.clone(),
        ),
        (
            "stream data on a datagram socket",
            greeted(&[DGRAM], stream(1, 1)),
            found.clone(),
        ),
        ("accept without listen", spoken(&[STREAM, accept]), found.clone()),
        ("shutdown without connect", spoken(&[STREAM, SHUTDOWN]), found),
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
