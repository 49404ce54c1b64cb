//! What the two ends of a connection in AF_UNIX have in common: whether one was closed with bytes unread.
//!
//! Linux then gives the other end ECONNRESET. The kernel can't know here, because the relay has read those bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// One end's.
#[derive(Debug)]
pub(in crate::net) struct Twin {
    mine: Arc<AtomicBool>,
    other: Arc<AtomicBool>,
}

impl Twin {
    /// Those of a new connection.
    pub(super) fn pair() -> (Self, Self) {
        let (a, b) = (Arc::<AtomicBool>::default(), Arc::<AtomicBool>::default());
        let twin = Self {
            mine: b.clone(),
            other: a.clone(),
        };
        (Self { mine: a, other: b }, twin)
    }

    /// This end is about to be closed with a reset.
    pub(in crate::net) fn reset(&self) {
        self.mine.store(true, Ordering::Release);
    }

    /// Whether the other end was closed with one.
    pub(in crate::net) fn was_reset(&self) -> bool {
        self.other.load(Ordering::Acquire)
    }
}
