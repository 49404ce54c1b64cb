//! The relay's role: checks what a program sends, counts its credit, numbers accepted sockets. Opens nothing itself.
//!
//! The relay feeds every message to [`Session::receive`] and carries out what comes back; anything that comes
//! back is well-formed, about an open socket, within credit and in order.

mod session;

pub use session::{Inbound, Session};
