//! What can only be checked when a whole course is known: links, and what one language has and another lacks.

use super::edition::Edition;
use super::lesson::LAB;
use super::markdown::Link;
use super::problem::{Mistake, Problem};
use super::source::CourseFile;

/// Links that lead nowhere. Files that couldn't be rendered still count as being there.
pub(super) fn links(editions: &[Edition], files: &[CourseFile]) -> Vec<Problem> {
    let dead = |file: &str, links: &[Link]| -> Vec<Problem> {
        let dead = links.iter().filter(|link| !exists(link, editions, files));
        dead.map(|link| Problem {
            file: file.to_owned(),
            line: link.line,
            mistake: Mistake::DeadLink(format!("/{}/{}", link.language, link.slug)),
        })
        .collect()
    };
    editions
        .iter()
        .flat_map(|edition| {
            let lessons = edition
                .lessons
                .iter()
                .map(|lesson| (lesson.file.as_str(), lesson.links.as_slice()));
            lessons.chain([(edition.index.file.as_str(), edition.index.links.as_slice())])
        })
        .flat_map(|(file, links)| dead(file, links))
        .collect()
}

fn exists(link: &Link, editions: &[Edition], files: &[CourseFile]) -> bool {
    let is_lesson = |file: &CourseFile| file.language == link.language && file.slug() == Some(&link.slug);
    if link.slug.is_empty() || link.slug == LAB {
        return editions.iter().any(|edition| edition.language == link.language);
    }
    files.iter().any(is_lesson)
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
            }
        }
    }
    gaps
}
