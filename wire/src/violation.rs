//! What ends a WebSocket early: a peer that breaks the protocol, and the close codes that say so.

use crate::SocketId;

/// A peer broke the protocol. Only a faulty peer can cause one: whatever a Python program does is an [`crate::Errno`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs)]
pub enum Violation {
    #[error("malformed frame: {0}")]
    Malformed(String),
    #[error("a payload of {len} bytes, where at most {most} fit")]
    TooLarge { len: usize, most: usize },
    #[error("the first frame must be hello, and only the first")]
    Hello,
    #[error("socket {} is not open", .0.0)]
    UnknownSocket(SocketId),
    #[error("socket {} can't be opened: its number is even or was used before", .0.0)]
    BadId(SocketId),
    #[error("request numbers must grow")]
    BadRequest,
    #[error("too many requests are unanswered")]
    TooManyPending,
    #[error("socket {} was sent more than its credit", .0.0)]
    OverCredit(SocketId),
    #[error("credit of socket {} went backwards or beyond the window", .0.0)]
    BadCredit(SocketId),
    #[error("socket {} can't carry that frame now", .0.0)]
    OutOfOrder(SocketId),
}

impl Violation {
    /// The close code that goes with it.
    pub fn code(&self) -> CloseCode {
        match self {
            Violation::TooLarge { .. } => CloseCode::TooLarge,
            _ => CloseCode::Protocol,
        }
    }
}

impl From<bytes::TryGetError> for Violation {
    fn from(_: bytes::TryGetError) -> Self {
        Violation::Malformed("the header is cut short".into())
    }
}

/// Why a WebSocket was closed (RFC 6455 §7.4; 4000–4999 are private use).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum CloseCode {
    /// The program said `bye`, and all it had open is closed.
    Normal = 1000,
    /// The relay is shutting down.
    GoingAway = 1001,
    /// A message beyond the protocol's limits.
    TooLarge = 1009,
    /// A [`Violation`]; the reason says which.
    Protocol = 4000,
    /// The token is not one this relay gave out (it may have been restarted since).
    UnknownReader = 4001,
    /// The reader runs as many programs as a reader may.
    TooManyPrograms = 4002,
    /// No `hello` within the time allowed, or no sign of life since.
    Timeout = 4003,
    /// The program's page, or the class's teacher, has ended it.
    Ended = 4004,
    /// The class is paused: no program can be started now.
    Paused = 4005,
    /// The reader isn't in the class any more: the teacher has removed them, or closed it.
    Removed = 4006,
}

impl CloseCode {
    /// The number in the close frame.
    pub const fn number(self) -> u16 {
        self as u16
    }
}
