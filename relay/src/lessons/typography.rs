//! What a typesetter does without being asked: spaces at which no line may end, and the apostrophe. Code stays as it is.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::question::Placed;

const NO_BREAK: char = '\u{a0}';

/// Sets the text of a lesson.
pub(super) fn set(events: &mut [Placed<'_>]) {
    let mut line = Line::default();
    let mut in_code = false;
    let mut rest = &mut *events;
    while let Some(((event, _), behind)) = rest.split_first_mut() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) if !in_code => {
                let set = line.set(text, first_char(behind));
                if set != **text {
                    *text = set.into();
                }
            }
            Event::Code(code) => line.read(code),
            Event::SoftBreak => {
                let space = line.set(" ", first_char(behind));
                if space != " " {
                    *event = Event::Text(CowStr::from(space));
                }
            }
            event if within_line(event) => {}
            _ => line = Line::default(),
        }
        rest = behind;
    }
}

/// Sets a title, or another text without markup.
pub(super) fn plain(text: &str) -> String {
    Line::default().set(text, None)
}

/// What a text is followed by, wherever stress or a link begins or ends.
fn first_char(behind: &[Placed<'_>]) -> Option<char> {
    let mut behind = behind.iter().map(|(event, _)| event);
    match behind.find(|event| !within_line(event))? {
        Event::Text(text) | Event::Code(text) => text.chars().next(),
        Event::SoftBreak => Some(' '),
        _ => None,
    }
}

fn within_line(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
    )
}

/// The word that a paragraph has come to.
#[derive(Default)]
struct Line {
    last: Option<char>,
    /// How many characters of a word, digits among them, have come without a break.
    word: usize,
    digits: usize,
}

impl Line {
    /// The text with its spaces and apostrophes set; `after` is the character that will follow it.
    fn set(&mut self, text: &str, after: Option<char>) -> String {
        let mut set = String::with_capacity(text.len());
        let mut rest = text.chars();
        while let Some(char) = rest.next() {
            let next = rest.clone().next().or(after);
            let char = match char {
                ' ' if self.holds_on_to(next, rest.as_str()) => NO_BREAK,
                '\'' if [self.last, next]
                    .iter()
                    .all(|side| side.is_some_and(char::is_alphabetic)) =>
                {
                    '’'
                }
                char => char,
            };
            set.push(char);
            self.step(char);
        }
        set
    }

    fn read(&mut self, text: &str) {
        text.chars().for_each(|char| self.step(char));
    }

    fn step(&mut self, char: char) {
        let in_word = char.is_alphanumeric() || matches!(char, '-' | '’' | '\'');
        self.word = if in_word { self.word + 1 } else { 0 };
        self.digits = if char.is_ascii_digit() { self.digits + 1 } else { 0 };
        self.last = Some(char);
    }

    /// Whether a space after what has come, and before `next`, must not end a line: before a dash, after a word of one Cyrillic
    /// letter, within a number and before its percent sign.
    fn holds_on_to(&self, next: Option<char>, rest: &str) -> bool {
        let cyrillic = |char: char| ('\u{400}'..'\u{530}').contains(&char);
        let thousands = || {
            let digits = rest.chars().take_while(char::is_ascii_digit).count();
            digits == 3 && self.digits == self.word
        };
        let preposition = self.word == 1 && self.last.is_some_and(cyrillic);
        let number = (1..=3).contains(&self.digits) && (thousands() || next == Some('%'));
        (next == Some('—') && self.last.is_some()) || preposition || number
    }
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::Parser;

    use super::*;

    fn html(markdown: &str) -> String {
        let mut events: Vec<Placed<'_>> = Parser::new(markdown).map(|event| (event, 1)).collect();
        set(&mut events);
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, events.into_iter().map(|(event, _)| event));
        html.replace(NO_BREAK, "~").trim_end().to_owned()
    }

    #[test]
    fn a_dash_never_begins_a_line() {
        assert_eq!(
            html("Порт — *номер* — двери"),
            "<p>Порт~— <em>номер</em>~— двери</p>"
        );
        assert_eq!(
            html("Сокет\n— `x`\n— конец"),
            "<p>Сокет~— <code>x</code>~— конец</p>"
        );
        assert_eq!(html("one\ntwo"), "<p>one\ntwo</p>");
    }

    #[test]
    fn a_letter_alone_never_ends_one() {
        assert_eq!(
            html("И в сети, к *сети* и\n`x`"),
            "<p>И~в~сети, к~<em>сети</em> и~<code>x</code></p>"
        );
        assert_eq!(html("что-то я"), "<p>что-то я</p>");
        assert_eq!(html("a port"), "<p>a port</p>");
    }

    #[test]
    fn a_number_stays_together() {
        assert_eq!(
            html("до 65 536 и 1 000 000, 99,9 %"),
            "<p>до 65~536 и~1~000~000, 99,9~%</p>"
        );
        assert_eq!(
            html("порт 9090 100 раз, HTTP 200 5000"),
            "<p>порт 9090 100 раз, HTTP 200 5000</p>"
        );
    }

    #[test]
    fn an_apostrophe_is_one() {
        assert_eq!(
            html("It isn't `b'x'`'s and 'quoted' or ''"),
            "<p>It isn’t <code>b'x'</code>'s and 'quoted' or ''</p>"
        );
        assert_eq!(
            html("The *client*'s, `recv`'s"),
            "<p>The <em>client</em>’s, <code>recv</code>’s</p>"
        );
        assert_eq!(plain("What can't — 1 000"), "What can’t\u{a0}— 1\u{a0}000");
    }

    #[test]
    fn programs_stay_as_they_are() {
        assert_eq!(html("    don't — 1 000"), "<pre><code>don't — 1 000</code></pre>");
    }
}
