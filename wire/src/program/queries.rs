//! What a program asks about a socket: its options, its error, its addresses.

use super::descriptors::Fd;
use super::link::{File, Link, Pending};
use super::socket::Phase;
use crate::{Address, Errno, Family, OptionValue, RequestId, SocketOption, ToRelay};

impl Link {
    /// setsockopt(2).
    ///
    /// # Errors
    /// `EBADF`; `ENOPROTOOPT` for one that can't be set.
    pub fn set_option(
        &mut self,
        fd: Fd,
        option: SocketOption,
        value: OptionValue,
    ) -> Result<RequestId, Errno> {
        use SocketOption::*;
        let (id, socket) = self.remote(fd)?;
        if matches!(
            option,
            SO_TYPE | SO_ERROR | SO_ACCEPTCONN | SO_PROTOCOL | SO_DOMAIN
        ) {
            return Err(Errno::ENOPROTOOPT);
        }
        if option == SO_BROADCAST {
            socket.broadcast = value != OptionValue::Int(0);
        }
        Ok(self.request(Pending::Call(id), |req| ToRelay::Set {
            req,
            id,
            option,
            value,
        }))
    }

    /// getsockopt(2), for what the relay's kernel knows. [`Link::own_option`] has the rest.
    ///
    /// # Errors
    /// `EBADF`.
    pub fn get_option(&mut self, fd: Fd, option: SocketOption) -> Result<RequestId, Errno> {
        let (id, _) = self.remote(fd)?;
        Ok(self.request(Pending::Call(id), |req| ToRelay::Get { req, id, option }))
    }

    /// The options that are known here: `None` for those to ask the relay for. Reading `SO_ERROR` clears it.
    ///
    /// # Errors
    /// `EBADF`.
    pub fn own_option(&mut self, fd: Fd, option: SocketOption) -> Result<Option<i32>, Errno> {
        use SocketOption::*;
        if let File::Pair(id, _) = self.descriptors.get(fd)? {
            let kind = self.pairs.get(&id).ok_or(Errno::EBADF)?.kind;
            return Ok(Some(match option {
                SO_TYPE => kind.number(),
                SO_DOMAIN => Family::Unix.number(),
                SO_SNDBUF | SO_RCVBUF => 212_992,
                _ => 0,
            }));
        }
        let (_, socket) = self.remote(fd)?;
        Ok(Some(match option {
            SO_ERROR => socket.error.take().map_or(0, Errno::number),
            SO_TYPE => socket.kind.number(),
            SO_ACCEPTCONN => i32::from(socket.is_listening()),
            SO_DOMAIN => socket.family.number(),
            SO_PROTOCOL => socket.family.protocol(socket.kind),
            _ => return Ok(None),
        }))
    }

    /// SO_ERROR, and clears it; how a connect ended.
    ///
    /// # Errors
    /// `EBADF`.
    pub fn take_error(&mut self, fd: Fd) -> Result<Option<Errno>, Errno> {
        match self.descriptors.get(fd)? {
            File::Socket(id) => Ok(self.socket(id)?.error.take()),
            File::Pair(..) => Ok(None),
        }
    }

    /// getsockname(2).
    ///
    /// # Errors
    /// `EBADF`.
    pub fn sockname(&mut self, fd: Fd) -> Result<Address, Errno> {
        let File::Socket(id) = self.descriptors.get(fd)? else {
            return Ok(Address::unbound(Family::Unix));
        };
        let socket = self.socket(id)?;
        Ok(socket.local.unwrap_or(Address::unbound(socket.family)))
    }

    /// getpeername(2).
    ///
    /// # Errors
    /// `EBADF`, `ENOTCONN`.
    pub fn peername(&mut self, fd: Fd) -> Result<Address, Errno> {
        let File::Socket(id) = self.descriptors.get(fd)? else {
            return Ok(Address::unbound(Family::Unix));
        };
        let socket = self.socket(id)?;
        match (&socket.phase, socket.peer) {
            (Phase::Connected, Some(peer)) => Ok(peer),
            _ => Err(Errno::ENOTCONN),
        }
    }
}
