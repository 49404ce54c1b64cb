//! Every way to break the protocol, on the side that notices: each variant of [`Violation`] is provoked.

mod by_program;
mod by_relay;

use bytes::Bytes;
use wire::{CloseCode, Data, Packet, SocketId, Violation};

/// What a faulty peer sends, last of all the frame that breaks the protocol, and what is found.
type Case = (&'static str, Vec<Packet>, Violation);

/// What kind of violation it is, and a number for it; a new variant fails to compile until a case provokes it.
fn index(violation: &Violation) -> usize {
    match violation {
        Violation::Malformed(_) => 0,
        Violation::TooLarge { .. } => 1,
        Violation::Hello => 2,
        Violation::UnknownSocket(_) => 3,
        Violation::BadId(_) => 4,
        Violation::BadRequest => 5,
        Violation::OverCredit(_) => 6,
        Violation::BadCredit(_) => 7,
        Violation::OutOfOrder(_) => 8,
        // The relay has no requests, so only a program can have too many.
        Violation::TooManyPending => 9,
    }
}

/// How many of them a relay can commit.
const BY_RELAY: usize = 9;
/// How many of them a program can commit.
const BY_PROGRAM: usize = 10;

/// Checks that each case is found by its last frame, and that the cases provoke `kinds` kinds.
fn check(
    cases: Vec<Case>,
    kinds: usize,
    mut receive: impl FnMut(&str, Vec<Packet>) -> Vec<Result<(), Violation>>,
) {
    let mut provoked = vec![false; kinds];
    for (name, packets, expected) in cases {
        let mut outcomes = receive(name, packets);
        let last = outcomes.pop().unwrap_or(Ok(()));
        assert!(outcomes.iter().all(Result::is_ok), "{name}: {outcomes:?}");
        let found = last.expect_err(name);
        match (&found, &expected) {
            // Its text is serde's affair.
            (Violation::Malformed(_), Violation::Malformed(_)) => {}
            _ => assert_eq!(found, expected, "{name}"),
        }
        provoked[index(&found)] = true;
    }
    assert!(provoked.iter().all(|provoked| *provoked), "{provoked:?}");
}

fn text(text: &str) -> Packet {
    Packet::Text(text.into())
}

fn stream(id: u32, len: usize) -> Packet {
    let bytes = Bytes::from(vec![0; len]);
    Packet::Binary(
        Data::Stream {
            id: SocketId(id),
            bytes,
        }
        .encode(),
    )
}

fn datagram(id: u32, len: usize) -> Packet {
    let address = Some("127.0.0.1:9".parse().unwrap());
    let bytes = Bytes::from(vec![0; len]);
    Packet::Binary(
        Data::Datagram {
            id: SocketId(id),
            address,
            bytes,
        }
        .encode(),
    )
}

fn malformed() -> Violation {
    Violation::Malformed(String::new())
}

#[test]
fn each_violation_has_its_close_code() {
    let too_large = Violation::TooLarge { len: 2, most: 1 };
    assert_eq!(too_large.code(), CloseCode::TooLarge);
    for violation in [
        malformed(),
        Violation::Hello,
        Violation::BadRequest,
        Violation::OutOfOrder(SocketId(1)),
    ] {
        assert_eq!(violation.code(), CloseCode::Protocol);
    }
}

/// A close frame's reason has at most 123 bytes (RFC 6455 §5.5), of which a number takes ten.
#[test]
fn reasons_fit_a_close_frame() {
    let id = SocketId(u32::MAX);
    for violation in [
        Violation::TooLarge {
            len: usize::MAX,
            most: usize::MAX,
        },
        Violation::Hello,
        Violation::UnknownSocket(id),
        Violation::BadId(id),
        Violation::BadRequest,
        Violation::TooManyPending,
        Violation::OverCredit(id),
        Violation::BadCredit(id),
        Violation::OutOfOrder(id),
    ] {
        assert!(violation.to_string().len() <= 123, "{violation}");
    }
}
