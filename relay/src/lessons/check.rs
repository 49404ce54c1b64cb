//! What can only be checked when a whole course is known: links, and what one language has and another lacks.

use super::cell::Cell;
use super::edition::Edition;
use super::lesson::{LAB, Lesson, PREFLIGHT, SEARCH};
use super::links::{Link, Pages};
use super::problem::{Mistake, Problem};
use super::source::CourseFile;

/// Links that lead nowhere. Files that couldn't be rendered still count as being there.
pub(super) fn links(editions: &[Edition], files: &[CourseFile]) -> Vec<Problem> {
    let mut pages = Pages::default();
    pages.add("/".to_owned(), None);
    for file in files {
        if let Some(slug) = file.slug() {
            pages.add(format!("/{}/{slug}", file.language), None);
        }
    }
    for edition in editions {
        pages.add(edition.path(""), Some(&edition.index.anchors));
        pages.add(edition.path(LAB), None);
        pages.add(edition.path(SEARCH), None);
        pages.add(edition.path(PREFLIGHT), None);
        for lesson in &edition.lessons {
            pages.add(edition.path(&lesson.slug), Some(&lesson.anchors));
        }
    }
    let mut problems = Vec::new();
    let mut check = |from: String, file: &str, links: &[Link]| {
        problems.extend(links.iter().filter_map(|link| {
            Some(Problem {
                file: file.to_owned(),
                line: link.line,
                mistake: pages.mistake(&from, link)?,
            })
        }));
    };
    for edition in editions {
        check(edition.path(""), &edition.index.file, &edition.index.links);
        for lesson in &edition.lessons {
            check(edition.path(&lesson.slug), &lesson.file, &lesson.links);
        }
    }
    problems
}

/// Lessons and programs that are there in one language and not in another. Readers can do without; authors should know. Where
/// something else is wrong with a lesson, its programs aren't compared: they may be there, and couldn't be read.
pub(super) fn gaps(editions: &[Edition], files: &[CourseFile], problems: &[Problem]) -> Vec<Problem> {
    let is_sound = |lesson: &&Lesson| !problems.iter().any(|problem| problem.file == lesson.file);
    let mut gaps = Vec::new();
    for (edition, other) in pairs(editions) {
        let of = |edition: &Edition| {
            let language = edition.language.clone();
            files.iter().filter(move |file| file.language == language)
        };
        for file in of(edition).filter(|file| file.slug().is_some()) {
            if !of(other).any(|twin| twin.name == file.name) {
                gaps.push(Problem {
                    file: file.shown.clone(),
                    line: 1,
                    mistake: Mistake::NoTwin(other.language.clone()),
                });
            }
        }
        for lesson in &edition.lessons {
            if let Some(twin) = other.lesson(&lesson.slug).filter(is_sound) {
                gaps.extend(lacking(lesson, twin));
                gaps.extend(unlike_questions(lesson, twin));
            }
        }
    }
    gaps
}

/// Each edition with each other one.
fn pairs(editions: &[Edition]) -> impl Iterator<Item = (&Edition, &Edition)> {
    let others = |edition: &Edition| {
        let language = edition.language.clone();
        editions.iter().filter(move |other| other.language != language)
    };
    editions
        .iter()
        .flat_map(move |edition| others(edition).map(move |other| (edition, other)))
}

/// The programs of a lesson that its twin lacks.
fn lacking(lesson: &Lesson, twin: &Lesson) -> impl Iterator<Item = Problem> {
    let is_there = |cell: &&Cell| twin.cells.iter().any(|other| other.id == cell.id);
    lesson
        .cells
        .iter()
        .filter(move |cell| !is_there(cell))
        .map(|cell| Problem {
            file: lesson.file.clone(),
            line: cell.line,
            mistake: Mistake::NoTwinCell {
                id: cell.id.clone(),
                file: twin.file.clone(),
            },
        })
}

/// Progress is kept by a question's number, in all languages the same. Said once, in one of the two.
fn unlike_questions(lesson: &Lesson, twin: &Lesson) -> Option<Problem> {
    (lesson.questions > twin.questions).then(|| Problem {
        file: lesson.file.clone(),
        line: 1,
        mistake: Mistake::QuestionCount {
            here: lesson.questions,
            there: twin.questions,
            file: twin.file.clone(),
        },
    })
}
