//! The protocol's own limits, each with where its number comes from. What a relay may tune is in its flags.

use crate::Violation;

/// Bytes a stream's sender may have under way, in either direction, before the receiver has taken some: 64 KiB. This much
/// of one stream can lie in a browser before another's echo: at the 60 MB/s a page was seen to take, 1 ms. A round trip of
/// 0.3 ms allows 200 MB/s.
pub const WINDOW: u64 = 64 * 1024;

/// What a program may widen the window of a stream to that arrives alone: 256 KiB. There is no echo that waits behind it then,
/// and each wait for credit costs a round trip through a browser that has one stream's bytes to copy.
pub const WIDE_WINDOW: u64 = 4 * WINDOW;

/// A stream arrives alone when it has brought so many bytes since anything else arrived: 1 MiB, 20 ms of what a page can take.
pub const ALONE: u64 = 1024 * 1024;

/// [`WINDOW`] for a datagram socket: 128 KiB, because the largest datagram must fit however little credit was said.
pub const DATAGRAM_WINDOW: u64 = 128 * 1024;

/// A receiver says credit when so many bytes were taken since it last did: half a stream's window; of a wide one half, too.
pub const CREDIT_STEP: u64 = 32 * 1024;

/// What each datagram costs in credit beyond its bytes, so that empty ones are not free (Linux charges more: 768).
pub const DATAGRAM_COST: u64 = 64;

/// The largest payload of a UDP datagram over IPv4: 65,535 less the headers (RFC 768, RFC 791).
pub const MAX_DATAGRAM: usize = 65_507;

/// The largest payload of one stream frame: 32 KiB. The relay's writer takes turns between sockets frame by frame,
/// so this is also how long the longest turn is.
pub const MAX_DATA: usize = 32 * 1024;

/// The largest binary message: a datagram with its header (kind, id, family, IPv6 address, port), rounded up.
pub const MAX_BINARY: usize = 66 * 1024;

/// The largest text message: a lookup of the longest name (253 characters) and all its answers fit in a few KiB.
pub const MAX_TEXT: usize = 16 * 1024;

/// Requests a program may have unanswered: one for each thread of a busy server, and some.
pub const MAX_PENDING: usize = 1024;

/// The longest key in a `hello`: 256 random bits in hexadecimal, twice what a page uses.
pub const MAX_KEY: usize = 64;

/// The longest name that a lookup may ask for (RFC 1035 §2.3.4, in presentation form).
pub const MAX_NAME: usize = 253;

/// Fails if something is longer than it may be.
pub(crate) fn at_most(len: usize, most: usize) -> Result<(), Violation> {
    if len > most {
        Err(Violation::TooLarge { len, most })
    } else {
        Ok(())
    }
}
