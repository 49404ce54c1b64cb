//! Where a course's files come from: the binary itself, or a folder that a teacher edits.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use super::language::Language;
use super::problem::{LoadError, Mistake};

/// The file with what the table of contents begins with.
pub(super) const INDEX: &str = "index.md";

/// The file with a course's own words.
pub(super) const TEXTS: &str = "texts.toml";

/// A place with a folder for each language in it. It can be read again when files have changed.
#[derive(Clone, Debug)]
pub enum Source {
    /// The course this binary was built with.
    Embedded,
    /// A folder.
    Directory(PathBuf),
}

/// One file of a course as it was found, not yet looked into.
#[derive(Clone, Debug)]
pub struct CourseFile {
    /// Its name in messages.
    pub shown: String,
    /// By its folder.
    pub language: Language,
    /// Its name in that folder.
    pub name: String,
    /// What is in it.
    pub bytes: Cow<'static, [u8]>,
}

impl CourseFile {
    /// A lesson's part of its path. `None` for what isn't a lesson.
    pub fn slug(&self) -> Option<&str> {
        self.name.strip_suffix(".md").filter(|_| self.name != INDEX)
    }

    /// What is in it, without what Windows editors add: `\r\n` and sometimes a byte order mark.
    pub(super) fn text(&self) -> Result<String, Mistake> {
        let text = std::str::from_utf8(&self.bytes).map_err(|_| Mistake::NotText)?;
        Ok(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
    }
}

#[derive(RustEmbed)]
#[folder = "../content"]
#[allow_missing = true]
pub(super) struct Embedded;

impl Source {
    /// All files of all languages, in no particular order. A folder is a language's if its name is a tag and there is
    /// Markdown in it; anything else is left alone.
    pub fn files(&self) -> Result<Vec<CourseFile>, LoadError> {
        let (files, path) = match self {
            Source::Embedded => (embedded_files(), "content".into()),
            Source::Directory(folder) => (directory_files(folder)?, folder.clone()),
        };
        if files.is_empty() {
            return Err(LoadError::Empty { path });
        }
        Ok(files)
    }
}

fn embedded_files() -> Vec<CourseFile> {
    Embedded::iter()
        .filter_map(|path| {
            let (folder, name) = path.split_once('/')?;
            let language = Language::parse(folder)?;
            if !is_ours(name) {
                return None;
            }
            Some(CourseFile {
                shown: format!("content/{path}"),
                language,
                name: name.to_owned(),
                bytes: Embedded::get(&path)?.data,
            })
        })
        .collect()
}

fn directory_files(folder: &Path) -> Result<Vec<CourseFile>, LoadError> {
    let mut files = Vec::new();
    for (subfolder, name) in entries(folder)? {
        let Some(language) = Language::parse(&name).filter(|_| subfolder.is_dir()) else {
            continue;
        };
        let mut found = Vec::new();
        for (path, name) in entries(&subfolder)?.into_iter().filter(|(_, name)| is_ours(name)) {
            found.push(CourseFile {
                shown: path.strip_prefix(".").unwrap_or(&path).display().to_string(),
                language: language.clone(),
                name,
                bytes: fs::read(&path).map_err(unreadable(&path))?.into(),
            });
        }
        if found.iter().any(|file| file.slug().is_some()) {
            files.append(&mut found);
        }
    }
    Ok(files)
}

/// What is in a folder, by path and name. Names that aren't Unicode can't be ours.
pub(super) fn entries(folder: &Path) -> Result<Vec<(PathBuf, String)>, LoadError> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let entry = entry.map_err(unreadable(folder))?;
        entries.extend(
            entry
                .file_name()
                .into_string()
                .ok()
                .map(|name| (entry.path(), name)),
        );
    }
    Ok(entries)
}

/// Editors keep copies beside the file that begin with a dot.
fn is_ours(name: &str) -> bool {
    !name.contains('/') && !name.starts_with('.') && (name.ends_with(".md") || name == TEXTS)
}

pub(super) fn unreadable(path: &Path) -> impl Fn(io::Error) -> LoadError {
    let path = path.to_owned();
    move |source| LoadError::Unreadable {
        path: path.clone(),
        source,
    }
}
