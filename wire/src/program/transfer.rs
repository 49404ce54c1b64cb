//! Bytes in and out: recv(2), send(2), recvfrom(2), sendto(2). What is at hand is served at once.

use std::net::{IpAddr, Ipv4Addr};

use bytes::Bytes;

use super::descriptors::Fd;
use super::link::{File, Link, Pending};
use super::socket::{Phase, Socket};
use crate::limits::{DATAGRAM_COST, MAX_DATA, MAX_DATAGRAM};
use crate::{Address, Data, Errno, Family, Kind, RequestId, SocketId, ToRelay, UnixName};

/// What a send did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Bytes taken.
    pub n: usize,
    /// Linux would know now whether they could be sent; so wait for this, and if it failed, the send did.
    pub flush: Option<RequestId>,
}

impl Link {
    /// recv(2) and recvfrom(2): appends up to `max` bytes to `out`. The address is a datagram's sender, or the peer of a
    /// stream of AF_UNIX.
    ///
    /// # Errors
    /// `EBADF`, `ENOTCONN`, `EAGAIN` when nothing is at hand, or the socket's pending error.
    pub fn recv(
        &mut self,
        fd: Fd,
        max: usize,
        peek: bool,
        out: &mut Vec<u8>,
    ) -> Result<(usize, Option<Address>), Errno> {
        let id = match self.descriptors.get(fd)? {
            File::Socket(id) => id,
            File::Pair(id, end) => {
                let pair = self.pairs.get_mut(&id).ok_or(Errno::EBADF)?;
                return Ok((pair.recv(end, max, peek, out)?, None));
            }
        };
        let socket = self.socket(id)?;
        match socket.kind {
            Kind::Stream => {
                let from = socket.peer.filter(|peer| peer.family() == Family::Unix);
                Ok((self.recv_stream(id, max, peek, out)?, from))
            }
            Kind::Dgram => self
                .recv_datagram(id, max, peek, out)
                .map(|(n, from)| (n, Some(from))),
        }
    }

    /// send(2), or sendto(2) with an address. A stream may take a part only.
    ///
    /// # Errors
    /// `EBADF`, `EPIPE`, `ENOTCONN`, `EDESTADDRREQ`, `EMSGSIZE`, `EAGAIN` without credit, or the socket's pending error.
    pub fn send(&mut self, fd: Fd, bytes: &[u8], to: Option<Address>) -> Result<Sent, Errno> {
        let id = match self.descriptors.get(fd)? {
            File::Socket(id) => id,
            File::Pair(id, end) => {
                let n = self.pairs.get_mut(&id).ok_or(Errno::EBADF)?.send(end, bytes)?;
                return Ok(Sent { n, flush: None });
            }
        };
        match self.socket(id)?.kind {
            Kind::Stream => self.send_stream(id, bytes),
            Kind::Dgram => self.send_datagram(id, bytes, to),
        }
    }

    fn recv_stream(
        &mut self,
        id: SocketId,
        max: usize,
        peek: bool,
        out: &mut Vec<u8>,
    ) -> Result<usize, Errno> {
        let socket = self.socket(id)?;
        if socket.inbox.is_empty() {
            // After FIN, Linux reports the end even to one who has an error to hear of (SOCK_DONE in tcp_recvmsg).
            if socket.eof {
                return Ok(0);
            }
            return match (socket.error.take(), &socket.phase) {
                (Some(errno), _) => Err(errno),
                (None, Phase::Connecting) => Err(Errno::EAGAIN),
                (None, Phase::Idle | Phase::Listening(_)) if socket.family == Family::Unix => {
                    Err(Errno::EINVAL)
                }
                (None, Phase::Idle | Phase::Listening(_)) => Err(Errno::ENOTCONN),
                (None, Phase::Dead) => Ok(0),
                (None, Phase::Connected) if max == 0 || socket.read_shut => Ok(0),
                (None, Phase::Connected) => Err(Errno::EAGAIN),
            };
        }
        if peek {
            return Ok(socket.inbox.peek(max, out));
        }
        let n = socket.inbox.read(max, out);
        self.taken(id, n as u64);
        Ok(n)
    }

    fn recv_datagram(
        &mut self,
        id: SocketId,
        max: usize,
        peek: bool,
        out: &mut Vec<u8>,
    ) -> Result<(usize, Address), Errno> {
        let socket = self.socket(id)?;
        if let Some(errno) = socket.error.take() {
            return Err(errno);
        }
        let Some((from, bytes)) = socket.datagrams.front() else {
            return if socket.read_shut {
                Ok((0, Address::unbound(socket.family)))
            } else {
                Err(Errno::EAGAIN)
            };
        };
        let (from, len) = (*from, bytes.len());
        // What does not fit is lost, as udp(7) says.
        let n = len.min(max);
        out.extend(bytes.iter().take(n));
        if !peek {
            socket.datagrams.pop_front();
            self.taken(id, len as u64 + DATAGRAM_COST);
        }
        Ok((n, from))
    }

    fn taken(&mut self, id: SocketId, n: u64) {
        let due = self.sockets.get_mut(&id).and_then(|socket| socket.window.take(n));
        if let Some(upto) = due {
            self.say(&ToRelay::Credit { id, upto });
        }
    }

    fn send_stream(&mut self, id: SocketId, bytes: &[u8]) -> Result<Sent, Errno> {
        let socket = self.socket(id)?;
        if let Some(errno) = socket.error.take() {
            return Err(errno);
        }
        match socket.phase {
            Phase::Connecting => return Err(Errno::EAGAIN),
            Phase::Connected if !socket.write_shut => {}
            Phase::Idle | Phase::Listening(_) if socket.family == Family::Unix => {
                return Err(Errno::ENOTCONN);
            }
            _ => return Err(Errno::EPIPE),
        }
        let room = usize::try_from(socket.credit.available()).unwrap_or(usize::MAX);
        if room == 0 && !bytes.is_empty() {
            return Err(Errno::EAGAIN);
        }
        let n = bytes.len().min(room);
        let half_closed = socket.eof;
        // `n` is at most what is available.
        let _ = socket.credit.take(n as u64);
        for chunk in bytes.get(..n).unwrap_or(bytes).chunks(MAX_DATA) {
            self.say_data(&Data::Stream {
                id,
                bytes: Bytes::copy_from_slice(chunk),
            });
        }
        let flush = if half_closed { self.flush(id) } else { None };
        Ok(Sent { n, flush })
    }

    fn send_datagram(&mut self, id: SocketId, bytes: &[u8], to: Option<Address>) -> Result<Sent, Errno> {
        let socket = self.socket(id)?;
        if let Some(errno) = socket.error.take() {
            return Err(errno);
        }
        check_destination(socket, to)?;
        if bytes.len() > MAX_DATAGRAM {
            return Err(Errno::EMSGSIZE);
        }
        if !socket.credit.take(bytes.len() as u64 + DATAGRAM_COST) {
            return Err(Errno::EAGAIN);
        }
        let target = to.or(socket.peer);
        // In AF_UNIX the sender knows of each datagram whether it has reached its receiver.
        let first = socket.tried != target || socket.family == Family::Unix;
        socket.tried = target;
        self.say_data(&Data::Datagram {
            id,
            address: to,
            bytes: Bytes::copy_from_slice(bytes),
        });
        let flush = if first { self.flush(id) } else { None };
        Ok(Sent {
            n: bytes.len(),
            flush,
        })
    }

    fn flush(&mut self, id: SocketId) -> Option<RequestId> {
        self.has_room_for_request()
            .then(|| self.request(Pending::Call(id), |req| ToRelay::Flush { req, id }))
    }
}

fn check_destination(socket: &Socket, to: Option<Address>) -> Result<(), Errno> {
    let Some(target) = to.or(socket.peer) else {
        return Err(match socket.family {
            Family::Unix => Errno::ENOTCONN,
            Family::Inet | Family::Inet6 => Errno::EDESTADDRREQ,
        });
    };
    if socket.write_shut {
        return Err(Errno::EPIPE);
    }
    match target {
        Address::Unix(UnixName::UNNAMED) => Err(Errno::EINVAL),
        Address::Inet(target) if target.port() == 0 => Err(Errno::EINVAL),
        Address::Inet(target) if target.ip() == IpAddr::V4(Ipv4Addr::BROADCAST) && !socket.broadcast => {
            Err(Errno::EACCES)
        }
        _ => Ok(()),
    }
}
