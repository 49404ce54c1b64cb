//! The way out to one program: what is said goes before data, and sockets take turns with data, a frame at a time.
//!
//! A socket's data, its `eof` and its `failed` keep their order because they share its [`Lane`]. `accepted` and `ok`
//! are said before the task that sends data is started, and [`Writer`] says what it finds before each data frame.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use bytes::Bytes;
use futures_util::SinkExt;
use futures_util::stream::SplitSink;
use tokio::select;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot};
use wire::ToProgram;

use super::metrics::Tally;

/// Control frames that may wait. They are about 100 bytes each; who falls behind further has their own requests wait.
const CONTROL: usize = 256;

/// Data frames that may wait, of all sockets together: one each for 256 sockets.
const FRAMES: usize = 256;

type Sink = SplitSink<WebSocket, Message>;

/// The WebSocket is gone or closing, and what was to be sent with it.
#[derive(Debug)]
pub(super) struct Gone;

/// Where frames are put that are to be sent.
#[derive(Clone, Debug)]
pub(super) struct Outbox {
    control: mpsc::Sender<Message>,
    frames: mpsc::Sender<Frame>,
    tally: Tally,
}

/// One socket's place in the queue: it has one frame there at most.
#[derive(Debug)]
pub(super) struct Lane {
    place: Arc<Semaphore>,
    frames: mpsc::Sender<Frame>,
    tally: Tally,
}

/// The right to queue one frame.
#[derive(Debug)]
pub(super) struct Turn<'a> {
    place: OwnedSemaphorePermit,
    frames: &'a mpsc::Sender<Frame>,
    tally: &'a Tally,
}

#[derive(Debug)]
struct Frame {
    message: Message,
    /// Given back when the writer takes the frame, so that the socket can prepare its next one meanwhile.
    _place: OwnedSemaphorePermit,
}

/// Takes frames out of the queues and writes them to the WebSocket.
#[derive(Debug)]
pub(super) struct Writer {
    control: mpsc::Receiver<Message>,
    frames: mpsc::Receiver<Frame>,
    held: Option<Message>,
    stop: oneshot::Receiver<Option<CloseFrame>>,
}

/// Ends the writer: with a close frame of ours, or with none if the program closed first.
pub(super) type Stop = oneshot::Sender<Option<CloseFrame>>;

/// The two ends, and what ends them.
pub(super) fn outbox(tally: Tally) -> (Outbox, Writer, Stop) {
    let (control, controls) = mpsc::channel(CONTROL);
    let (frame, frames) = mpsc::channel(FRAMES);
    let (stop, stopped) = oneshot::channel();
    let outbox = Outbox {
        control,
        frames: frame,
        tally,
    };
    let writer = Writer {
        control: controls,
        frames,
        held: None,
        stop: stopped,
    };
    (outbox, writer, stop)
}

impl Outbox {
    /// Says something. Waits while too much is waiting already.
    pub(super) async fn say(&self, control: &ToProgram) -> Result<(), Gone> {
        self.control.send(text(control)).await.map_err(|_| Gone)
    }

    /// Asks for a sign of life.
    pub(super) async fn ping(&self) -> Result<(), Gone> {
        self.control
            .send(Message::Ping(Bytes::new()))
            .await
            .map_err(|_| Gone)
    }

    /// A place for one socket.
    pub(super) fn lane(&self) -> Lane {
        Lane {
            place: Arc::new(Semaphore::new(1)),
            frames: self.frames.clone(),
            tally: self.tally.clone(),
        }
    }
}

impl Lane {
    /// Waits until this socket's last frame is on its way.
    pub(super) async fn turn(&self) -> Result<Turn<'_>, Gone> {
        let place = self.place.clone().acquire_owned().await.map_err(|_| Gone)?;
        Ok(Turn {
            place,
            frames: &self.frames,
            tally: &self.tally,
        })
    }
}

impl Turn<'_> {
    /// Queues a data frame.
    pub(super) async fn data(self, bytes: Bytes) -> Result<(), Gone> {
        self.tally.add(bytes.len());
        self.queue(Message::Binary(bytes)).await
    }

    /// Queues what must not overtake this socket's data.
    pub(super) async fn say(self, control: &ToProgram) -> Result<(), Gone> {
        self.queue(text(control)).await
    }

    async fn queue(self, message: Message) -> Result<(), Gone> {
        let frame = Frame {
            message,
            _place: self.place,
        };
        self.frames.send(frame).await.map_err(|_| Gone)
    }
}

impl Writer {
    /// Writes until it is stopped or the WebSocket breaks.
    pub(super) async fn run(mut self, mut sink: Sink) {
        let mut stop = std::mem::replace(&mut self.stop, oneshot::channel().1);
        let close = select! {
            biased;
            close = &mut stop => close.ok().flatten(),
            _ = self.write(&mut sink) => return,
        };
        // Whether the other side still listens is not known, and makes no difference.
        if let Some(frame) = close {
            let _ = sink.send(Message::Close(Some(frame))).await;
        }
        let _ = sink.close().await;
    }

    async fn write(&mut self, sink: &mut Sink) -> Result<Infallible, axum::Error> {
        loop {
            sink.feed(self.next().await).await?;
            // The WebSocket's own buffer is written when it is full, so frames at hand may follow without a flush.
            while let Some(more) = self.at_hand() {
                sink.feed(more).await?;
            }
            sink.flush().await?;
        }
    }

    async fn next(&mut self) -> Message {
        loop {
            if let Some(message) = self.at_hand() {
                return message;
            }
            select! {
                biased;
                Some(message) = self.control.recv() => return message,
                Some(frame) = self.frames.recv() => self.held = Some(frame.message),
                // The program has ended, and says with what code when its sockets are closed.
                else => std::future::pending().await,
            }
        }
    }

    /// A data frame is held back until the control queue was seen empty *after* it came: what was said before it was
    /// queued is then said before it is sent.
    fn at_hand(&mut self) -> Option<Message> {
        if self.held.is_none() {
            self.held = self.frames.try_recv().ok().map(|frame| frame.message);
        }
        match self.control.try_recv() {
            Ok(message) => Some(message),
            Err(_) => self.held.take(),
        }
    }
}

fn text(control: &ToProgram) -> Message {
    // These types always serialise: their keys are strings, and they hold no floats.
    let text = serde_json::to_string(control).unwrap_or_default();
    Message::Text(Utf8Bytes::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(message: Message) -> String {
        match message {
            Message::Text(text) => text.to_string(),
            Message::Binary(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn sockets_take_turns_and_control_goes_first() {
        let (outbox, mut writer, _stop) = outbox(Tally::default());
        let (bulk, echo) = (outbox.lane(), outbox.lane());
        bulk.turn()
            .await
            .unwrap()
            .data(Bytes::from_static(b"bulk 1"))
            .await
            .unwrap();
        assert!(
            bulk.place.clone().try_acquire_owned().is_err(),
            "one frame in the queue is all a socket has"
        );
        echo.turn()
            .await
            .unwrap()
            .data(Bytes::from_static(b"echo 1"))
            .await
            .unwrap();
        outbox.ping().await.unwrap();

        assert!(matches!(writer.next().await, Message::Ping(_)));
        assert_eq!(said(writer.next().await), "bulk 1");
        bulk.turn()
            .await
            .unwrap()
            .data(Bytes::from_static(b"bulk 2"))
            .await
            .unwrap();
        assert_eq!(said(writer.next().await), "echo 1");
        assert_eq!(said(writer.next().await), "bulk 2");
        assert!(writer.at_hand().is_none());
    }
}
