//! Output that has come and isn't shown yet. A program can print faster than anybody could be shown: what will be out of
//! sight before the next frame is only counted. Pure: no elements here.

use std::collections::VecDeque;

use super::scrollback::{MAX_BYTES, Scrollback, Stream};

/// The pieces since the last frame, as they came.
#[derive(Default)]
pub struct Pending {
    pieces: VecDeque<(Stream, String)>,
    bytes: usize,
    /// Line feeds in what was dropped here; nothing if nothing was.
    dropped: Option<usize>,
}

impl Pending {
    /// Adds a piece, and drops the oldest while the rest alone fills a console.
    pub fn push(&mut self, stream: Stream, text: &str) {
        self.bytes += text.len();
        self.pieces.push_back((stream, text.to_owned()));
        while let Some((_, oldest)) = self.pieces.front()
            && self.bytes - oldest.len() > MAX_BYTES
        {
            self.bytes -= oldest.len();
            *self.dropped.get_or_insert(0) += line_feeds(oldest);
            self.pieces.pop_front();
        }
    }

    /// Moves everything to where lines are kept.
    pub fn pour_into(self, scrollback: &mut Scrollback) {
        if let Some(lines) = self.dropped {
            scrollback.skip(lines);
        }
        for (stream, text) in &self.pieces {
            scrollback.push(*stream, text);
        }
    }
}

fn line_feeds(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_counted_and_its_end_kept() {
        let mut pending = Pending::default();
        let piece = "0123456789abcde\n".repeat(1_000);
        for _ in 0..200 {
            pending.push(Stream::Stdout, &piece);
        }
        assert!(pending.bytes <= MAX_BYTES + piece.len());
        let mut scrollback = Scrollback::default();
        pending.pour_into(&mut scrollback);
        assert_eq!(scrollback.dropped() + scrollback.lines_from(0).count(), 200_000);
    }

    #[test]
    fn what_fits_stays() {
        let mut pending = Pending::default();
        pending.push(Stream::Stdout, "a\n");
        pending.push(Stream::Stderr, "b\n");
        let mut scrollback = Scrollback::default();
        pending.pour_into(&mut scrollback);
        assert_eq!((scrollback.dropped(), scrollback.lines_from(0).count()), (0, 2));
    }
}
