//! One lesson: its file read and rendered, and checked as far as that is possible alone.

use std::collections::BTreeSet;

use super::cell::{self, Cell, Role};
use super::exercise::Exercise;
use super::front_matter::{self, Document};
use super::links::Link;
use super::markdown::{self, Setting};
use super::problem::Mistake;
use super::section::{self, Section};
use super::source::CourseFile;
use super::typography;

/// The slug of the page with an empty workbench.
pub const LAB: &str = "lab";
/// The slug of the page that searches lessons.
pub const SEARCH: &str = "search";
/// The slug of the page that tries out a browser and its network.
pub const PREFLIGHT: &str = "preflight";
/// The slug of the page at which a class is joined.
pub const JOIN: &str = "join";
/// The slug of the page from which a teacher keeps an eye on a class.
pub const TEACHER: &str = "teacher";

/// What no lesson can be called: pages with a lesson's kind of path.
const TAKEN: [&str; 5] = [JOIN, LAB, PREFLIGHT, SEARCH, TEACHER];

/// A lesson, ready to be put into a page.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its file's name, and the last part of its path.
    pub slug: String,
    /// Its file as messages name it.
    pub file: String,
    /// From its front matter.
    pub title: String,
    /// From its front matter.
    pub description: String,
    /// From its front matter.
    pub order: i32,
    /// Its body, without the title.
    pub html: String,
    /// Its text, as a search and the contents of its page see it.
    pub sections: Vec<Section>,
    /// How many minutes it takes to read.
    pub minutes: usize,
    /// Its programs.
    pub cells: Vec<Cell>,
    /// Its exercises, whose cells are among the programs.
    pub exercises: Vec<Exercise>,
    /// How many questions it asks.
    pub questions: usize,
    /// Where it links to.
    pub(super) links: Vec<Link>,
    /// The ids of its headings.
    pub(super) anchors: BTreeSet<String>,
}

/// Reads and renders one file; `None` if it can't be rendered at all. Either way what is wrong is added to `mistakes`.
pub(super) fn read(
    file: &CourseFile,
    setting: Setting<'_>,
    mistakes: &mut Vec<(usize, Mistake)>,
) -> Option<Lesson> {
    let slug = file.slug()?;
    if !cell::is_name(slug) || TAKEN.contains(&slug) {
        mistakes.push((1, Mistake::BadSlug));
    }
    let text = file.text().map_err(|mistake| mistakes.push((1, mistake))).ok()?;
    let Document {
        matter,
        body,
        lines_before,
    } = front_matter::split(&text, &front_matter::OF_A_LESSON)
        .map_err(|wrong| mistakes.extend(wrong))
        .ok()?;

    let rendered = markdown::render(body, lines_before, setting);
    mistakes.extend(rendered.mistakes);
    check_cells(&rendered.cells, &rendered.broken, mistakes);
    for (line, pair) in rendered.followed {
        if !rendered
            .cells
            .iter()
            .any(|cell| cell.pair.as_ref() == Some(&pair))
        {
            mistakes.push((line, Mistake::NoPair(pair)));
        }
    }
    Some(Lesson {
        slug: slug.to_owned(),
        file: file.shown.clone(),
        title: typography::plain(&matter.title),
        description: typography::plain(&matter.description),
        order: matter.order,
        html: rendered.html,
        minutes: section::minutes(&rendered.sections),
        sections: rendered.sections,
        cells: rendered.cells,
        exercises: rendered.exercises,
        questions: rendered.questions,
        links: rendered.links,
        anchors: rendered.anchors,
    })
}

fn check_cells(cells: &[Cell], broken: &[String], mistakes: &mut Vec<(usize, Mistake)>) {
    for (index, cell) in cells.iter().enumerate() {
        if let Some(first) = cells.iter().take(index).find(|other| other.id == cell.id) {
            mistakes.push((
                cell.line,
                Mistake::DuplicateId {
                    id: cell.id.clone(),
                    first: first.line,
                },
            ));
        }
        let Some(pair) = &cell.pair else { continue };
        let partners = || cells.iter().filter(|other| other.pair.as_ref() == Some(pair));
        // Said once, where the pair begins; and who is missing may be there, with a mistake that was named.
        if partners().next() != Some(cell) || broken.contains(pair) {
            continue;
        }
        for role in [Role::Server, Role::Client] {
            if !partners().any(|other| other.role == Some(role)) {
                mistakes.push((
                    cell.line,
                    Mistake::NoPartner {
                        pair: pair.clone(),
                        missing: role.name(),
                    },
                ));
            }
        }
    }
}
