//! What a program asks for. Each frame was checked by the session; here it meets the socket that it is about.

use tracing::Instrument;
use wire::limits::MAX_PENDING;
use wire::{Data, Errno, Family, Kind, RequestId, SocketId, ToRelay, Violation};

use super::Program;
use super::ending::End;
use crate::net::metrics::Limit;
use crate::net::socket::{self, Close, Event, Reply, Socket};

/// Name lookups of one program at once; each occupies a thread of the relay for as long as the resolver takes.
pub(super) const LOOKUPS: usize = 4;

impl Program {
    pub(super) async fn control(&mut self, frame: ToRelay) -> Result<(), End> {
        tracing::trace!(program = self.name.number, ?frame, "from the program");
        match frame {
            // The session lets none but the first through.
            ToRelay::Hello { .. } => Err(Violation::Hello.into()),
            ToRelay::Bye => Err(End::Bye),
            ToRelay::Socket {
                req,
                id,
                family,
                kind,
            } => {
                if self.session.open() > self.cx.net.limits().sockets as usize + MAX_PENDING {
                    return Err(End::Hoard);
                }
                let outcome = self.open(id, family, kind);
                self.answer(req, Some(outcome)).await
            }
            ToRelay::Set {
                req,
                id,
                option,
                value,
            } => {
                let outcome = self
                    .socket(id)
                    .and_then(|(socket, cx)| socket.set(cx, option, value));
                self.answer(req, Some(outcome)).await
            }
            ToRelay::Get { req, id, option } => {
                let outcome = self.socket(id).and_then(|(socket, cx)| socket.get(cx, option));
                self.answer(req, Some(outcome)).await
            }
            ToRelay::Bind { req, id, address } => {
                let outcome = self.socket(id).and_then(|(socket, cx)| socket.bind(cx, address));
                self.answer(req, Some(outcome)).await
            }
            ToRelay::Listen { req, id, backlog } => {
                let outcome = self
                    .socket(id)
                    .and_then(|(socket, cx)| socket.listen(cx, backlog));
                if outcome.is_ok() {
                    self.session.listening(id);
                }
                self.answer(req, Some(outcome)).await
            }
            ToRelay::Connect { req, id, address } => {
                let outcome = match self.socket(id) {
                    Ok((socket, cx)) => socket.connect(cx, req, address).await,
                    Err(errno) => Some(Err(errno)),
                };
                self.answer(req, outcome).await
            }
            ToRelay::Name { req, id } => {
                let outcome = self.socket(id).and_then(|(socket, cx)| socket.name(cx));
                self.answer(req, Some(outcome)).await
            }
            ToRelay::Flush { req, id } => {
                let outcome = match self.socket(id) {
                    Ok((socket, cx)) => socket.flush(cx, req),
                    Err(errno) => Some(Err(errno)),
                };
                self.answer(req, outcome).await
            }
            ToRelay::Stat { req, path } => {
                let outcome = self.cx.reader.names.stat(path).map(|()| Reply::default());
                self.answer(req, Some(outcome)).await
            }
            ToRelay::Unlink { req, path } => {
                let outcome = self.cx.reader.names.unlink(path).map(|()| Reply::default());
                self.answer(req, Some(outcome)).await
            }
            ToRelay::Resolve { req, host, family } => {
                self.resolve(req, host, family);
                Ok(())
            }
            ToRelay::Reverse { req, ip } => {
                let outcome = socket::reverse(&self.cx.net, &self.cx.reader, ip).map(Reply::host);
                self.answer(req, Some(outcome)).await
            }
            ToRelay::Credit { id, upto } => match self.sockets.get(&id) {
                Some(socket) => Ok(socket.grant(upto)?),
                None => Ok(()),
            },
            ToRelay::Accept { id, upto } => {
                if let Some(socket) = self.sockets.get_mut(&id) {
                    socket.allow(upto);
                }
                Ok(())
            }
            ToRelay::Shutdown { id } => {
                if let Some(socket) = self.sockets.get(&id) {
                    socket.shutdown();
                }
                Ok(())
            }
            ToRelay::Close { id, taken, reset } => {
                let how = if reset { Close::Reset } else { Close::Taken(taken) };
                self.close(id, how).await
            }
        }
    }

    /// Hands bytes to the socket they are for.
    pub(super) async fn data(&mut self, data: Data) -> Result<(), End> {
        let (Data::Stream { id, .. } | Data::Datagram { id, .. }) = data;
        let taken = self
            .sockets
            .get_mut(&id)
            .and_then(|socket| socket.write(&self.cx, data));
        match taken {
            Some(n) => self.took(id, n).await,
            None => Ok(()),
        }
    }

    fn open(&mut self, id: SocketId, family: Family, kind: Kind) -> Result<Reply, Errno> {
        // A connection that was not accepted yet is no descriptor of the program's.
        let ahead = self
            .sockets
            .values()
            .filter(|socket| socket.ahead().is_some())
            .count();
        if self.sockets.len() - ahead >= self.cx.net.limits().sockets as usize {
            self.cx.net.metrics.reached(Limit::Sockets);
            return Err(Errno::EMFILE);
        }
        self.account.sockets += 1;
        self.sockets.insert(id, Socket::open(&self.cx, id, family, kind)?);
        Ok(Reply::default())
    }

    fn resolve(&mut self, req: RequestId, host: String, family: Option<Family>) {
        while self.lookups.try_join_next().is_some() {}
        let (net, reader, events) = (
            self.cx.net.clone(),
            self.cx.reader.clone(),
            self.cx.events.clone(),
        );
        let places = self.lookup_places.clone();
        let lookup = async move {
            let Ok(_place) = places.acquire_owned().await else {
                return;
            };
            let outcome = socket::resolve(&net, &reader, &host, family).await;
            // Without a program there is nobody to tell.
            let _ = events.send(Event::Resolved { req, outcome }).await;
        };
        let tracked = self.cx.net.tasks.track_future(lookup.in_current_span());
        self.lookups.spawn(tracked);
    }

    async fn close(&mut self, id: SocketId, how: Close) -> Result<(), End> {
        let Some(socket) = self.sockets.remove(&id) else {
            return Ok(());
        };
        let waiting = socket.close(&self.cx, how).await;
        self.forsake(waiting).await
    }

    fn socket(&mut self, id: SocketId) -> Result<(&mut Socket, &super::Context), Errno> {
        match self.sockets.get_mut(&id) {
            Some(socket) => Ok((socket, &self.cx)),
            None => Err(Errno::EBADF),
        }
    }
}
