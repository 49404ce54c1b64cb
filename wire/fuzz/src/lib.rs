//! What the fuzz targets do with their bytes. The crate's own tests do the same with bounded random ones.

mod checks;
mod packets;

pub use checks::{data_frame, program_link, relay_session};
