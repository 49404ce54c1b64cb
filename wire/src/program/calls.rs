//! The system calls that set sockets up and take them down. Each checks what Linux would check first.

use std::net::IpAddr;

use super::descriptors::Fd;
use super::link::{Answer, File, Link, Pending};
use super::pair::{End, Pair};
use super::socket::{Backlog, Phase, Socket};
use crate::limits::MAX_NAME;
use crate::{Address, Errno, Family, Kind, OptionValue, RequestId, SocketId, ToRelay, UnixName};

/// Which half shutdown(2) closes, with the numbers of `SHUT_RD`, `SHUT_WR` and `SHUT_RDWR`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum How {
    Read = 0,
    Write = 1,
    Both = 2,
}

impl Link {
    /// socket(2). The request's failure undoes it.
    ///
    /// # Errors
    /// `EMFILE`; `ENOBUFS` if too many requests are unanswered.
    pub fn open(&mut self, family: Family, kind: Kind) -> Result<(Fd, RequestId), Errno> {
        self.descriptors.check_room()?;
        if !self.has_room_for_request() {
            return Err(Errno::ENOBUFS);
        }
        let id = self.next_socket();
        let fd = self.descriptors.insert(File::Socket(id))?;
        self.sockets.insert(id, Socket::new(family, kind));
        let req = self.request(Pending::Socket(id), |req| ToRelay::Socket {
            req,
            id,
            family,
            kind,
        });
        Ok((fd, req))
    }

    /// socketpair(2).
    ///
    /// # Errors
    /// `EMFILE`.
    pub fn pair(&mut self, kind: Kind) -> Result<(Fd, Fd), Errno> {
        let id = self.next_pair();
        let a = self.descriptors.insert(File::Pair(id, End::A))?;
        let b = match self.descriptors.insert(File::Pair(id, End::B)) {
            Ok(b) => b,
            Err(errno) => {
                self.descriptors.remove(a)?;
                return Err(errno);
            }
        };
        self.pairs.insert(id, Pair::new(kind));
        Ok((a, b))
    }

    /// dup(2).
    ///
    /// # Errors
    /// `EBADF`, `EMFILE`.
    pub fn dup(&mut self, fd: Fd) -> Result<Fd, Errno> {
        let file = self.descriptors.get(fd)?;
        self.descriptors.insert(file)
    }

    /// close(2). The last descriptor of a socket closes it.
    ///
    /// # Errors
    /// `EBADF`.
    pub fn close(&mut self, fd: Fd) -> Result<(), Errno> {
        let (file, last) = self.descriptors.remove(fd)?;
        match file {
            File::Socket(id) if last => self.close_socket(id),
            File::Pair(id, end) if last && self.pairs.get_mut(&id).is_some_and(|pair| pair.close(end)) => {
                self.pairs.remove(&id);
            }
            _ => {}
        }
        Ok(())
    }

    /// bind(2).
    ///
    /// # Errors
    /// `EBADF`; `EINVAL` if it is bound already.
    pub fn bind(&mut self, fd: Fd, address: Address) -> Result<RequestId, Errno> {
        let (id, socket) = self.remote(fd)?;
        if socket.is_bound() || !matches!(socket.phase, Phase::Idle) {
            return Err(Errno::EINVAL);
        }
        Ok(self.request(Pending::Call(id), |req| ToRelay::Bind { req, id, address }))
    }

    /// listen(2).
    ///
    /// # Errors
    /// `EBADF`; `EOPNOTSUPP` for a datagram socket; `EINVAL` for a connected one, or one of AF_UNIX that isn't bound.
    pub fn listen(&mut self, fd: Fd, backlog: i32) -> Result<RequestId, Errno> {
        let (id, socket) = self.remote(fd)?;
        if socket.kind != Kind::Stream {
            return Err(Errno::EOPNOTSUPP);
        }
        let nameless = socket.family == Family::Unix && !socket.is_bound();
        if nameless || !matches!(socket.phase, Phase::Idle | Phase::Listening(_)) {
            return Err(Errno::EINVAL);
        }
        Ok(self.request(Pending::Listen(id), |req| ToRelay::Listen { req, id, backlog }))
    }

    /// accept(2): the new descriptor and both ends' addresses.
    ///
    /// # Errors
    /// `EBADF`; `EINVAL` without listen(2); `EAGAIN` while nobody waits; `EMFILE`, and the connection goes on waiting.
    pub fn accept(&mut self, fd: Fd) -> Result<(Fd, Address), Errno> {
        let (listener, socket) = self.remote(fd)?;
        if socket.kind != Kind::Stream {
            return Err(Errno::EOPNOTSUPP);
        }
        let Phase::Listening(backlog) = &mut socket.phase else {
            return Err(Errno::EINVAL);
        };
        let id = *backlog.queue.front().ok_or(Errno::EAGAIN)?;
        let upto = backlog.upto + 1;
        let new = self.descriptors.insert(File::Socket(id))?;
        if let Phase::Listening(backlog) = &mut self.socket(listener)?.phase {
            backlog.queue.pop_front();
            backlog.upto = upto;
        }
        self.say(&ToRelay::Accept { id: listener, upto });
        let peer = self.socket(id)?.peer.ok_or(Errno::ECONNABORTED)?;
        Ok((new, peer))
    }

    /// connect(2), begun. When [`super::ready::OUT`] or `ERR` holds it is over; [`Link::take_error`] says how.
    /// For a datagram socket, wait for the request that is returned. `None` as the address undoes a datagram's connect.
    ///
    /// # Errors
    /// `EBADF`, `EISCONN`, `EALREADY`; `EAFNOSUPPORT` for the other family's address.
    pub fn connect(&mut self, fd: Fd, address: Option<Address>) -> Result<RequestId, Errno> {
        let (id, socket) = self.remote(fd)?;
        if address.is_some_and(|address| address.family() != socket.family) {
            return Err(Errno::EAFNOSUPPORT);
        }
        if socket.kind == Kind::Stream {
            match socket.phase {
                Phase::Listening(_) if socket.family == Family::Unix => return Err(Errno::EINVAL),
                Phase::Connected | Phase::Listening(_) | Phase::Dead => return Err(Errno::EISCONN),
                Phase::Connecting => return Err(Errno::EALREADY),
                Phase::Idle => {}
            }
            socket.phase = Phase::Connecting;
            socket.error = None;
        }
        Ok(self.request(Pending::Connect(id), |req| ToRelay::Connect { req, id, address }))
    }

    /// shutdown(2).
    ///
    /// # Errors
    /// `EBADF`, `ENOTCONN`.
    pub fn shutdown(&mut self, fd: Fd, how: How) -> Result<(), Errno> {
        let (read, write) = (how != How::Write, how != How::Read);
        let id = match self.descriptors.get(fd)? {
            File::Socket(id) => id,
            File::Pair(id, end) => {
                self.pairs
                    .get_mut(&id)
                    .ok_or(Errno::EBADF)?
                    .shutdown(end, read, write);
                return Ok(());
            }
        };
        let socket = self.socket(id)?;
        match socket.phase {
            Phase::Connected => {}
            // Linux lets a listener be shut down; its accept(2) then fails with EINVAL.
            Phase::Listening(_) => {
                if read {
                    self.stop_listening(id);
                }
                return Ok(());
            }
            // Linux asks no connection of a socket of AF_UNIX.
            _ if socket.family == Family::Unix => {}
            _ => return Err(Errno::ENOTCONN),
        }
        socket.read_shut |= read;
        socket.seen = false;
        let first = write && !socket.write_shut;
        socket.write_shut |= write;
        if first && socket.kind == Kind::Stream && matches!(socket.phase, Phase::Connected) {
            self.say(&ToRelay::Shutdown { id });
        }
        Ok(())
    }

    /// stat(2) of a path that may be a socket's: `Done`, or `ENOENT`.
    pub fn stat(&mut self, path: UnixName) -> RequestId {
        self.request(Pending::Lookup, |req| ToRelay::Stat { req, path })
    }

    /// unlink(2) of a socket's path: `Done`, or `ENOENT`.
    pub fn unlink(&mut self, path: UnixName) -> RequestId {
        self.request(Pending::Lookup, |req| ToRelay::Unlink { req, path })
    }

    /// getaddrinfo(3) for a host name.
    pub fn resolve(&mut self, host: &str, family: Option<Family>) -> RequestId {
        if host.len() > MAX_NAME {
            return self.refuse(Pending::Lookup, Errno::EAI_NONAME);
        }
        self.request(Pending::Lookup, |req| ToRelay::Resolve {
            req,
            host: host.into(),
            family,
        })
    }

    /// getnameinfo(3) for an address.
    pub fn reverse(&mut self, ip: IpAddr) -> RequestId {
        self.request(Pending::Lookup, |req| ToRelay::Reverse { req, ip })
    }

    /// The relay could not open it.
    pub(super) fn undo_open(&mut self, id: SocketId) {
        self.descriptors.remove_all(File::Socket(id));
        self.close_socket(id);
    }

    fn close_socket(&mut self, id: SocketId) {
        let Some(socket) = self.sockets.remove(&id) else {
            return;
        };
        if let Phase::Listening(Backlog { queue, .. }) = socket.phase {
            queue.into_iter().for_each(|waiting| self.reset(waiting));
        }
        self.say(&ToRelay::Close {
            id,
            taken: socket.window.taken(),
            reset: false,
        });
        for (req, pending) in &mut self.pending {
            if pending.socket() == Some(id) {
                // Nobody asks for the answer of a stream's connect.
                if *pending != Pending::Connect(id) || socket.kind != Kind::Stream {
                    self.answers.insert(*req, Err(Errno::EBADF));
                }
                *pending = Pending::Nobody;
            }
        }
    }

    fn stop_listening(&mut self, id: SocketId) {
        let Some(socket) = self.sockets.get_mut(&id) else {
            return;
        };
        if let Phase::Listening(Backlog { queue, .. }) = std::mem::replace(&mut socket.phase, Phase::Dead) {
            queue.into_iter().for_each(|waiting| self.reset(waiting));
        }
    }

    /// Resets a connection that nobody accepted.
    pub(super) fn reset(&mut self, id: SocketId) {
        self.sockets.remove(&id);
        self.say(&ToRelay::Close {
            id,
            taken: 0,
            reset: true,
        });
    }
}

impl Pending {
    pub(super) fn socket(self) -> Option<SocketId> {
        match self {
            Pending::Socket(id) | Pending::Call(id) | Pending::Listen(id) | Pending::Connect(id) => Some(id),
            Pending::Lookup | Pending::Nobody => None,
        }
    }
}

impl Answer {
    pub(super) fn from_ok(value: Option<OptionValue>, addresses: Vec<IpAddr>, host: Option<String>) -> Self {
        match (value, host) {
            (Some(value), _) => Answer::Value(value),
            (None, Some(host)) => Answer::Host(host),
            (None, None) if addresses.is_empty() => Answer::Done,
            (None, None) => Answer::Addresses(addresses),
        }
    }
}
