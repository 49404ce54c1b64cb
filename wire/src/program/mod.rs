//! The program's role: the sockets of one running program as its Python sees them, kept in step with the relay.
//!
//! [`Link`] never waits. A call answers at once, or says `EAGAIN`, or returns a [`crate::RequestId`] to wait for; what
//! waiting means is the caller's affair. Messages go in through [`Link::receive`] and come out of [`Link::transmit`].

mod calls;
mod descriptors;
mod edges;
mod link;
mod pair;
mod queries;
mod receive;
mod socket;
mod stream;
mod transfer;

pub use calls::How;
pub use descriptors::Fd;
pub use link::{Answer, Link, Welcome};
pub use socket::ready;
pub use transfer::Sent;
