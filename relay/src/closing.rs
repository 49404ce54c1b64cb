//! How WebSockets end, whosever they are: what a close frame holds, and what became of one that broke.

use std::fmt::Display;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Utf8Bytes};
use tokio_tungstenite::tungstenite;
use wire::CloseCode;

/// How long the other side may take to answer a close frame, or to read what comes before it.
pub(crate) const GOODBYE: Duration = Duration::from_secs(3);

/// The longest reason a close frame can carry (RFC 6455 §5.5.1: 125 bytes less the code).
const REASON: usize = 123;

/// Why nothing more comes from a WebSocket.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    /// A message is larger than any may be.
    TooLarge,
    /// The connection is gone.
    Dropped,
    /// It carried what none may.
    Malformed(String),
}

/// A close frame with as much of the reason as fits.
pub(crate) fn frame(code: CloseCode, reason: impl Display) -> CloseFrame {
    let mut reason = reason.to_string();
    reason.truncate(reason.floor_char_boundary(REASON));
    CloseFrame {
        code: code.number(),
        reason: Utf8Bytes::from(reason),
    }
}

impl From<axum::Error> for Broken {
    fn from(error: axum::Error) -> Self {
        use tungstenite::Error::{Capacity, Protocol, Utf8};
        use tungstenite::error::ProtocolError::{ReceivedAfterClosing, ResetWithoutClosingHandshake};
        match error.into_inner().downcast_ref::<tungstenite::Error>() {
            Some(Capacity(_)) => Broken::TooLarge,
            Some(Protocol(ResetWithoutClosingHandshake | ReceivedAfterClosing)) => Broken::Dropped,
            Some(error @ (Protocol(_) | Utf8(_))) => Broken::Malformed(error.to_string()),
            _ => Broken::Dropped,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_cut_between_characters_where_a_frame_ends() {
        let long = frame(CloseCode::Protocol, "ё".repeat(100));
        assert_eq!((long.code, long.reason.as_str()), (4000, "ё".repeat(61).as_str()));
        assert_eq!(frame(CloseCode::Normal, "bye").reason.as_str(), "bye");
    }
}
