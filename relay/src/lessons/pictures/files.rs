//! Where pictures come from: the folder `pictures` beside the lessons' languages.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use super::raster::KINDS;
use crate::lessons::problem::LoadError;
use crate::lessons::source::{Embedded, Source, entries, unreadable};

/// The ending of a drawing's name.
pub(super) const DRAWING: &str = "svg";

/// The folder, beside those of the languages.
const FOLDER: &str = "pictures";

/// One picture as it was found, not yet looked into.
#[derive(Clone, Debug)]
pub struct PictureFile {
    /// Its name in messages.
    pub shown: String,
    /// Its own name, which lessons use.
    pub name: String,
    /// What is in it.
    pub bytes: Cow<'static, [u8]>,
}

impl Source {
    /// All pictures, in no particular order. Files with other endings are left alone; so may the folder be missing.
    pub fn pictures(&self) -> Result<Vec<PictureFile>, LoadError> {
        match self {
            Source::Embedded => Ok(embedded()),
            Source::Directory(folder) => in_folder(&folder.join(FOLDER)),
        }
    }
}

fn embedded() -> Vec<PictureFile> {
    Embedded::iter()
        .filter_map(|path| {
            let name = path.strip_prefix(FOLDER)?.strip_prefix('/')?;
            is_picture(name).then(|| {
                Some(PictureFile {
                    shown: format!("content/{path}"),
                    name: name.to_owned(),
                    bytes: Embedded::get(&path)?.data,
                })
            })?
        })
        .collect()
}

fn in_folder(folder: &Path) -> Result<Vec<PictureFile>, LoadError> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let pictures = entries(folder)?.into_iter().filter(|(_, name)| is_picture(name));
    pictures
        .map(|(path, name)| {
            Ok(PictureFile {
                shown: path.display().to_string(),
                name,
                bytes: fs::read(&path).map_err(unreadable(&path))?.into(),
            })
        })
        .collect()
}

fn is_picture(name: &str) -> bool {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ending == DRAWING || KINDS.iter().any(|(kind, _)| *kind == ending))
}
