//! A listening socket: takes connections from the kernel as the program's accept(2) calls allow, one ahead.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use socket2::SockRef;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::sleep;
use wire::{Address, Errno, Family, Kind, SocketId};

use super::errno::errno;
use super::kernel::{Conn, ListeningSocket};
use super::task::Task;
use super::{Context, Counted, Event};
use crate::net::Refusal;
use crate::net::metrics::Limit;

/// How long to wait when the relay itself is out of descriptors or memory: somebody must close something first.
const PAUSE: Duration = Duration::from_millis(100);

/// A listener's handle, held by its program.
#[derive(Debug)]
pub(super) struct Listener {
    listener: Arc<ListeningSocket>,
    /// How many connections the program may be told of in all.
    allowed: watch::Sender<u64>,
    /// The connection that the program was told of and has not accepted.
    ahead: Option<SocketId>,
    task: Task,
    _counted: Counted,
    _place: OwnedSemaphorePermit,
    /// The descriptor of a connection that is taken from the kernel and waits for one of its own.
    _spare: OwnedSemaphorePermit,
}

impl Listener {
    /// listen(2) on a bound socket.
    pub(super) fn start(
        cx: &Context,
        id: SocketId,
        family: Family,
        socket: socket2::Socket,
        backlog: i32,
    ) -> Result<Self, (Option<socket2::Socket>, Errno)> {
        let place = match cx.reader.quota.listener() {
            Ok(place) => place,
            Err(errno) => return Err((Some(socket), cx.reached(Limit::Listeners, errno))),
        };
        let Ok(spare) = cx.net.house.descriptors.clone().try_acquire_owned() else {
            return Err((Some(socket), cx.reached(Limit::Machine, Errno::ENFILE)));
        };
        if let Err(error) = socket.listen(queue(backlog)) {
            return Err((Some(socket), errno(&error)));
        }
        let listener = match ListeningSocket::new(family, socket) {
            Ok(listener) => Arc::new(listener),
            Err(error) => return Err((None, errno(&error))),
        };
        let (allowed, credit) = watch::channel(1);
        let task = cx.spawn(run(cx.clone(), id, listener.clone(), credit));
        Ok(Self {
            listener,
            allowed,
            ahead: None,
            task: Task::new(task),
            _counted: cx.net.listening.one(),
            _place: place,
            _spare: spare,
        })
    }

    /// listen(2) once more changes the length of the queue.
    pub(super) fn set_backlog(&self, backlog: i32) -> Result<(), Errno> {
        self.sock().listen(queue(backlog)).map_err(|error| errno(&error))
    }

    /// The program may be told of connections up to this number.
    pub(super) fn allow(&mut self, upto: u64) {
        let before = self.allowed.send_replace(upto);
        if upto > before {
            self.ahead = None;
        }
    }

    /// The program is told of this connection.
    pub(super) fn pushed(&mut self, id: SocketId) {
        self.ahead = Some(id);
    }

    /// The connection that nobody has accepted.
    pub(super) fn ahead(&self) -> Option<SocketId> {
        self.ahead
    }

    pub(super) fn sock(&self) -> SockRef<'_> {
        self.listener.sock()
    }

    pub(super) fn abort(&self) {
        self.task.abort();
    }

    /// close(2). The kernel resets what is in its queue, and the port is free on return.
    pub(super) async fn close(self) {
        self.task.end().await;
    }
}

/// One connection waits at the program, so the kernel's queue is one shorter than the program asked for.
fn queue(backlog: i32) -> i32 {
    backlog.max(0).saturating_sub(1).max(0)
}

async fn run(cx: Context, id: SocketId, listener: Arc<ListeningSocket>, mut credit: watch::Receiver<u64>) {
    let mut pushed = 0;
    while credit.wait_for(|allowed| *allowed > pushed).await.is_ok() {
        let connection = Box::new(accept(&cx, &listener).await);
        let Some(held) = cx.hold_when_free().await else {
            return;
        };
        let event = Event::Accepted {
            listener: id,
            connection,
            held,
        };
        if cx.events.send(event).await.is_err() {
            return;
        }
        pushed += 1;
    }
}

/// accept(2) until it succeeds. What can fail is the new connection, or the relay's own resources.
async fn accept(cx: &Context, listener: &ListeningSocket) -> Connection {
    loop {
        match listener.accept(&cx.reader.names).await {
            Ok((conn, _, peer)) if !cx.reader.hears(&cx.net, Kind::Stream, &peer) => {
                cx.reader.refused(&cx.net, Refusal::Stranger, || {
                    tracing::info!(
                        reader = cx.reader.name,
                        "a connection from outside the class was reset"
                    );
                });
                conn.abort();
            }
            Ok((conn, local, peer)) => {
                let (local, peer) = cx.reader.ends(Kind::Stream, &local, &peer);
                return Connection {
                    local,
                    peer,
                    conn: Arc::new(conn),
                    taken: false,
                };
            }
            Err(error) if is_shortage(&error) => {
                tracing::warn!(%error, "no connection can be accepted");
                cx.net.metrics.reached(Limit::Machine);
                sleep(PAUSE).await;
            }
            Err(error) => tracing::debug!(%error, "a connection was gone before it was accepted"),
        }
    }
}

fn is_shortage(error: &io::Error) -> bool {
    matches!(
        errno(error),
        Errno::EMFILE | Errno::ENFILE | Errno::ENOBUFS | Errno::ENOMEM
    )
}

/// A connection on its way to the program: reset if it doesn't get there.
#[derive(Debug)]
pub(in crate::net) struct Connection {
    pub(in crate::net) local: Address,
    pub(in crate::net) peer: Address,
    conn: Arc<Conn>,
    taken: bool,
}

impl Connection {
    /// The program has it.
    pub(super) fn take(mut self) -> Arc<Conn> {
        self.taken = true;
        self.conn.clone()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if !self.taken {
            self.conn.abort();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::queue;

    #[test]
    fn the_kernels_queue_is_one_shorter() {
        assert_eq!(
            [i32::MIN, -1, 0, 1, 2, 5, i32::MAX].map(queue),
            [0, 0, 0, 0, 1, 4, i32::MAX - 1]
        );
    }
}
