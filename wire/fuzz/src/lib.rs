//! What the fuzz targets do with their bytes. The tests of `wire` do the same with bounded random ones.
//!
//! In `wire/`: `cargo fuzz run --sanitizer none relay_session` works with stable Rust; without the option it needs a nightly.

mod checks;
mod packets;

pub use checks::{data_frame, program_link, relay_session};
