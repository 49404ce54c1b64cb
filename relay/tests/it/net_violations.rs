//! Faulty programs: each way to break the protocol ends in its close code, and nobody else notices.

use bytes::Bytes;
use futures_util::SinkExt;
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::MaybeTlsStream;
use tokio_tungstenite::tungstenite::Message;
use wire::limits::{MAX_BINARY, MAX_DATA, MAX_PENDING, MAX_TEXT, WINDOW};
use wire::{Data, Family, Kind, RequestId, SocketId, ToRelay};

use crate::net_ends::{fill, pair};
use crate::net_program::{TestProgram, all_gone, close_code, open, relay, text};
use crate::support::TestServer;

const SOCKET_1: &str = r#"{"t":"socket","req":1,"id":1,"family":"inet","kind":"stream"}"#;
const LISTEN_1: &str = r#"{"t":"listen","req":2,"id":1,"backlog":1}"#;

/// Messages after `hello`, and the code and part of the reason they bring.
fn cases() -> Vec<(Vec<Message>, u16, &'static str)> {
    let says = |texts: &[&str]| texts.iter().map(|text| Message::text(*text)).collect::<Vec<_>>();
    let binary = |bytes: &[u8]| vec![Message::Binary(Bytes::copy_from_slice(bytes))];
    let stream = |n: usize| {
        let data = Data::Stream {
            id: SocketId(1),
            bytes: Bytes::from(vec![0; n]),
        };
        Message::Binary(data.encode())
    };
    let datagram = |n: usize| {
        let data = Data::Datagram {
            id: SocketId(1),
            address: None,
            bytes: Bytes::from(vec![0; n]),
        };
        Message::Binary(data.encode())
    };
    let udp = Message::text(r#"{"t":"socket","req":1,"id":1,"family":"inet","kind":"dgram"}"#);
    vec![
        (says(&[r#"{"t":"hello","token":"","label":""}"#]), 4000, "hello"),
        (says(&["", ""]), 4000, "malformed"),
        (says(&["[]"]), 4000, "malformed"),
        (says(&[r#"{"t":"dance"}"#]), 4000, "malformed"),
        (says(&[r#"{"t":"bye","x":1}"#]), 4000, "malformed"),
        (says(&[r#"{"t":"accept","id":-1,"upto":1}"#]), 4000, "malformed"),
        (says(&[r#"{"t":"name","req":1,"id":1}"#]), 4000, "not open"),
        (
            says(&[r#"{"t":"close","id":1,"taken":0,"reset":false}"#]),
            4000,
            "not open",
        ),
        (
            says(&[r#"{"t":"socket","req":1,"id":2,"family":"inet","kind":"stream"}"#]),
            4000,
            "even",
        ),
        (
            says(&[
                SOCKET_1,
                r#"{"t":"socket","req":2,"id":1,"family":"inet","kind":"stream"}"#,
            ]),
            4000,
            "before",
        ),
        (
            says(&[SOCKET_1, r#"{"t":"name","req":1,"id":1}"#]),
            4000,
            "must grow",
        ),
        (
            says(&[SOCKET_1, r#"{"t":"credit","id":1,"upto":131073}"#]),
            4000,
            "credit",
        ),
        (
            says(&[SOCKET_1, r#"{"t":"accept","id":1,"upto":2}"#]),
            4000,
            "can't carry",
        ),
        (
            says(&[SOCKET_1, LISTEN_1, r#"{"t":"accept","id":1,"upto":2}"#]),
            4000,
            "credit",
        ),
        (
            says(&[SOCKET_1, r#"{"t":"shutdown","id":1}"#]),
            4000,
            "can't carry",
        ),
        (vec![Message::text(SOCKET_1), stream(1)], 4000, "can't carry"),
        (vec![Message::text(SOCKET_1), datagram(1)], 4000, "can't carry"),
        (vec![udp.clone(), stream(1)], 4000, "can't carry"),
        (
            vec![udp.clone(), Message::text(r#"{"t":"credit","id":1,"upto":5}"#)],
            4000,
            "credit",
        ),
        (vec![stream(1)], 4000, "not open"),
        (vec![stream(MAX_DATA + 1)], 1009, ""),
        (vec![udp, datagram(MAX_BINARY)], 1009, ""),
        (binary(&[]), 4000, "cut short"),
        (binary(&[1, 0, 0]), 4000, "cut short"),
        (binary(&[9, 0, 0, 0, 1]), 4000, "kind 9"),
        (binary(&[2, 0, 0, 0, 1, 5]), 4000, "family 5"),
        (binary(&vec![1; MAX_BINARY + 1]), 1009, "too large"),
        (vec![Message::text(" ".repeat(MAX_TEXT + 1))], 1009, ""),
        (
            says(&[&format!(
                r#"{{"t":"resolve","req":1,"host":"{}","family":null}}"#,
                "a".repeat(300)
            )]),
            1009,
            "",
        ),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn each_violation_has_its_code() {
    let server = TestServer::start().await;
    let mut bystander = TestProgram::start(&server).await;
    let (listener, address) = bystander.listener(1).await;
    for (messages, code, reason) in cases() {
        let what = format!("{messages:.150?}");
        let mut program = TestProgram::start(&server).await;
        for message in messages {
            program.raw(message).await;
        }
        let (got, why) = program.closed().await;
        assert_eq!(got, code, "{what}: {why}");
        assert!(why.contains(reason) && why.len() <= 123, "{what}: {why}");
    }
    bystander.client(address).await;
    bystander.accept(listener, 1).await;
    bystander.bye().await;
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn before_hello_nothing_else_is_heard() {
    let server = TestServer::start().await;
    let first = [
        Message::text(SOCKET_1),
        Message::text("{"),
        Message::Binary(Bytes::from_static(&[1, 0, 0, 0, 1])),
    ];
    for message in first {
        let mut ws = open(&server).await;
        ws.send(message).await.unwrap();
        assert_eq!(close_code(&mut ws).await.0, 4000);
    }
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_websocket_carries_has_a_code_too() {
    let server = TestServer::start().await;
    // Not masked; a reserved opcode; text that is no UTF-8 (masked with zeros); a frame said to have 2^40 bytes.
    let broken: [(&[u8], u16); 4] = [
        (&[0x81, 0x01, b'x'], 4000),
        (&[0x83, 0x80, 0, 0, 0, 0], 4000),
        (&[0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28], 4000),
        (&[0x82, 0xff, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1009),
    ];
    for (bytes, code) in broken {
        let mut ws = open(&server).await;
        let hello = ToRelay::Hello {
            token: server.token(),
            label: String::new(),
            key: String::new(),
        };
        ws.send(text(&hello)).await.unwrap();
        let MaybeTlsStream::Plain(tcp) = ws.get_mut() else {
            panic!("not plain")
        };
        tcp.write_all(bytes).await.unwrap();
        let (got, why) = close_code(&mut ws).await;
        assert_eq!(got, code, "{bytes:x?}: {why}");
    }
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_the_credit_is_too_much() {
    let server = TestServer::start().await;
    let (mut program, id, _peer) = pair(&server).await;
    // Nobody reads, so the kernels' buffers fill up, and what the relay may keep is a window.
    let (mut sent, mut upto) = (0, WINDOW);
    let code = loop {
        program.send(id, &[0; MAX_DATA]).await;
        sent += MAX_DATA as u64;
        if sent + MAX_DATA as u64 <= upto {
            continue;
        }
        enum Next {
            Upto(u64),
            Closed(u16),
        }
        let next = program.expect("credit or the end", |frame| match frame {
            crate::net_program::Frame::Control(wire::ToProgram::Credit { upto, .. }) => {
                Some(Next::Upto(*upto))
            }
            crate::net_program::Frame::Close(code, _) => Some(Next::Closed(*code)),
            _ => None,
        });
        match tokio::time::timeout(std::time::Duration::from_millis(200), next).await {
            Ok(Next::Upto(more)) => upto = more,
            Ok(Next::Closed(code)) => break code,
            Err(_) => {}
        }
    };
    assert_eq!(code, 4000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_unanswered_requests_are_enough() {
    let server = TestServer::start().await;
    let (mut program, id, peer) = pair(&server).await;
    fill(&mut program, id).await;
    for _ in 0..MAX_PENDING {
        program.ask(|req| ToRelay::Flush { req, id }).await;
    }
    program.ask(|req| ToRelay::Flush { req, id }).await;
    let (code, reason) = program.closed().await;
    assert_eq!(code, 4000);
    assert!(reason.contains("unanswered"), "{reason}");
    drop(peer);
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sockets_that_were_refused_must_be_closed() {
    let server = relay(|limits| limits.sockets = 1).await;
    let mut program = TestProgram::start(&server).await;
    for n in 0..MAX_PENDING as u32 + 10 {
        let (req, id) = (RequestId(n + 1), SocketId(n * 2 + 1));
        program
            .say(ToRelay::Socket {
                req,
                id,
                family: Family::Inet,
                kind: Kind::Stream,
            })
            .await;
    }
    let (code, reason) = program.closed().await;
    assert_eq!(code, 4000);
    assert!(reason.contains("closed too"), "{reason}");
}
