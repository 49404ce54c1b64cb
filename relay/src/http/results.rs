//! A search and what it found, as the shell shows it.

use serde::Serialize;

use crate::lessons::Edition;
use crate::lessons::search::{Found, Hit, Question};

/// What a search page is filled with.
#[derive(Serialize)]
pub(super) struct Results {
    /// How many sections were found; more than are listed, perhaps.
    total: usize,
    /// Words that no lesson has.
    unknown: Vec<String>,
    hits: Vec<Entry>,
}

/// A section in the list.
#[derive(Serialize)]
struct Entry {
    /// The section itself, not only its page.
    href: String,
    /// HTML, as the two that follow.
    title: String,
    heading: Option<String>,
    excerpt: String,
    /// Whether the excerpt's line breaks matter.
    is_code: bool,
}

impl Results {
    /// Nothing, if there was nothing to look for.
    pub(super) fn of(edition: &Edition, question: &Question) -> Option<Results> {
        if question.is_empty() {
            return None;
        }
        let Found {
            results,
            total,
            unknown,
        } = edition.book.find(question);
        let hits = results.into_iter().map(|hit| entry(edition, hit)).collect();
        Some(Results { total, unknown, hits })
    }
}

fn entry(edition: &Edition, hit: Hit) -> Entry {
    let page = edition.path(&hit.slug);
    let is_code = hit.excerpt.as_ref().is_some_and(|excerpt| excerpt.is_code);
    Entry {
        href: if hit.anchor.is_empty() {
            page
        } else {
            format!("{page}#{}", hit.anchor)
        },
        title: hit.title,
        heading: hit.heading,
        excerpt: hit.excerpt.map_or_else(String::new, |excerpt| excerpt.html),
        is_code,
    }
}
