//! What a class's pages report of themselves, for its teacher to see; and what the teacher tells them.
//!
//! Data flows one way. Readers' pages [`enter`](Room::enter) and report; what they say replaces what they said before. A
//! teacher's [`Desk`] looks at how things stand, whenever something has changed and it has sent what it had to say before.
//! So nothing queues up behind a page that doesn't read, whosever it is: the latest state wins. Towards readers' pages go
//! few messages, each in a short queue of the page's own. PROTOCOL.md beside this file has all messages.
//!
//! Nothing here knows sockets or HTTP. What programs do, by the relay's own knowledge, comes from [`crate::net`].
//! All that is kept is in memory, and goes with the room.

mod desk;
mod message;
mod page;
mod place;
mod row;
#[cfg(test)]
mod tests;
mod text;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use axum::extract::ws::Utf8Bytes;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::net::{News, ReaderId};

pub use desk::{Desk, Sign};
pub(crate) use message::text;
pub use message::{FromPage, FromTeacher, Hello, LastWord, MAX_MESSAGE, Snippet, ToPage, ToTeacher};
pub use page::{Ear, Page, SecondHello};
pub use row::CellAt;

use page::Letters;
use place::Place;

/// The WebSockets' subprotocol, of readers' pages and of teachers'.
pub const SUBPROTOCOL: &str = "echoroom.room.1";

/// Pages of one reader: as many tabs as somebody keeps open in a lesson.
const PAGES: usize = 8;

/// Pages of teachers: a teacher's laptop and telephone, and some colleagues'.
const DESKS: usize = 8;

/// The room of one class.
#[derive(Debug)]
pub struct Room {
    places: Mutex<HashMap<ReaderId, Arc<Place>>>,
    last_page: AtomicU64,
    last_snippet: AtomicU64,
    desks: Arc<Semaphore>,
    closed: CancellationToken,
    news: News,
}

/// Why there is no place for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoPlace {
    /// There are as many pages as there may be.
    TooMany,
    /// The room is closed.
    Closed,
}

impl Room {
    /// Nobody is there yet. What changes is told by `news`.
    pub fn new(news: News) -> Arc<Self> {
        Arc::new(Self {
            places: Mutex::default(),
            last_page: AtomicU64::new(0),
            last_snippet: AtomicU64::new(microseconds()),
            desks: Arc::new(Semaphore::new(DESKS)),
            closed: CancellationToken::new(),
            news,
        })
    }

    /// One more page of a reader, who is there until `gone`. A page that was there before under the same name for its tab is
    /// let go.
    ///
    /// # Errors
    /// [`NoPlace`].
    pub fn enter(
        self: &Arc<Self>,
        reader: ReaderId,
        gone: &CancellationToken,
        hello: Hello,
    ) -> Result<Page, NoPlace> {
        let place = self.place(reader, gone)?;
        let number = self.last_page.fetch_add(1, Ordering::Relaxed) + 1;
        let (letters, received) = Letters::new();
        let let_go = letters.let_go.clone();
        place.enter(number, letters, hello)?;
        self.news.tell();
        Ok(Page::new(self.clone(), place, number, received, let_go))
    }

    /// One more page of a teacher's.
    ///
    /// # Errors
    /// [`NoPlace`].
    pub fn desk(self: &Arc<Self>) -> Result<Desk, NoPlace> {
        let seat = self.desks.clone().try_acquire_owned();
        let seat = seat.map_err(|_| NoPlace::TooMany)?;
        Ok(Desk::new(self.clone(), seat))
    }

    /// Asks a reader's page to stop the program of a cell. Returns the program's key, if one runs.
    pub fn stop(&self, reader: ReaderId, cell: &CellAt) -> Option<String> {
        let place = self.places().get(&reader)?.clone();
        place.stop(cell)
    }

    /// Hands a snippet to every page of every reader.
    pub fn hand_out(&self, snippet: Snippet) {
        let id = self.last_snippet.fetch_add(1, Ordering::Relaxed) + 1;
        let text = text(&ToPage::Snippet { id, snippet });
        let places: Vec<_> = self.places().values().cloned().collect();
        places.iter().for_each(|place| place.post(&text));
    }

    /// Forgets a reader, who is no longer in the class.
    pub fn forget(&self, reader: ReaderId) {
        self.places().remove(&reader);
        self.news.tell();
    }

    /// Forgets everybody, for good.
    pub fn close(&self) {
        self.closed.cancel();
        self.places().clear();
        self.news.tell();
    }

    /// Cancelled once the room is closed.
    pub fn closed(&self) -> &CancellationToken {
        &self.closed
    }

    /// How many readers something is kept of.
    pub fn kept(&self) -> usize {
        self.places().len()
    }

    fn place(&self, reader: ReaderId, gone: &CancellationToken) -> Result<Arc<Place>, NoPlace> {
        let new = || Arc::new(Place::new(reader, gone.clone()));
        let mut places = self.places();
        // Under the lock, which whoever closes it takes after that to forget everybody.
        if self.closed.is_cancelled() {
            return Err(NoPlace::Closed);
        }
        Ok(places.entry(reader).or_insert_with(new).clone())
    }

    /// A page has left. Of who has left the class meanwhile nothing is kept.
    fn left(&self, place: &Place, number: u64) {
        place.leave(number);
        if place.is_over() {
            self.places().remove(&place.reader);
        }
        self.news.tell();
    }

    fn places(&self) -> MutexGuard<'_, HashMap<ReaderId, Arc<Place>>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Since 1970: readers' browsers remember snippets, so a relay that is started anew must not begin with the same numbers.
fn microseconds() -> u64 {
    let since = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    u64::try_from(since.as_micros()).unwrap_or_default()
}

/// A message that goes to many, written once.
type Letter = Utf8Bytes;
