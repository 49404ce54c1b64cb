//! A reader as the teacher sees them: one line of a table.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::message::{File, Passed, State};
use super::text::{Id, Path, Text};
use crate::net::Attendant;

/// All about one reader.
#[derive(Debug, Serialize)]
pub struct Row {
    pub(super) host: String,
    person: String,
    address: std::net::IpAddr,
    /// Whether a page of theirs is open.
    pub(super) here: bool,
    /// Which are: cells are named after them.
    pub(super) pages: Vec<u64>,
    /// Seconds since 1970 (UTC).
    joined: u64,
    pub(super) page: Path,
    pub(super) title: Text<400>,
    programs: usize,
    listens: Vec<String>,
    pub(super) cells: Vec<RowCell>,
    pub(super) passed: Vec<Passed>,
}

/// A cell in it.
#[derive(Debug, Serialize)]
pub(super) struct RowCell {
    pub(super) cell: CellAt,
    pub(super) file: File,
    pub(super) state: State,
    pub(super) wait: Option<Text<64>>,
    pub(super) error: Option<Text<600>>,
    /// For how many seconds the state has lasted.
    pub(super) since: u64,
}

/// A cell of one of a reader's pages: `3.echo-server`, since two pages may have cells of the same name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CellAt {
    pub(super) page: u64,
    pub(super) cell: Id,
}

impl Row {
    /// Of somebody of whom no page has said anything.
    pub(super) fn new(attendant: Attendant) -> Self {
        Self {
            host: attendant.member.host,
            person: attendant.member.person,
            address: attendant.member.address,
            here: false,
            pages: Vec::new(),
            joined: attendant.joined,
            page: Path::default(),
            title: Text::default(),
            programs: attendant.programs,
            listens: attendant.listens,
            cells: Vec::new(),
            passed: Vec::new(),
        }
    }
}

impl TryFrom<String> for CellAt {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let wrong = || "a cell is named as the relay named it".to_owned();
        let (page, cell) = text.split_once('.').ok_or_else(wrong)?;
        Ok(Self {
            page: page.parse().map_err(|_| wrong())?,
            cell: Id::try_from(cell.to_owned())?,
        })
    }
}

impl From<CellAt> for String {
    fn from(at: CellAt) -> Self {
        format!("{}.{}", at.page, at.cell.as_str())
    }
}

impl fmt::Debug for CellAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CellAt({}, {:?})", self.page, self.cell)
    }
}
