//! A piece of a section around what was found in it, as HTML with the hits in `<mark>`.

use std::fmt::Write;
use std::ops::Range;

use crate::lessons::Escaped;
use crate::lessons::section::{Block, Kind};

/// How much of a paragraph is shown, in characters: about three lines.
const LENGTH: usize = 220;
/// How much of it stands before the first hit.
const BEFORE: usize = 60;
/// How many lines of a program are shown around the first hit.
const LINES_AROUND: usize = 1;

/// A piece of text.
#[derive(Debug)]
pub struct Excerpt {
    /// The text as HTML.
    pub html: String,
    /// Whether it is of a program.
    pub is_code: bool,
}

impl Excerpt {
    /// The part of the block that has most hits; its beginning if it has none.
    pub(super) fn new(block: &Block, hits: &[Range<usize>]) -> Excerpt {
        let text = &block.text;
        let first = densest(text, hits);
        match block.kind {
            Kind::Prose => {
                let range = around(text, first);
                let left = if range.start > 0 { "…" } else { "" };
                let right = if range.end < text.len() { "…" } else { "" };
                Excerpt {
                    html: format!("{left}{}{right}", marked(text, range, hits)),
                    is_code: false,
                }
            }
            Kind::Code => Excerpt {
                html: marked(text, lines_around(text, first), hits),
                is_code: true,
            },
        }
    }
}

/// A range of a text, escaped, with the hits in it marked.
pub(super) fn marked(text: &str, range: Range<usize>, hits: &[Range<usize>]) -> String {
    let mut hits: Vec<&Range<usize>> = hits.iter().collect();
    hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
    let mut html = String::new();
    let mut at = range.start;
    let piece = |range: Range<usize>| Escaped(text.get(range).unwrap_or_default()).to_string();
    for hit in hits {
        // A part of a name that is marked whole needs no mark of its own.
        if hit.start < at || hit.end > range.end {
            continue;
        }
        // Writing into a String cannot fail.
        let _ = write!(
            html,
            "{}<mark>{}</mark>",
            piece(at..hit.start),
            piece(hit.clone())
        );
        at = hit.end;
    }
    html += &piece(at..range.end);
    html
}

/// The hit that has most others close behind it.
fn densest(text: &str, hits: &[Range<usize>]) -> usize {
    let behind = |hit: &Range<usize>| {
        let end = forward(text, hit.start, LENGTH - BEFORE);
        hits.iter()
            .filter(|other| other.start >= hit.start && other.end <= end)
            .count()
    };
    let best = hits
        .iter()
        .max_by_key(|hit| (behind(hit), std::cmp::Reverse(hit.start)));
    best.map_or(0, |hit| hit.start)
}

/// Some words before a place and more behind it.
fn around(text: &str, at: usize) -> Range<usize> {
    let start = back(text, at, BEFORE);
    let start = match text.get(start..at).and_then(|before| before.find(' ')) {
        Some(space) if start > 0 => start + space + 1,
        _ => start,
    };
    let end = forward(text, start, LENGTH);
    let end = match text.get(at..end).and_then(|behind| behind.rfind(' ')) {
        Some(space) if end < text.len() => at + space,
        _ => end,
    };
    let piece = text.get(start..end).unwrap_or_default();
    let piece = piece.trim_end_matches([',', ';', ':', '—', ' ']);
    start..start + piece.len()
}

fn lines_around(text: &str, at: usize) -> Range<usize> {
    let mut start = at;
    for _ in 0..=LINES_AROUND {
        start = text
            .get(..start)
            .and_then(|before| before.rfind('\n'))
            .unwrap_or(0);
    }
    let mut end = at;
    for _ in 0..=LINES_AROUND {
        let rest = text.get(end..).and_then(|behind| behind.find('\n'));
        end = rest.map_or(text.len(), |line| end + line + 1);
    }
    let piece = text.get(start..end).unwrap_or_default();
    let skipped = piece.len() - piece.trim_start_matches('\n').len();
    start + skipped..start + piece.trim_end().len().max(skipped)
}

fn back(text: &str, at: usize, characters: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before
        .char_indices()
        .rev()
        .take(characters)
        .last()
        .map_or(0, |(start, _)| start)
}

fn forward(text: &str, at: usize, characters: usize) -> usize {
    let behind = text.get(at..).unwrap_or_default();
    behind
        .char_indices()
        .nth(characters)
        .map_or(text.len(), |(end, _)| at + end)
}
