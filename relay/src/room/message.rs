//! The messages of both kinds of WebSocket, as PROTOCOL.md has them: JSON objects with one key each.

use axum::extract::ws::Utf8Bytes;
use serde::{Deserialize, Serialize};

use super::row::{CellAt, Row};
use super::text::{Id, Path, Tail, Text};

/// Bytes of a message: what a page shows of its cells.
pub const MAX_MESSAGE: usize = 512 * 1024;

/// Bytes of a program's text that are shown and handed out: far beyond what a lesson asks to write.
const CODE: usize = 64 * 1024;

/// Bytes of a console that are shown: what was printed last.
const CONSOLE: usize = 16 * 1024;

/// A file's name.
pub(super) type File = Text<128>;

/// What a page of a reader says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FromPage {
    /// First: whose page it is, and which.
    Hello(Hello),
    /// Every exercise that the reader has passed.
    Progress {
        /// In any order.
        passed: Vec<Passed>,
    },
    /// How one of its cells stands now.
    Cell(Cell),
    /// A cell was removed.
    Gone {
        /// Which.
        cell: Id,
    },
    /// What is to be seen in its cells, while the teacher looks.
    Seen {
        /// Those that have changed, or all.
        cells: Vec<SeenCell>,
    },
}

/// Whose page it is, and which.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// The reader's secret.
    pub(crate) token: Id,
    pub(super) page: Path,
    pub(super) title: Text<400>,
    /// What the page calls itself whenever it connects; empty if nothing.
    #[serde(default)]
    pub(super) tab: Id,
}

/// An exercise that a reader has passed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Passed {
    lesson: Id,
    exercise: Id,
    day: Text<10>,
}

/// How a cell stands.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cell {
    pub(super) cell: Id,
    pub(super) file: File,
    /// That of the program which runs in it; empty if none does.
    #[serde(default)]
    pub(super) key: Id,
    pub(super) state: State,
    /// What it waits in, such as `accept`.
    #[serde(default)]
    pub(super) wait: Option<Text<64>>,
    /// The last line of a traceback.
    #[serde(default)]
    pub(super) error: Option<Text<600>>,
    /// For how many seconds the state has lasted.
    #[serde(default)]
    pub(super) since: u32,
}

/// What a cell's program does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    /// It wasn't started, or was forgotten.
    Idle,
    /// Python is being fetched or started.
    Loading,
    /// It computes.
    Running,
    /// It waits: for others, or for a time to pass.
    Waiting,
    /// It has ended well.
    Finished,
    /// It has ended with an error.
    Failed,
}

/// What is to be seen in a cell.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenCell {
    pub(super) cell: Id,
    pub(super) file: File,
    pub(super) code: Text<CODE>,
    pub(super) console: Tail<CONSOLE>,
}

/// What a page of a reader is told.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ToPage {
    /// First.
    Welcome {
        /// No program can be started now.
        paused: bool,
    },
    /// Whether the teacher looks at the reader's cells.
    Look(bool),
    /// Something to begin with, for the Lab.
    Snippet {
        /// The same for all pages, and another for each snippet.
        id: u64,
        /// What the teacher sent.
        #[serde(flatten)]
        snippet: Snippet,
    },
    /// The program of a cell is to be stopped.
    Stop {
        /// By the page's own name.
        cell: Id,
    },
    /// Whether programs can't be started.
    Paused(bool),
}

/// The last that a page is told, of a reader or of a teacher.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LastWord {
    /// The reader is no longer in the class.
    Removed {},
    /// Nobody is any more.
    Closed {},
}

/// What a teacher's page says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FromTeacher {
    /// First: that it is the teacher's.
    Hello {
        /// What stands behind the `#` of the teacher's link.
        secret: Id,
    },
    /// Whose cells it shows from now on.
    Look(Option<Of>),
    /// A program is to be stopped.
    Stop {
        /// By host name.
        reader: Id,
        /// As it was told.
        cell: CellAt,
    },
    /// A reader is to leave.
    Remove(Of),
    /// To every page of every reader.
    Snippet(Snippet),
    /// Whether programs can't be started.
    Pause(bool),
    /// Whether anybody can join.
    Open(bool),
    /// The class is over.
    Close {},
}

/// A reader.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Of {
    /// By host name.
    pub(crate) reader: Id,
}

/// A program's text for everybody.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Snippet {
    file: File,
    code: Text<CODE>,
}

/// What a teacher's page is told.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ToTeacher<'a> {
    /// First, and after each change.
    Room(&'a super::Sign),
    /// Then everybody, or as many as fit in one message.
    Readers(&'a [Row]),
    /// A reader who is new or not as before.
    Reader(&'a Row),
    /// One who is no longer in the class.
    Left {
        /// By host name.
        reader: &'a str,
    },
    /// What is to be seen in the cells of a page of the reader who is looked at.
    Seen {
        /// By host name.
        reader: &'a str,
        /// Its number.
        page: u64,
        /// Those that this page has shown last.
        cells: Vec<Shown<'a>>,
    },
}

/// A cell as the teacher sees it.
#[derive(Debug, Serialize)]
pub struct Shown<'a> {
    pub(super) cell: CellAt,
    pub(super) file: &'a File,
    pub(super) code: &'a Text<CODE>,
    pub(super) console: &'a Tail<CONSOLE>,
}

/// A message as it is sent.
pub(crate) fn text(message: &impl Serialize) -> Utf8Bytes {
    // These types always serialise: their keys are strings, and they hold no floats.
    Utf8Bytes::from(serde_json::to_string(message).unwrap_or_default())
}
