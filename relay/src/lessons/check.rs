//! What can only be checked when all lessons are known: twins and links.

use super::lesson::{LAB, Lesson};
use super::markdown::Link;
use super::problem::{Mistake, Problem};
use super::source::LessonFile;

/// Problems between lessons. Files that couldn't be rendered still count as being there.
pub(super) fn together(lessons: &[Lesson], files: &[LessonFile]) -> Vec<Problem> {
    let twins = files.iter().filter_map(|file| {
        let missing = file.language.other();
        let found = files
            .iter()
            .any(|other| other.language == missing && other.slug == file.slug);
        let problem = Problem {
            file: file.shown.clone(),
            line: 1,
            mistake: Mistake::NoTwin(missing),
        };
        (!found).then_some(problem)
    });
    let links = lessons.iter().flat_map(|lesson| {
        lesson
            .links
            .iter()
            .filter(|link| !exists(link, files))
            .map(|link| {
                let path = format!("/{}/{}", link.language.code(), link.slug);
                Problem {
                    file: lesson.file.clone(),
                    line: link.line,
                    mistake: Mistake::DeadLink(path),
                }
            })
    });
    twins.chain(links).collect()
}

fn exists(link: &Link, files: &[LessonFile]) -> bool {
    let is_lesson = |file: &LessonFile| file.language == link.language && file.slug == link.slug;
    link.slug.is_empty() || link.slug == LAB || files.iter().any(is_lesson)
}
