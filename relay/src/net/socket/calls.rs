//! The system calls that are answered at once, by what the kernel says.

use std::net::SocketAddr;

use socket2::{SockAddr, SockRef};
use wire::{Address, Errno, Family, Kind, OptionValue, RequestId, SocketOption};

use super::errno::errno;
use super::listener::Listener;
use super::{Context, Outcome, Reply, Socket, State, options};
use crate::net::address::Ends;

impl Socket {
    /// setsockopt(2).
    pub(in crate::net) fn set(
        &mut self,
        cx: &Context,
        option: SocketOption,
        value: OptionValue,
    ) -> Result<Reply, Errno> {
        if !self.is_kept_here(cx, option) {
            options::set(&self.kernel()?, option, value)?;
        }
        self.options.retain(|(set, _)| *set != option);
        self.options.push((option, value));
        Ok(Reply::default())
    }

    /// getsockopt(2).
    pub(in crate::net) fn get(&self, cx: &Context, option: SocketOption) -> Result<Reply, Errno> {
        let value = match option {
            SocketOption::SO_TYPE => OptionValue::Int(self.kind.number()),
            SocketOption::SO_PROTOCOL => OptionValue::Int(self.family.protocol(self.kind)),
            SocketOption::SO_DOMAIN => OptionValue::Int(self.family.number()),
            SocketOption::SO_ACCEPTCONN => {
                OptionValue::Int(i32::from(matches!(self.state, State::Listener(_))))
            }
            // Errors go to the program as `failed`; none is kept here.
            SocketOption::SO_ERROR => OptionValue::Int(0),
            option if self.is_kept_here(cx, option) => {
                let mut all = self.options.iter();
                OptionValue::Int(match all.find(|(set, _)| *set == option) {
                    Some((_, OptionValue::Int(on) | OptionValue::Linger(on, _))) => i32::from(*on != 0),
                    None => 0,
                })
            }
            option => options::get(&self.kernel()?, option)?,
        };
        Ok(Reply {
            value: Some(value),
            ..Reply::default()
        })
    }

    /// Whether the kernel isn't told of this option. In a class no datagram is ever sent to everybody; and who would share a
    /// port would share it with services of this machine, which then hear what a connected socket there doesn't.
    pub(super) fn is_kept_here(&self, cx: &Context, option: SocketOption) -> bool {
        let of_datagrams = match option {
            SocketOption::SO_BROADCAST => true,
            SocketOption::SO_REUSEADDR | SocketOption::SO_REUSEPORT => self.kind == Kind::Dgram,
            _ => false,
        };
        of_datagrams && cx.reader.home.is_in_class()
    }

    /// bind(2).
    pub(in crate::net) fn bind(&mut self, cx: &Context, asked: Address) -> Result<Reply, Errno> {
        let asked = match (asked, self.family) {
            (Address::Inet(inet), family) => {
                let real = cx.reader.home.bind(family, inet)?;
                self.bind_at_home(cx, real, inet)?;
                asked
            }
            (Address::Unix(_), Family::Unix) if self.name.is_some() => return Err(Errno::EINVAL),
            (Address::Unix(name), Family::Unix) => {
                let name = cx.reader.names.bind(name, |real| self.bind_kernel(cx, real))?;
                let shown = name.shown();
                self.name = Some(name);
                shown.into()
            }
            (Address::Unix(_), _) => return Err(Errno::EAFNOSUPPORT),
        };
        self.asked = Some(asked);
        let bound = self.name(cx)?;
        if self.kind == Kind::Dgram {
            self.show(cx, &bound);
        }
        Ok(bound)
    }

    /// The teacher sees from now on where it hears others.
    pub(super) fn show(&mut self, cx: &Context, bound: &Reply) {
        let address = bound.local.and_then(Address::inet);
        self.listening = address.map(|address| cx.reader.doings.listening(self.kind, address));
    }

    fn bind_at_home(&mut self, cx: &Context, real: SocketAddr, asked: SocketAddr) -> Result<(), Errno> {
        match &mut self.state {
            State::Fresh(socket) => {
                self.port = cx.bind(&SockRef::from(&*socket), self.kind, real, Some(asked))?;
                Ok(())
            }
            State::Datagram(datagram) => datagram.bind_at_home(cx, self.id, real, asked),
            State::Lost(errno) => Err(*errno),
            State::Connecting(..) | State::Stream(_) | State::Listener(_) => Err(Errno::EINVAL),
        }
    }

    fn bind_kernel(&mut self, cx: &Context, real: &SockAddr) -> Result<(), Errno> {
        match &mut self.state {
            State::Fresh(socket) => socket.bind(real).map_err(|error| errno(&error)),
            State::Datagram(datagram) => datagram.bind(cx, self.id, real),
            State::Lost(errno) => Err(*errno),
            State::Connecting(..) | State::Stream(_) | State::Listener(_) => Err(Errno::EINVAL),
        }
    }

    /// listen(2). A socket that isn't bound is bound here, or the kernel would do it on all interfaces.
    pub(in crate::net) fn listen(&mut self, cx: &Context, backlog: i32) -> Result<Reply, Errno> {
        match &self.state {
            State::Fresh(socket) => {
                if self.asked.is_none() {
                    let anywhere = cx.reader.home.anywhere(self.family)?;
                    let real = cx.reader.home.bind(self.family, anywhere)?;
                    self.port = cx.bind(&SockRef::from(socket), self.kind, real, Some(anywhere))?;
                    self.asked = Some(anywhere.into());
                }
                self.start_listening(cx, backlog)?;
                if let Some(port) = &self.port {
                    port.hears();
                }
            }
            State::Listener(listener) => listener.set_backlog(backlog)?,
            State::Datagram(_) => return Err(Errno::EOPNOTSUPP),
            State::Connecting(..) | State::Stream(_) => return Err(Errno::EINVAL),
            State::Lost(errno) => return Err(*errno),
        }
        let bound = self.name(cx)?;
        self.show(cx, &bound);
        Ok(bound)
    }

    fn start_listening(&mut self, cx: &Context, backlog: i32) -> Result<(), Errno> {
        match std::mem::replace(&mut self.state, State::Lost(Errno::EBADF)) {
            State::Fresh(socket) => match Listener::start(cx, self.id, self.family, socket, backlog) {
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
        let unbound = Address::unbound(self.family);
        let real = self.kernel()?.local_addr().ok();
        let Some(real) = real.and_then(|address| address.as_socket()) else {
            // In AF_UNIX only the relay knows; and Windows has no name for a socket that isn't bound.
            return Ok(Reply::local(self.asked.unwrap_or(unbound)));
        };
        let connected = match &self.state {
            State::Stream(_) | State::Connecting(..) => true,
            State::Datagram(datagram) => datagram.is_connected(),
            State::Fresh(_) | State::Listener(_) | State::Lost(_) => false,
        };
        // connect(2) gives a socket that was bound to the wildcard the address it really has.
        let asked = self.asked.filter(|_| !connected).and_then(Address::inet);
        let peer = self.kernel()?.peer_addr().ok().filter(|_| connected);
        let local = match peer.and_then(|peer| peer.as_socket()) {
            Some(peer) => cx.reader.home.ends(self.kind, Ends { local: real, peer }).local,
            None => cx.reader.home.shown(real, asked),
        };
        Ok(Reply::local(local.into()))
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
