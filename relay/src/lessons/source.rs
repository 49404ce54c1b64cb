//! Where lesson files come from: the binary itself, or a folder that a teacher edits.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use super::language::Language;
use super::problem::LoadError;

/// A place with `ru/*.md` and `en/*.md` in it. It can be read again when files have changed.
#[derive(Clone, Debug)]
pub enum Source {
    /// The lessons this binary was built with.
    Embedded,
    /// A folder.
    Directory(PathBuf),
}

/// One lesson as it was found, not yet looked into.
#[derive(Clone, Debug)]
pub struct LessonFile {
    /// Its name in messages.
    pub shown: String,
    /// By its folder.
    pub language: Language,
    /// By its name, without `.md`.
    pub slug: String,
    /// What is in it.
    pub bytes: Cow<'static, [u8]>,
}

#[derive(RustEmbed)]
#[folder = "../content"]
#[allow_missing = true]
pub(super) struct Embedded;

impl Source {
    /// All lesson files, in no particular order. Anything else beside them is left alone.
    pub fn files(&self) -> Result<Vec<LessonFile>, LoadError> {
        match self {
            Source::Embedded => Ok(embedded_files()),
            Source::Directory(folder) => directory_files(folder),
        }
    }
}

fn embedded_files() -> Vec<LessonFile> {
    Embedded::iter()
        .filter_map(|path| {
            let (folder, name) = path.split_once('/')?;
            let language = Language::from_code(folder)?;
            let slug = name
                .strip_suffix(".md")
                .filter(|slug| !slug.contains('/'))?
                .to_owned();
            let bytes = Embedded::get(&path)?.data;
            Some(LessonFile {
                shown: format!("content/{path}"),
                language,
                slug,
                bytes,
            })
        })
        .collect()
}

fn directory_files(folder: &Path) -> Result<Vec<LessonFile>, LoadError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source: io::Error| LoadError::Unreadable { path, source }
    };
    fs::read_dir(folder).map_err(unreadable(folder))?;

    let mut files = Vec::new();
    for language in Language::ALL {
        let subfolder = folder.join(language.code());
        let entries = match fs::read_dir(&subfolder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(unreadable(&subfolder))?,
        };
        for entry in entries {
            let path = entry.map_err(unreadable(&subfolder))?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            let Some(slug) = name.and_then(|name| name.strip_suffix(".md")) else {
                continue;
            };
            let bytes = fs::read(&path).map_err(unreadable(&path))?.into();
            files.push(LessonFile {
                shown: path.display().to_string(),
                language,
                slug: slug.to_owned(),
                bytes,
            });
        }
    }
    if files.is_empty() {
        return Err(LoadError::Empty {
            path: folder.to_owned(),
        });
    }
    Ok(files)
}
