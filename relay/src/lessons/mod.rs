//! Lessons: Markdown in, HTML and programs out. Nothing here knows of HTTP or of the page around a lesson, so the
//! same code can check lessons, or render them again when a file has changed.

mod anchors;
mod cell;
mod cell_html;
mod check;
mod compounds;
mod edition;
mod escape;
mod exercise;
mod exercise_html;
mod figure;
mod footnotes;
mod front_matter;
mod index;
mod language;
mod lesson;
mod links;
mod markdown;
mod nearest;
mod pictures;
mod problem;
mod question;
pub mod search;
mod section;
mod source;
#[cfg(test)]
mod tests;
mod texts;
mod typography;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

pub use cell::{Cell, Role};
pub use edition::Edition;
pub use escape::Escaped;
pub use exercise::Exercise;
pub use index::Index;
pub use language::Language;
pub use lesson::{JOIN, LAB, Lesson, PREFLIGHT, SEARCH, TEACHER};
pub use pictures::{PictureFile, PictureMistake, Pictures, Raster};
pub use problem::{LoadError, Mistake, Problem, Problems};
pub use section::Section;
pub use source::{CourseFile, Source};
pub use texts::{Texts, Words};

use crate::hex::hex;

/// A course in all its languages; there is at least one.
#[derive(Debug)]
pub struct Lessons {
    main: Edition,
    others: Vec<Edition>,
    pictures: Pictures,
    /// What one language has and another lacks: no reason not to serve the course.
    pub gaps: Vec<Problem>,
    /// Changes whenever a file of the course does: hexadecimal digits.
    pub digest: String,
}

impl Lessons {
    /// Reads, checks and renders every file of a source. Mistakes are collected over all files.
    pub fn load(source: &Source) -> Result<Lessons, LoadError> {
        Ok(Lessons::from_files(&source.files()?, &source.pictures()?)?)
    }

    /// The same for files that are already read.
    pub fn from_files(files: &[CourseFile], picture_files: &[PictureFile]) -> Result<Lessons, Problems> {
        let mut problems = Vec::new();
        let pictures = Pictures::read(picture_files, &mut problems);
        let mut by_language: BTreeMap<&Language, Vec<&CourseFile>> = BTreeMap::new();
        for file in files {
            by_language.entry(&file.language).or_default().push(file);
        }
        let mut editions: Vec<Edition> = by_language
            .into_iter()
            .map(|(language, files)| edition::read(language.clone(), &files, &pictures, &mut problems))
            .collect();
        problems.extend(check::links(&editions, files));
        let gaps = check::gaps(&editions, files, &problems);
        if !problems.is_empty() || editions.is_empty() {
            problems.extend(gaps);
            return Err(Problems::sorted(problems));
        }
        // A browser that asks for none of the course's languages gets English, or what comes first.
        let english = editions
            .iter()
            .position(|edition| edition.language.primary() == "en");
        Ok(Lessons {
            main: editions.remove(english.unwrap_or(0)),
            others: editions,
            pictures,
            gaps: Problems::sorted(gaps).0,
            digest: digest(files, picture_files),
        })
    }

    /// The edition for a browser that asks for none of the course's languages.
    pub fn main(&self) -> &Edition {
        &self.main
    }

    /// All editions, the main one first.
    pub fn editions(&self) -> impl Iterator<Item = &Edition> {
        std::iter::once(&self.main).chain(&self.others)
    }

    /// The edition in a language, by its tag.
    pub fn edition(&self, tag: &str) -> Option<&Edition> {
        let language = Language::parse(tag)?;
        self.editions().find(|edition| edition.language == language)
    }

    /// A picture that a page fetches.
    pub fn picture(&self, name: &str) -> Option<&Raster> {
        self.pictures.raster(name)
    }
}

fn digest(files: &[CourseFile], pictures: &[PictureFile]) -> String {
    let files = files.iter().map(|file| (&file.shown, &file.bytes));
    let mut all: Vec<_> = files
        .chain(pictures.iter().map(|file| (&file.shown, &file.bytes)))
        .collect();
    all.sort();
    let mut hash = Sha256::new();
    for (name, bytes) in all {
        hash.update(name);
        hash.update(bytes.len().to_le_bytes());
        hash.update(bytes);
    }
    hex(hash.finalize().iter().take(8))
}
