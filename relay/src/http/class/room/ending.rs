//! How these WebSockets end: why, and with which close code.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes};
use futures_util::{SinkExt, StreamExt};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite;
use wire::CloseCode;

use super::Sink;
use super::hearing::Stream;

/// How long the other side may take to answer a close frame, or to read what comes before it.
const GOODBYE: Duration = Duration::from_secs(3);

/// The longest reason a close frame can carry (RFC 6455 §5.5.1: 125 bytes less the code).
const REASON: usize = 123;

/// Why a page's WebSocket ended.
#[derive(Debug, thiserror::Error)]
pub(super) enum End {
    #[error("it was closed")]
    Closed,
    #[error("it was dropped")]
    Dropped,
    #[error("the relay is shutting down")]
    Shutdown,
    #[error("{0}")]
    Mistake(String),
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
    /// A WebSocket that broke, or that carried what none may.
    pub(super) fn of_error(error: axum::Error) -> Self {
        use tungstenite::Error::{Capacity, Protocol, Utf8};
        use tungstenite::error::ProtocolError::{ReceivedAfterClosing, ResetWithoutClosingHandshake};
        match error.into_inner().downcast_ref::<tungstenite::Error>() {
            Some(Capacity(_)) => End::TooLarge,
            Some(Protocol(ResetWithoutClosingHandshake | ReceivedAfterClosing)) => End::Dropped,
            Some(error @ (Protocol(_) | Utf8(_))) => End::Mistake(error.to_string()),
            _ => End::Dropped,
        }
    }

    /// The close frame, if there is somebody to send it to who hasn't sent one.
    fn frame(&self) -> Option<CloseFrame> {
        let code = match self {
            End::Closed | End::Dropped => return None,
            End::Shutdown | End::LetGo => CloseCode::GoingAway,
            End::Mistake(_) => CloseCode::Protocol,
            End::TooLarge => CloseCode::TooLarge,
            End::Unknown => CloseCode::UnknownReader,
            End::TooMany => CloseCode::TooManyPrograms,
            End::NoHello | End::Silence => CloseCode::Timeout,
            End::Removed | End::Over => CloseCode::Removed,
        };
        let mut reason = self.to_string();
        reason.truncate(reason.floor_char_boundary(REASON));
        Some(CloseFrame {
            code: code.number(),
            reason: Utf8Bytes::from(reason),
        })
    }
}

/// Says a last thing, sends the close frame and waits a little for the other side's: closing the connection earlier could lose ours.
pub(super) async fn say_goodbye(end: End, last: Option<Utf8Bytes>, mut sink: Sink, mut stream: Stream) {
    tracing::debug!(reason = %end, "a page's WebSocket has ended");
    let goodbye = async {
        // Whether the other side still listens is not known, and makes no difference.
        if let Some(last) = last {
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
