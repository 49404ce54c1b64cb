//! How these WebSockets end: why, and with which close code.

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes};
use futures_util::{SinkExt, StreamExt};
use tokio::time::timeout;
use wire::CloseCode;

use super::{Hearing, Telling};
use crate::closing::{self, Broken, GOODBYE};
use crate::room::{LastWord, NoPlace, SecondHello, text};

/// Why a page's WebSocket ended. What it displays is for the log, and has no word of the page's.
#[derive(Debug, thiserror::Error)]
pub(super) enum End {
    #[error("it was closed")]
    Closed,
    #[error("it was dropped")]
    Dropped,
    #[error("the relay is shutting down")]
    Shutdown,
    #[error("{0}")]
    Mistake(&'static str),
    #[error(transparent)]
    SecondHello(#[from] SecondHello),
    /// What is wrong with a message may quote it: that is for the page alone.
    #[error("no message: {:?} error in line {}, column {}", .0.classify(), .0.line(), .0.column())]
    NoMessage(#[from] serde_json::Error),
    #[error("{0}")]
    Malformed(String),
    #[error("a message is too large")]
    TooLarge,
    #[error("nobody has this token or secret")]
    Unknown,
    #[error("too many pages are open already")]
    TooMany,
    #[error("no hello in time")]
    NoHello,
    #[error("no sign of life")]
    Silence,
    #[error("come back and see how things stand")]
    LetGo,
    #[error("the reader is no longer in the class")]
    Removed,
    #[error("the class is closed")]
    Over,
}

impl End {
    /// What is said before the close frame.
    fn last_word(&self) -> Option<Utf8Bytes> {
        match self {
            End::Removed => Some(text(&LastWord::Removed {})),
            End::Over => Some(text(&LastWord::Closed {})),
            _ => None,
        }
    }

    /// The close frame, if there is somebody to send it to who hasn't sent one.
    fn frame(&self) -> Option<CloseFrame> {
        let code = match self {
            End::Closed | End::Dropped => return None,
            End::NoMessage(why) => return Some(closing::frame(CloseCode::Protocol, why)),
            End::Shutdown | End::LetGo => CloseCode::GoingAway,
            End::Mistake(_) | End::SecondHello(_) | End::Malformed(_) => CloseCode::Protocol,
            End::TooLarge => CloseCode::TooLarge,
            End::Unknown => CloseCode::UnknownReader,
            End::TooMany => CloseCode::TooManyPrograms,
            End::NoHello | End::Silence => CloseCode::Timeout,
            End::Removed | End::Over => CloseCode::Removed,
        };
        Some(closing::frame(code, self))
    }
}

impl From<Broken> for End {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::TooLarge => End::TooLarge,
            Broken::Dropped => End::Dropped,
            Broken::Malformed(why) => End::Malformed(why),
        }
    }
}

impl From<NoPlace> for End {
    fn from(why: NoPlace) -> Self {
        match why {
            NoPlace::TooMany => End::TooMany,
            NoPlace::Closed => End::Over,
        }
    }
}

/// Says a last thing, sends the close frame and waits a little for the other side's: closing the connection earlier could
/// lose ours.
pub(super) async fn say_goodbye(end: End, telling: Telling, hearing: Hearing) {
    tracing::debug!(reason = %end, "a page's WebSocket has ended");
    let (mut sink, mut stream) = (telling.sink, hearing.stream);
    let goodbye = async {
        // Whether the other side still listens is not known, and makes no difference.
        if let Some(last) = end.last_word() {
            let _ = sink.send(Message::Text(last)).await;
        }
        if let Some(frame) = end.frame() {
            let _ = sink.send(Message::Close(Some(frame))).await;
        }
        let _ = sink.close().await;
        while let Some(Ok(_)) = stream.next().await {}
    };
    let _ = timeout(GOODBYE, goodbye).await;
}
