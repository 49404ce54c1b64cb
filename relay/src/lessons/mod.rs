//! Lessons: Markdown in, HTML and programs out. Nothing here knows of HTTP or of the page around a lesson, so the
//! same code can check lessons, or render them again when a file has changed.

mod anchors;
mod cell;
mod cell_html;
mod check;
mod escape;
mod figure;
mod footnotes;
mod front_matter;
mod language;
mod lesson;
mod markdown;
mod pictures;
mod problem;
mod source;
#[cfg(test)]
mod tests;

pub use cell::{Cell, Role};
pub use escape::Escaped;
pub use language::Language;
pub use lesson::Lesson;
pub use pictures::{PictureFile, PictureMistake, Pictures, Raster};
pub use problem::{LoadError, Mistake, Problem, Problems};
pub use source::{LessonFile, Source};

/// All lessons, in both languages, each language's in their order.
#[derive(Debug, Default)]
pub struct Lessons {
    lessons: Vec<Lesson>,
    pictures: Pictures,
}

impl Lessons {
    /// Reads, checks and renders every lesson of a source. Mistakes are collected over all files.
    pub fn load(source: &Source) -> Result<Lessons, LoadError> {
        Ok(Lessons::from_files(&source.files()?, &source.pictures()?)?)
    }

    /// The same for files that are already read.
    pub fn from_files(files: &[LessonFile], pictures: &[PictureFile]) -> Result<Lessons, Problems> {
        let mut problems = Vec::new();
        let pictures = Pictures::read(pictures, &mut problems);
        let mut lessons: Vec<Lesson> = files
            .iter()
            .filter_map(|file| lesson::read(file, &pictures, &mut problems))
            .collect();
        problems.extend(check::together(&lessons, files));
        if !problems.is_empty() {
            problems.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
            return Err(Problems(problems));
        }
        lessons.sort_by(|a, b| (a.language, a.order, &a.slug).cmp(&(b.language, b.order, &b.slug)));
        Ok(Lessons { lessons, pictures })
    }

    /// The lessons of one language, in order.
    pub fn of(&self, language: Language) -> impl Iterator<Item = &Lesson> {
        self.lessons
            .iter()
            .filter(move |lesson| lesson.language == language)
    }

    /// A picture that a page fetches.
    pub fn picture(&self, name: &str) -> Option<&Raster> {
        self.pictures.raster(name)
    }

    /// One lesson.
    pub fn find(&self, language: Language, slug: &str) -> Option<&Lesson> {
        self.of(language).find(|lesson| lesson.slug == slug)
    }
}
