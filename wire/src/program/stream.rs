//! Bytes that arrived and that Python has not read yet.

use std::collections::VecDeque;

use bytes::{Buf, Bytes};

/// A queue of received pieces, read as one run of bytes.
#[derive(Debug, Default)]
pub(super) struct Inbox {
    pieces: VecDeque<Bytes>,
    len: usize,
}

impl Inbox {
    pub(super) fn push(&mut self, bytes: Bytes) {
        self.len += bytes.len();
        if !bytes.is_empty() {
            self.pieces.push_back(bytes);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Appends up to `max` bytes to `out`, leaving them here.
    pub(super) fn peek(&self, max: usize, out: &mut Vec<u8>) -> usize {
        let mut left = max;
        for piece in &self.pieces {
            let n = piece.len().min(left);
            out.extend(piece.iter().take(n));
            left -= n;
            if left == 0 {
                break;
            }
        }
        max - left
    }

    /// Moves up to `max` bytes to the end of `out`.
    pub(super) fn read(&mut self, max: usize, out: &mut Vec<u8>) -> usize {
        let mut left = max;
        while left > 0
            && let Some(front) = self.pieces.front_mut()
        {
            let n = front.len().min(left);
            out.extend_from_slice(&front.split_to(n));
            left -= n;
            if !front.has_remaining() {
                self.pieces.pop_front();
            }
        }
        self.len -= max - left;
        max - left
    }
}
