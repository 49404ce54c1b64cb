//! A program as a test writes it: says and hears frames one by one on a WebSocket of its own.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;

use bytes::Bytes;
use echoroom::net::{Limits, Status};
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};
use wire::limits::WINDOW;
use wire::{Data, Errno, Family, Kind, OptionValue, RequestId, SocketId, SocketOption, ToProgram, ToRelay};

use crate::support::{DEADLINE, TestServer};

pub(crate) type WebSocket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Any loopback address, on a port that the kernel chooses.
pub(crate) const ANY: &str = "127.0.0.1:0";

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
    heard: VecDeque<Frame>,
    requests: u32,
    sockets: u32,
    /// Bytes read of each stream, and what the relay was told.
    taken: HashMap<SocketId, (u64, u64)>,
    pub(crate) welcome: ToProgram,
}

/// A relay with other limits than usual.
pub(crate) async fn relay(change: impl FnOnce(&mut Limits)) -> TestServer {
    TestServer::start_with(|options| change(&mut options.limits)).await
}

/// A WebSocket that has said nothing yet.
pub(crate) async fn open(server: &TestServer) -> WebSocket {
    open_at(server.address).await
}

async fn open_at(relay: SocketAddr) -> WebSocket {
    let mut request = format!("ws://{relay}/ws").into_client_request().unwrap();
    let protocol = HeaderValue::from_static(wire::SUBPROTOCOL);
    request.headers_mut().insert("sec-websocket-protocol", protocol);
    // As browsers do, without Nagle's algorithm.
    let connecting = connect_async_with_config(request, None, true);
    timeout(DEADLINE, connecting).await.unwrap().unwrap().0
}

/// The close code and reason that the relay ends this WebSocket with, whatever it says before.
pub(crate) async fn close_code(ws: &mut WebSocket) -> (u16, String) {
    loop {
        match timeout(DEADLINE, ws.next()).await.expect("the relay closes in time") {
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
        Self::start_at(server.address, server.net.solo_token()).await
    }

    pub(crate) async fn start_at(relay: SocketAddr, token: String) -> Self {
        let mut ws = open_at(relay).await;
        let hello = ToRelay::Hello { token, label: "test".into() };
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
            Frame::Control(ToProgram::Ok { req, local, peer, value, addresses }) if *req == wanted => {
                let addresses = addresses.clone();
                Some(Ok(Reply { local: *local, peer: *peer, value: *value, addresses }))
            }
            Frame::Control(ToProgram::Err { req, errno }) if *req == wanted => Some(Err(*errno)),
            _ => None,
        })
        .await
    }

    pub(crate) async fn request(&mut self, request: impl FnOnce(RequestId) -> ToRelay) -> Result<Reply, Errno> {
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

    pub(crate) async fn try_open(&mut self, family: Family, kind: Kind) -> Result<SocketId, Errno> {
        let id = SocketId(self.sockets * 2 + 1);
        self.sockets += 1;
        self.request(|req| ToRelay::Socket { req, id, family, kind }).await.map(|_| id)
    }

    pub(crate) async fn tcp(&mut self) -> SocketId {
        self.try_open(Family::Inet, Kind::Stream).await.unwrap()
    }

    pub(crate) async fn udp(&mut self) -> SocketId {
        self.try_open(Family::Inet, Kind::Dgram).await.unwrap()
    }

    pub(crate) async fn set(&mut self, id: SocketId, option: SocketOption, value: OptionValue) -> Result<(), Errno> {
        self.request(|req| ToRelay::Set { req, id, option, value }).await.map(drop)
    }

    pub(crate) async fn get(&mut self, id: SocketId, option: SocketOption) -> Result<OptionValue, Errno> {
        let reply = self.request(|req| ToRelay::Get { req, id, option }).await?;
        Ok(reply.value.unwrap())
    }

    pub(crate) async fn bind(&mut self, id: SocketId, address: &str) -> Result<SocketAddr, Errno> {
        let address = address.parse().unwrap();
        let reply = self.request(|req| ToRelay::Bind { req, id, address }).await?;
        Ok(reply.local.unwrap())
    }

    pub(crate) async fn listen(&mut self, id: SocketId, backlog: i32) -> Result<SocketAddr, Errno> {
        let reply = self.request(|req| ToRelay::Listen { req, id, backlog }).await?;
        Ok(reply.local.unwrap())
    }

    /// A listener on a port that the kernel chose.
    pub(crate) async fn listener(&mut self, backlog: i32) -> (SocketId, SocketAddr) {
        let id = self.tcp().await;
        self.bind(id, ANY).await.unwrap();
        let local = self.listen(id, backlog).await.unwrap();
        (id, local)
    }

    pub(crate) async fn connect(&mut self, id: SocketId, address: SocketAddr) -> Result<Reply, Errno> {
        let address = Some(address);
        self.request(|req| ToRelay::Connect { req, id, address }).await
    }

    /// A socket connected to this address.
    pub(crate) async fn client(&mut self, address: SocketAddr) -> SocketId {
        let id = self.tcp().await;
        self.connect(id, address).await.unwrap();
        id
    }

    pub(crate) async fn name(&mut self, id: SocketId) -> SocketAddr {
        self.request(|req| ToRelay::Name { req, id }).await.unwrap().local.unwrap()
    }

    pub(crate) async fn flush(&mut self, id: SocketId) -> Result<(), Errno> {
        self.request(|req| ToRelay::Flush { req, id }).await.map(drop)
    }

    /// The listener's next connection, accepted: the relay may push one more, `nth` counting from 1.
    pub(crate) async fn accept(&mut self, listener: SocketId, nth: u64) -> Accepted {
        let accepted = self.pushed(listener).await;
        self.say(ToRelay::Accept { id: listener, upto: nth + 1 }).await;
        accepted
    }

    /// The listener's next connection, not accepted.
    pub(crate) async fn pushed(&mut self, wanted: SocketId) -> Accepted {
        self.expect("a connection", |frame| match *frame {
            Frame::Control(ToProgram::Accepted { listener, id, local, peer }) if listener == wanted => {
                Some(Accepted { id, local, peer })
            }
            _ => None,
        })
        .await
    }

    pub(crate) async fn send(&mut self, id: SocketId, bytes: &[u8]) {
        let data = Data::Stream { id, bytes: Bytes::copy_from_slice(bytes) };
        self.raw(Message::Binary(data.encode())).await;
    }

    pub(crate) async fn send_to(&mut self, id: SocketId, bytes: &[u8], address: Option<SocketAddr>) {
        let data = Data::Datagram { id, address, bytes: Bytes::copy_from_slice(bytes) };
        self.raw(Message::Binary(data.encode())).await;
    }

    /// The next piece of a stream, which the program doesn't say it has read.
    pub(crate) async fn arrive(&mut self, wanted: SocketId) -> Bytes {
        self.expect("data", |frame| match frame {
            Frame::Data(Data::Stream { id, bytes }) if *id == wanted => Some(bytes.clone()),
            _ => None,
        })
        .await
    }

    /// Exactly so many bytes of a stream, read as Python would.
    pub(crate) async fn read(&mut self, id: SocketId, n: usize) -> Vec<u8> {
        let mut out = Vec::new();
        while out.len() < n {
            let bytes = self.arrive(id).await;
            self.take(id, bytes.len() as u64).await;
            out.extend_from_slice(&bytes);
        }
        assert_eq!(out.len(), n, "more came than was asked for");
        out
    }

    /// Python reads so many bytes.
    pub(crate) async fn take(&mut self, id: SocketId, n: u64) {
        let (taken, told) = self.taken.entry(id).or_default();
        *taken += n;
        if *taken - *told >= WINDOW / 4 {
            *told = *taken;
            let upto = *taken + WINDOW;
            self.say(ToRelay::Credit { id, upto }).await;
        }
    }

    /// The next datagram.
    pub(crate) async fn receive(&mut self, wanted: SocketId) -> (Vec<u8>, SocketAddr) {
        self.expect("a datagram", |frame| match frame {
            Frame::Data(Data::Datagram { id, address, bytes }) if *id == wanted => {
                Some((bytes.to_vec(), address.unwrap()))
            }
            _ => None,
        })
        .await
    }

    /// Whether data came that the test hasn't asked for.
    pub(crate) fn has_data(&self) -> bool {
        self.heard.iter().any(|frame| matches!(frame, Frame::Data(_)))
    }

    pub(crate) async fn eof(&mut self, wanted: SocketId) {
        self.expect("eof", |frame| match *frame {
            Frame::Control(ToProgram::Eof { id }) if id == wanted => Some(()),
            Frame::Control(ToProgram::Failed { id, errno }) if id == wanted => panic!("failed: {errno}"),
            _ => None,
        })
        .await;
    }

    pub(crate) async fn failed(&mut self, wanted: SocketId) -> Errno {
        self.expect("failed", |frame| match *frame {
            Frame::Control(ToProgram::Failed { id, errno }) if id == wanted => Some(errno),
            _ => None,
        })
        .await
    }

    /// close(2) by a program that has read all that was sent to it.
    pub(crate) async fn close(&mut self, id: SocketId) {
        self.say(ToRelay::Close { id, taken: u64::MAX, reset: false }).await;
    }

    /// Gets rid of a connection with a reset.
    pub(crate) async fn reset(&mut self, id: SocketId) {
        self.say(ToRelay::Close { id, taken: 0, reset: true }).await;
    }

    /// The close code that the relay ends the WebSocket with.
    pub(crate) async fn closed(&mut self) -> (u16, String) {
        self.expect("a close", |frame| match frame {
            Frame::Close(code, reason) => Some((*code, reason.clone())),
            _ => None,
        })
        .await
    }

    /// Says bye and waits for what it brings.
    pub(crate) async fn bye(mut self) {
        self.say(ToRelay::Bye).await;
        assert_eq!(self.closed().await.0, 1000);
    }
}
