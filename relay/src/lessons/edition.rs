//! A course in one language: its lessons, the page before them, and the words around them.

use super::index::{self, Index};
use super::language::Language;
use super::lesson::{self, Lesson};
use super::markdown::Setting;
use super::pictures::Pictures;
use super::problem::{Mistake, Problem};
use super::search::Book;
use super::source::{CourseFile, INDEX, TEXTS};
use super::texts::Texts;

/// A course in one language.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The folder it is in.
    pub language: Language,
    /// What is said around the lessons.
    pub texts: Texts,
    /// What stands above the table of contents.
    pub index: Index,
    /// The lessons in their order.
    pub lessons: Vec<Lesson>,
    /// Their words, to be searched.
    pub book: Book,
}

impl Edition {
    /// One lesson.
    pub fn lesson(&self, slug: &str) -> Option<&Lesson> {
        self.lessons.iter().find(|lesson| lesson.slug == slug)
    }

    /// The path of one of its pages; the index has no slug.
    pub fn path(&self, slug: &str) -> String {
        format!("/{}/{slug}", self.language)
    }
}

/// Reads and renders what is in one language's folder. What is wrong is added to `problems` and left out.
pub(super) fn read(
    language: Language,
    files: &[&CourseFile],
    pictures: &Pictures,
    problems: &mut Vec<Problem>,
) -> Edition {
    let own = |name| files.iter().copied().find(|file| file.name == name);
    let texts = match own(TEXTS) {
        Some(file) => named(file, problems, |mistakes| read_texts(&language, file, mistakes)),
        None => Texts::built_in(&language),
    };
    let setting = Setting {
        language: &language,
        words: &texts.lesson,
        pictures,
    };
    let index =
        own(INDEX).and_then(|file| named(file, problems, |mistakes| index::read(file, setting, mistakes)));
    let mut lessons: Vec<Lesson> = files
        .iter()
        .filter(|file| file.slug().is_some())
        .filter_map(|file| named(file, problems, |mistakes| lesson::read(file, setting, mistakes)))
        .collect();
    lessons.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));
    Edition {
        book: Book::of(&language, &lessons),
        language,
        index: index.unwrap_or_else(|| Index::bare(&texts)),
        texts,
        lessons,
    }
}

fn read_texts(language: &Language, file: &CourseFile, mistakes: &mut Vec<(usize, Mistake)>) -> Texts {
    let own = file.text().map_err(|mistake| mistakes.push((1, mistake)));
    Texts::over(language, &own.unwrap_or_default(), mistakes)
}

/// Reads a file, and puts its name before what is wrong with it.
fn named<T>(
    file: &CourseFile,
    problems: &mut Vec<Problem>,
    read: impl FnOnce(&mut Vec<(usize, Mistake)>) -> T,
) -> T {
    let mut mistakes = Vec::new();
    let result = read(&mut mistakes);
    problems.extend(mistakes.into_iter().map(|(line, mistake)| Problem {
        file: file.shown.clone(),
        line,
        mistake,
    }));
    result
}
