//! How programs end: why, with which close code, and that nothing of theirs is left.

use axum::extract::ws::{CloseFrame, WebSocket};
use futures_util::StreamExt;
use futures_util::stream::SplitStream;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use wire::{CloseCode, Violation};

use super::Program;
use crate::closing::{self, Broken, GOODBYE};
use crate::net::socket::Close;
use crate::net::writer::{Gone, Stop};

/// Why a program ended.
#[derive(Debug, thiserror::Error)]
pub(super) enum End {
    #[error("it said bye")]
    Bye,
    #[error("its WebSocket was closed")]
    Closed,
    #[error("its WebSocket was dropped")]
    Dropped,
    #[error("its page or the teacher has ended it")]
    ByPage,
    #[error("the relay is shutting down")]
    Shutdown,
    #[error(transparent)]
    Violation(#[from] Violation),
    #[error("sockets that could not be opened must be closed too")]
    Hoard,
    #[error("a message is too large")]
    TooLarge,
    #[error("the token is unknown: ask for a new one")]
    UnknownReader,
    #[error("too many programs run already")]
    TooManyPrograms,
    #[error("the class is paused")]
    Paused,
    #[error("its reader is no longer in the class")]
    Removed,
    #[error("no hello in time")]
    NoHello,
    #[error("no sign of life")]
    Silence,
}

impl End {
    /// As the log has it: of a frame that was none, only that it was. What is wrong with it may quote it.
    pub(super) fn logged(&self) -> String {
        match self {
            End::Violation(Violation::Malformed(_)) => "malformed frame".to_owned(),
            other => other.to_string(),
        }
    }

    /// Its name among the metrics.
    pub(super) fn label(&self) -> &'static str {
        match self {
            End::Bye => "bye",
            End::Closed => "closed",
            End::Dropped => "dropped",
            End::ByPage => "by_page",
            End::Shutdown => "shutdown",
            End::Violation(_) => "violation",
            End::Hoard => "hoard",
            End::TooLarge => "too_large",
            End::UnknownReader => "unknown_reader",
            End::TooManyPrograms => "too_many_programs",
            End::Paused => "paused",
            End::Removed => "removed",
            End::NoHello => "no_hello",
            End::Silence => "silence",
        }
    }

    /// The close frame, if there is somebody to send it to who hasn't sent one.
    fn frame(&self) -> Option<CloseFrame> {
        let code = match self {
            End::Closed | End::Dropped => return None,
            End::Bye => CloseCode::Normal,
            End::Shutdown => CloseCode::GoingAway,
            End::ByPage => CloseCode::Ended,
            End::Violation(violation) => violation.code(),
            End::Hoard => CloseCode::Protocol,
            End::TooLarge => CloseCode::TooLarge,
            End::UnknownReader => CloseCode::UnknownReader,
            End::TooManyPrograms => CloseCode::TooManyPrograms,
            End::Paused => CloseCode::Paused,
            End::Removed => CloseCode::Removed,
            End::NoHello | End::Silence => CloseCode::Timeout,
        };
        Some(closing::frame(code, self))
    }
}

impl From<Broken> for End {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::TooLarge => End::TooLarge,
            Broken::Dropped => End::Dropped,
            Broken::Malformed(why) => Violation::Malformed(why).into(),
        }
    }
}

impl From<Gone> for End {
    fn from(_: Gone) -> Self {
        End::Dropped
    }
}

impl Program {
    /// Closes every socket, as Linux does for a dead process. On return their ports are free.
    pub(super) async fn close_all(mut self) {
        self.lookups.abort_all();
        let ahead: Vec<_> = self
            .sockets
            .values()
            .filter_map(|socket| socket.ahead())
            .collect();
        // All at once, and then each one in its turn has ended already.
        self.sockets.values().for_each(|socket| socket.abort());
        for (id, socket) in self.sockets.drain() {
            // A connection that nobody accepted goes down with its listener.
            let how = if ahead.contains(&id) {
                Close::Reset
            } else {
                Close::Ended
            };
            socket.close(&self.cx, how).await;
        }
        self.lookups.shutdown().await;
    }
}

/// Sends the close frame and waits a little for the other side's: closing the connection earlier could lose ours.
pub(super) async fn say_goodbye(
    end: End,
    stop: Stop,
    mut writing: JoinHandle<()>,
    mut incoming: SplitStream<WebSocket>,
) {
    // A writer that is gone has nobody to write to.
    let _ = stop.send(end.frame());
    let goodbye = async {
        let _ = (&mut writing).await;
        while let Some(Ok(_)) = incoming.next().await {}
    };
    let in_time = timeout(GOODBYE, goodbye).await.is_ok();
    if !in_time && !writing.is_finished() {
        writing.abort();
        let _ = writing.await;
    }
}
