//! A search over the lessons of one language: which sections have the words of a question in any of their forms, the best
//! first, each with a piece of its text. It knows sections, not pages.

mod book;
mod excerpt;
mod question;
mod rank;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashMap;

pub use book::Book;
pub use excerpt::Excerpt;
pub use question::Question;

/// More results than this nobody looks through: a better question helps more.
pub const MOST_RESULTS: usize = 30;

/// From one lesson no more than this, or a long one would push all others off the page.
const MOST_OF_A_LESSON: usize = 3;

/// What a search found.
#[derive(Debug)]
pub struct Found {
    /// The best sections, the best first; at most [`MOST_RESULTS`].
    pub results: Vec<Hit>,
    /// How many sections there are in all.
    pub total: usize,
    /// Words of the question that no lesson has, as they were typed.
    pub unknown: Vec<String>,
}

/// A section that was found.
#[derive(Debug)]
pub struct Hit {
    /// Its lesson.
    pub slug: String,
    /// The id of its heading, or nothing for the top of its lesson.
    pub anchor: String,
    /// The lesson's title, with what was found in it marked; HTML.
    pub title: String,
    /// The section's heading, marked likewise; nothing for the top of its lesson.
    pub heading: Option<String>,
    /// A piece of its text.
    pub excerpt: Option<Excerpt>,
}

impl Book {
    /// Looks for sections that have all words of the question; failing that, for those that have most of it.
    pub fn find(&self, question: &Question) -> Found {
        let ranked = self.rank(question);
        let mut taken: HashMap<&str, usize> = HashMap::new();
        let best = ranked.iter().filter(|ranked| {
            let of_lesson = taken.entry(ranked.slug()).or_default();
            *of_lesson += 1;
            *of_lesson <= MOST_OF_A_LESSON
        });
        Found {
            results: best.take(MOST_RESULTS).map(|ranked| ranked.show()).collect(),
            total: ranked.len(),
            unknown: self.unknown(question),
        }
    }
}
