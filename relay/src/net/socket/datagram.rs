//! A datagram socket: each datagram asks the policy, each error is told once.
//!
//! As with streams, what the program sends goes to the kernel at once; what the kernel has no room for is kept, at
//! most a window of it, and sent by the socket's task in [`super::mail`].

use std::sync::Arc;

use bytes::Bytes;
use socket2::{SockAddr, SockRef};
use wire::{Address, Errno, Family, RequestId, SocketId, Violation};

use super::Context;
use super::errno::errno;
use super::kernel::DatagramSocket;
use super::mail::{self, Letter, Mail};
use super::task::Task;

/// A datagram socket's handle, held by its program.
#[derive(Debug)]
pub(super) struct Datagram {
    mail: Arc<Mail>,
    /// There once the kernel has bound the socket: before, nothing can arrive.
    task: Option<Task>,
    /// Whether connect(2) has given it a peer.
    connected: bool,
}

impl Datagram {
    pub(super) fn new(family: Family, socket: socket2::Socket) -> Result<Self, Errno> {
        let socket = DatagramSocket::new(family, socket).map_err(|error| errno(&error))?;
        Ok(Self {
            mail: Arc::new(Mail::new(socket, Default::default())),
            task: None,
            connected: false,
        })
    }

    pub(super) fn sock(&self) -> SockRef<'_> {
        self.mail.socket.sock()
    }

    pub(super) fn is_connected(&self) -> bool {
        self.connected
    }

    /// bind(2).
    pub(super) fn bind(&mut self, cx: &Context, id: SocketId, real: &SockAddr) -> Result<(), Errno> {
        self.sock().bind(real).map_err(|error| errno(&error))?;
        self.listen(cx, id);
        Ok(())
    }

    /// connect(2), allowed by the policy: the peer for datagrams without an address, and the only one heard from now on.
    pub(super) fn connect(&mut self, cx: &Context, id: SocketId, target: &SockAddr) -> Result<(), Errno> {
        self.sock().connect(target).map_err(|error| errno(&error))?;
        self.connected = true;
        self.listen(cx, id);
        Ok(())
    }

    /// Lets go of the kernel socket and its port, keeping what the program and this relay agreed on.
    pub(super) async fn dismantle(mut self) -> mail::State {
        self.stop().await;
        self.mail.take_state()
    }

    /// Goes on with another kernel socket. What had arrived at the old one is lost.
    pub(super) fn resume(
        cx: &Context,
        id: SocketId,
        family: Family,
        socket: socket2::Socket,
        kept: mail::State,
    ) -> Result<Self, Errno> {
        let socket = DatagramSocket::new(family, socket).map_err(|error| errno(&error))?;
        let mut datagram = Self {
            mail: Arc::new(Mail::new(socket, kept)),
            task: None,
            connected: false,
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
        to: Option<Address>,
        bytes: Bytes,
    ) -> bool {
        let letter = match self.address(cx, family, to) {
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

    /// The program takes bytes up to this position.
    pub(super) fn grant(&self, id: SocketId, upto: u64) -> Result<(), Violation> {
        if self.mail.grant(upto) {
            Ok(())
        } else {
            Err(Violation::BadCredit(id))
        }
    }

    pub(super) fn abort(&self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }

    /// close(2); the port is free on return. The requests that were waiting for a flush are returned.
    pub(super) async fn close(mut self) -> Vec<RequestId> {
        self.stop().await;
        self.mail.waiting()
    }

    async fn stop(&mut self) {
        if let Some(task) = self.task.take() {
            task.end().await;
        }
    }

    fn address(&self, cx: &Context, family: Family, to: Option<Address>) -> Result<Option<SockAddr>, Errno> {
        let Some(to) = to else {
            return if self.connected {
                Ok(None)
            } else {
                Err(Errno::EDESTADDRREQ)
            };
        };
        cx.reader.target(cx.net.policy, family, to).map(Some)
    }

    fn listen(&mut self, cx: &Context, id: SocketId) {
        if self.task.is_none() {
            let (reader, lane, events) = (cx.reader.clone(), cx.outbox.lane(), cx.events.clone());
            let task = mail::run(id, self.mail.clone(), reader, lane, events);
            self.task = Some(Task::new(cx.net.tasks.spawn(task)));
        }
    }
}
