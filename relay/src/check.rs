//! `echoroom check`: says what is wrong with a course without serving it.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::lessons::{Lessons, LoadError, Problem, Source};

/// The folder of a course that stands beside other things, such as the source of Echoroom.
const CONTENT: &str = "content";

/// What a check came to.
#[derive(Debug)]
pub enum Report {
    /// How many lessons there are, in all languages together.
    Right(usize),
    /// Everything that is wrong, by file and line.
    Wrong(Vec<Problem>),
}

/// The course that is meant where none is named: the folder `content` here, or else this folder.
pub fn usual_folder() -> PathBuf {
    let content = Path::new(CONTENT);
    if content.is_dir() { content } else { Path::new(".") }.to_owned()
}

/// Reads a course and looks for mistakes.
pub fn course(folder: PathBuf) -> Result<Report, LoadError> {
    let problems = match Lessons::load(&Source::Directory(folder)) {
        Err(LoadError::Problems(problems)) => problems.0,
        Err(error) => return Err(error),
        Ok(lessons) if lessons.gaps.is_empty() => {
            let count = lessons.editions().map(|edition| edition.lessons.len()).sum();
            return Ok(Report::Right(count));
        }
        Ok(lessons) => lessons.gaps,
    };
    Ok(Report::Wrong(problems))
}

impl Report {
    /// Whether there is nothing to mend.
    pub fn is_right(&self) -> bool {
        matches!(self, Report::Right(_))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Report::Right(1) => writeln!(f, "1 lesson, no mistakes"),
            Report::Right(count) => writeln!(f, "{count} lessons, no mistakes"),
            Report::Wrong(problems) => problems.iter().try_for_each(|problem| writeln!(f, "{problem}")),
        }
    }
}
