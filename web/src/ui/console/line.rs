//! One line of a console, and writing into it anywhere. A character takes one column. Pure.

use super::style::Style;

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

/// A run of text from one stream in one style, with its line feed if it has come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Piece {
    pub stream: Stream,
    pub style: Style,
    pub text: String,
}

/// Pieces in the order in which they stand.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Line {
    pub pieces: Vec<Piece>,
    /// The text's length.
    pub bytes: usize,
    /// What comes next belongs to the next line.
    pub ended: bool,
}

impl Line {
    /// How many columns are written.
    pub fn columns(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.chars().count()).sum()
    }

    /// Whether it ended with a line feed, and not because it was too long.
    pub fn is_whole(&self) -> bool {
        self.pieces.last().is_some_and(|piece| piece.text.ends_with('\n'))
    }

    /// Adds text at the end.
    pub fn append(&mut self, stream: Stream, style: Style, text: &str) {
        if text.is_empty() {
            return;
        }
        self.bytes += text.len();
        match self.pieces.last_mut() {
            Some(last) if last.stream == stream && last.style == style => last.text.push_str(text),
            _ => self.pieces.push(Piece {
                stream,
                style,
                text: text.to_owned(),
            }),
        }
    }

    /// Ends it with a line feed, which has no looks of its own.
    pub fn end(&mut self, stream: Stream) {
        let style = self.pieces.last().map(|last| last.style);
        self.append(stream, style.unwrap_or_default(), "\n");
        self.ended = true;
    }

    /// Writes text over what stands at a column; blanks fill what was never written.
    pub fn overwrite(&mut self, column: usize, stream: Stream, style: Style, text: &str) {
        let old = std::mem::take(self);
        old.copy(0, column, self);
        let gap = column.saturating_sub(old.columns());
        if gap > 0 {
            self.append(stream, Style::default(), &" ".repeat(gap));
        }
        self.append(stream, style, text);
        old.copy(column + text.chars().count(), usize::MAX, self);
    }

    /// Takes away what stands from a column on.
    pub fn truncate(&mut self, column: usize) {
        let old = std::mem::take(self);
        old.copy(0, column, self);
    }

    /// Adds the text between two columns to another line.
    fn copy(&self, from: usize, to: usize, line: &mut Line) {
        let mut column = 0;
        for piece in &self.pieces {
            let start = byte_at(&piece.text, from.saturating_sub(column));
            let end = byte_at(&piece.text, to.saturating_sub(column));
            if let Some(text) = piece.text.get(start..end)
                && !text.is_empty()
            {
                line.append(piece.stream, piece.style, text);
            }
            column += piece.text.chars().count();
        }
    }
}

/// Where the character of this number begins; the text's length if there are fewer.
pub fn byte_at(text: &str, characters: usize) -> usize {
    text.char_indices()
        .nth(characters)
        .map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(parts: &[(Stream, &str)]) -> Line {
        let mut line = Line::default();
        for (stream, text) in parts {
            line.append(*stream, Style::default(), text);
        }
        line
    }

    fn text(line: &Line) -> String {
        let text: String = line.pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(text.len(), line.bytes);
        text
    }

    #[test]
    fn writing_over_replaces_column_by_column() {
        let mut line = line(&[(Stream::Stdout, "приве"), (Stream::Stderr, "т, мир")]);
        line.overwrite(4, Stream::Stdin, Style::default(), "abc");
        assert_eq!(text(&line), "привabc мир");
        let streams: Vec<_> = line.pieces.iter().map(|piece| piece.stream).collect();
        assert_eq!(streams, [Stream::Stdout, Stream::Stdin, Stream::Stderr]);
    }

    #[test]
    fn writing_over_may_go_past_the_end() {
        let mut line = line(&[(Stream::Stdout, "100%")]);
        line.overwrite(2, Stream::Stdout, Style::default(), "12345");
        assert_eq!(text(&line), "1012345");
        line.overwrite(9, Stream::Stdout, Style::default(), "!");
        assert_eq!(text(&line), "1012345  !");
    }

    #[test]
    fn a_line_can_be_cut() {
        let mut line = line(&[(Stream::Stdout, "жук"), (Stream::Stderr, "и")]);
        line.truncate(9);
        assert_eq!((text(&line).as_str(), line.columns()), ("жуки", 4));
        line.truncate(1);
        assert_eq!(text(&line), "ж");
        line.truncate(0);
        assert!(line.pieces.is_empty());
    }
}
