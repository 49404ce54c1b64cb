//! What a console holds: the last lines a program printed, within bounds, as a terminal would have them. Pure: no
//! elements here.

use std::collections::VecDeque;

use super::escapes::{Escapes, Event, Part};
use super::line::{Line, Stream, byte_at};
use super::style::Style;

/// Lines kept; about what a reader would scroll through.
pub const MAX_LINES: usize = 5_000;
/// Bytes of text kept. The worker keeps as much while the page is behind (web/program/output.js).
pub const MAX_BYTES: usize = 1 << 20;
/// A line longer than this goes on in the next one, so that dropping lines is enough to stay within `MAX_BYTES`.
const MAX_LINE: usize = 16 << 10;

/// The lines, numbered from 0 since the program started.
#[derive(Default)]
pub struct Scrollback {
    lines: VecDeque<Line>,
    /// The number of the oldest line that is kept.
    first: usize,
    /// The number of the oldest line that changed since `take_changed`.
    changed: usize,
    /// Lines with a line feed that went; nothing if nothing did.
    dropped: Option<usize>,
    bytes: usize,
    escapes: Escapes,
    style: Style,
    /// The column to write at in the line that hasn't ended; at its end if there is none.
    column: Option<usize>,
    cleared: bool,
}

impl Scrollback {
    /// Adds what a program printed or a reader typed. Both obey the same style, as they do on a terminal.
    pub fn push(&mut self, stream: Stream, text: &str) {
        let mut escapes = std::mem::take(&mut self.escapes);
        escapes.read(text, |event| self.obey(stream, event));
        self.escapes = escapes;
    }

    /// Makes known that text with so many line feeds was lost before what comes next.
    pub fn skip(&mut self, lines: usize) {
        if lines == 0 {
            self.forget_open_line();
        } else {
            // More came after it than is kept: all that is here would have gone.
            let here = self.lines.iter().filter(|line| line.is_whole()).count();
            self.forget();
            *self.dropped.get_or_insert(0) += here + lines;
        }
        self.dropped.get_or_insert(0);
    }

    /// How many lines went because there were too many, if anything did; 0 if it was the beginning of a long line.
    pub fn dropped(&self) -> Option<usize> {
        self.dropped
    }

    /// The number of the oldest line that is kept.
    pub fn first(&self) -> usize {
        self.first
    }

    /// The number of the first line that changed since the last call; every later one did, too.
    pub fn take_changed(&mut self) -> usize {
        let changed = self.changed.max(self.first);
        self.changed = self.end();
        changed
    }

    /// Whether the program has cleared its screen since the last call.
    pub fn take_cleared(&mut self) -> bool {
        std::mem::take(&mut self.cleared)
    }

    /// The kept lines from this number on.
    pub fn lines_from(&self, number: usize) -> impl Iterator<Item = &Line> {
        self.lines.iter().skip(number.saturating_sub(self.first))
    }

    /// The last lines as text, at most so many bytes; of a line that is too long, its end.
    pub fn tail(&self, bytes: usize) -> String {
        let mut left = bytes;
        let mut texts = Vec::new();
        for piece in self.lines.iter().rev().flat_map(|line| line.pieces.iter().rev()) {
            let start = piece
                .text
                .ceil_char_boundary(piece.text.len().saturating_sub(left));
            let (cut, text) = piece.text.split_at(start);
            texts.push(text);
            left -= text.len();
            if !cut.is_empty() {
                break;
            }
        }
        texts.into_iter().rev().collect()
    }

    /// The last line with words of this stream's in it.
    pub fn last_line_of(&self, stream: Stream) -> Option<String> {
        let words = |line: &Line| -> String {
            let pieces = line.pieces.iter().filter(|piece| piece.stream == stream);
            pieces.map(|piece| piece.text.as_str()).collect()
        };
        let mut lines = self.lines.iter().rev().map(words);
        lines
            .find(|line| !line.trim().is_empty())
            .map(|line| line.trim().to_owned())
    }

    fn obey(&mut self, stream: Stream, event: Event<'_>) {
        match event {
            Event::Text(text) => self.write(stream, text),
            Event::LineFeed => self.end_line(stream),
            Event::Return => self.move_to(0),
            Event::Backspace => self.move_to(self.cursor().saturating_sub(1)),
            Event::Style(parameters) => self.style.obey(parameters),
            Event::EraseLine(part) => self.erase(stream, part),
            Event::Clear => self.clear(),
            Event::Reset => {
                self.clear();
                self.style = Style::default();
            }
        }
    }

    fn write(&mut self, stream: Stream, text: &str) {
        let rest = match self.column {
            Some(column) => self.write_over(stream, column, text),
            None => text,
        };
        self.append(stream, rest);
    }

    /// Writes over what stands at the column; returns what goes beyond it.
    fn write_over<'a>(&mut self, stream: Stream, column: usize, text: &'a str) -> &'a str {
        let style = self.style;
        let written = self.open_line().columns();
        let (over, rest) = text.split_at(byte_at(text, written.saturating_sub(column).max(1)));
        self.change(|line| line.overwrite(column, stream, style, over));
        let column = column + over.chars().count();
        self.column = (column < written).then_some(column);
        rest
    }

    fn append(&mut self, stream: Stream, mut text: &str) {
        let style = self.style;
        while !text.is_empty() {
            let room = MAX_LINE.saturating_sub(self.open_line().bytes);
            let (part, rest) = text.split_at(floor_char_boundary(text, room));
            self.change(|line| {
                line.append(stream, style, part);
                line.ended = !rest.is_empty();
            });
            text = rest;
            self.drop_oldest();
        }
    }

    fn end_line(&mut self, stream: Stream) {
        self.column = None;
        self.change(|line| line.end(stream));
        self.drop_oldest();
    }

    fn erase(&mut self, stream: Stream, part: Part) {
        let cursor = self.cursor();
        match part {
            Part::ToEnd => self.change(|line| line.truncate(cursor)),
            Part::Whole => {
                self.change(|line| line.truncate(0));
                self.column = Some(cursor);
            }
            Part::ToStart => {
                let blank = (cursor + 1).min(self.open_line().columns());
                self.change(|line| line.overwrite(0, stream, Style::default(), &" ".repeat(blank)));
            }
        }
        self.move_to(cursor);
    }

    /// Takes all off the screen, as the program asked.
    fn clear(&mut self) {
        self.forget();
        self.dropped = None;
        self.cleared = true;
    }

    fn forget(&mut self) {
        self.first = self.end();
        self.lines.clear();
        self.bytes = 0;
        self.column = None;
    }

    /// Takes away the line that hasn't ended, with its parts that were too long for one.
    fn forget_open_line(&mut self) {
        while let Some(line) = self.lines.pop_back_if(|line| !line.is_whole()) {
            self.bytes -= line.bytes;
        }
        self.changed = self.changed.min(self.end());
        self.column = None;
    }

    fn cursor(&self) -> usize {
        let open = self.lines.back().filter(|line| !line.ended);
        self.column.unwrap_or_else(|| open.map_or(0, Line::columns))
    }

    fn move_to(&mut self, column: usize) {
        let open = self.lines.back().filter(|line| !line.ended);
        self.column = (column != open.map_or(0, Line::columns)).then_some(column);
    }

    /// Changes the line that text goes to.
    fn change(&mut self, change: impl FnOnce(&mut Line)) {
        let line = self.open_line();
        let before = line.bytes;
        change(line);
        let after = line.bytes;
        self.bytes = self.bytes + after - before;
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
            *self.dropped.get_or_insert(0) += usize::from(line.is_whole());
        }
    }
}

/// The end of the longest beginning that isn't longer than so many bytes; of the first character if there is room at all.
fn floor_char_boundary(text: &str, most: usize) -> usize {
    if most == 0 {
        return 0;
    }
    let end = text.floor_char_boundary(most);
    end.max(byte_at(text, 1))
}

#[cfg(test)]
mod tests;
