//! What a [`TestProgram`] does with its sockets: system calls, bytes, and how they end.

use std::net::{IpAddr, SocketAddr};

use bytes::Bytes;
use tokio_tungstenite::tungstenite::Message;
use wire::limits::{CREDIT_STEP, WINDOW};
use wire::{Address, Data, Errno, Family, Kind, OptionValue, SocketId, SocketOption, ToProgram, ToRelay};

use crate::net_program::{Accepted, Frame, Reply, TestProgram, own_address};

impl TestProgram {
    pub(crate) async fn try_open(&mut self, family: Family, kind: Kind) -> Result<SocketId, Errno> {
        let id = SocketId(self.sockets * 2 + 1);
        self.sockets += 1;
        self.request(|req| ToRelay::Socket {
            req,
            id,
            family,
            kind,
        })
        .await
        .map(|_| id)
    }

    pub(crate) async fn tcp(&mut self) -> SocketId {
        self.try_open(Family::Inet, Kind::Stream).await.unwrap()
    }

    pub(crate) async fn udp(&mut self) -> SocketId {
        self.try_open(Family::Inet, Kind::Dgram).await.unwrap()
    }

    pub(crate) async fn set(
        &mut self,
        id: SocketId,
        option: SocketOption,
        value: OptionValue,
    ) -> Result<(), Errno> {
        self.request(|req| ToRelay::Set {
            req,
            id,
            option,
            value,
        })
        .await
        .map(drop)
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
        self.bind(id, &own_address()).await.unwrap();
        let local = self.listen(id, backlog).await.unwrap();
        (id, local)
    }

    pub(crate) async fn connect(&mut self, id: SocketId, address: SocketAddr) -> Result<Reply, Errno> {
        let address = Some(address.into());
        self.request(|req| ToRelay::Connect { req, id, address }).await
    }

    /// A socket connected to this address.
    pub(crate) async fn client(&mut self, address: SocketAddr) -> SocketId {
        let id = self.tcp().await;
        self.connect(id, address).await.unwrap();
        id
    }

    pub(crate) async fn name(&mut self, id: SocketId) -> SocketAddr {
        self.request(|req| ToRelay::Name { req, id })
            .await
            .unwrap()
            .local
            .unwrap()
    }

    pub(crate) async fn resolve(&mut self, host: &str, family: Option<Family>) -> Result<Vec<IpAddr>, Errno> {
        let host = host.to_owned();
        let reply = self.request(|req| ToRelay::Resolve { req, host, family }).await?;
        Ok(reply.addresses)
    }

    pub(crate) async fn reverse(&mut self, ip: IpAddr) -> Result<String, Errno> {
        let reply = self.request(|req| ToRelay::Reverse { req, ip }).await?;
        Ok(reply.host.unwrap())
    }

    pub(crate) async fn flush(&mut self, id: SocketId) -> Result<(), Errno> {
        self.request(|req| ToRelay::Flush { req, id }).await.map(drop)
    }

    /// The listener's next connection, accepted: the relay may push one more, `nth` counting from 1.
    pub(crate) async fn accept(&mut self, listener: SocketId, nth: u64) -> Accepted {
        let accepted = self.pushed(listener).await;
        self.say(ToRelay::Accept {
            id: listener,
            upto: nth + 1,
        })
        .await;
        accepted
    }

    /// The listener's next connection, not accepted.
    pub(crate) async fn pushed(&mut self, wanted: SocketId) -> Accepted {
        let inet = |address: Address| address.inet().unwrap();
        self.expect("a connection", |frame| match *frame {
            Frame::Control(ToProgram::Accepted {
                listener,
                id,
                local,
                peer,
            }) if listener == wanted => {
                let (local, peer) = (inet(local), inet(peer));
                Some(Accepted { id, local, peer })
            }
            _ => None,
        })
        .await
    }

    pub(crate) async fn send(&mut self, id: SocketId, bytes: &[u8]) {
        let data = Data::Stream {
            id,
            bytes: Bytes::copy_from_slice(bytes),
        };
        self.raw(Message::Binary(data.encode())).await;
    }

    pub(crate) async fn send_to(&mut self, id: SocketId, bytes: &[u8], address: Option<SocketAddr>) {
        let data = Data::Datagram {
            id,
            address: address.map(Address::from),
            bytes: Bytes::copy_from_slice(bytes),
        };
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
        if *taken - *told >= CREDIT_STEP {
            *told = *taken;
            let upto = *taken + WINDOW;
            self.say(ToRelay::Credit { id, upto }).await;
        }
    }

    /// The next datagram.
    pub(crate) async fn receive(&mut self, wanted: SocketId) -> (Vec<u8>, SocketAddr) {
        self.expect("a datagram", |frame| match frame {
            Frame::Data(Data::Datagram { id, address, bytes }) if *id == wanted => {
                Some((bytes.to_vec(), address.and_then(Address::inet).unwrap()))
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
        self.say(ToRelay::Close {
            id,
            taken: u64::MAX,
            reset: false,
        })
        .await;
    }

    /// Gets rid of a connection with a reset.
    pub(crate) async fn reset(&mut self, id: SocketId) {
        self.say(ToRelay::Close {
            id,
            taken: 0,
            reset: true,
        })
        .await;
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
