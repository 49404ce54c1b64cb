//! Flow control: absolute byte positions, as in QUIC (RFC 9000 §4.1), so that a credit said twice does no harm.

use crate::limits::WINDOW;

/// The sender's side: how far it may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendCredit {
    sent: u64,
    upto: u64,
}

impl Default for SendCredit {
    fn default() -> Self {
        Self {
            sent: 0,
            upto: WINDOW,
        }
    }
}

impl SendCredit {
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

    /// The receiver allows bytes up to `upto`; `false` if that goes back or beyond a window from here.
    #[must_use]
    pub fn grant(&mut self, upto: u64) -> bool {
        if upto < self.upto || upto > self.sent.saturating_add(WINDOW) {
            return false;
        }
        self.upto = upto;
        true
    }
}

/// The receiver's side: what has arrived, what was taken, what the sender was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiveWindow {
    arrived: u64,
    taken: u64,
    told: u64,
}

impl Default for ReceiveWindow {
    fn default() -> Self {
        Self {
            arrived: 0,
            taken: 0,
            told: WINDOW,
        }
    }
}

impl ReceiveWindow {
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

    /// `n` bytes are taken out of the buffer. `Some(upto)` when it is time to tell the sender: each quarter window.
    pub fn take(&mut self, n: u64) -> Option<u64> {
        self.taken = (self.taken + n).min(self.arrived);
        let upto = self.taken + WINDOW;
        if upto - self.told < WINDOW / 4 {
            return None;
        }
        self.told = upto;
        Some(upto)
    }

    /// Bytes taken so far.
    pub fn taken(&self) -> u64 {
        self.taken
    }
}
