//! connect(2): begun at once, over when the kernel says so. A socket whose connect failed can be used again, as on Linux.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use socket2::{SockAddr, SockRef};
use wire::{Address, Errno, Family, RequestId};

use super::datagram::Datagram;
use super::errno::errno;
use super::kernel::{self, Conn};
use super::stream::{self, Stream};
use super::task::Task;
use super::{Context, Outcome, Reply, Socket, State, options};
use crate::net::metrics::Limit;
use crate::net::way::Way;

impl Socket {
    /// connect(2). A stream's comes back to [`Socket::connected`] when it is over.
    pub(in crate::net) async fn connect(
        &mut self,
        cx: &Context,
        req: RequestId,
        address: Option<Address>,
    ) -> Outcome {
        match (&self.state, address) {
            (State::Datagram(_), Some(address)) => Some(self.connect_datagram(cx, address).await),
            (State::Datagram(_), None) => Some(self.disconnect_datagram(cx).await),
            (State::Fresh(_), Some(address)) => match self.begin(cx, req, address) {
                Ok(()) => None,
                Err(errno) => Some(Err(errno)),
            },
            (State::Fresh(_), None) => Some(Ok(Reply::default())),
            (State::Connecting(..), _) => Some(Err(Errno::EALREADY)),
            (State::Stream(_) | State::Listener(_), _) => Some(Err(Errno::EISCONN)),
            (State::Lost(errno), _) => Some(Err(*errno)),
        }
    }

    /// A stream's connect is over; [`Socket::start`] is next if it succeeded. `None` if it isn't this one's.
    pub(in crate::net) async fn connected(
        &mut self,
        cx: &Context,
        req: RequestId,
        outcome: Result<(), Errno>,
    ) -> Outcome {
        if !matches!(&self.state, State::Connecting(_, _, begun) if *begun == req) {
            return None;
        }
        let State::Connecting(conn, task, _) = std::mem::replace(&mut self.state, State::Lost(Errno::EBADF))
        else {
            return None;
        };
        task.end().await;
        let ends = outcome.and_then(|()| self.ends(cx, &conn));
        match ends {
            Ok(reply) => {
                self.state = State::Stream(Stream::new(cx, conn));
                Some(Ok(reply))
            }
            Err(errno) => {
                drop(conn);
                self.start_over(cx);
                Some(Err(errno))
            }
        }
    }

    fn begin(&mut self, cx: &Context, req: RequestId, address: Address) -> Result<(), Errno> {
        let may = cx.reader.quota.connect();
        may.map_err(|errno| cx.reached(Limit::Connects, errno))?;
        let way = cx.reader.way(&cx.net, self.kind, self.family, address)?;
        let stand = self.stand(cx, &way)?;
        if let Some(stand) = stand {
            // The old one goes first, or its port would be in use.
            self.state = State::Lost(Errno::EBADF);
            let there = self.another(cx).and_then(|socket| {
                socket.bind(&stand.into()).map_err(|error| errno(&error))?;
                Ok(socket)
            });
            self.state = there.map_or_else(State::Lost, State::Fresh);
        }
        let begun = self.set_out(cx, req, address, &way);
        if begun.is_err() && stand.is_some() {
            self.start_over(cx);
        }
        begun
    }

    fn set_out(&mut self, cx: &Context, req: RequestId, address: Address, way: &Way) -> Result<(), Errno> {
        let socket = match &self.state {
            State::Fresh(socket) => socket,
            State::Lost(errno) => return Err(*errno),
            _ => return Err(Errno::EISCONN),
        };
        let connect = |target: &SockAddr| match socket.connect(target).map_err(|error| errno(&error)) {
            Ok(()) | Err(Errno::EINPROGRESS) => Ok(()),
            Err(errno) => Err(errno),
        };
        let twin = match address {
            Address::Inet(_) => {
                let begun = way.go(&cx.net, &cx.reader, self.kind, connect);
                begun.unwrap_or(Err(Errno::ECONNREFUSED)).map(|()| None)?
            }
            Address::Unix(name) => Some(cx.reader.names.connect(name, connect)?),
        };
        if let State::Fresh(socket) = std::mem::replace(&mut self.state, State::Lost(Errno::EBADF)) {
            let conn = Arc::new(Conn::connecting(self.family, socket, twin).map_err(|error| errno(&error))?);
            let connecting = stream::connect(self.id, req, conn.clone(), cx.events.clone());
            let (net, began) = (cx.net.clone(), Instant::now());
            let task = async move {
                connecting.await;
                net.metrics.connected(began.elapsed());
            };
            self.state = State::Connecting(conn, Task::new(cx.spawn(task)), req);
        }
        Ok(())
    }

    /// After a connect that failed: a socket where the program's bind(2) was, as if there had been none. That place is free
    /// again, as nothing was ever connected there.
    fn start_over(&mut self, cx: &Context) {
        self.port = None;
        self.state = State::Lost(Errno::EBADF);
        let fresh = self.another(cx).and_then(|socket| {
            if let Some(real) = self.at_home(cx) {
                let asked = self.asked.and_then(Address::inet);
                self.port = cx.bind(&SockRef::from(&socket), self.kind, real, asked)?;
            }
            Ok(socket)
        });
        self.state = fresh.map_or_else(State::Lost, State::Fresh);
    }

    async fn connect_datagram(&mut self, cx: &Context, address: Address) -> Result<Reply, Errno> {
        let way = cx.reader.way(&cx.net, self.kind, self.family, address)?;
        let stand = self.stand(cx, &way)?;
        if stand.is_some() {
            self.replace_datagram(cx, stand).await?;
        }
        if let State::Datagram(datagram) = &mut self.state
            && let Err(errno) = datagram.connect(cx, self.id, address, &way)
        {
            if stand.is_some() {
                self.go_home(cx).await?;
            }
            return Err(errno);
        }
        let peer = match (address, &way) {
            (Address::Inet(asked), _) => Some(cx.reader.home.peer(asked).into()),
            (Address::Unix(_), Way::To(target)) => Some(cx.reader.names.shown(target).into()),
            (Address::Unix(_), Way::Seat(..)) => None,
        };
        Ok(Reply {
            peer,
            ..self.name(cx)?
        })
    }

    /// Linux forgets the peer, and the port unless bind(2) named one. Other systems have no call for it, so on all of
    /// them another socket takes over; in AF_UNIX that one couldn't have the same name.
    async fn disconnect_datagram(&mut self, cx: &Context) -> Result<Reply, Errno> {
        if self.family == Family::Unix {
            return Err(Errno::EOPNOTSUPP);
        }
        self.go_home(cx).await?;
        self.name(cx)
    }

    /// To where the program's bind(2) was: if it left the port open, that is another one now.
    async fn go_home(&mut self, cx: &Context) -> Result<(), Errno> {
        self.replace_datagram(cx, self.at_home(cx)).await?;
        if self.listening.is_some() {
            let bound = self.name(cx)?;
            self.show(cx, &bound);
        }
        Ok(())
    }

    async fn replace_datagram(&mut self, cx: &Context, bind: Option<SocketAddr>) -> Result<(), Errno> {
        if let State::Datagram(datagram) = std::mem::replace(&mut self.state, State::Lost(Errno::EBADF)) {
            let kept = datagram.dismantle().await;
            let asked = self.asked.and_then(Address::inet);
            let socket = self.another(cx).and_then(|socket| {
                let port = match bind {
                    Some(real) => cx.bind(&SockRef::from(&socket), self.kind, real, asked)?,
                    None => None,
                };
                Datagram::resume(cx, self.id, self.family, socket, port, kept)
            });
            match socket {
                Ok(datagram) => self.state = State::Datagram(datagram),
                Err(errno) => {
                    self.state = State::Lost(errno);
                    self.listening = None;
                    return Err(errno);
                }
            }
        }
        Ok(())
    }

    /// A kernel socket in place of this one's, with the same options, bound to nothing.
    fn another(&self, cx: &Context) -> Result<socket2::Socket, Errno> {
        let socket = kernel::open(self.family, self.kind).map_err(|error| errno(&error))?;
        for (option, value) in &self.options {
            if !self.is_kept_here(cx, *option) {
                options::set(&SockRef::from(&socket), *option, *value)?;
            }
        }
        Ok(socket)
    }

    /// Where the program's bind(2) was really done.
    fn at_home(&self, cx: &Context) -> Option<SocketAddr> {
        let asked = self.asked.and_then(Address::inet)?;
        cx.reader.home.bind(self.family, asked).ok()
    }

    /// Where the kernel's socket must be bound for this way, if it isn't: at the same port, if the program has chosen
    /// one. Such a socket only hears its peer.
    fn stand(&self, cx: &Context, way: &Way) -> Result<Option<SocketAddr>, Errno> {
        let asked = self.asked.and_then(Address::inet);
        let Some(meaning) = way.meaning() else {
            return Ok(None);
        };
        let Some(ip) = cx.reader.home.stand(self.kind, asked, meaning)? else {
            return Ok(None);
        };
        let socket = self.kernel()?;
        let bound = socket.local_addr().map_err(|error| errno(&error))?.as_socket();
        let port = match bound {
            Some(bound) if bound.ip() == ip => return Ok(None),
            Some(bound) if asked.is_some() => bound.port(),
            _ => 0,
        };
        Ok(Some(SocketAddr::new(ip, port)))
    }

    /// The names of both ends. In AF_UNIX the kernel's are only as good as this relay's.
    fn ends(&self, cx: &Context, conn: &Conn) -> Result<Reply, Errno> {
        let sock = conn.sock();
        let local = sock.local_addr().map_err(|error| errno(&error))?;
        let peer = sock.peer_addr().map_err(|error| errno(&error))?;
        let (local, peer) = cx.reader.ends(self.kind, &local, &peer);
        let local = match self.family {
            Family::Unix => self.asked.unwrap_or(Address::unbound(Family::Unix)),
            _ => local,
        };
        Ok(Reply {
            local: Some(local),
            peer: Some(peer),
            ..Reply::default()
        })
    }
}
