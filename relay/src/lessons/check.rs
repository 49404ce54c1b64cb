//! What can only be checked when a whole course is known: links, and what one language has and another lacks.

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

/// Lessons and programs that are there in one language and not in another. Readers can do without; authors should know.
pub(super) fn gaps(editions: &[Edition], files: &[CourseFile]) -> Vec<Problem> {
    let mut gaps = Vec::new();
    for file in files {
        let Some(slug) = file.slug() else { continue };
        for other in editions.iter().filter(|other| other.language != file.language) {
            let is_twin = |twin: &CourseFile| twin.language == other.language && twin.slug() == Some(slug);
            if !files.iter().any(is_twin) {
                gaps.push(Problem {
                    file: file.shown.clone(),
                    line: 1,
                    mistake: Mistake::NoTwin(other.language.clone()),
                });
            }
        }
    }
    for edition in editions {
        for lesson in &edition.lessons {
            let others = editions.iter().filter(|other| other.language != edition.language);
            for twin in others.filter_map(|other| other.lesson(&lesson.slug)) {
                for cell in &lesson.cells {
                    if !twin.cells.iter().any(|other| other.id == cell.id) {
                        gaps.push(Problem {
                            file: lesson.file.clone(),
                            line: cell.line,
                            mistake: Mistake::NoTwinCell {
                                id: cell.id.clone(),
                                file: twin.file.clone(),
                            },
                        });
                    }
                }
                gaps.extend(unlike_questions(lesson, twin));
            }
        }
    }
    gaps
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
