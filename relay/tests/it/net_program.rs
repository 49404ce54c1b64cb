//! A program as a test writes it: says and hears frames one by one on a WebSocket of its own.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU16, Ordering};

use echoroom::net::{Limits, Status};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};
use wire::{Address, Data, Errno, OptionValue, RequestId, SocketId, ToProgram, ToRelay};

use crate::support::{DEADLINE, TestServer};

pub(crate) type WebSocket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A loopback address that no other test uses, so that nobody else takes a port there when it is free again; the kernel
/// chooses the port. Only Linux has all of 127.0.0.0/8.
pub(crate) fn own_address() -> String {
    static NEXT: AtomicU16 = AtomicU16::new(1);
    if cfg!(not(target_os = "linux")) {
        return "127.0.0.1:0".into();
    }
    let ([a, b], [c, d]) = (
        (std::process::id() as u16).to_be_bytes(),
        NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes(),
    );
    format!("127.{}.{}.{d}:0", 64 + (a ^ c) % 128, b)
}

/// What the relay said.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Frame {
    Control(ToProgram),
    Data(Data),
    Close(u16, String),
}

/// What `ok` said.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub(crate) local: Option<SocketAddr>,
    pub(crate) peer: Option<SocketAddr>,
    pub(crate) value: Option<OptionValue>,
    pub(crate) addresses: Vec<std::net::IpAddr>,
    pub(crate) host: Option<String>,
}

/// A connection that a listener was given.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Accepted {
    pub(crate) id: SocketId,
    pub(crate) local: SocketAddr,
    pub(crate) peer: SocketAddr,
}

/// A program that said hello.
pub(crate) struct TestProgram {
    ws: WebSocket,
    /// Frames that arrived while the test waited for another one.
    pub(crate) heard: VecDeque<Frame>,
    requests: u32,
    pub(crate) sockets: u32,
    /// Bytes read of each stream, and what the relay was told.
    pub(crate) taken: HashMap<SocketId, (u64, u64)>,
    pub(crate) welcome: ToProgram,
}

/// A relay with other limits than usual.
pub(crate) async fn relay(change: impl FnOnce(&mut Limits)) -> TestServer {
    TestServer::start_with(|options| change(&mut options.limits)).await
}

/// A WebSocket that has said nothing yet.
pub(crate) async fn open(server: &TestServer) -> WebSocket {
    open_at(server.address, &server.address.to_string()).await
}

/// The same at a relay that isn't this process, or in one of many rooms.
pub(crate) async fn open_at(relay: SocketAddr, host: &str) -> WebSocket {
    let mut request = format!("ws://{relay}/ws").into_client_request().unwrap();
    let protocol = HeaderValue::from_static(wire::SUBPROTOCOL);
    request.headers_mut().insert("sec-websocket-protocol", protocol);
    request.headers_mut().insert("host", host.parse().unwrap());
    // As browsers do, without Nagle's algorithm.
    let connecting = connect_async_with_config(request, None, true);
    timeout(DEADLINE, connecting).await.unwrap().unwrap().0
}

/// The close code and reason that the relay ends this WebSocket with, whatever it says before.
pub(crate) async fn close_code(ws: &mut WebSocket) -> (u16, String) {
    loop {
        match timeout(DEADLINE, ws.next())
            .await
            .expect("the relay closes in time")
        {
            Some(Ok(Message::Close(Some(close)))) => return (close.code.into(), close.reason.to_string()),
            Some(Ok(_)) => {}
            other => panic!("closed without a code: {other:?}"),
        }
    }
}

/// The text of a control frame.
pub(crate) fn text(frame: &ToRelay) -> Message {
    Message::text(serde_json::to_string(frame).unwrap())
}

/// Waits until the relay holds nothing of any program.
pub(crate) async fn all_gone(server: &TestServer) {
    let gone = async {
        while server.net.status() != Status::default() {
            sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    let waited = timeout(DEADLINE, gone).await;
    assert!(waited.is_ok(), "left behind: {:?}", server.net.status());
}

impl TestProgram {
    pub(crate) async fn start(server: &TestServer) -> Self {
        Self::start_at(server.address, server.token()).await
    }

    pub(crate) async fn start_at(relay: SocketAddr, token: String) -> Self {
        Self::start_with_key(relay, token, "").await
    }

    /// A program in one of many rooms.
    pub(crate) async fn start_in(relay: SocketAddr, host: &str, token: String) -> Self {
        Self::start_on(open_at(relay, host).await, token, "").await
    }

    /// A program that its page can end.
    pub(crate) async fn start_with_key(relay: SocketAddr, token: String, key: &str) -> Self {
        Self::start_on(open_at(relay, &relay.to_string()).await, token, key).await
    }

    async fn start_on(mut ws: WebSocket, token: String, key: &str) -> Self {
        let hello = ToRelay::Hello {
            token,
            label: "test".into(),
            key: key.into(),
        };
        ws.send(text(&hello)).await.unwrap();
        let mut program = Self {
            ws,
            heard: VecDeque::new(),
            requests: 0,
            sockets: 0,
            taken: HashMap::new(),
            welcome: ToProgram::Eof { id: SocketId(0) },
        };
        program.welcome = program
            .expect("welcome", |frame| match frame {
                Frame::Control(welcome @ ToProgram::Welcome { .. }) => Some(welcome.clone()),
                _ => None,
            })
            .await;
        program
    }

    /// Says something that has no answer.
    pub(crate) async fn say(&mut self, frame: ToRelay) {
        self.ws.send(text(&frame)).await.unwrap();
    }

    /// Sends a message as it is.
    pub(crate) async fn raw(&mut self, message: Message) {
        self.ws.send(message).await.unwrap();
    }

    /// Asks without waiting for the answer.
    pub(crate) async fn ask(&mut self, request: impl FnOnce(RequestId) -> ToRelay) -> RequestId {
        self.requests += 1;
        let req = RequestId(self.requests);
        self.say(request(req)).await;
        req
    }

    /// The answer to a request.
    pub(crate) async fn answer(&mut self, wanted: RequestId) -> Result<Reply, Errno> {
        self.expect("an answer", |frame| match frame {
            Frame::Control(ToProgram::Ok {
                req,
                local,
                peer,
                value,
                addresses,
                host,
            }) if *req == wanted => {
                let addresses = addresses.clone();
                Some(Ok(Reply {
                    local: local.and_then(Address::inet),
                    peer: peer.and_then(Address::inet),
                    value: *value,
                    addresses,
                    host: host.clone(),
                }))
            }
            Frame::Control(ToProgram::Err { req, errno }) if *req == wanted => Some(Err(*errno)),
            _ => None,
        })
        .await
    }

    pub(crate) async fn request(
        &mut self,
        request: impl FnOnce(RequestId) -> ToRelay,
    ) -> Result<Reply, Errno> {
        let req = self.ask(request).await;
        self.answer(req).await
    }

    /// The first frame, heard before or to come, that `pick` wants.
    pub(crate) async fn expect<T>(&mut self, what: &str, pick: impl FnMut(&Frame) -> Option<T>) -> T {
        match timeout(DEADLINE, self.find(pick)).await {
            Ok(found) => found,
            Err(_) => panic!("{what} did not come; heard: {:?}", self.heard),
        }
    }

    async fn find<T>(&mut self, mut pick: impl FnMut(&Frame) -> Option<T>) -> T {
        for i in 0..self.heard.len() {
            if let Some(found) = pick(&self.heard[i]) {
                self.heard.remove(i);
                return found;
            }
        }
        loop {
            let frame = self.hear().await;
            if let Some(found) = pick(&frame) {
                return found;
            }
            self.heard.push_back(frame);
        }
    }

    async fn hear(&mut self) -> Frame {
        loop {
            match self.ws.next().await {
                Some(Ok(Message::Text(text))) => {
                    return Frame::Control(serde_json::from_str(&text).unwrap());
                }
                Some(Ok(Message::Binary(bytes))) => return Frame::Data(Data::decode(bytes).unwrap()),
                Some(Ok(Message::Close(Some(close)))) => {
                    return Frame::Close(close.code.into(), close.reason.to_string());
                }
                Some(Ok(_)) => {}
                other => panic!("the WebSocket ended: {other:?}"),
            }
        }
    }
}
