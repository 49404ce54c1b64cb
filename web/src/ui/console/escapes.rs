//! Terminal escape sequences, taken out of what is shown. Pure: text in, text out.

use std::borrow::Cow;

/// Takes escape sequences out of a text that arrives in pieces, also where a piece ends within one.
#[derive(Default)]
pub struct Escapes {
    place: Place,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Place {
    #[default]
    Text,
    /// After ESC.
    Escape,
    /// Within `ESC [ … final`, as colours are.
    Control,
    /// Within `ESC ] … BEL`, as a window's title is.
    Command,
}

impl Escapes {
    /// The piece without its escape sequences and without control characters other than line feed, return and tab.
    pub fn strip<'a>(&mut self, piece: &'a str) -> Cow<'a, str> {
        if self.place == Place::Text && !piece.contains(is_unseen) {
            return Cow::Borrowed(piece);
        }
        Cow::Owned(piece.chars().filter(|&c| self.shows(c)).collect())
    }

    fn shows(&mut self, c: char) -> bool {
        let (next, shown) = match (self.place, c) {
            (Place::Command, '\x07' | '\x1b') => {
                (if c == '\x1b' { Place::Escape } else { Place::Text }, false)
            }
            (_, '\x1b') => (Place::Escape, false),
            (Place::Text, c) => (Place::Text, !is_unseen(c)),
            (Place::Escape, '[') => (Place::Control, false),
            (Place::Escape, ']') => (Place::Command, false),
            (Place::Escape, _) => (Place::Text, false),
            // A line feed never belongs to a sequence: one that was cut short must not swallow the output.
            (Place::Control, '\n') => (Place::Text, true),
            (Place::Control, '@'..='~') => (Place::Text, false),
            (Place::Control, _) => (Place::Control, false),
            (Place::Command, '\n') => (Place::Text, true),
            (Place::Command, _) => (Place::Command, false),
        };
        self.place = next;
        shown
    }
}

fn is_unseen(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stripped(pieces: &[&str]) -> String {
        let mut escapes = Escapes::default();
        pieces
            .iter()
            .map(|piece| escapes.strip(piece).into_owned())
            .collect()
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        assert_eq!(stripped(&["Привет,\tсеть!\r\n"]), "Привет,\tсеть!\r\n");
    }

    #[test]
    fn colours_and_titles_go() {
        assert_eq!(
            stripped(&["\x1b[1;31mred\x1b[0m \x1b]0;title\x07text\x07"]),
            "red text"
        );
    }

    #[test]
    fn a_sequence_may_be_cut_anywhere() {
        assert_eq!(stripped(&["a\x1b", "[3", "1", "mb"]), "ab");
    }

    #[test]
    fn an_unfinished_sequence_ends_with_its_line() {
        assert_eq!(stripped(&["a\x1b[31", "\nb\x1b]title\nc"]), "a\nb\nc");
    }
}
