//! The protocol between a Python program in a browser and the relay that opens sockets for it; PROTOCOL.md is its text.
//!
//! Pure data in, data out: this crate knows no sockets, no clock, no async runtime and no browser. [`program::Link`]
//! is the program's role, [`relay::Session`] the relay's; the tests run one against the other in memory.

mod address;
mod credit;
mod errno;
mod frame;
pub mod limits;
mod message;
mod option;
pub mod program;
pub mod relay;
mod violation;

use bytes::Bytes;

pub use address::{Address, NoAddress, UnixName};
pub use credit::{ReceiveWindow, SendCredit};
pub use errno::Errno;
pub use frame::Data;
pub use message::{Family, Kind, RequestId, SocketId, ToProgram, ToRelay};
pub use option::{OptionValue, SocketOption};
pub use violation::{CloseCode, Violation};

/// The WebSocket subprotocol; its number changes when a frame's meaning does.
pub const SUBPROTOCOL: &str = "echoroom.v1";

/// One WebSocket message, either way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Packet {
    /// A control frame.
    Text(String),
    /// A data frame.
    Binary(Bytes),
}
