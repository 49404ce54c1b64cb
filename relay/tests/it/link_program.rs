//! A program without its Python: the protocol's own half, `wire::program::Link`, on a WebSocket.

use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use wire::program::{Fd, Link, ready};
use wire::{Address, Errno, Family, Kind, Packet, RequestId};

use crate::net_program::{WebSocket, open};
use crate::support::{DEADLINE, TestServer};

/// A program without its Python.
pub(crate) struct Program {
    pub(crate) link: Link,
    ws: WebSocket,
}

impl Program {
    pub(crate) async fn start(server: &TestServer) -> Self {
        Self::start_as(server, &server.token()).await
    }

    /// The program of the reader who has this token.
    pub(crate) async fn start_as(server: &TestServer, token: &str) -> Self {
        let mut program = Self {
            link: Link::new(token, "link", ""),
            ws: open(server).await,
        };
        program.until(|link| link.welcome().map(drop)).await;
        program
    }

    /// Sends what is to be sent.
    pub(crate) async fn transmit(&mut self) {
        while let Some(packet) = self.link.transmit() {
            let message = match packet {
                Packet::Text(text) => Message::text(text),
                Packet::Binary(bytes) => Message::Binary(bytes),
            };
            self.ws.feed(message).await.unwrap();
        }
        self.ws.flush().await.unwrap();
    }

    /// Sends what is to be sent and takes what there is, at least one message if `wait`.
    pub(crate) async fn turn(&mut self, wait: bool) {
        self.transmit().await;
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

    pub(crate) async fn until<T>(&mut self, mut done: impl FnMut(&mut Link) -> Option<T>) -> T {
        loop {
            if let Some(done) = done(&mut self.link) {
                return done;
            }
            self.turn(true).await;
        }
    }

    /// A call that waits where Python's would.
    pub(crate) async fn blocking<T>(
        &mut self,
        mut call: impl FnMut(&mut Link) -> Result<T, Errno>,
    ) -> Result<T, Errno> {
        self.until(|link| match call(link) {
            Err(Errno::EAGAIN) => None,
            outcome => Some(outcome),
        })
        .await
    }

    pub(crate) async fn done(&mut self, req: RequestId) -> Result<(), Errno> {
        self.until(|link| link.answer(req)).await.map(drop)
    }

    pub(crate) async fn socket(&mut self, family: Family, kind: Kind) -> Fd {
        let (fd, req) = self.link.open(family, kind).unwrap();
        self.done(req).await.unwrap();
        fd
    }

    pub(crate) async fn bind(&mut self, fd: Fd, address: Address) -> Result<(), Errno> {
        let req = self.link.bind(fd, address)?;
        self.done(req).await
    }

    pub(crate) async fn listener(&mut self, address: Address, backlog: i32) -> (Fd, Address) {
        let fd = self.socket(address.family(), Kind::Stream).await;
        self.bind(fd, address).await.unwrap();
        let req = self.link.listen(fd, backlog).unwrap();
        self.done(req).await.unwrap();
        (fd, self.link.sockname(fd).unwrap())
    }

    /// connect(2) of a stream, blocking.
    pub(crate) async fn try_connect(&mut self, fd: Fd, address: Address) -> Result<(), Errno> {
        self.link.connect(fd, Some(address))?;
        // While it is under way, nothing holds.
        self.until(|link| (link.ready(fd) & (ready::OUT | ready::ERR) != 0).then_some(()))
            .await;
        self.link.take_error(fd).unwrap().map_or(Ok(()), Err)
    }

    pub(crate) async fn connect(&mut self, address: Address) -> Fd {
        let fd = self.socket(address.family(), Kind::Stream).await;
        self.try_connect(fd, address).await.unwrap();
        fd
    }

    pub(crate) async fn accept(&mut self, listener: Fd) -> (Fd, Address) {
        self.blocking(|link| link.accept(listener)).await.unwrap()
    }

    /// sendto(2), or send(2) without an address, once Linux would know.
    pub(crate) async fn send(&mut self, fd: Fd, bytes: &[u8], to: Option<Address>) -> Result<usize, Errno> {
        let sent = self.blocking(|link| link.send(fd, bytes, to)).await?;
        if let Some(req) = sent.flush {
            let outcome = self.done(req).await;
            if outcome.is_err() {
                self.link.take_error(fd)?;
            }
            outcome?;
        }
        Ok(sent.n)
    }

    /// recvfrom(2).
    pub(crate) async fn recv(&mut self, fd: Fd) -> Result<(Vec<u8>, Option<Address>), Errno> {
        let mut out = Vec::new();
        let (_, from) = self
            .blocking(|link| link.recv(fd, 100_000, false, &mut out))
            .await?;
        Ok((out, from))
    }

    pub(crate) async fn send_all(&mut self, fd: Fd, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let sent = self.blocking(|link| link.send(fd, bytes, None)).await.unwrap();
            bytes = &bytes[sent.n..];
        }
    }

    pub(crate) async fn read_to_end(&mut self, fd: Fd) -> Vec<u8> {
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
