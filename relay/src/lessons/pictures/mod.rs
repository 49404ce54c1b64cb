//! Pictures of lessons: drawings (SVG), which become part of a page, and photographs, which pages fetch. Nothing here knows of
//! Markdown or of HTTP.

mod allowed;
mod drawing;
mod files;
mod inline;
mod mistake;
mod raster;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::cell::is_name;
use super::problem::Problem;

pub(super) use drawing::Drawing;
pub use files::PictureFile;
pub(super) use inline::Place;
pub use mistake::PictureMistake;
pub use raster::Raster;

/// The pictures that lessons may show, by the names of their files.
#[derive(Debug, Default)]
pub struct Pictures {
    found: BTreeMap<String, Picture>,
}

/// One picture.
#[derive(Debug)]
pub(super) enum Picture {
    /// Checked, and ready to be put into a page.
    Drawing(Drawing),
    /// To be fetched by the page.
    Raster(Raster),
    /// It is there, and what is wrong with it has been said.
    Broken,
}

impl Pictures {
    /// Reads and checks pictures; what is wrong is added to `problems`, once for each picture.
    pub(super) fn read(files: &[PictureFile], problems: &mut Vec<Problem>) -> Pictures {
        let found = files.iter().map(|file| {
            let picture = read(file).unwrap_or_else(|(line, mistake)| {
                problems.push(Problem {
                    file: file.shown.clone(),
                    line,
                    mistake: mistake.into(),
                });
                Picture::Broken
            });
            (file.name.clone(), picture)
        });
        Pictures {
            found: found.collect(),
        }
    }

    /// One picture.
    pub(super) fn find(&self, name: &str) -> Option<&Picture> {
        self.found.get(name)
    }

    /// One that pages fetch.
    pub fn raster(&self, name: &str) -> Option<&Raster> {
        match self.find(name)? {
            Picture::Raster(raster) => Some(raster),
            Picture::Drawing(_) | Picture::Broken => None,
        }
    }
}

/// A picture, or what is wrong with it and in which line.
fn read(file: &PictureFile) -> Result<Picture, (usize, PictureMistake)> {
    let (stem, kind) = file.name.rsplit_once('.').unwrap_or((&file.name, ""));
    if !is_name(stem) {
        return Err((1, PictureMistake::BadName));
    }
    if kind == files::DRAWING {
        let text = std::str::from_utf8(&file.bytes).map_err(|_| (1, PictureMistake::NotText))?;
        return drawing::read(text).map(Picture::Drawing);
    }
    Raster::read(&file.bytes, kind)
        .map(Picture::Raster)
        .map_err(|mistake| (1, mistake))
}
