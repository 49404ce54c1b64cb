//! What a terminal would obey in a program's output, told apart from its text. Pure: text in, events out.

/// Parameters of a control sequence are remembered up to this many bytes; real ones have a few dozen.
const LONGEST: usize = 128;

/// What a piece of output asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event<'a> {
    /// Without control characters other than tabs.
    Text(&'a str),
    LineFeed,
    Return,
    Backspace,
    /// `ESC [ … m`: colours and the like; its parameters.
    Style(&'a str),
    EraseLine(Part),
    /// The whole screen goes, and writing begins at its top.
    Clear,
    /// The same, and colours go back to what they were.
    Reset,
}

/// A part of the line, as seen from the cursor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    ToEnd,
    ToStart,
    Whole,
}

/// Reads a text that arrives in pieces, also where a piece ends within a sequence. Sequences that mean something else are
/// swallowed.
#[derive(Default)]
pub struct Escapes {
    place: Place,
    parameters: String,
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
    /// Tells what a piece of output asks for, in order.
    pub fn read(&mut self, mut text: &str, mut hear: impl FnMut(Event<'_>)) {
        while !text.is_empty() {
            if self.place == Place::Text {
                let (shown, rest) = text.split_at(text.find(is_control).unwrap_or(text.len()));
                if !shown.is_empty() {
                    hear(Event::Text(shown));
                }
                text = rest;
            }
            let mut rest = text.chars();
            if let Some(c) = rest.next()
                && let Some(event) = self.step(c)
            {
                hear(event);
            }
            text = rest.as_str();
        }
    }

    /// Takes one character of a sequence, or a control character.
    fn step(&mut self, c: char) -> Option<Event<'_>> {
        let (next, event) = match (self.place, c) {
            (_, '\x1b') => (Place::Escape, None),
            // A line feed never belongs to a sequence: one that was cut short must not swallow the output.
            (_, '\n') => (Place::Text, Some(Event::LineFeed)),
            (Place::Control, '@'..='~') => {
                self.place = Place::Text;
                return obeyed(c, &self.parameters);
            }
            (Place::Control, _) => {
                if self.parameters.len() < LONGEST {
                    self.parameters.push(c);
                }
                (Place::Control, None)
            }
            (Place::Command, '\x07') => (Place::Text, None),
            (Place::Command, _) => (Place::Command, None),
            (Place::Escape, '[') => {
                self.parameters.clear();
                (Place::Control, None)
            }
            (Place::Escape, ']' | 'P' | 'X' | '^' | '_') => (Place::Command, None),
            // Another byte belongs to these: ESC ( B chooses a character set.
            (Place::Escape, ' '..='/') => (Place::Escape, None),
            (Place::Escape, 'c') => (Place::Text, Some(Event::Reset)),
            (_, '\r') => (Place::Text, Some(Event::Return)),
            (_, '\x08') => (Place::Text, Some(Event::Backspace)),
            _ => (Place::Text, None),
        };
        self.place = next;
        event
    }
}

/// What a control sequence means here. The cursor stays within the last line: moves to other places have no meaning.
fn obeyed(last: char, parameters: &str) -> Option<Event<'_>> {
    let part = match parameters {
        "" | "0" => Some(Part::ToEnd),
        "1" => Some(Part::ToStart),
        "2" => Some(Part::Whole),
        _ => None,
    };
    match last {
        'm' if parameters
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b';' | b':')) =>
        {
            Some(Event::Style(parameters))
        }
        'K' => part.map(Event::EraseLine),
        'J' if matches!(parameters, "2" | "3") => Some(Event::Clear),
        'J' if part == Some(Part::ToEnd) => Some(Event::EraseLine(Part::ToEnd)),
        // Home: what follows is drawn over the whole screen.
        'H' | 'f' if matches!(parameters, "" | "1" | ";" | "0;0" | "1;1") => Some(Event::Clear),
        _ => None,
    }
}

fn is_control(c: char) -> bool {
    c.is_ascii_control() && c != '\t'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events of some pieces, written out; text that was cut is joined.
    fn heard(pieces: &[&str]) -> String {
        let mut escapes = Escapes::default();
        let mut heard = String::new();
        for piece in pieces {
            escapes.read(piece, |event| match event {
                Event::Text(text) => heard.push_str(text),
                event => heard.push_str(&format!("<{event:?}>")),
            });
        }
        heard
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        assert_eq!(heard(&["Привет,\tсеть!\r\n"]), "Привет,\tсеть!<Return><LineFeed>");
    }

    #[test]
    fn colours_are_told_and_titles_go() {
        assert_eq!(
            heard(&["\x1b[1;31mred\x1b[m \x1b]0;title\x07text\x07 \x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\"]),
            "<Style(\"1;31\")>red<Style(\"\")> text link"
        );
    }

    #[test]
    fn a_sequence_may_be_cut_anywhere() {
        let text = "a\x1b[1;31mb\x1b[2Kc\x1b]0;t\x07d\x1b[H\x1b(Be\x1bcf";
        let whole = heard(&[text]);
        assert_eq!(whole, "a<Style(\"1;31\")>b<EraseLine(Whole)>cd<Clear>e<Reset>f");
        for cut in 0..text.len() {
            assert_eq!(heard(&[&text[..cut], &text[cut..]]), whole);
        }
    }

    #[test]
    fn an_unfinished_sequence_ends_with_its_line() {
        assert_eq!(
            heard(&["a\x1b[31", "\nb\x1b]title\nc\x1b\nd"]),
            "a<LineFeed>b<LineFeed>c<LineFeed>d"
        );
    }

    #[test]
    fn what_has_no_meaning_here_leaves_no_trace() {
        assert_eq!(
            heard(&["a\x1b[3Ab\x1b[?25lc\x1b[>4;1md\x1b[5;9He\x1b7f\x1b[1Jg\x1bP1$r\x1b\\h\x00\x7f"]),
            "abcdefgh"
        );
    }

    #[test]
    fn the_screen_is_cleared_in_any_spelling() {
        for clear in ["\x1b[2J", "\x1b[3J", "\x1b[H", "\x1b[1;1H", "\x1b[;f"] {
            assert_eq!(heard(&[clear]), "<Clear>");
        }
        assert_eq!(
            heard(&["\x1b[K\x1b[0J\x1b[1K"]),
            "<EraseLine(ToEnd)><EraseLine(ToEnd)><EraseLine(ToStart)>"
        );
    }

    #[test]
    fn parameters_without_end_take_no_memory() {
        let mut escapes = Escapes::default();
        escapes.read(&format!("\x1b[{}", "1".repeat(10_000)), |_| ());
        assert!(escapes.parameters.len() <= LONGEST);
    }
}
