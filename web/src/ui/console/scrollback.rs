//! What a console holds: the last lines a program printed, within bounds. Pure: no elements here.

use std::collections::VecDeque;

use super::escapes::Escapes;

/// Lines kept; about what a reader would scroll through, and what a browser lays out in a few milliseconds.
pub const MAX_LINES: usize = 5_000;
/// Bytes of text kept.
pub const MAX_BYTES: usize = 1 << 20;
/// A line longer than this goes on in the next one, so that dropping lines is enough to stay within `MAX_BYTES`.
const MAX_LINE: usize = 16 << 10;

/// Where a text came from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    Stdout,
    Stderr,
    /// Typed by the reader.
    Stdin,
}

impl Stream {
    /// As the attribute `data-stream` has it.
    pub fn name(self) -> &'static str {
        match self {
            Stream::Stdout => "stdout",
            Stream::Stderr => "stderr",
            Stream::Stdin => "stdin",
        }
    }
}

/// A run of text from one stream, with its line feed if it has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    pub stream: Stream,
    pub text: String,
}

/// One line, of pieces in the order they came.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Line {
    pub pieces: Vec<Piece>,
    bytes: usize,
    ended: bool,
}

/// The lines, numbered from 0 since the program started.
#[derive(Default)]
pub struct Scrollback {
    lines: VecDeque<Line>,
    /// The number of the oldest line that is kept: so many were dropped.
    first: usize,
    /// The number of the oldest line that changed since `take_changed`.
    changed: usize,
    bytes: usize,
    escapes: Escapes,
    /// A lone carriage return was seen: the next text writes over the line.
    returned: bool,
}

impl Scrollback {
    /// Adds text, and drops the oldest lines beyond the bounds.
    pub fn push(&mut self, stream: Stream, text: &str) {
        let mut escapes = std::mem::take(&mut self.escapes);
        let text = escapes.strip(text);
        self.escapes = escapes;

        let mut rest: &str = &text;
        while !rest.is_empty() {
            let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            if !part.is_empty() {
                self.write(stream, part);
            }
            rest = match after.chars().next() {
                Some('\n') => {
                    self.end_line(stream);
                    after.get(1..).unwrap_or_default()
                }
                Some(_) => {
                    self.returned = true;
                    after.get(1..).unwrap_or_default()
                }
                None => "",
            };
            self.drop_oldest();
        }
    }

    /// Counts lines that were dropped before they came here, along with all that is here: they came later.
    pub fn skip(&mut self, lines: usize) {
        self.first = self.end() + lines;
        self.lines.clear();
        self.bytes = 0;
        self.returned = false;
    }

    /// How many lines were dropped.
    pub fn dropped(&self) -> usize {
        self.first
    }

    /// The number of the first line that changed since the last call; every later one did, too.
    pub fn take_changed(&mut self) -> usize {
        let changed = self.changed.max(self.first);
        self.changed = self.end();
        changed
    }

    /// The kept lines from this number on.
    pub fn lines_from(&self, number: usize) -> impl Iterator<Item = &Line> {
        self.lines.iter().skip(number.saturating_sub(self.first))
    }

    fn write(&mut self, stream: Stream, mut text: &str) {
        if std::mem::take(&mut self.returned) {
            self.clear_line();
        }
        while !text.is_empty() {
            let room = MAX_LINE.saturating_sub(self.open_line().bytes);
            let end = floor_char_boundary(text, room);
            let (part, rest) = text.split_at(end);
            self.append(stream, part);
            if !rest.is_empty() {
                self.open_line().ended = true;
            }
            text = rest;
        }
    }

    fn end_line(&mut self, stream: Stream) {
        self.returned = false;
        self.append(stream, "\n");
        self.open_line().ended = true;
    }

    fn append(&mut self, stream: Stream, text: &str) {
        self.bytes += text.len();
        let line = self.open_line();
        line.bytes += text.len();
        match line.pieces.last_mut() {
            Some(last) if last.stream == stream => last.text.push_str(text),
            _ => line.pieces.push(Piece {
                stream,
                text: text.to_owned(),
            }),
        }
    }

    fn clear_line(&mut self) {
        let line = self.open_line();
        line.pieces.clear();
        let bytes = std::mem::take(&mut line.bytes);
        self.bytes -= bytes;
    }

    /// The line that text goes to, begun if the last one has ended; it counts as changed.
    fn open_line(&mut self) -> &mut Line {
        if self.lines.back().is_none_or(|line| line.ended) {
            self.lines.push_back(Line::default());
        }
        self.changed = self.changed.min(self.end() - 1);
        let last = self.lines.len() - 1;
        // One was pushed if there was none.
        #[allow(clippy::indexing_slicing)]
        &mut self.lines[last]
    }

    fn end(&self) -> usize {
        self.first + self.lines.len()
    }

    fn drop_oldest(&mut self) {
        while self.lines.len() > MAX_LINES || (self.bytes > MAX_BYTES && self.lines.len() > 1) {
            let Some(line) = self.lines.pop_front() else {
                return;
            };
            self.bytes -= line.bytes;
            self.first += 1;
        }
    }
}

fn floor_char_boundary(text: &str, most: usize) -> usize {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    // A character wider than the room left must not stop the writing.
    if end == 0 && most == 0 {
        0
    } else {
        end.max(text.chars().next().map_or(0, char::len_utf8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(scrollback: &Scrollback) -> Vec<String> {
        scrollback
            .lines_from(0)
            .map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect())
            .collect()
    }

    #[test]
    fn pieces_of_a_line_join() {
        let mut scrollback = Scrollback::default();
        scrollback.push(Stream::Stdout, "Name");
        scrollback.push(Stream::Stdout, ": ");
        scrollback.push(Stream::Stdin, "Ada\n");
        scrollback.push(Stream::Stderr, "no\nsuch");
        assert_eq!(lines(&scrollback), ["Name: Ada\n", "no\n", "such"]);
        let first: Vec<_> = scrollback
            .lines_from(0)
            .next()
            .unwrap()
            .pieces
            .iter()
            .map(|p| p.stream)
            .collect();
        assert_eq!(first, [Stream::Stdout, Stream::Stdin]);
    }

    #[test]
    fn only_what_changed_is_reported() {
        let mut scrollback = Scrollback::default();
        scrollback.push(Stream::Stdout, "a\nb");
        assert_eq!(scrollback.take_changed(), 0);
        assert_eq!(scrollback.take_changed(), 2);
        scrollback.push(Stream::Stdout, "c\nd\n");
        assert_eq!(scrollback.take_changed(), 1);
        scrollback.push(Stream::Stdout, "e");
        assert_eq!(scrollback.take_changed(), 3);
    }

    #[test]
    fn a_return_writes_the_line_again() {
        let mut scrollback = Scrollback::default();
        scrollback.push(Stream::Stdout, "10%\r");
        assert_eq!(lines(&scrollback), ["10%"]);
        scrollback.push(Stream::Stdout, "20%\r\nend\r\n");
        assert_eq!(lines(&scrollback), ["20%\n", "end\n"]);
    }

    #[test]
    fn old_lines_go() {
        let mut scrollback = Scrollback::default();
        for number in 0..MAX_LINES + 10 {
            scrollback.push(Stream::Stdout, &format!("{number}\n"));
        }
        assert_eq!(scrollback.dropped(), 10);
        assert_eq!(lines(&scrollback).first().map(String::as_str), Some("10\n"));
        assert_eq!(scrollback.take_changed(), 10);
    }

    #[test]
    fn skipped_lines_count_as_dropped() {
        let mut scrollback = Scrollback::default();
        scrollback.push(Stream::Stdout, "a\nb\n");
        scrollback.take_changed();
        scrollback.skip(10);
        scrollback.push(Stream::Stdout, "c\n");
        assert_eq!(scrollback.dropped(), 12);
        assert_eq!(lines(&scrollback), ["c\n"]);
        assert_eq!(scrollback.take_changed(), 12);
    }

    #[test]
    fn one_endless_line_stays_within_bounds() {
        let mut scrollback = Scrollback::default();
        for _ in 0..300 {
            scrollback.push(Stream::Stdout, &"ж".repeat(4_000));
        }
        assert!(scrollback.bytes <= MAX_BYTES);
        let kept: usize = lines(&scrollback).iter().map(String::len).sum();
        assert_eq!(kept, scrollback.bytes);
        assert!(kept > MAX_BYTES - 2 * MAX_LINE);
    }

    #[test]
    fn a_wide_character_at_the_edge_starts_the_next_line() {
        let mut scrollback = Scrollback::default();
        scrollback.push(Stream::Stdout, &"a".repeat(MAX_LINE - 1));
        scrollback.push(Stream::Stdout, "жb\n");
        let lengths: Vec<_> = lines(&scrollback).iter().map(String::len).collect();
        assert_eq!(lengths.iter().sum::<usize>(), MAX_LINE + 3);
    }
}
