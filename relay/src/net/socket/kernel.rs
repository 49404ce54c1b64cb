//! Kernel sockets: opening them, and letting go of them without blocking a thread.

use std::io;
use std::ops::Deref;
use std::time::Duration;

use socket2::{Domain, SockRef, Socket, Type};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
use wire::{Family, Kind};

/// socket(2), non-blocking.
pub(super) fn open(family: Family, kind: Kind) -> io::Result<Socket> {
    let domain = match family {
        Family::Inet => Domain::IPV4,
        Family::Inet6 => Domain::IPV6,
    };
    let kind = match kind {
        Kind::Stream => Type::STREAM,
        Kind::Dgram => Type::DGRAM,
    };
    let socket = Socket::new(domain, kind, None)?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

/// A listening socket, handed to the runtime.
pub(super) fn listener(socket: Socket) -> io::Result<TcpListener> {
    TcpListener::from_std(socket.into())
}

/// A datagram socket, handed to the runtime.
pub(super) fn datagram(socket: Socket) -> io::Result<UdpSocket> {
    UdpSocket::from_std(socket.into())
}

/// A stream, connected or about to be.
///
/// Closing a stream whose `SO_LINGER` is more than zero seconds blocks the thread even if the socket is non-blocking
/// (socket(7)), so this takes the option back first; the kernel then sends what it holds in the background.
#[derive(Debug)]
pub(in crate::net) struct Tcp(TcpStream);

impl Tcp {
    /// Takes over a socket whose connect has begun.
    pub(super) fn connecting(socket: Socket) -> io::Result<Self> {
        TcpStream::from_std(socket.into()).map(Self)
    }

    /// Takes over an accepted connection.
    pub(super) fn accepted(stream: TcpStream) -> Self {
        Self(stream)
    }

    /// From now on the kernel resets the connection when the socket is closed, as with `SO_LINGER` of zero seconds.
    pub(in crate::net) fn abort(&self) {
        // A socket that can't be told has no connection that could be reset.
        let _ = SockRef::from(&self.0).set_linger(Some(Duration::ZERO));
    }

    /// Whether closing resets the connection.
    pub(super) fn is_abortive(&self) -> bool {
        matches!(SockRef::from(&self.0).linger(), Ok(Some(Duration::ZERO)))
    }
}

impl Deref for Tcp {
    type Target = TcpStream;

    fn deref(&self) -> &TcpStream {
        &self.0
    }
}

impl Drop for Tcp {
    fn drop(&mut self) {
        let socket = SockRef::from(&self.0);
        if matches!(socket.linger(), Ok(Some(time)) if !time.is_zero()) {
            // If it fails, closing this one may block: better than not closing it.
            let _ = socket.set_linger(None);
        }
    }
}
