//! Frames that are well formed, but not now: about the wrong socket, beyond credit, out of order.

use wire::limits::{MAX_DATA, MAX_PENDING, WINDOW};
use wire::{Packet, SocketId, Violation};

use super::super::{Case, datagram, stream, text};
use super::{CLOSE, CONNECT, DGRAM, HELLO, LISTEN, SHUTDOWN, STREAM, greeted, spoken};

pub(super) fn numbers() -> Vec<Case> {
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

pub(super) fn credits() -> Vec<Case> {
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

pub(super) fn orders() -> Vec<Case> {
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
