//! The relay against the program's own half of the protocol, `wire::program::Link`, which finds every frame out of order.

use std::net::SocketAddr;

use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use wire::program::{Fd, How, Link, ready};
use wire::{Errno, Family, Kind, Packet, RequestId};

use crate::net_program::{WebSocket, all_gone, open, own_address};
use crate::support::{DEADLINE, TestServer};

/// A program without its Python.
struct Program {
    link: Link,
    ws: WebSocket,
}

impl Program {
    async fn start(server: &TestServer) -> Self {
        let mut program = Self {
            link: Link::new(&server.net.solo_token(), "link", ""),
            ws: open(server).await,
        };
        program.until(|link| link.welcome().map(drop)).await;
        program
    }

    /// Sends what is to be sent and takes what there is, at least one message if `wait`.
    async fn turn(&mut self, wait: bool) {
        while let Some(packet) = self.link.transmit() {
            let message = match packet {
                Packet::Text(text) => Message::text(text),
                Packet::Binary(bytes) => Message::Binary(bytes),
            };
            self.ws.feed(message).await.unwrap();
        }
        self.ws.flush().await.unwrap();
        if wait {
            let message = timeout(DEADLINE, self.ws.next())
                .await
                .expect("the relay says something");
            self.take(message.unwrap().unwrap());
        }
        while let Some(Some(Ok(message))) = self.ws.next().now_or_never() {
            self.take(message);
        }
    }

    fn take(&mut self, message: Message) {
        let packet = match message {
            Message::Text(text) => Packet::Text(text.as_str().to_owned()),
            Message::Binary(bytes) => Packet::Binary(bytes),
            Message::Close(close) => panic!("closed: {close:?}"),
            _ => return,
        };
        self.link.receive(packet).expect("the relay keeps the protocol");
    }

    async fn until<T>(&mut self, mut done: impl FnMut(&mut Link) -> Option<T>) -> T {
        loop {
            if let Some(done) = done(&mut self.link) {
                return done;
            }
            self.turn(true).await;
        }
    }

    /// A call that waits where Python's would.
    async fn blocking<T>(&mut self, mut call: impl FnMut(&mut Link) -> Result<T, Errno>) -> Result<T, Errno> {
        self.until(|link| match call(link) {
            Err(Errno::EAGAIN) => None,
            outcome => Some(outcome),
        })
        .await
    }

    async fn done(&mut self, req: RequestId) {
        self.until(|link| link.answer(req)).await.unwrap();
    }

    async fn socket(&mut self) -> Fd {
        let (fd, req) = self.link.open(Family::Inet, Kind::Stream).unwrap();
        self.done(req).await;
        fd
    }

    async fn listener(&mut self, backlog: i32) -> (Fd, SocketAddr) {
        let fd = self.socket().await;
        let req = self.link.bind(fd, own_address().parse().unwrap()).unwrap();
        self.done(req).await;
        let req = self.link.listen(fd, backlog).unwrap();
        self.done(req).await;
        (fd, self.link.sockname(fd).unwrap().unwrap())
    }

    async fn connect(&mut self, address: SocketAddr) -> Fd {
        let fd = self.socket().await;
        self.link.connect(fd, Some(address)).unwrap();
        self.until(|link| (link.ready(fd) & (ready::OUT | ready::ERR) != 0).then_some(()))
            .await;
        assert_eq!(self.link.take_error(fd).unwrap(), None);
        fd
    }

    async fn send_all(&mut self, fd: Fd, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let sent = self.blocking(|link| link.send(fd, bytes, None)).await.unwrap();
            bytes = &bytes[sent.n..];
        }
    }

    async fn read_to_end(&mut self, fd: Fd) -> Vec<u8> {
        let mut out = Vec::new();
        while self
            .blocking(|link| link.recv(fd, 10_000, false, &mut out))
            .await
            .unwrap()
            .0
            > 0
        {}
        out
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_connections_one_after_another() {
    let server = TestServer::start().await;
    let mut there = Program::start(&server).await;
    let (listener, address) = there.listener(5).await;
    let serving = tokio::spawn(async move {
        for _ in 0..1_000 {
            let (fd, _) = there.blocking(|link| link.accept(listener)).await.unwrap();
            let request = there.read_to_end(fd).await;
            there.send_all(fd, &request.to_ascii_uppercase()).await;
            there.link.close(fd).unwrap();
        }
        there.link.bye();
        there.turn(false).await;
        there
    });
    let mut here = Program::start(&server).await;
    for n in 0..1_000 {
        let fd = here.connect(address).await;
        here.send_all(fd, format!("hello {n}").as_bytes()).await;
        here.link.shutdown(fd, How::Write).unwrap();
        assert_eq!(here.read_to_end(fd).await, format!("HELLO {n}").as_bytes());
        here.link.close(fd).unwrap();
    }
    drop((serving.await.unwrap(), here));
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_streams_at_once_mix_nothing_up() {
    const STREAMS: usize = 60;
    const SIZE: usize = 300_000;
    let server = TestServer::start().await;
    let mut program = Program::start(&server).await;
    let (listener, address) = program.listener(STREAMS as i32).await;
    let text = |n: usize| {
        (0..SIZE)
            .map(|i| (i * (n + 3) + i / 253) as u8)
            .collect::<Vec<_>>()
    };

    // Client and server are one program; each end is a state, moved on whenever it can be.
    struct End {
        fd: Fd,
        out: Vec<u8>,
        sent: usize,
        got: Vec<u8>,
        over: bool,
    }
    let end = |fd, out| End {
        fd,
        out,
        sent: 0,
        got: Vec::new(),
        over: false,
    };
    let mut clients = Vec::new();
    let mut servers: Vec<End> = Vec::new();
    for n in 0..STREAMS {
        clients.push(end(program.connect(address).await, text(n)));
        let (fd, _) = program.blocking(|link| link.accept(listener)).await.unwrap();
        servers.push(end(fd, text(n + STREAMS)));
    }
    while clients.iter().chain(&servers).any(|end| !end.over) {
        for end in clients.iter_mut().chain(&mut servers) {
            let left = &end.out[end.sent..];
            if !left.is_empty() {
                match program.link.send(end.fd, &left[..left.len().min(9_999)], None) {
                    Ok(sent) => end.sent += sent.n,
                    Err(errno) => assert_eq!(errno, Errno::EAGAIN),
                }
                if end.sent == end.out.len() {
                    program.link.shutdown(end.fd, How::Write).unwrap();
                }
            }
            match program.link.recv(end.fd, 7_777, false, &mut end.got) {
                Ok((n, _)) => end.over = n == 0,
                Err(errno) => assert_eq!(errno, Errno::EAGAIN),
            }
        }
        program.turn(false).await;
        tokio::task::yield_now().await;
    }
    for n in 0..STREAMS {
        assert!(
            clients[n].got == text(n + STREAMS) && servers[n].got == text(n),
            "stream {n}"
        );
    }
    drop(program);
    all_gone(&server).await;
}
