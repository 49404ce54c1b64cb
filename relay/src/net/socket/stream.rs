//! A connected stream: bytes from the kernel to the program under its credit, bytes from the program to the kernel.
//!
//! What the program sends goes to the kernel at once, on the program's own task; only what the kernel doesn't take is
//! kept (a window at most) and written by the stream's task, [`super::flow`]. Ends keep their order on the lane.

use std::sync::Arc;

use bytes::Bytes;
use tokio::sync::mpsc;
use wire::{Errno, RequestId, SocketId};

use super::flow::{self, Flow};
use super::kernel::Conn;
use super::task::Task;
use super::{Context, Counted, Event, Held};

/// A stream's handle, held by its program.
#[derive(Debug)]
pub(super) struct Stream {
    flow: Arc<Flow>,
    /// There once the program has been told that the stream is connected: nothing may come before that.
    task: Option<Task>,
    /// From then on, too.
    counted: Option<Counted>,
}

/// How a stream is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::net) enum Close {
    /// close(2) by a program that has read so many bytes. If more were sent to it, Linux resets.
    Taken(u64),
    /// The program is gone: as when Linux closes the sockets of a dead process.
    Ended,
    /// With a reset, whatever there is.
    Reset,
}

impl Stream {
    pub(super) fn new(cx: &Context, conn: Arc<Conn>) -> Self {
        Self {
            flow: Arc::new(Flow::new(conn, cx.pace())),
            task: None,
            counted: None,
        }
    }

    /// The program knows that it is connected: data may flow.
    pub(super) fn start(&mut self, cx: &Context, id: SocketId) {
        let task = flow::run(id, self.flow.clone(), cx.outbox.lane(), cx.events.clone());
        self.task = Some(Task::new(cx.spawn(task)));
        self.counted = Some(cx.net.connected.one());
    }

    pub(super) fn conn(&self) -> &Conn {
        &self.flow.conn
    }

    /// Takes bytes from the program. Returns how many of them are done with now: in the kernel, or of no use any more.
    pub(super) fn write(&self, bytes: &Bytes) -> usize {
        self.flow.write(bytes)
    }

    /// Answers when the kernel has what was written, or with the error of writing it; `None` if that comes later.
    pub(super) fn flush(&self, req: RequestId) -> Option<Result<(), Errno>> {
        self.flow.flush(req)
    }

    /// Sends FIN after what was written.
    pub(super) fn shutdown(&self) {
        self.flow.shutdown();
    }

    /// The program takes bytes up to this position: whether it may.
    pub(super) fn grant(&self, upto: u64) -> bool {
        self.flow.grant(upto)
    }

    pub(super) fn abort(&self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }

    /// close(2). The requests that were waiting for a flush are returned: they have failed.
    pub(super) async fn close(self, cx: &Context, how: Close, held: Held) -> Vec<RequestId> {
        if let Some(task) = self.task {
            task.end().await;
        }
        let waiting = self.flow.waiting();
        let reset = match how {
            Close::Taken(taken) => self.flow.sent() > taken,
            Close::Ended => false,
            Close::Reset => true,
        };
        // Linux would have had these bytes in its send buffer, and mostly on their way, before it resets.
        let is_written = self.flow.write_now();
        if reset || self.flow.conn.is_abortive() {
            self.flow.conn.abort();
        } else if !is_written {
            drain(cx, self.flow, held);
        }
        waiting
    }
}

/// Lets the peer take what is left, for a while, then resets. Nobody waits for it but the relay's own shutdown.
fn drain(cx: &Context, flow: Arc<Flow>, held: Held) {
    let net = cx.net.clone();
    let Ok(place) = net.house.drains.clone().try_acquire_owned() else {
        flow.conn.abort();
        return;
    };
    cx.spawn(async move {
        tokio::select! {
            () = flow.write_all() => {}
            () = tokio::time::sleep(net.limits().drain) => flow.conn.abort(),
            () = net.closing.cancelled() => flow.conn.abort(),
        }
        drop((flow, held, place));
    });
}

/// Waits until a connect is over, and says how it went.
pub(super) async fn connect(id: SocketId, req: RequestId, conn: Arc<Conn>, events: mpsc::Sender<Event>) {
    let outcome = match conn.writable().await {
        Ok(()) => conn
            .sock()
            .take_error()
            .and_then(|error| error.map_or(Ok(()), Err)),
        Err(error) => Err(error),
    };
    drop(conn);
    let outcome = outcome.map_err(|error| super::errno::errno(&error));
    // Without a program there is nobody to tell.
    let _ = events.send(Event::Connected { id, req, outcome }).await;
}
