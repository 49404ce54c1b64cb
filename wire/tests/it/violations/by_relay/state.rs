//! Frames that are well formed, but not now: about the wrong socket, beyond credit, out of order.

use wire::limits::{MAX_DATA, WIDE_WINDOW, WINDOW};
use wire::{Packet, SocketId, Violation};

use super::super::{Case, datagram, stream};
use super::{ACCEPTED, CONNECTED, EOF, LISTENING, OPENED, after, spoken};

pub(super) fn numbers() -> Vec<Case> {
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

pub(super) fn credits() -> Vec<Case> {
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
    let (less, more) = (credit(WINDOW - 1), credit(WIDE_WINDOW + 1));
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

pub(super) fn orders() -> Vec<Case> {
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
