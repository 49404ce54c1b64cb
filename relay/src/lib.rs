//! The relay: serves the lessons, and opens real sockets for the programs that run in their pages.

pub mod check;
pub mod cli;
mod closing;
pub mod course;
pub mod descriptors;
pub mod doctor;
mod front;
mod hex;
mod household;
pub mod http;
pub mod lessons;
pub mod log;
pub mod net;
mod networks;
pub mod reload;
pub mod room;
pub mod rooms;
pub mod server;
pub mod settings;
pub mod stop;
pub mod tls;
pub mod watch;
pub mod welcome;
