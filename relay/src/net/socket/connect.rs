//! connect(2): begun at once, over when the kernel says so. A socket whose connect failed can be used again, as on Linux.

use std::net::SocketAddr;
use std::sync::Arc;

use socket2::SockRef;
use wire::{Errno, RequestId};

use super::datagram::Datagram;
use super::errno::errno;
use super::kernel::{self, Tcp};
use super::stream::{self, Stream};
use super::task::Task;
use super::{Context, Outcome, Reply, Socket, State, options};

impl Socket {
    /// connect(2). A stream's comes back to [`Socket::connected`] when it is over.
    pub(in crate::net) async fn connect(
        &mut self,
        cx: &Context,
        req: RequestId,
        address: Option<SocketAddr>,
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
        let State::Connecting(tcp, task, _) = std::mem::replace(&mut self.state, State::Lost(Errno::EBADF))
        else {
            return None;
        };
        task.end().await;
        let ends = outcome.and_then(|()| ends(cx, &tcp).map_err(|error| errno(&error)));
        match ends {
            Ok(reply) => {
                self.state = State::Stream(Stream::new(tcp));
                Some(Ok(reply))
            }
            Err(errno) => {
                drop(tcp);
                // What it was bound to is free again, as nothing was ever connected there.
                self.state = self
                    .another(self.at_home(cx))
                    .map_or_else(State::Lost, State::Fresh);
                Some(Err(errno))
            }
        }
    }

    fn begin(&mut self, cx: &Context, req: RequestId, address: SocketAddr) -> Result<(), Errno> {
        let target = cx.reader.home.target(self.family, address)?;
        cx.net.policy.check(target.ip())?;
        if cx.reader.home.leaves(self.asked, target) {
            let bind = self.at_large()?;
            // The old one goes first, or its port would be in use.
            self.state = State::Lost(Errno::EBADF);
            self.state = self.another(bind).map_or_else(State::Lost, State::Fresh);
        }
        let socket = match &self.state {
            State::Fresh(socket) => socket,
            State::Lost(errno) => return Err(*errno),
            _ => return Err(Errno::EISCONN),
        };
        match socket.connect(&target.into()).map_err(|error| errno(&error)) {
            Ok(()) | Err(Errno::EINPROGRESS) => {}
            Err(errno) => return Err(errno),
        }
        if let State::Fresh(socket) = std::mem::replace(&mut self.state, State::Lost(Errno::EBADF)) {
            let tcp = Arc::new(Tcp::connecting(socket).map_err(|error| errno(&error))?);
            let task = stream::connect(self.id, req, tcp.clone(), cx.events.clone());
            self.state = State::Connecting(tcp, Task::new(cx.net.tasks.spawn(task)), req);
        }
        Ok(())
    }

    async fn connect_datagram(&mut self, cx: &Context, address: SocketAddr) -> Result<Reply, Errno> {
        let target = cx.reader.home.target(self.family, address)?;
        cx.net.policy.check(target.ip())?;
        if cx.reader.home.leaves(self.asked, target) {
            let bind = self.at_large()?;
            self.replace_datagram(cx, bind).await?;
        }
        if let State::Datagram(datagram) = &mut self.state {
            datagram.connect(cx, self.id, target)?;
        }
        let peer = Some(cx.reader.home.shown(target, None));
        Ok(Reply {
            peer,
            ..self.name(cx)?
        })
    }

    /// Linux forgets the peer, and the port unless bind(2) named one. Other systems have no call for it, so on all of
    /// them another socket takes over.
    async fn disconnect_datagram(&mut self, cx: &Context) -> Result<Reply, Errno> {
        self.replace_datagram(cx, self.at_home(cx)).await?;
        self.name(cx)
    }

    async fn replace_datagram(&mut self, cx: &Context, bind: Option<SocketAddr>) -> Result<(), Errno> {
        if let State::Datagram(datagram) = std::mem::replace(&mut self.state, State::Lost(Errno::EBADF)) {
            let kept = datagram.dismantle().await;
            let socket = self
                .another(bind)
                .and_then(|socket| Datagram::resume(cx, self.id, socket, kept));
            match socket {
                Ok(datagram) => self.state = State::Datagram(datagram),
                Err(errno) => {
                    self.state = State::Lost(errno);
                    return Err(errno);
                }
            }
        }
        Ok(())
    }

    /// A kernel socket in place of this one's, with the same options.
    fn another(&self, bind: Option<SocketAddr>) -> Result<socket2::Socket, Errno> {
        let socket = kernel::open(self.family, self.kind).map_err(|error| errno(&error))?;
        for (option, value) in &self.options {
            options::set(&SockRef::from(&socket), *option, *value)?;
        }
        if let Some(address) = bind {
            socket.bind(&address.into()).map_err(|error| errno(&error))?;
        }
        Ok(socket)
    }

    /// Where the program's bind(2) was really done.
    fn at_home(&self, cx: &Context) -> Option<SocketAddr> {
        self.asked
            .and_then(|asked| cx.reader.home.bind(self.family, asked).ok())
    }

    /// The same port, on the wildcard that the program asked for: good for a socket that only hears its peer.
    fn at_large(&self) -> Result<Option<SocketAddr>, Errno> {
        let bound = self
            .kernel()?
            .local_addr()
            .map_err(|error| errno(&error))?
            .as_socket();
        Ok(self
            .asked
            .zip(bound)
            .map(|(asked, bound)| SocketAddr::new(asked.ip(), bound.port())))
    }
}

fn ends(cx: &Context, tcp: &Tcp) -> std::io::Result<Reply> {
    let home = &cx.reader.home;
    Ok(Reply {
        local: Some(home.shown(tcp.local_addr()?, None)),
        peer: Some(home.shown(tcp.peer_addr()?, None)),
        ..Reply::default()
    })
}
