//! Kernel sockets: opening them, and letting go of them without blocking a thread.
//!
//! What tokio has a type for in each family is one type here; a call goes to the one or the other.

use std::io;
#[cfg(unix)]
use std::path::Path;
use std::time::Duration;

use bytes::{BufMut, BytesMut};
use socket2::{Domain, SockAddr, SockRef, Socket, Type};
use tokio::io::{Interest, Ready};
use tokio::net::{TcpListener, TcpStream, UdpSocket};
#[cfg(unix)]
use tokio::net::{UnixDatagram, UnixListener, UnixStream};
#[cfg(unix)]
use tokio::time::sleep;
use wire::{Family, Kind};

use crate::net::names::{Names, Twin};

/// How often a datagram that found no room at its receiver in AF_UNIX is tried again. No event says that there is room.
#[cfg(unix)]
const AGAIN: Duration = Duration::from_millis(2);

/// socket(2), non-blocking.
pub(super) fn open(family: Family, kind: Kind) -> io::Result<Socket> {
    let domain = match family {
        Family::Inet => Domain::IPV4,
        Family::Inet6 => Domain::IPV6,
        // Python has no AF_UNIX where the system isn't a Unix.
        Family::Unix if cfg!(not(unix)) => return Err(io::ErrorKind::Unsupported.into()),
        Family::Unix => Domain::UNIX,
    };
    let kind = match kind {
        Kind::Stream => Type::STREAM,
        Kind::Dgram => Type::DGRAM,
    };
    let socket = Socket::new(domain, kind, None)?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}

/// The same call for each of tokio's types.
macro_rules! either {
    ($of:ident, $self:expr, $socket:ident => $call:expr) => {
        match $self {
            $of::Inet($socket) => $call,
            #[cfg(unix)]
            $of::Unix($socket) => $call,
        }
    };
}

/// A stream, connected or about to be.
///
/// Closing a stream whose `SO_LINGER` is more than zero seconds blocks the thread even if the socket is non-blocking
/// (socket(7)), so this takes the option back first; the kernel then sends what it holds in the background.
#[derive(Debug)]
pub(in crate::net) struct Conn {
    stream: StreamSocket,
    /// Of AF_UNIX only.
    twin: Option<Twin>,
}

#[derive(Debug)]
enum StreamSocket {
    Inet(TcpStream),
    #[cfg(unix)]
    Unix(UnixStream),
}

impl Conn {
    /// Takes over a socket whose connect has begun.
    pub(super) fn connecting(family: Family, socket: Socket, twin: Option<Twin>) -> io::Result<Self> {
        let stream = match family {
            #[cfg(unix)]
            Family::Unix => StreamSocket::Unix(UnixStream::from_std(socket.into())?),
            _ => StreamSocket::Inet(TcpStream::from_std(socket.into())?),
        };
        Ok(Self { stream, twin })
    }

    /// The same socket as the operating system knows it.
    pub(super) fn sock(&self) -> SockRef<'_> {
        either!(StreamSocket, &self.stream, stream => SockRef::from(stream))
    }

    pub(super) async fn ready(&self, interest: Interest) -> io::Result<Ready> {
        either!(StreamSocket, &self.stream, stream => stream.ready(interest).await)
    }

    pub(super) async fn writable(&self) -> io::Result<()> {
        either!(StreamSocket, &self.stream, stream => stream.writable().await)
    }

    pub(super) fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        either!(StreamSocket, &self.stream, stream => stream.try_write(bytes))
    }

    /// An end that the other end's close with bytes unread has brought is an error, as it is in the kernel.
    pub(super) fn try_read_buf(&self, buffer: &mut impl BufMut) -> io::Result<usize> {
        let n = either!(StreamSocket, &self.stream, stream => stream.try_read_buf(buffer))?;
        if n == 0 && self.twin.as_ref().is_some_and(Twin::was_reset) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(n)
    }

    /// From now on the connection is reset when the socket is closed: in the Internet by the kernel, as with
    /// `SO_LINGER` of zero seconds.
    pub(in crate::net) fn abort(&self) {
        if let Some(twin) = &self.twin {
            twin.reset();
        }
        // A socket that can't be told has no connection that could be reset.
        let _ = self.sock().set_linger(Some(Duration::ZERO));
    }

    /// Whether closing resets the connection.
    pub(super) fn is_abortive(&self) -> bool {
        matches!(self.stream, StreamSocket::Inet(_))
            && matches!(self.sock().linger(), Ok(Some(Duration::ZERO)))
    }
}

impl Drop for Conn {
    fn drop(&mut self) {
        let socket = self.sock();
        if matches!(socket.linger(), Ok(Some(time)) if !time.is_zero()) {
            // If it fails, closing this one may block: better than not closing it.
            let _ = socket.set_linger(None);
        }
    }
}

/// A listening socket.
#[derive(Debug)]
pub(super) enum ListeningSocket {
    Inet(TcpListener),
    #[cfg(unix)]
    Unix(UnixListener),
}

impl ListeningSocket {
    /// Hands one to the runtime.
    pub(super) fn new(family: Family, socket: Socket) -> io::Result<Self> {
        match family {
            #[cfg(unix)]
            Family::Unix => UnixListener::from_std(socket.into()).map(Self::Unix),
            _ => TcpListener::from_std(socket.into()).map(Self::Inet),
        }
    }

    pub(super) fn sock(&self) -> SockRef<'_> {
        either!(Self, self, listener => SockRef::from(listener))
    }

    /// accept(2): the connection, its own address and its peer's.
    pub(super) async fn accept(&self, names: &Names) -> io::Result<(Conn, SockAddr, SockAddr)> {
        let (stream, peer) = match self {
            Self::Inet(listener) => {
                let (stream, peer) = listener.accept().await?;
                (StreamSocket::Inet(stream), peer.into())
            }
            #[cfg(unix)]
            Self::Unix(listener) => {
                let (stream, peer) = listener.accept().await?;
                (StreamSocket::Unix(stream), of_unix(&peer)?)
            }
        };
        let mut conn = Conn { stream, twin: None };
        let local = conn.sock().local_addr()?;
        conn.twin = names.accept(&local);
        Ok((conn, local, peer))
    }
}

/// A socket for datagrams.
#[derive(Debug)]
pub(super) enum DatagramSocket {
    Inet(UdpSocket),
    #[cfg(unix)]
    Unix(UnixDatagram),
}

impl DatagramSocket {
    /// Hands one to the runtime.
    pub(super) fn new(family: Family, socket: Socket) -> io::Result<Self> {
        match family {
            #[cfg(unix)]
            Family::Unix => UnixDatagram::from_std(socket.into()).map(Self::Unix),
            _ => UdpSocket::from_std(socket.into()).map(Self::Inet),
        }
    }

    pub(super) fn sock(&self) -> SockRef<'_> {
        either!(Self, self, socket => SockRef::from(socket))
    }

    /// Whether its datagrams reach their receivers at once or not at all.
    pub(super) fn is_unix(&self) -> bool {
        !matches!(self, Self::Inet(_))
    }

    pub(super) async fn ready(&self, interest: Interest) -> io::Result<Ready> {
        either!(Self, self, socket => socket.ready(interest).await)
    }

    /// There may be room for a datagram.
    pub(super) async fn writable(&self) -> io::Result<()> {
        match self {
            Self::Inet(socket) => socket.writable().await,
            #[cfg(unix)]
            Self::Unix(_) => {
                sleep(AGAIN).await;
                Ok(())
            }
        }
    }

    pub(super) fn try_io<R>(
        &self,
        interest: Interest,
        call: impl FnOnce() -> io::Result<R>,
    ) -> io::Result<R> {
        either!(Self, self, socket => socket.try_io(interest, call))
    }

    /// sendto(2), or send(2) without an address.
    pub(super) fn try_send(&self, bytes: &[u8], to: Option<&SockAddr>) -> io::Result<usize> {
        let send = || match to {
            Some(to) => self.sock().send_to(bytes, to),
            None => self.sock().send(bytes),
        };
        match self {
            Self::Inet(socket) => socket.try_io(Interest::WRITABLE, send),
            #[cfg(unix)]
            Self::Unix(_) => send(),
        }
    }

    /// recvfrom(2).
    pub(super) fn try_recv(&self, buffer: &mut BytesMut) -> io::Result<(usize, SockAddr)> {
        match self {
            Self::Inet(socket) => {
                let (n, from) = socket.try_recv_buf_from(buffer)?;
                Ok((n, from.into()))
            }
            #[cfg(unix)]
            Self::Unix(socket) => {
                let (n, from) = socket.try_recv_buf_from(buffer)?;
                Ok((n, of_unix(&from)?))
            }
        }
    }
}

/// tokio's kind of address; no path is no name.
#[cfg(unix)]
fn of_unix(address: &tokio::net::unix::SocketAddr) -> io::Result<SockAddr> {
    SockAddr::unix(address.as_pathname().unwrap_or(Path::new("")))
}
