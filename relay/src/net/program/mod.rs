//! One program: a task that reads its WebSocket, checks every frame and keeps its sockets; [`super::writer`] writes.
//!
//! This task waits for nothing but the next frame, a socket's event and a place in the control queue; never for a
//! peer's socket. So one full socket can't stop the WebSocket, and everything is closed when this task ends.

mod ending;
mod events;
mod requests;

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use futures_util::StreamExt;
use futures_util::stream::SplitStream;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};
use wire::relay::{Inbound, Session};
use wire::{Packet, SocketId, ToProgram, ToRelay};

use super::doings::Doing;
use super::metrics::{Limit, Tally};
use super::running::Entry;
use super::socket::{Context, Event, Socket};
use super::writer::{self, Outbox};
use super::{Counted, Net};
use crate::closing::Broken;
use ending::End;

/// Events that may wait: a socket has one or two at a time, and waits itself when there are more.
const EVENTS: usize = 64;

/// Kernel sockets for each one the program may have open: a listener may hold a connection that is not open yet.
const KERNEL_SOCKETS: usize = 2;

/// Characters of a program's label that are logged.
const LABEL: usize = 64;

/// A program that has said hello.
struct Program {
    cx: Context,
    session: Session,
    sockets: HashMap<SocketId, Socket>,
    lookups: JoinSet<()>,
    lookup_places: Arc<Semaphore>,
    name: Name,
    entry: Entry,
    account: Account,
    _doing: Doing,
    _counted: Counted,
}

/// What a program has used, for the log.
#[derive(Clone, Debug)]
struct Account {
    began: Instant,
    sockets: u64,
    /// Bytes that the kernel took from it.
    sent: u64,
    received: Tally,
}

/// What the log calls a program.
#[derive(Clone, Debug)]
struct Name {
    number: u64,
    reader: String,
    label: String,
}

/// Runs a program until its WebSocket ends, then closes what it had.
pub(super) async fn run(socket: WebSocket, net: Arc<Net>, number: u64, newcomer: impl Send) {
    let (sink, mut incoming) = socket.split();
    let tally = net.metrics.tally();
    let (outbox, writer, stop) = writer::outbox(tally.clone());
    let writing = net.tasks.spawn(writer.run(sink));
    let (sender, mut events) = mpsc::channel(EVENTS);

    let greeted = greet(&mut incoming, &net, number, outbox, sender, tally).await;
    drop(newcomer);
    let end = match greeted {
        Ok(mut program) => {
            let Name { reader, label, .. } = &program.name;
            tracing::info!(program = number, reader, label, "a program has started");
            let ended_by_page = program.entry.ending.clone();
            let gone = program.cx.reader.gone.clone();
            let end = tokio::select! {
                biased;
                () = net.closing.cancelled() => End::Shutdown,
                () = gone.cancelled() => End::Removed,
                () = ended_by_page.cancelled() => End::ByPage,
                Err(end) = program.serve(&mut incoming, &mut events) => end,
            };
            drop(events);
            let (name, account) = (program.name.clone(), program.account.clone());
            program.close_all().await;
            let lived = account.began.elapsed();
            tracing::info!(
                program = number,
                reader = name.reader,
                label = name.label,
                sockets = account.sockets,
                sent = account.sent,
                received = account.received.own(),
                seconds = lived.as_secs(),
                reason = end.logged(),
                "a program has ended"
            );
            net.metrics.ended(end.label(), Some(lived));
            end
        }
        Err(end) => {
            tracing::debug!(
                program = number,
                reason = end.logged(),
                "a WebSocket was closed before it was a program's"
            );
            net.metrics.ended(end.label(), None);
            end
        }
    };
    ending::say_goodbye(end, stop, writing, incoming).await;
}

/// Waits for `hello`, and finds out whose program it is.
async fn greet(
    incoming: &mut SplitStream<WebSocket>,
    net: &Arc<Net>,
    number: u64,
    outbox: Outbox,
    events: mpsc::Sender<Event>,
    received: Tally,
) -> Result<Program, End> {
    let mut session = Session::new();
    let opened = Instant::now();
    let first = tokio::select! {
        biased;
        () = net.closing.cancelled() => return Err(End::Shutdown),
        first = timeout(net.limits().hello, next(incoming)) => first.map_err(|_| End::NoHello)??,
    };
    let Inbound::Control(ToRelay::Hello { token, label, key }) = session.receive(first)? else {
        return Err(End::Violation(wire::Violation::Hello));
    };
    let reader = net.readers.find(&token).ok_or(End::UnknownReader)?;
    if net.is_paused() {
        return Err(End::Paused);
    }
    let Some(doing) = reader.doings.program() else {
        // Who is removed has no places left, either.
        if reader.gone.is_cancelled() {
            return Err(End::Removed);
        }
        net.metrics.reached(Limit::Programs);
        return Err(End::TooManyPrograms);
    };
    outbox
        .say(&ToProgram::Welcome {
            address: reader.home.public(),
            name: reader.name.clone(),
            sockets: net.limits().sockets,
        })
        .await?;
    let name = Name {
        number,
        reader: reader.name.clone(),
        label: label.chars().take(LABEL).collect(),
    };
    net.metrics.begun(opened.elapsed());
    Ok(Program {
        account: Account {
            began: Instant::now(),
            sockets: 0,
            sent: 0,
            received,
        },
        _doing: doing,
        entry: net.running.enter(number, reader.id, key),
        cx: Context {
            net: net.clone(),
            reader,
            outbox,
            events,
            places: Arc::new(Semaphore::new(net.limits().sockets as usize * KERNEL_SOCKETS)),
        },
        session,
        sockets: HashMap::new(),
        lookups: JoinSet::new(),
        lookup_places: Arc::new(Semaphore::new(requests::LOOKUPS)),
        name,
        _counted: net.programs.one(),
    })
}

impl Program {
    /// Handles frames and events; comes back only with a reason to end.
    async fn serve(
        &mut self,
        incoming: &mut SplitStream<WebSocket>,
        events: &mut mpsc::Receiver<Event>,
    ) -> Result<Infallible, End> {
        let silence = self.cx.net.limits().silence;
        let every = self.cx.net.limits().ping.min(silence);
        let mut ping = interval_at(Instant::now() + every, every);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut heard = Instant::now();
        loop {
            tokio::select! {
                message = incoming.next() => {
                    heard = Instant::now();
                    if let Some(packet) = packet(message)? {
                        in_time(silence, self.packet(packet)).await?;
                    }
                }
                Some(event) = events.recv() => in_time(silence, self.event(event)).await?,
                _ = ping.tick() => {
                    if heard.elapsed() >= silence {
                        return Err(End::Silence);
                    }
                    in_time(silence, async { Ok(self.cx.outbox.ping().await?) }).await?;
                }
            }
        }
    }

    async fn packet(&mut self, packet: Packet) -> Result<(), End> {
        match self.session.receive(packet)? {
            Inbound::Control(frame) => self.control(frame).await,
            Inbound::Data(data) => {
                let arrived = Instant::now();
                let done = self.data(data).await;
                self.cx.net.metrics.wrote(arrived.elapsed());
                done
            }
        }
    }
}

/// The next frame, whatever else the WebSocket carries.
async fn next(incoming: &mut SplitStream<WebSocket>) -> Result<Packet, End> {
    loop {
        if let Some(packet) = packet(incoming.next().await)? {
            return Ok(packet);
        }
    }
}

fn packet(message: Option<Result<Message, axum::Error>>) -> Result<Option<Packet>, End> {
    match message {
        Some(Ok(Message::Text(text))) => Ok(Some(Packet::Text(text.as_str().to_owned()))),
        Some(Ok(Message::Binary(bytes))) => Ok(Some(Packet::Binary(bytes))),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(None),
        Some(Ok(Message::Close(_))) => Err(End::Closed),
        Some(Err(error)) => Err(Broken::from(error).into()),
        None => Err(End::Dropped),
    }
}

/// A program that doesn't read what it is told for so long is as good as silent.
async fn in_time(limit: Duration, work: impl Future<Output = Result<(), End>>) -> Result<(), End> {
    timeout(limit, work).await.unwrap_or(Err(End::Silence))
}
