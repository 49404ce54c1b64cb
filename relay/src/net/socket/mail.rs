//! What a datagram socket and its task share, and the task: datagrams to the program, the queue to the kernel, errors.

use std::collections::VecDeque;
use std::io::ErrorKind::WouldBlock;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};
use socket2::SockAddr;
use tokio::io::Interest;
use tokio::sync::{Notify, mpsc};
use tokio::time::sleep;
use wire::limits::{DATAGRAM_COST, MAX_DATAGRAM};
use wire::{Data, Errno, Kind, RequestId, SendCredit, SocketId, ToProgram};

use super::errno::errno;
use super::flow::GRACE;
use super::kernel::DatagramSocket;
use super::{Context, Event};
use crate::net::pace::Direction::{In, Out};
use crate::net::pace::Pace;
use crate::net::way::Way;
use crate::net::writer::{Gone, Lane};

/// One datagram on its way to the kernel.
#[derive(Debug)]
pub(super) struct Letter {
    pub(super) to: To,
    pub(super) bytes: Bytes,
}

/// Where it goes.
#[derive(Debug)]
pub(super) enum To {
    /// To the connected peer.
    Peer,
    /// There.
    By(Way),
    /// To the connected peer, wherever its address leads now.
    PeerBy(Way),
}

/// What became of it.
enum Posted {
    /// The kernel has it, or there was nobody to give it to.
    Sent,
    NoRoom,
    Failed(Errno),
    /// The connected peer is not there: on Linux it would have said so by itself, a little later.
    Refused,
}

#[derive(Debug)]
pub(super) struct Mail {
    pub(super) socket: DatagramSocket,
    /// Whose it is, too.
    pace: Pace,
    state: Mutex<State>,
    /// The program has given credit.
    credit: Notify,
    /// Letters are waiting.
    letters: Notify,
    /// There is an error to tell.
    error: Notify,
}

#[derive(Debug)]
pub(super) struct State {
    /// What the program lets us send to it.
    credit: SendCredit,
    /// What the kernel had no room for.
    rest: VecDeque<Letter>,
    /// Letters sent or refused, of all that came.
    done: u64,
    /// Requests to answer when so many letters are done.
    flushes: Vec<(u64, RequestId)>,
    /// What sending met, until the program is told: by a flush, or else by `failed`.
    error: Option<Errno>,
    /// What the peer has said.
    refused: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            credit: SendCredit::new(Kind::Dgram),
            rest: VecDeque::new(),
            done: 0,
            flushes: Vec::new(),
            error: None,
            refused: false,
        }
    }
}

impl Mail {
    pub(super) fn new(cx: &Context, socket: DatagramSocket, state: State) -> Self {
        let mail = Self {
            socket,
            pace: cx.pace(),
            state: Mutex::new(state),
            credit: Notify::new(),
            letters: Notify::new(),
            error: Notify::new(),
        };
        // A socket that took over from another one may have letters already.
        mail.letters.notify_one();
        mail
    }

    pub(super) fn take_state(&self) -> State {
        std::mem::take(&mut self.state())
    }

    pub(super) fn grant(&self, upto: u64) -> bool {
        let granted = self.state().credit.grant(upto);
        self.credit.notify_one();
        granted
    }

    pub(super) fn send(&self, letter: Letter) -> bool {
        let is_open = self.pace.is_open(Out);
        if !is_open && !self.socket.is_unix() {
            return true; // lost, as on a link that is full
        }
        let mut state = self.state();
        if is_open && state.rest.is_empty() && self.settle(self.post(&letter), &mut state) {
            state.done += 1;
            self.pace.pay(Out, cost(letter.bytes.len()));
            return true;
        }
        // Copied, because a small datagram would keep a whole read buffer alive.
        let bytes = Bytes::copy_from_slice(&letter.bytes);
        state.rest.push_back(Letter { to: letter.to, bytes });
        self.letters.notify_one();
        false
    }

    /// A datagram was refused here.
    pub(super) fn fail(&self, errno: Errno) {
        let mut state = self.state();
        state.done += 1;
        state.error = Some(errno);
        self.error.notify_one();
    }

    pub(super) fn flush(&self, req: RequestId) -> Option<Result<(), Errno>> {
        let mut state = self.state();
        // A receiver in AF_UNIX that is full may stay so: what waits for it counts as sent.
        if state.rest.is_empty() || self.socket.is_unix() {
            return Some(state.error.take().map_or(Ok(()), Err));
        }
        let position = state.done + state.rest.len() as u64;
        state.flushes.push((position, req));
        None
    }

    /// Requests whose flush has not been answered.
    pub(super) fn waiting(&self) -> Vec<RequestId> {
        self.state().flushes.drain(..).map(|(_, req)| req).collect()
    }

    /// SO_ERROR, if the runtime has seen that there is one; it forgets that it has, or this would be asked for ever.
    fn take_error(&self) -> Option<Errno> {
        let mut found = None;
        let _ = self.socket.try_io(Interest::ERROR, || {
            found = self.socket.sock().take_error()?;
            Err::<(), _>(WouldBlock.into())
        });
        found.map(|error| errno(&error))
    }

    fn post(&self, letter: &Letter) -> Posted {
        let send = |to: Option<&SockAddr>| match self.socket.try_send(&letter.bytes, to) {
            Ok(_) => Posted::Sent,
            Err(error) if error.kind() == WouldBlock => Posted::NoRoom,
            Err(error) => Posted::Failed(errno(&error)),
        };
        let go = |way: &Way, then: &dyn Fn(&SockAddr) -> Posted| {
            way.go(&self.pace.net, &self.pace.reader, Kind::Dgram, then)
        };
        match &letter.to {
            To::Peer => send(None),
            To::By(way) => go(way, &|real| send(Some(real))).unwrap_or(Posted::Sent),
            To::PeerBy(way) => {
                let send_there = |real: &SockAddr| {
                    let sock = self.socket.sock();
                    let is_there = sock
                        .peer_addr()
                        .is_ok_and(|peer| peer.as_socket() == real.as_socket());
                    match if is_there { Ok(()) } else { sock.connect(real) } {
                        Ok(()) => send(None),
                        Err(error) => Posted::Failed(errno(&error)),
                    }
                };
                go(way, &send_there).unwrap_or(Posted::Refused)
            }
        }
    }

    /// Notes what became of a letter: whether it is done with.
    fn settle(&self, posted: Posted, state: &mut State) -> bool {
        match posted {
            Posted::Sent => {}
            Posted::NoRoom => return false,
            Posted::Failed(errno) => {
                state.error = Some(errno);
                self.error.notify_one();
            }
            Posted::Refused => {
                state.refused = true;
                self.error.notify_one();
            }
        }
        true
    }

    /// Sends the first letter of the rest: its length if it is done with, `None` if the kernel has no room.
    fn post_next(&self) -> Option<usize> {
        let mut state = self.state();
        let letter = state.rest.front()?;
        let (len, posted) = (letter.bytes.len(), self.post(letter));
        if !self.settle(posted, &mut state) {
            return None;
        }
        state.rest.pop_front();
        state.done += 1;
        self.pace.pay(Out, cost(len));
        Some(len)
    }

    fn flushed(&self) -> Vec<(RequestId, Result<(), Errno>)> {
        let mut state = self.state();
        let done = state.done;
        let due: Vec<_> = state
            .flushes
            .extract_if(.., |(position, _)| *position <= done)
            .map(|(_, req)| req)
            .collect();
        due.into_iter()
            .map(|req| (req, state.error.take().map_or(Ok(()), Err)))
            .collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Carries datagrams both ways until the program closes the socket.
pub(super) async fn run(id: SocketId, mail: Arc<Mail>, lane: Lane, events: mpsc::Sender<Event>) {
    // A queue that is gone means that the program is: its end closes this socket.
    let _ = tokio::join!(
        receive(id, &mail, &lane),
        send(id, &mail, &events),
        report(id, &mail, &lane)
    );
}

async fn receive(id: SocketId, mail: &Mail, lane: &Lane) -> Result<(), Gone> {
    let Pace { net, reader } = &mail.pace;
    loop {
        until(mail, |credit| credit.available() > 0).await;
        // An error alone doesn't make a socket readable.
        mail.socket
            .ready(Interest::READABLE | Interest::ERROR)
            .await
            .map_err(|_| Gone)?;
        if let Some(errno) = mail.take_error() {
            lane.turn().await?.say(&ToProgram::Failed { id, errno }).await?;
        }
        // Meanwhile the kernel keeps what it has room for, and loses the rest.
        mail.pace.open(In).await;
        let mut buffer = BytesMut::with_capacity(MAX_DATAGRAM);
        match mail.socket.try_recv(&mut buffer) {
            Ok((_, from)) if !reader.hears(net, Kind::Dgram, &from) => {}
            Ok((len, from)) => {
                // What doesn't fit the program's credit now is kept until it does; the next ones wait in the kernel.
                let address = Some(reader.shown(&from));
                mail.pace.pay(In, cost(len));
                until(mail, |credit| credit.take(cost(len) as u64)).await;
                let frame = Data::Datagram {
                    id,
                    address,
                    bytes: buffer.freeze(),
                }
                .encode();
                lane.turn().await?.data(frame).await?;
            }
            Err(error) if error.kind() == WouldBlock => {}
            Err(error) => {
                let failed = ToProgram::Failed {
                    id,
                    errno: errno(&error),
                };
                lane.turn().await?.say(&failed).await?;
            }
        }
    }
}

/// What a datagram of so many bytes counts for.
fn cost(len: usize) -> usize {
    len + DATAGRAM_COST as usize
}

/// Waits for credit that satisfies.
async fn until(mail: &Mail, mut enough: impl FnMut(&mut SendCredit) -> bool) {
    while !enough(&mut mail.state().credit) {
        mail.credit.notified().await;
    }
}

async fn send(id: SocketId, mail: &Mail, events: &mpsc::Sender<Event>) -> Result<(), Gone> {
    loop {
        mail.letters.notified().await;
        while !mail.state().rest.is_empty() {
            mail.socket.writable().await.map_err(|_| Gone)?;
            mail.pace.open(Out).await;
            if let Some(n) = mail.post_next() {
                events.send(Event::Took { id, n }).await.map_err(|_| Gone)?;
            }
            for (req, outcome) in mail.flushed() {
                events
                    .send(Event::Flushed { id, req, outcome })
                    .await
                    .map_err(|_| Gone)?;
            }
        }
    }
}

/// Tells errors of sending that no flush asked for.
async fn report(id: SocketId, mail: &Mail, lane: &Lane) -> Result<(), Gone> {
    loop {
        mail.error.notified().await;
        if std::mem::take(&mut mail.state().refused) {
            let errno = Errno::ECONNREFUSED;
            lane.turn().await?.say(&ToProgram::Failed { id, errno }).await?;
        }
        sleep(GRACE).await;
        let error = mail.state().error.take();
        if let Some(errno) = error {
            lane.turn().await?.say(&ToProgram::Failed { id, errno }).await?;
        }
    }
}
