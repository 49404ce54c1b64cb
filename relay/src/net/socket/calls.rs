//! The system calls that are answered at once, by what the kernel says.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use wire::{Errno, Family, Kind, OptionValue, RequestId, SocketOption};

use super::errno::errno;
use super::listener::Listener;
use super::{Context, Outcome, Reply, Socket, State, options};

impl Socket {
    /// setsockopt(2).
    pub(in crate::net) fn set(&mut self, option: SocketOption, value: OptionValue) -> Result<Reply, Errno> {
        options::set(&self.kernel()?, option, value)?;
        self.options.retain(|(set, _)| *set != option);
        self.options.push((option, value));
        Ok(Reply::default())
    }

    /// getsockopt(2).
    pub(in crate::net) fn get(&self, option: SocketOption) -> Result<Reply, Errno> {
        let is_stream = self.kind == Kind::Stream;
        let value = match option {
            SocketOption::SO_TYPE => OptionValue::Int(if is_stream { 1 } else { 2 }),
            SocketOption::SO_PROTOCOL => OptionValue::Int(if is_stream { 6 } else { 17 }),
            SocketOption::SO_DOMAIN => OptionValue::Int(if self.family == Family::Inet { 2 } else { 10 }),
            SocketOption::SO_ACCEPTCONN => {
                OptionValue::Int(i32::from(matches!(self.state, State::Listener(_))))
            }
            // Errors go to the program as `failed`; none is kept here.
            SocketOption::SO_ERROR => OptionValue::Int(0),
            option => options::get(&self.kernel()?, option)?,
        };
        Ok(Reply {
            value: Some(value),
            ..Reply::default()
        })
    }

    /// bind(2).
    pub(in crate::net) fn bind(&mut self, cx: &Context, asked: SocketAddr) -> Result<Reply, Errno> {
        let real = cx.reader.home.bind(self.family, asked)?;
        match &mut self.state {
            State::Fresh(socket) => socket.bind(&real.into()).map_err(|error| errno(&error))?,
            State::Datagram(datagram) => datagram.bind(cx, self.id, real)?,
            State::Lost(errno) => return Err(*errno),
            State::Connecting(..) | State::Stream(_) | State::Listener(_) => return Err(Errno::EINVAL),
        }
        self.asked = Some(asked);
        self.name(cx)
    }

    /// listen(2). A socket that isn't bound is bound here, or the kernel would do it on all interfaces.
    pub(in crate::net) fn listen(&mut self, cx: &Context, backlog: i32) -> Result<Reply, Errno> {
        match &self.state {
            State::Fresh(socket) => {
                if self.asked.is_none() {
                    let anywhere = cx.reader.home.anywhere(self.family);
                    socket.bind(&anywhere.into()).map_err(|error| errno(&error))?;
                    self.asked = Some(SocketAddr::new(wildcard(self.family), 0));
                }
                self.start_listening(cx, backlog)?;
            }
            State::Listener(listener) => listener.set_backlog(backlog)?,
            State::Datagram(_) => return Err(Errno::EOPNOTSUPP),
            State::Connecting(..) | State::Stream(_) => return Err(Errno::EINVAL),
            State::Lost(errno) => return Err(*errno),
        }
        self.name(cx)
    }

    fn start_listening(&mut self, cx: &Context, backlog: i32) -> Result<(), Errno> {
        match std::mem::replace(&mut self.state, State::Lost(Errno::EBADF)) {
            State::Fresh(socket) => match Listener::start(cx, self.id, socket, backlog) {
                Ok(listener) => self.state = State::Listener(listener),
                Err((socket, errno)) => {
                    self.state = socket.map_or(State::Lost(errno), State::Fresh);
                    return Err(errno);
                }
            },
            other => self.state = other,
        }
        Ok(())
    }

    /// getsockname(2).
    pub(in crate::net) fn name(&self, cx: &Context) -> Result<Reply, Errno> {
        let real = self
            .kernel()?
            .local_addr()
            .ok()
            .and_then(|address| address.as_socket())
            // Windows has no name for a socket that isn't bound.
            .unwrap_or(SocketAddr::new(wildcard(self.family), 0));
        let connected = match &self.state {
            State::Stream(_) | State::Connecting(..) => true,
            State::Datagram(datagram) => datagram.peer().is_some(),
            State::Fresh(_) | State::Listener(_) | State::Lost(_) => false,
        };
        // connect(2) gives a socket that was bound to the wildcard the address it really has.
        let asked = self.asked.filter(|_| !connected);
        Ok(Reply::local(cx.reader.home.shown(real, asked)))
    }

    /// Answers when what was sent before is in the kernel, or with the error that was met.
    pub(in crate::net) fn flush(&self, cx: &Context, req: RequestId) -> Outcome {
        let outcome = match &self.state {
            State::Stream(stream) => stream.flush(req)?,
            State::Datagram(datagram) => datagram.flush(req)?,
            State::Fresh(_) | State::Connecting(..) | State::Listener(_) => Err(Errno::EPIPE),
            State::Lost(errno) => Err(*errno),
        };
        Some(outcome.and_then(|()| self.name(cx)))
    }
}

fn wildcard(family: Family) -> IpAddr {
    match family {
        Family::Inet => Ipv4Addr::UNSPECIFIED.into(),
        Family::Inet6 => Ipv6Addr::UNSPECIFIED.into(),
    }
}
