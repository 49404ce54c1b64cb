//! One socket of a program, from socket(2) to close(2): which calls it takes in which state, and what they answer.
//!
//! System calls are in [`calls`] and [`connect`], what happens to an open socket in [`traffic`]. What moves bytes is in
//! [`stream`] and [`flow`], [`datagram`] and [`mail`], [`listener`].

mod calls;
mod connect;
mod datagram;
mod errno;
mod flow;
mod kernel;
mod listener;
mod lookup;
mod mail;
mod options;
mod stream;
mod task;
mod traffic;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use socket2::SockRef;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::JoinHandle;
use tracing::Instrument;
use wire::{Address, Errno, Family, Kind, OptionValue, RequestId, SocketId, SocketOption, ToProgram};

pub(super) use errno::errno;
pub(super) use lookup::{resolve, reverse};
pub(super) use stream::Close;

use super::doings::Doing;
use super::limits::windows_of;
use super::metrics::Limit;
use super::names::Bound;
use super::pace::Pace;
use super::ports::{Binding, Port};
use super::quota::Share;
use super::reader::Reader;
use super::writer::Outbox;
use super::{Counted, Net};
use datagram::Datagram;
use kernel::Conn;
use listener::{Connection, Listener};
use stream::Stream;
use task::Task;

/// What a program's sockets share.
#[derive(Clone, Debug)]
pub(super) struct Context {
    pub(super) net: Arc<Net>,
    pub(super) reader: Arc<Reader>,
    pub(super) outbox: Outbox,
    pub(super) events: mpsc::Sender<Event>,
    /// Places for kernel sockets.
    pub(super) places: Arc<Semaphore>,
}

/// What a socket's task has to tell its program's task.
#[derive(Debug)]
pub(super) enum Event {
    /// A connect is over.
    Connected {
        id: SocketId,
        req: RequestId,
        outcome: Result<(), Errno>,
    },
    /// A listener has taken a connection from the kernel.
    Accepted {
        listener: SocketId,
        connection: Box<Connection>,
        held: Held,
    },
    /// The kernel has taken bytes of a stream, or a datagram of so many bytes.
    Took { id: SocketId, n: usize },
    /// A flush has its answer.
    Flushed {
        id: SocketId,
        req: RequestId,
        outcome: Result<(), Errno>,
    },
    /// A name lookup has its answer.
    Resolved {
        req: RequestId,
        outcome: Result<Vec<IpAddr>, Errno>,
    },
}

/// What a socket uses up, until it is dropped.
#[derive(Debug)]
pub(super) struct Held {
    /// A place in the program, a descriptor and a window.
    _permits: [OwnedSemaphorePermit; 3],
    _share: Share,
    _counted: Counted,
    _datagram: Option<Counted>,
}

/// What a request brought: the fields of `ok`.
#[derive(Debug, Default)]
pub(super) struct Reply {
    local: Option<Address>,
    peer: Option<Address>,
    value: Option<OptionValue>,
    addresses: Vec<IpAddr>,
    host: Option<String>,
}

/// A request's outcome; `None` while there is none: an [`Event`] will bring it.
pub(super) type Outcome = Option<Result<Reply, Errno>>;

/// A program's socket.
#[derive(Debug)]
pub(super) struct Socket {
    id: SocketId,
    family: Family,
    kind: Kind,
    /// What bind(2) was asked for.
    asked: Option<Address>,
    /// What it is called in AF_UNIX.
    name: Option<Bound>,
    /// What was set, to set it again on the kernel socket after a failed connect.
    options: Vec<(SocketOption, OptionValue)>,
    /// Of a stream socket in a class; it goes before the kernel's socket does.
    port: Option<Port>,
    /// Where it hears others, once it does.
    listening: Option<Doing>,
    state: State,
    held: Held,
}

#[derive(Debug)]
enum State {
    /// A stream socket that neither listens nor connects.
    Fresh(socket2::Socket),
    Connecting(Arc<Conn>, Task, RequestId),
    Stream(Stream),
    Listener(Listener),
    Datagram(Datagram),
    /// The kernel wouldn't give a socket in place of one that failed.
    Lost(Errno),
}

impl Context {
    /// What a new socket uses up.
    ///
    /// # Errors
    /// `EMFILE` if the program has too many sockets, `ENFILE` if all programs together have as many as the relay can, `ENOBUFS`
    /// if they buffer too much, and those of [`super::quota::Quota::socket`].
    fn hold(&self, kind: Kind) -> Result<Held, Errno> {
        let place = self
            .places
            .clone()
            .try_acquire_owned()
            .map_err(|_| self.reached(Limit::Sockets, Errno::EMFILE))?;
        let share = self.reader.quota.socket(kind).map_err(|errno| match errno {
            Errno::ENFILE => self.reached(Limit::Sockets, errno),
            _ => self.reached(Limit::Buffered, errno),
        })?;
        let descriptor = self
            .net
            .house
            .descriptors
            .clone()
            .try_acquire_owned()
            .map_err(|_| self.reached(Limit::Machine, Errno::ENFILE))?;
        let window = self
            .net
            .house
            .windows
            .clone()
            .try_acquire_many_owned(windows_of(kind))
            .map_err(|_| self.reached(Limit::Buffered, Errno::ENOBUFS))?;
        Ok(self.held(kind, [place, descriptor, window], share))
    }

    /// bind(2) at an address of the reader's, or for a peer beyond the class. `asked` is what the program wanted, if it
    /// did.
    fn bind(
        &self,
        socket: &SockRef<'_>,
        kind: Kind,
        real: SocketAddr,
        asked: Option<SocketAddr>,
    ) -> Result<Option<Port>, Errno> {
        let bind = || socket.bind(&real.into()).map_err(|error| errno(&error));
        let home = self.reader.home;
        if home.sender(real.ip()).is_none() {
            return bind().map(|()| None);
        }
        let binding = Binding {
            home,
            kind,
            real,
            wildcard: asked.is_none_or(|asked| asked.ip().is_unspecified()),
            reuse: socket.reuse_address().unwrap_or(false),
        };
        let bound = || {
            bind()?;
            let local = socket.local_addr().map_err(|error| errno(&error))?;
            local.as_socket().ok_or(Errno::EAFNOSUPPORT)
        };
        self.net.ports.bind(binding, bound).map(Some)
    }

    /// The same for a connection that waits to be accepted: it waits a little longer. `None` if the relay ends.
    async fn hold_when_free(&self) -> Option<Held> {
        let place = self.places.clone().acquire_owned().await.ok()?;
        let share = self.reader.quota.connection().await?;
        let descriptor = self.net.house.descriptors.clone().acquire_owned().await.ok()?;
        let window = self.net.house.windows.clone().acquire_owned().await.ok()?;
        Some(self.held(Kind::Stream, [place, descriptor, window], share))
    }

    /// Runs a socket's task: [`Net::shutdown`] waits for it, and the log says of which room it is.
    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        self.net.tasks.spawn(task.in_current_span())
    }

    /// What bytes of this program have to keep to.
    fn pace(&self) -> Pace {
        Pace {
            net: self.net.clone(),
            reader: self.reader.clone(),
        }
    }

    fn reached(&self, limit: Limit, errno: Errno) -> Errno {
        self.net.metrics.reached(limit);
        errno
    }

    fn held(&self, kind: Kind, permits: [OwnedSemaphorePermit; 3], share: Share) -> Held {
        Held {
            _permits: permits,
            _share: share,
            _counted: self.net.sockets.one(),
            _datagram: (kind == Kind::Dgram).then(|| self.net.datagrams.one()),
        }
    }
}

impl Reply {
    /// `ok`, as an answer to this request.
    pub(super) fn answer(self, req: RequestId) -> ToProgram {
        let Reply {
            local,
            peer,
            value,
            addresses,
            host,
        } = self;
        ToProgram::Ok {
            req,
            local,
            peer,
            value,
            addresses,
            host,
        }
    }

    /// The answer to the lookup of an address.
    pub(super) fn host(host: String) -> Self {
        Self {
            host: Some(host),
            ..Self::default()
        }
    }

    /// The answer to a name lookup.
    pub(super) fn addresses(addresses: Vec<IpAddr>) -> Self {
        Self {
            addresses,
            ..Self::default()
        }
    }

    fn local(local: Address) -> Self {
        Self {
            local: Some(local),
            ..Self::default()
        }
    }
}

impl Socket {
    /// socket(2).
    pub(super) fn open(cx: &Context, id: SocketId, family: Family, kind: Kind) -> Result<Self, Errno> {
        cx.reader.home.has(family)?;
        let held = cx.hold(kind)?;
        let socket = kernel::open(family, kind).map_err(|error| errno(&error))?;
        let state = match kind {
            Kind::Stream => State::Fresh(socket),
            Kind::Dgram => State::Datagram(Datagram::new(cx, family, socket)?),
        };
        Ok(Self::new(id, family, kind, state, held))
    }

    /// A connection that one of the program's listeners has taken; [`Socket::start`] is next.
    pub(super) fn accepted(cx: &Context, id: SocketId, connection: Connection, held: Held) -> Self {
        let local = connection.local;
        let state = State::Stream(Stream::new(cx, connection.take()));
        Self {
            asked: Some(local),
            ..Self::new(id, local.family(), Kind::Stream, state, held)
        }
    }

    fn new(id: SocketId, family: Family, kind: Kind, state: State, held: Held) -> Self {
        Self {
            id,
            family,
            kind,
            asked: None,
            name: None,
            options: Vec::new(),
            port: None,
            listening: None,
            state,
            held,
        }
    }

    /// The program has been told that this stream is connected.
    pub(super) fn start(&mut self, cx: &Context) {
        if let State::Stream(stream) = &mut self.state {
            stream.start(cx, self.id);
        }
    }

    /// Whether it listens, and which connection its program was told of and has not accepted.
    pub(super) fn ahead(&self) -> Option<SocketId> {
        match &self.state {
            State::Listener(listener) => listener.ahead(),
            _ => None,
        }
    }

    /// The kernel's socket, whatever state it is in.
    fn kernel(&self) -> Result<SockRef<'_>, Errno> {
        match &self.state {
            State::Fresh(socket) => Ok(SockRef::from(socket)),
            State::Connecting(conn, ..) => Ok(conn.sock()),
            State::Stream(stream) => Ok(stream.conn().sock()),
            State::Listener(listener) => Ok(listener.sock()),
            State::Datagram(datagram) => Ok(datagram.sock()),
            State::Lost(errno) => Err(*errno),
        }
    }
}
