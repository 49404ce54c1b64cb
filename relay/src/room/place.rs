//! A reader's place in the room: their pages, and what these have said last.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::message::{Cell, Hello, Passed, SeenCell, ToPage, text};
use super::page::Letters;
use super::row::{CellAt, Row, RowCell};
use super::text::{Id, Path, Text};
use super::{Letter, NoPlace, PAGES};
use crate::net::ReaderId;

/// Cells of a page, and of a reader in all: the longest lesson has half as many.
const CELLS: usize = 32;

/// Passed exercises of a reader: five times what the lessons have.
const PASSED: usize = 256;

/// By how much two reports of since when a cell stands as it does may differ: pages count whole seconds.
const SINCE: Duration = Duration::from_secs(1);

/// One reader's.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) reader: ReaderId,
    /// Cancelled when the reader is no longer in the class.
    gone: CancellationToken,
    /// Whether a teacher looks at the reader's cells.
    looked_at: watch::Sender<bool>,
    now: Mutex<Now>,
}

#[derive(Debug, Default)]
struct Now {
    /// Another whenever a row would be.
    version: u64,
    pages: BTreeMap<u64, Open>,
    /// Of the page that was opened last.
    page: Path,
    title: Text<400>,
    passed: Vec<Passed>,
    /// How many teachers look.
    lookers: usize,
}

/// A page that is open.
#[derive(Debug)]
struct Open {
    tab: Id,
    letters: Letters,
    /// In the order in which they were first heard of, with when their states began.
    cells: Vec<(Cell, Instant)>,
    seen: Option<Arc<Seen>>,
}

/// What a page has shown last, while it was looked at.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) cells: Vec<SeenCell>,
}

/// A teacher's look at a reader, until it is dropped.
#[derive(Debug)]
pub(super) struct Look {
    place: Arc<Place>,
    /// What was handed on of each page.
    told: HashMap<u64, Arc<Seen>>,
}

impl Place {
    pub(super) fn new(reader: ReaderId, gone: CancellationToken) -> Self {
        Self {
            reader,
            gone,
            looked_at: watch::Sender::new(false),
            now: Mutex::default(),
        }
    }

    pub(super) fn enter(&self, number: u64, letters: Letters, hello: Hello) -> Result<(), NoPlace> {
        let mut now = self.now();
        if !hello.tab.as_str().is_empty() {
            now.pages.retain(|_, page| page.tab != hello.tab);
        }
        if now.pages.len() >= PAGES {
            return Err(NoPlace::TooMany);
        }
        (now.page, now.title) = (hello.page, hello.title);
        let open = Open {
            tab: hello.tab,
            letters,
            cells: Vec::new(),
            seen: None,
        };
        now.pages.insert(number, open);
        now.version += 1;
        Ok(())
    }

    pub(super) fn leave(&self, number: u64) {
        let mut now = self.now();
        now.pages.remove(&number);
        now.version += 1;
    }

    /// Whether nothing will be reported here any more.
    pub(super) fn is_over(&self) -> bool {
        self.gone.is_cancelled() && self.now().pages.is_empty()
    }

    /// What is passed, by the word of any page: all know the same. Whether that is news, here and below.
    pub(super) fn progress(&self, mut passed: Vec<Passed>) -> bool {
        passed.truncate(PASSED);
        passed.shrink_to_fit();
        let mut now = self.now();
        let is_news = now.passed != passed;
        if is_news {
            now.passed = passed;
            now.version += 1;
        }
        is_news
    }

    /// A cell stands otherwise. Cells beyond the most that a page may have are left out.
    pub(super) fn cell(&self, number: u64, mut cell: Cell) -> bool {
        let lasted = Duration::from_secs(std::mem::take(&mut cell.since).into());
        let began = Instant::now().checked_sub(lasted).unwrap_or_else(Instant::now);
        self.change(number, |page| {
            let is_full = page.cells.len() >= CELLS;
            match page.cells.iter_mut().find(|(known, _)| known.cell == cell.cell) {
                Some(known) if known.0 == cell && apart(known.1, began) <= SINCE => return false,
                Some(known) => *known = (cell, began),
                None if is_full => return false,
                None => page.cells.push((cell, began)),
            }
            true
        })
    }

    pub(super) fn gone(&self, number: u64, cell: &Id) -> bool {
        self.change(number, |page| {
            let before = page.cells.len();
            page.cells.retain(|(known, _)| known.cell != *cell);
            page.cells.len() < before
        })
    }

    /// What a page shows of its cells: kept while somebody looks, instead of what it had shown before.
    pub(super) fn seen(&self, number: u64, mut cells: Vec<SeenCell>) -> bool {
        cells.truncate(CELLS);
        let mut now = self.now();
        if now.lookers == 0 {
            return false;
        }
        let Some(page) = now.pages.get_mut(&number) else {
            return false;
        };
        if page.seen.as_ref().is_some_and(|before| before.cells == cells) {
            return false;
        }
        page.seen = Some(Arc::new(Seen { cells }));
        true
    }

    /// Asks the page to stop a cell's program; its key.
    pub(super) fn stop(&self, at: &CellAt) -> Option<String> {
        let now = self.now();
        let page = now.pages.get(&at.page)?;
        let (cell, _) = page.cells.iter().find(|(known, _)| known.cell == at.cell)?;
        page.letters.post(text(&ToPage::Stop {
            cell: cell.cell.clone(),
        }));
        Some(cell.key.as_str().to_owned()).filter(|key| !key.is_empty())
    }

    /// To all pages.
    pub(super) fn post(&self, letter: &Letter) {
        let now = self.now();
        now.pages
            .values()
            .for_each(|page| page.letters.post(letter.clone()));
    }

    pub(super) fn version(&self) -> u64 {
        self.now().version
    }

    /// Adds what is known here.
    pub(super) fn fill(&self, row: &mut Row) {
        let now = self.now();
        row.here = !now.pages.is_empty();
        row.pages = now.pages.keys().copied().collect();
        (row.page, row.title) = (now.page.clone(), now.title.clone());
        row.passed = now.passed.clone();
        let cells = now
            .pages
            .iter()
            .flat_map(|(number, page)| page.cells.iter().map(move |cell| (*number, cell)));
        row.cells = cells
            .take(CELLS)
            .map(|(page, (cell, began))| RowCell {
                cell: CellAt {
                    page,
                    cell: cell.cell.clone(),
                },
                file: cell.file.clone(),
                state: cell.state,
                wait: cell.wait.clone(),
                error: cell.error.clone(),
                since: began.elapsed().as_secs(),
            })
            .collect();
    }

    /// Whether somebody looks, to wait for a change of that.
    pub(super) fn looked_at(&self) -> watch::Receiver<bool> {
        self.looked_at.subscribe()
    }

    fn change(&self, number: u64, change: impl FnOnce(&mut Open) -> bool) -> bool {
        let mut now = self.now();
        let is_news = now.pages.get_mut(&number).is_some_and(change);
        now.version += u64::from(is_news);
        is_news
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn apart(one: Instant, other: Instant) -> Duration {
    one.max(other) - one.min(other)
}

impl Look {
    pub(super) fn at(place: Arc<Place>) -> Self {
        let mut now = place.now();
        now.lookers += 1;
        if now.lookers == 1 {
            place.looked_at.send_replace(true);
        }
        drop(now);
        let told = HashMap::new();
        Self { place, told }
    }

    pub(super) fn reader(&self) -> ReaderId {
        self.place.reader
    }

    /// What pages have shown since the last time.
    pub(super) fn news(&mut self) -> Vec<(u64, Arc<Seen>)> {
        let now = self.place.now();
        let shown = now.pages.iter();
        let shown: HashMap<u64, Arc<Seen>> = shown
            .filter_map(|(number, page)| Some((*number, page.seen.clone()?)))
            .collect();
        drop(now);
        let before = std::mem::replace(&mut self.told, shown.clone());
        let is_new = |(number, seen): &(u64, Arc<Seen>)| {
            before.get(number).is_none_or(|before| !Arc::ptr_eq(before, seen))
        };
        shown.into_iter().filter(is_new).collect()
    }
}

impl Drop for Look {
    fn drop(&mut self) {
        let mut now = self.place.now();
        now.lookers -= 1;
        if now.lookers == 0 {
            self.place.looked_at.send_replace(false);
            now.pages.values_mut().for_each(|page| page.seen = None);
        }
    }
}
