//! A reader's own version of a program, kept under its lesson, language, cell and the author's version it grew from.

use crate::page::Page;
use crate::storage;

/// The place of one program's edits.
#[derive(Clone)]
pub struct Saved {
    place: String,
    version: String,
}

impl Saved {
    /// For a cell of a lesson. Each language has its own, as the programs differ.
    pub fn of_lesson(page: &Page, cell: &str, version: &str) -> Saved {
        let place = format!("code/{}/{}/{cell}/", page.language, page.lesson);
        Saved {
            place,
            version: version.to_owned(),
        }
    }

    /// For a cell of the Lab, where the programs are the reader's and the language doesn't matter.
    pub fn of_lab(cell: &str) -> Saved {
        Saved {
            place: format!("code/lab/{cell}/"),
            version: "mine".to_owned(),
        }
    }

    /// The edits of this version.
    pub fn load(&self) -> Option<String> {
        storage::get(&self.name())
    }

    /// Keeps the text as it stands.
    pub fn keep(&self, text: &str) {
        storage::set(&self.name(), text);
    }

    /// Forgets the edits of this version.
    pub fn forget(&self) {
        storage::remove(&self.name());
    }

    /// Edits of a version that the author has replaced since.
    pub fn earlier(&self) -> Option<String> {
        self.earlier_names().iter().find_map(|name| storage::get(name))
    }

    /// Forgets them.
    pub fn forget_earlier(&self) {
        for name in self.earlier_names() {
            storage::remove(&name);
        }
    }

    fn earlier_names(&self) -> Vec<String> {
        let mut names = storage::names(&self.place);
        names.retain(|name| *name != self.name());
        names
    }

    fn name(&self) -> String {
        format!("{}{}", self.place, self.version)
    }
}
