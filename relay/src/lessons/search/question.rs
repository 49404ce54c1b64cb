//! What a reader typed, within bounds.

use super::words::{Word, whole_words};

/// A longer question is cut off here: about two lines of a page.
const MOST_CHARACTERS: usize = 120;

/// More words than these only narrow a search to nothing.
const MOST_WORDS: usize = 8;

/// A question: its text, and the words in it, each once.
#[derive(Debug)]
pub struct Question {
    text: String,
    pub(super) words: Vec<Word>,
}

impl Question {
    /// Takes what was typed.
    pub fn new(typed: &str) -> Question {
        let text: String = typed
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(MOST_CHARACTERS)
            .collect();
        let text = text.trim().to_owned();
        let mut words: Vec<Word> = Vec::new();
        for word in whole_words(&text) {
            if words.len() < MOST_WORDS && !words.iter().any(|known| known.form == word.form) {
                words.push(word);
            }
        }
        Question { text, words }
    }

    /// The text, to be shown again.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// A word as the reader typed it.
    pub(super) fn typed(&self, word: &Word) -> String {
        self.text.get(word.range.clone()).unwrap_or_default().to_owned()
    }
}
