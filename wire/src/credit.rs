//! Flow control: absolute byte positions, as in QUIC (RFC 9000 §4.1), so that a credit said twice does no harm.

use crate::Kind;
use crate::limits::{CREDIT_STEP, WIDE_WINDOW, WINDOW};

/// The sender's side: how far it may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendCredit {
    /// The most that the receiver may allow ahead.
    widest: u64,
    sent: u64,
    upto: u64,
}

/// A stream's.
impl Default for SendCredit {
    fn default() -> Self {
        Self::new(Kind::Stream)
    }
}

impl SendCredit {
    /// A socket that has sent nothing.
    pub const fn new(kind: Kind) -> Self {
        Self {
            widest: kind.widest_window(),
            sent: 0,
            upto: kind.window(),
        }
    }

    /// Bytes that may be sent now.
    pub fn available(&self) -> u64 {
        self.upto.saturating_sub(self.sent)
    }

    /// Position of the next byte: how many have been sent.
    pub fn sent(&self) -> u64 {
        self.sent
    }

    /// Takes `n` bytes of credit; `false`, and nothing taken, if there is not as much.
    #[must_use]
    pub fn take(&mut self, n: u64) -> bool {
        if n > self.available() {
            return false;
        }
        self.sent += n;
        true
    }

    /// The receiver allows bytes up to `upto`; `false` if that goes back or beyond the widest window from here.
    #[must_use]
    pub fn grant(&mut self, upto: u64) -> bool {
        if upto < self.upto || upto > self.sent.saturating_add(self.widest) {
            return false;
        }
        self.upto = upto;
        true
    }
}

/// The receiver's side: what has arrived, what was taken, what the sender was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiveWindow {
    window: u64,
    step: u64,
    arrived: u64,
    taken: u64,
    told: u64,
}

impl ReceiveWindow {
    /// A socket that nothing has arrived at.
    pub const fn new(kind: Kind) -> Self {
        Self {
            window: kind.window(),
            step: CREDIT_STEP,
            arrived: 0,
            taken: 0,
            told: kind.window(),
        }
    }

    /// `n` bytes arrive; `false` if the sender had no credit for them.
    #[must_use]
    pub fn arrive(&mut self, n: u64) -> bool {
        match self.arrived.checked_add(n) {
            Some(arrived) if arrived <= self.told => {
                self.arrived = arrived;
                true
            }
            _ => false,
        }
    }

    /// `n` bytes are taken out of the buffer. `Some(upto)` when it is time to tell the sender.
    pub fn take(&mut self, n: u64) -> Option<u64> {
        self.taken = (self.taken + n).min(self.arrived);
        let upto = self.taken + self.window;
        if upto < self.told + self.step {
            return None;
        }
        self.told = upto;
        Some(upto)
    }

    /// A stream's window, as wide as may be or as it was at first. What the sender was told still holds.
    pub fn set_wide(&mut self, wide: bool) {
        (self.window, self.step) = if wide {
            (WIDE_WINDOW, WIDE_WINDOW / 2)
        } else {
            (WINDOW, CREDIT_STEP)
        };
    }

    /// Bytes taken so far.
    pub fn taken(&self) -> u64 {
        self.taken
    }
}
