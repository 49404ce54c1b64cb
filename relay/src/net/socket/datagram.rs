//! A datagram socket: each datagram asks the policy, each error is told once.
//!
//! As with streams, what the program sends goes to the kernel at once; what the kernel has no room for is kept, at
//! most a window of it, and sent by the socket's task in [`super::mail`].

use std::net::SocketAddr;
use std::sync::Arc;

use bytes::Bytes;
use socket2::{SockAddr, SockRef};
use wire::{Address, Errno, Family, Kind, RequestId, SocketId};

use super::Context;
use super::errno::errno;
use super::kernel::DatagramSocket;
use super::mail::{self, Letter, Mail, To};
use super::task::Task;
use crate::net::ports::Port;
use crate::net::way::Way;

/// A datagram socket's handle, held by its program.
#[derive(Debug)]
pub(super) struct Datagram {
    /// In a class; it goes before the kernel's socket does.
    port: Option<Port>,
    mail: Arc<Mail>,
    /// There once the kernel has bound the socket: before, nothing can arrive.
    task: Option<Task>,
    /// What connect(2) was asked for.
    peer: Option<Address>,
}

impl Datagram {
    pub(super) fn new(cx: &Context, family: Family, socket: socket2::Socket) -> Result<Self, Errno> {
        let socket = DatagramSocket::new(family, socket).map_err(|error| errno(&error))?;
        Ok(Self {
            port: None,
            mail: Arc::new(Mail::new(cx, socket, Default::default())),
            task: None,
            peer: None,
        })
    }

    pub(super) fn sock(&self) -> SockRef<'_> {
        self.mail.socket.sock()
    }

    pub(super) fn is_connected(&self) -> bool {
        self.peer.is_some()
    }

    /// bind(2) at an address of the reader's.
    pub(super) fn bind_at_home(
        &mut self,
        cx: &Context,
        id: SocketId,
        real: SocketAddr,
        asked: SocketAddr,
    ) -> Result<(), Errno> {
        // Twice would be an error of the kernel's, and must not lose the first.
        let port = cx.bind(&self.sock(), Kind::Dgram, real, Some(asked))?;
        self.port = port;
        self.listen(cx, id);
        Ok(())
    }

    /// bind(2) in AF_UNIX.
    pub(super) fn bind(&mut self, cx: &Context, id: SocketId, real: &SockAddr) -> Result<(), Errno> {
        self.sock().bind(real).map_err(|error| errno(&error))?;
        self.listen(cx, id);
        Ok(())
    }

    /// connect(2), allowed by the policy: the peer for datagrams without an address, and the only one heard from now on.
    pub(super) fn connect(
        &mut self,
        cx: &Context,
        id: SocketId,
        asked: Address,
        way: &Way,
    ) -> Result<(), Errno> {
        let sock = self.sock();
        let connected = way.go(&cx.net, &cx.reader, Kind::Dgram, |target| sock.connect(target));
        // That nobody is there is no error of connect(2). The socket hears nobody then: it has its own address as its peer's.
        let connected = connected.unwrap_or_else(|| sock.local_addr().and_then(|own| sock.connect(&own)));
        connected.map_err(|error| errno(&error))?;
        self.peer = Some(asked);
        self.listen(cx, id);
        Ok(())
    }

    /// Lets go of the kernel socket and its port, keeping what the program and this relay agreed on.
    pub(super) async fn dismantle(mut self) -> mail::State {
        self.port = None;
        self.stop().await;
        self.mail.take_state()
    }

    /// Goes on with another kernel socket. What had arrived at the old one is lost.
    pub(super) fn resume(
        cx: &Context,
        id: SocketId,
        family: Family,
        socket: socket2::Socket,
        port: Option<Port>,
        kept: mail::State,
    ) -> Result<Self, Errno> {
        let socket = DatagramSocket::new(family, socket).map_err(|error| errno(&error))?;
        let mut datagram = Self {
            port,
            mail: Arc::new(Mail::new(cx, socket, kept)),
            task: None,
            peer: None,
        };
        datagram.listen(cx, id);
        Ok(datagram)
    }

    /// sendto(2). Returns whether the datagram is done with now: in the kernel, or refused.
    pub(super) fn send(
        &mut self,
        cx: &Context,
        id: SocketId,
        family: Family,
        asked: Option<Address>,
        to: Option<Address>,
        bytes: Bytes,
    ) -> bool {
        let letter = match self.address(cx, family, asked, to) {
            Ok(to) => Letter { to, bytes },
            Err(errno) => {
                self.listen(cx, id);
                self.mail.fail(errno);
                return true;
            }
        };
        let done = self.mail.send(letter);
        self.listen(cx, id);
        done
    }

    /// Answers when the kernel has what was sent, or with the error met; `None` if that comes later.
    pub(super) fn flush(&self, req: RequestId) -> Option<Result<(), Errno>> {
        self.mail.flush(req)
    }

    /// The program takes bytes up to this position: whether it may.
    pub(super) fn grant(&self, upto: u64) -> bool {
        self.mail.grant(upto)
    }

    pub(super) fn abort(&self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }

    /// close(2); the port is free on return. The requests that were waiting for a flush are returned.
    pub(super) async fn close(mut self) -> Vec<RequestId> {
        self.port = None;
        self.stop().await;
        self.mail.waiting()
    }

    async fn stop(&mut self) {
        if let Some(task) = self.task.take() {
            task.end().await;
        }
    }

    fn address(
        &mut self,
        cx: &Context,
        family: Family,
        asked: Option<Address>,
        to: Option<Address>,
    ) -> Result<To, Errno> {
        match (to, self.peer) {
            (Some(to), _) => {
                let way = cx.reader.way(&cx.net, Kind::Dgram, family, to)?;
                self.stand(cx, family, asked.and_then(Address::inet), &way)?;
                Ok(To::By(way))
            }
            // In a class, what was allowed once may not be allowed any more, and nobody may be there.
            (None, Some(peer)) if cx.reader.home.is_in_class() && family != Family::Unix => {
                cx.reader.way(&cx.net, Kind::Dgram, family, peer).map(To::PeerBy)
            }
            (None, Some(_)) => Ok(To::Peer),
            (None, None) => Err(Errno::EDESTADDRREQ),
        }
    }

    /// In a class, the kernel must not choose the address of a socket that nobody has bound; nor can one socket be
    /// within the class and beyond it.
    fn stand(
        &mut self,
        cx: &Context,
        family: Family,
        asked: Option<SocketAddr>,
        way: &Way,
    ) -> Result<(), Errno> {
        let home = cx.reader.home;
        let Some(meaning) = way.meaning().filter(|_| home.is_in_class()) else {
            return Ok(());
        };
        let Some(ip) = home.stand(Kind::Dgram, asked, meaning)? else {
            return Ok(());
        };
        let bound = self.sock().local_addr().map_err(|error| errno(&error))?;
        match bound.as_socket() {
            Some(bound) if bound.ip() == ip => Ok(()),
            Some(bound) if bound.port() == 0 => {
                let real = home.bind(family, home.anywhere(family)?)?;
                self.port = cx.bind(&self.sock(), Kind::Dgram, real, None)?;
                Ok(())
            }
            _ => Err(Errno::EINVAL),
        }
    }

    fn listen(&mut self, cx: &Context, id: SocketId) {
        if self.task.is_none() {
            let (lane, events) = (cx.outbox.lane(), cx.events.clone());
            let task = mail::run(id, self.mail.clone(), lane, events);
            self.task = Some(Task::new(cx.spawn(task)));
        }
    }
}
