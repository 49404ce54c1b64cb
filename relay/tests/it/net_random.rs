//! Ten thousand random frames: each WebSocket ends in a close code, the relay goes on, and a neighbour hears nothing of it.

use std::collections::BTreeMap;
use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::thread;

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use wire::{Data, SocketId, ToRelay};

use crate::net_program::{TestProgram, WebSocket, all_gone, close_code, open, text};
use crate::support::{DEADLINE, TestServer};

const FRAMES: usize = 10_000;

/// xorshift64: the same frames in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    fn bytes(&mut self, most: u64) -> Vec<u8> {
        (0..self.below(most + 1)).map(|_| self.below(256) as u8).collect()
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }

    /// A frame of any sort, from noise to what a well-behaved program might say.
    fn frame(&mut self, req: &mut u32, peer: SocketAddr) -> Message {
        match self.below(150) {
            0 => Message::Binary(self.bytes(300).into()),
            1 => Message::text(String::from_utf8_lossy(&self.bytes(60)).into_owned()),
            2 => Message::Ping(self.bytes(20).into()),
            3 => {
                let mut broken = self.control(req, peer).into_bytes();
                let at = self.below(broken.len() as u64) as usize;
                broken[at] = self.below(128) as u8;
                Message::text(String::from_utf8(broken).unwrap())
            }
            4..40 => {
                let bytes = Bytes::from(self.bytes(40));
                let data = match self.below(2) {
                    0 => Data::Stream {
                        id: SocketId(5),
                        bytes,
                    },
                    _ => Data::Datagram {
                        id: SocketId(3),
                        address: Some(peer.into()),
                        bytes,
                    },
                };
                Message::Binary(data.encode())
            }
            _ => Message::text(self.control(req, peer)),
        }
    }

    fn control(&mut self, req: &mut u32, peer: SocketAddr) -> String {
        *req += 1;
        let n = *req;
        // Mostly the sockets of the prelude.
        let id = match self.below(150) {
            0 => self.below(9),
            _ => self.below(3) * 2 + 1,
        };
        let new = n * 2 + 101;
        let kind = self.pick(&["stream", "dgram"]);
        let family = self.pick(&["inet", "inet6"]);
        let peer = peer.to_string();
        let address = self
            .pick(&[
                "127.0.0.1:0",
                "0.0.0.0:0",
                "[::1]:0",
                "10.0.0.1:9",
                "127.0.0.1:80",
                &peer,
            ])
            .to_owned();
        let option = self.pick(&[
            "SO_REUSEADDR",
            "SO_LINGER",
            "TCP_NODELAY",
            "SO_RCVBUF",
            "SO_ERROR",
        ]);
        let value = self.pick(&["1", "0", "-1", "[1,0]", "[1,100000]"]);
        match self.below(80) {
            0 => format!(r#"{{"t":"credit","id":{id},"upto":{}}}"#, self.below(300_000)),
            1 => format!(r#"{{"t":"accept","id":1,"upto":{}}}"#, self.below(4)),
            2 => format!(
                r#"{{"t":"close","id":{id},"taken":{},"reset":{}}}"#,
                self.below(9),
                self.below(2) == 0
            ),
            3 => format!(r#"{{"t":"shutdown","id":{id}}}"#),
            4 => r#"{"t":"shutdown","id":5}"#.into(),
            5..10 => format!(r#"{{"t":"socket","req":{n},"id":{new},"family":"{family}","kind":"{kind}"}}"#),
            10..15 => format!(r#"{{"t":"set","req":{n},"id":{id},"option":"{option}","value":{value}}}"#),
            15..20 => format!(r#"{{"t":"get","req":{n},"id":{id},"option":"{option}"}}"#),
            20..25 => format!(r#"{{"t":"bind","req":{n},"id":{id},"address":"{address}"}}"#),
            25..28 => format!(
                r#"{{"t":"listen","req":{n},"id":{id},"backlog":{}}}"#,
                self.below(5)
            ),
            28..32 => format!(r#"{{"t":"connect","req":{n},"id":{id},"address":"{address}"}}"#),
            32..35 => format!(r#"{{"t":"flush","req":{n},"id":{id}}}"#),
            35..70 => format!(r#"{{"t":"name","req":{n},"id":{id}}}"#),
            _ => format!(r#"{{"t":"resolve","req":{n},"host":"localhost","family":null}}"#),
        }
    }
}

/// A listener, a datagram socket and a stream that is or will be connected: what random frames are about.
fn prelude(peer: SocketAddr) -> [String; 5] {
    [
        r#"{"t":"socket","req":1,"id":1,"family":"inet","kind":"stream"}"#.into(),
        r#"{"t":"listen","req":2,"id":1,"backlog":2}"#.into(),
        r#"{"t":"socket","req":3,"id":3,"family":"inet","kind":"dgram"}"#.into(),
        r#"{"t":"socket","req":4,"id":5,"family":"inet","kind":"stream"}"#.into(),
        format!(r#"{{"t":"connect","req":5,"id":5,"address":"{peer}"}}"#),
    ]
}

/// Accepts, says something and goes, for as long as the test runs.
fn talkative_peer() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(&[42; 5_000]);
        }
    });
    address
}

/// Sends a frame and waits until the relay has dealt with it; the close code if it was the last one.
async fn exchange(ws: &mut WebSocket, frame: Message) -> Option<u16> {
    const TURN: &[u8] = b"your turn";
    // The relay may have closed already: then the code is there to be read.
    let _ = ws.send(frame).await;
    let _ = ws.send(Message::Ping(Bytes::from_static(TURN))).await;
    loop {
        match timeout(DEADLINE, ws.next()).await.unwrap() {
            Some(Ok(Message::Pong(payload))) if payload == TURN => return None,
            Some(Ok(Message::Close(Some(close)))) => return Some(close.code.into()),
            Some(Ok(_)) => {}
            other => panic!("closed without a code: {other:?}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn random_frames_end_in_a_code_and_harm_nobody() {
    let server = TestServer::start().await;
    let mut neighbour = TestProgram::start(&server).await;
    let (listener, address) = neighbour.listener(1).await;
    let client = neighbour.client(address).await;
    let accepted = neighbour.accept(listener, 1).await;

    let peer = talkative_peer();
    let mut random = Random(0x5eed_0123_4567_89ab);
    let (mut sent, mut codes) = (0, BTreeMap::<u16, usize>::new());
    while sent < FRAMES {
        let mut ws = open(&server).await;
        let hello = ToRelay::Hello {
            token: server.token(),
            label: "random".into(),
            key: String::new(),
        };
        if random.below(20) > 0 {
            ws.send(text(&hello)).await.unwrap();
        }
        for text in prelude(peer) {
            let _ = ws.send(Message::text(text)).await;
        }
        let (mut req, mut code) = (5, None);
        for _ in 0..200 {
            sent += 1;
            code = exchange(&mut ws, random.frame(&mut req, peer)).await;
            if code.is_some() {
                break;
            }
        }
        if code.is_none() {
            // A first frame that is no hello, or a second hello.
            let _ = ws.send(Message::text("{}")).await;
            code = Some(close_code(&mut ws).await.0);
        }
        *codes.entry(code.unwrap()).or_default() += 1;
        neighbour.send(client, b"still here?").await;
        assert_eq!(neighbour.read(accepted.id, 11).await, b"still here?");
    }
    println!("{sent} random frames; WebSockets by their close code: {codes:?}");
    assert!(
        codes.keys().all(|code| matches!(code, 1000 | 1009 | 4000)),
        "{codes:?}"
    );
    neighbour.bye().await;
    all_gone(&server).await;
}
