//! The program worker's share of Rust: [`Link`], the protocol's program role, as JavaScript sees it.
//!
//! No Python here and no DOM: web/program/*.js joins this to CPython's memory and to the WebSocket.
//! Calls return a number: 0 or more for success, a negative errno (Linux's numbers) for failure.

mod link;

fn main() {}
