//! The two directions of a stream and the task that moves them on. Each waits on its own; a reset ends both.

use std::io::ErrorKind::WouldBlock;
use std::mem::MaybeUninit;
use std::net::Shutdown;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::{Buf, BufMut, Bytes, BytesMut};
use tokio::io::Interest;
use tokio::sync::{Notify, mpsc};
use tokio::time::sleep;
use wire::limits::MAX_DATA;
use wire::{Data, Errno, RequestId, SendCredit, SocketId, ToProgram};

use super::Event;
use super::errno::errno;
use super::kernel::Conn;
use crate::net::pace::Direction::{In, Out};
use crate::net::pace::Pace;
use crate::net::writer::{Gone, Lane};

/// How long an error of writing is kept for a `flush` that may be right behind the bytes. A browser sends both at
/// once; a busy one may take a few scheduler turns between them.
pub(super) const GRACE: Duration = Duration::from_millis(20);

/// What program and task share.
#[derive(Debug)]
pub(super) struct Flow {
    pub(super) conn: Arc<Conn>,
    pace: Pace,
    state: Mutex<State>,
    /// Something changed for the reading direction: credit, or an error of writing.
    reader: Notify,
    /// Bytes are left to write.
    writer: Notify,
}

#[derive(Debug, Default)]
struct State {
    /// What the program lets us send to it.
    credit: SendCredit,
    /// Bytes the kernel has not taken yet, at most a window.
    rest: BytesMut,
    /// Bytes the kernel has taken.
    written: u64,
    /// FIN is due after the rest.
    finish: bool,
    /// Requests to answer when so many bytes are written.
    flushes: Vec<(u64, RequestId)>,
    /// Writing failed, and so will all further writing.
    broken: Option<Errno>,
    /// A flush has told the program so.
    told: bool,
    /// The task has said `eof`.
    eof: bool,
}

/// What an attempt to write the rest brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// Nothing is left; so many bytes went to the kernel now.
    All(usize),
    /// The kernel took so many bytes and has no room for the others.
    Blocked(usize),
}

/// What there is to tell the program next.
enum Next {
    Data(Bytes),
    Eof,
    Failed(Errno),
    /// The program knows already.
    Nothing,
}

impl Flow {
    pub(super) fn new(conn: Arc<Conn>, pace: Pace) -> Self {
        Self {
            conn,
            pace,
            state: Mutex::default(),
            reader: Notify::new(),
            writer: Notify::new(),
        }
    }

    /// Bytes sent to the program so far.
    pub(super) fn sent(&self) -> u64 {
        self.state().credit.sent()
    }

    pub(super) fn grant(&self, upto: u64) -> bool {
        let granted = self.state().credit.grant(upto);
        self.reader.notify_one();
        granted
    }

    pub(super) fn write(&self, bytes: &Bytes) -> usize {
        let mut state = self.state();
        if state.broken.is_some() || state.finish {
            return bytes.len();
        }
        let mut taken = 0;
        if state.rest.is_empty() && self.pace.is_open(Out) {
            match self.conn.try_write(bytes) {
                Ok(n) => taken = n,
                Err(error) if error.kind() == WouldBlock => {}
                Err(error) => {
                    state.broken = Some(errno(&error));
                    self.reader.notify_one();
                    return bytes.len();
                }
            }
        }
        self.pace.pay(Out, taken);
        state.written += taken as u64;
        let left = bytes.get(taken..).unwrap_or_default();
        if !left.is_empty() {
            // Copied, because a frame of one byte would keep a whole read buffer alive.
            state.rest.extend_from_slice(left);
            self.writer.notify_one();
        }
        taken
    }

    pub(super) fn flush(&self, req: RequestId) -> Option<Result<(), Errno>> {
        let mut state = self.state();
        if let Some(errno) = state.broken {
            let again = std::mem::replace(&mut state.told, true);
            return Some(Err(if again { Errno::EPIPE } else { errno }));
        }
        if state.rest.is_empty() {
            return Some(Ok(()));
        }
        let position = state.written + state.rest.len() as u64;
        state.flushes.push((position, req));
        None
    }

    pub(super) fn shutdown(&self) {
        let mut state = self.state();
        state.finish = true;
        if state.rest.is_empty() {
            self.send_fin();
        }
    }

    /// Writes what the kernel takes of the rest.
    fn write_rest(&self) -> Written {
        let mut state = self.state();
        let mut taken = 0;
        while !state.rest.is_empty() {
            match self.conn.try_write(&state.rest) {
                Ok(n) => {
                    self.pace.pay(Out, n);
                    state.rest.advance(n);
                    taken += n;
                }
                Err(error) if error.kind() == WouldBlock => {
                    state.written += taken as u64;
                    return Written::Blocked(taken);
                }
                Err(error) => {
                    state.broken = Some(errno(&error));
                    taken += state.rest.len();
                    self.reader.notify_one();
                    break;
                }
            }
        }
        state.written += taken as u64;
        // An idle stream holds no memory.
        state.rest = BytesMut::new();
        if state.finish && state.broken.is_none() {
            self.send_fin();
        }
        Written::All(taken)
    }

    /// Writes the rest if pace and kernel let it go now: whether nothing is left.
    pub(super) fn write_now(&self) -> bool {
        self.state().rest.is_empty() || self.pace.is_open(Out) && matches!(self.write_rest(), Written::All(_))
    }

    /// The same, however long it takes.
    pub(super) async fn write_all(&self) {
        while self.conn.writable().await.is_ok() {
            self.pace.open(Out).await;
            if let Written::All(_) = self.write_rest() {
                return;
            }
        }
    }

    /// Requests whose flush has not been answered.
    pub(super) fn waiting(&self) -> Vec<RequestId> {
        self.state().flushes.drain(..).map(|(_, req)| req).collect()
    }

    /// Requests whose bytes are written, or never will be.
    fn flushed(&self) -> Vec<(RequestId, Result<(), Errno>)> {
        let mut state = self.state();
        let (written, broken) = (state.written, state.broken);
        let outcome = broken.map_or(Ok(()), Err);
        let due: Vec<_> = state
            .flushes
            .extract_if(.., |(position, _)| broken.is_some() || *position <= written)
            .map(|(_, req)| (req, outcome))
            .collect();
        state.told |= broken.is_some() && !due.is_empty();
        due
    }

    fn send_fin(&self) {
        // It fails only if the connection is over already.
        let _ = self.conn.sock().shutdown(Shutdown::Write);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Moves bytes until the stream has failed and the program knows; the program ends it when it closes the socket.
pub(super) async fn run(id: SocketId, flow: Arc<Flow>, lane: Lane, events: mpsc::Sender<Event>) {
    // A queue that is gone means that the program is: its end closes this stream.
    let _ = tokio::join!(read(id, &flow, &lane), write(id, &flow, &events));
}

async fn read(id: SocketId, flow: &Flow, lane: &Lane) -> Result<(), Gone> {
    let header = Data::Stream {
        id,
        bytes: Bytes::new(),
    }
    .encode();
    loop {
        let turn = lane.turn().await?;
        match next(flow, &header).await {
            Next::Data(frame) => turn.data(frame).await?,
            Next::Eof => {
                flow.state().eof = true;
                turn.say(&ToProgram::Eof { id }).await?;
            }
            Next::Failed(errno) => return turn.say(&ToProgram::Failed { id, errno }).await,
            Next::Nothing => return Ok(()),
        }
    }
}

async fn write(id: SocketId, flow: &Flow, events: &mpsc::Sender<Event>) -> Result<(), Gone> {
    loop {
        flow.writer.notified().await;
        loop {
            flow.conn.writable().await.map_err(|_| Gone)?;
            // Last: who has been let through writes at once.
            flow.pace.open(Out).await;
            let written = flow.write_rest();
            let (Written::All(n) | Written::Blocked(n)) = written;
            if n > 0 {
                events.send(Event::Took { id, n }).await.map_err(|_| Gone)?;
            }
            for (req, outcome) in flow.flushed() {
                events
                    .send(Event::Flushed { id, req, outcome })
                    .await
                    .map_err(|_| Gone)?;
            }
            if matches!(written, Written::All(_)) {
                break;
            }
        }
    }
}

async fn next(flow: &Flow, header: &Bytes) -> Next {
    let mut watch = true;
    loop {
        let (room, broken, eof) = {
            let state = flow.state();
            (state.credit.available(), state.broken, state.eof)
        };
        let reading = room > 0 && !eof;
        if broken.is_none() {
            // Without room only an error matters: a reset must be noticed behind a program that doesn't read.
            let interest = if reading {
                Interest::READABLE
            } else {
                Interest::ERROR
            };
            tokio::select! {
                _ = flow.conn.ready(interest), if reading || watch => {}
                () = flow.reader.notified() => { watch = true; continue }
            }
        }
        match (reading, broken) {
            (true, None) => {
                flow.pace.open(In).await;
                match read_now(flow, header, room) {
                    Ok(Some(next)) => return next,
                    Ok(None) => {}
                    Err(errno) => return Next::Failed(errno),
                }
            }
            (false, None) => match pending_error(flow, eof) {
                Some(errno) => return Next::Failed(errno),
                // What the kernel still holds comes before the error: wait for room, or for a write to fail.
                None => watch = false,
            },
            (reading, Some(errno)) => {
                if reading && let Ok(Some(Next::Data(bytes))) = read_now(flow, header, room) {
                    return Next::Data(bytes);
                }
                sleep(GRACE).await;
                let state = flow.state();
                return if state.eof && state.told {
                    Next::Nothing
                } else {
                    Next::Failed(errno)
                };
            }
        }
    }
}

/// Reads a frame's worth, straight behind a frame's header. `None` if there is nothing yet.
fn read_now(flow: &Flow, header: &Bytes, room: u64) -> Result<Option<Next>, Errno> {
    let most = usize::try_from(room).unwrap_or(MAX_DATA).min(MAX_DATA);
    let mut frame = BytesMut::with_capacity(header.len() + most);
    frame.extend_from_slice(header);
    match flow.conn.try_read_buf(&mut (&mut frame).limit(most)) {
        Ok(0) => Ok(Some(Next::Eof)),
        Ok(n) => {
            flow.pace.pay(In, n);
            // `n` is at most what was available, and only this task takes.
            let _ = flow.state().credit.take(n as u64);
            Ok(Some(Next::Data(frame.freeze())))
        }
        Err(error) if error.kind() == WouldBlock => Ok(None),
        Err(error) => Err(errno(&error)),
    }
}

/// SO_ERROR, unless there are bytes to read before it.
fn pending_error(flow: &Flow, eof: bool) -> Option<Errno> {
    let socket = flow.conn.sock();
    if !eof {
        match socket.peek(&mut [MaybeUninit::uninit()]) {
            Ok(n) if n > 0 => return None,
            Err(error) if error.kind() != WouldBlock => return Some(errno(&error)),
            _ => {}
        }
    }
    let error = socket.take_error().ok().flatten()?;
    Some(errno(&error))
}

#[cfg(test)]
#[cfg(unix)]
mod tests;
