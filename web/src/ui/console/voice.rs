//! What those who listen to the page hear of a console. The log itself is silent: a screen reader that read out every line as it
//! comes would never end. New lines are told together, after a pause; of a flood, how much there was and its last lines.

use std::cell::Cell;

use web_sys::HtmlElement;

use super::line::Line;
use super::scrollback::Scrollback;
use crate::dom;
use crate::texts::Texts;

/// From a program's first new line until the new ones are told, in milliseconds: what belongs together comes together.
pub const PAUSE: i32 = 1_200;
/// Lines told in one piece; a listener stops following at about as many.
const MOST_LINES: usize = 6;
/// Characters told of one line.
const MOST_OF_A_LINE: usize = 160;

/// A live region beside the log.
pub struct Voice {
    pub element: HtmlElement,
    /// What is told is this program's.
    label: String,
    texts: &'static Texts,
    /// The number of the first line that wasn't told.
    next: Cell<usize>,
    due: Cell<bool>,
}

impl Voice {
    /// Makes a silent one.
    pub fn new(texts: &'static Texts, label: &str) -> Option<Voice> {
        let element = dom::element("p", "visually-hidden")?;
        element.set_attribute("role", "status").ok()?;
        element.set_attribute("data-voice", "").ok()?;
        Some(Voice {
            element,
            label: label.to_owned(),
            texts,
            next: Cell::new(0),
            due: Cell::new(false),
        })
    }

    /// Whether the caller is to let it speak after the pause; not if that is on its way already.
    pub fn wants_to_speak(&self) -> bool {
        !self.due.replace(true)
    }

    /// Tells what has come since.
    pub fn speak(&self, scrollback: &Scrollback) {
        self.due.set(false);
        let from = self.next.get().max(scrollback.first());
        let lines: Vec<String> = scrollback.lines_from(from).map(text_of).collect();
        let ended = scrollback.lines_from(from).filter(|line| line.ended).count();
        // Lines that went before they could be told count, too.
        let new = lines.len() + (from - self.next.get());
        self.next.set(from + ended);
        if let Some(words) = report(&lines, new, |count| self.texts.lines(count)) {
            self.element
                .set_text_content(Some(&format!("{}: {words}", self.label)));
        }
    }

    /// Forgets everything for a new run.
    pub fn clear(&self) {
        self.next.set(0);
        self.element.set_text_content(None);
    }
}

fn text_of(line: &Line) -> String {
    let text: String = line.pieces.iter().map(|piece| piece.text.as_str()).collect();
    let text = text.trim();
    match text.char_indices().nth(MOST_OF_A_LINE) {
        Some((end, _)) => format!("{}…", text.split_at(end).0),
        None => text.to_owned(),
    }
}

/// All the lines, or the last ones behind how many there were.
fn report(lines: &[String], new: usize, counted: impl Fn(usize) -> String) -> Option<String> {
    let last = lines.get(lines.len().saturating_sub(MOST_LINES)..)?;
    let said: Vec<&str> = last
        .iter()
        .map(String::as_str)
        .filter(|line| !line.is_empty())
        .collect();
    if said.is_empty() {
        return None;
    }
    let said = said.join("\n");
    if new > last.len() {
        Some(format!("{}\n{said}", counted(new)))
    } else {
        Some(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(count: usize, new: usize) -> Option<String> {
        let lines: Vec<String> = (1..=count).map(|number| number.to_string()).collect();
        report(&lines, new, |count| format!("{count} lines."))
    }

    #[test]
    fn a_few_lines_are_told_whole_and_a_flood_by_its_end() {
        assert_eq!(told(2, 2).as_deref(), Some("1\n2"));
        assert_eq!(told(6, 6).as_deref(), Some("1\n2\n3\n4\n5\n6"));
        assert_eq!(told(8, 8).as_deref(), Some("8 lines.\n3\n4\n5\n6\n7\n8"));
        assert_eq!(told(1, 9000).as_deref(), Some("9000 lines.\n1"));
        assert_eq!(told(0, 0), None);
    }
}
