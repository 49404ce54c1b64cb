//! What the table of contents begins with: the course's title, a sentence about it, and more text if its author likes.

use std::collections::BTreeSet;

use super::front_matter::{self, Document};
use super::links::Link;
use super::markdown::{self, Setting};
use super::problem::Mistake;
use super::source::CourseFile;
use super::texts::Texts;
use super::typography;

/// The head of the table of contents.
#[derive(Clone, Debug)]
pub struct Index {
    /// The course's title.
    pub title: String,
    /// What the course is, in a sentence or two; may be empty.
    pub description: String,
    /// More about it.
    pub html: String,
    /// Its file as messages name it; empty if there is none.
    pub(super) file: String,
    /// Where it links to.
    pub(super) links: Vec<Link>,
    /// The ids of its headings.
    pub(super) anchors: BTreeSet<String>,
}

impl Index {
    /// For a course that says nothing of itself.
    pub(super) fn bare(texts: &Texts) -> Index {
        Index {
            title: texts.page.get("contents").cloned().unwrap_or_default(),
            description: String::new(),
            html: String::new(),
            file: String::new(),
            links: Vec::new(),
            anchors: BTreeSet::new(),
        }
    }
}

/// Reads and renders `index.md`.
pub(super) fn read(
    file: &CourseFile,
    setting: Setting<'_>,
    mistakes: &mut Vec<(usize, Mistake)>,
) -> Option<Index> {
    let text = file.text().map_err(|mistake| mistakes.push((1, mistake))).ok()?;
    let Document {
        matter,
        body,
        lines_before,
    } = front_matter::split(&text, &front_matter::OF_AN_INDEX)
        .map_err(|wrong| mistakes.extend(wrong))
        .ok()?;
    let rendered = markdown::render(body, lines_before, setting);
    mistakes.extend(rendered.mistakes);
    mistakes.extend(
        rendered
            .followed
            .into_iter()
            .map(|(line, pair)| (line, Mistake::NoPair(pair))),
    );
    mistakes.extend(
        rendered
            .cells
            .iter()
            .map(|cell| (cell.line, Mistake::ProgramInIndex)),
    );
    Some(Index {
        title: typography::plain(&matter.title),
        description: typography::plain(&matter.description),
        html: rendered.html,
        file: file.shown.clone(),
        links: rendered.links,
        anchors: rendered.anchors,
    })
}
