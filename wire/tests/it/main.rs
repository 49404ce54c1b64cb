//! The protocol's tests: both roles against each other in memory, every violation, every frame, and PROTOCOL.md itself.

// In a test, a panic is the report.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod kernel;
mod pair;
mod relay;

mod accepting;
mod credit;
mod datagrams;
mod descriptors;
mod document;
mod edges;
mod ends;
mod flush;
mod frames;
mod golden;
mod interleaving;
mod local_pairs;
mod messages;
mod numbers;
mod polling;
mod programs;
mod random;
mod requests;
mod streams;
mod unix;
mod violations;
