//! A reader's page that is open: what it says goes to its reader's place, what it is told waits here.

use std::sync::Arc;

use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use super::message::{FromPage, ToPage, text};
use super::place::Place;
use super::{Letter, Room};

/// Messages that may wait for a page. A teacher presses a button every few seconds; who falls behind further is let go, and
/// finds out how things stand when it comes back.
const LETTERS: usize = 16;

/// A page, until it is dropped.
#[derive(Debug)]
pub struct Page {
    ear: Ear,
    letters: mpsc::Receiver<Letter>,
    looked_at: watch::Receiver<bool>,
    let_go: CancellationToken,
}

/// Takes what a page says.
#[derive(Clone, Debug)]
pub struct Ear {
    room: Arc<Room>,
    place: Arc<Place>,
    number: u64,
}

/// Where messages to a page are put.
#[derive(Debug)]
pub(super) struct Letters {
    sender: mpsc::Sender<Letter>,
    /// The page is to come back another time.
    pub(super) let_go: CancellationToken,
}

/// A page mustn't say that.
#[derive(Debug, thiserror::Error)]
#[error("hello is the first message, and only the first")]
pub struct SecondHello;

impl Page {
    pub(super) fn new(
        room: Arc<Room>,
        place: Arc<Place>,
        number: u64,
        letters: mpsc::Receiver<Letter>,
        let_go: CancellationToken,
    ) -> Self {
        let mut looked_at = place.looked_at();
        if *looked_at.borrow() {
            looked_at.mark_changed();
        }
        Self {
            ear: Ear { room, place, number },
            letters,
            looked_at,
            let_go,
        }
    }

    /// To be told by itself what to say, while [`Page::next`] waits.
    pub fn ear(&self) -> Ear {
        self.ear.clone()
    }

    /// Cancelled when the page is to come back another time: a newer connection of it is there, or it was too slow.
    pub fn let_go(&self) -> CancellationToken {
        self.let_go.clone()
    }

    /// What to tell the page next; nothing any more once it is let go.
    pub async fn next(&mut self) -> Letter {
        tokio::select! {
            biased;
            Ok(()) = self.looked_at.changed() => text(&ToPage::Look(*self.looked_at.borrow_and_update())),
            Some(letter) = self.letters.recv() => letter,
            else => std::future::pending().await,
        }
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.ear.room.left(&self.ear.place, self.ear.number);
    }
}

impl Ear {
    /// The latest of each kind counts.
    ///
    /// # Errors
    /// [`SecondHello`].
    pub fn hear(&self, said: FromPage) -> Result<(), SecondHello> {
        let has_changed = match said {
            FromPage::Hello(_) => return Err(SecondHello),
            FromPage::Progress { passed } => self.place.progress(passed),
            FromPage::Cell(cell) => self.place.cell(self.number, cell),
            FromPage::Gone { cell } => self.place.gone(self.number, &cell),
            FromPage::Seen { cells } => self.place.seen(self.number, cells),
        };
        if has_changed {
            self.room.news.tell();
        }
        Ok(())
    }
}

impl Letters {
    pub(super) fn new() -> (Self, mpsc::Receiver<Letter>) {
        let (sender, letters) = mpsc::channel(LETTERS);
        let let_go = CancellationToken::new();
        (Self { sender, let_go }, letters)
    }

    pub(super) fn post(&self, letter: Letter) {
        if self.sender.try_send(letter).is_err() {
            self.let_go.cancel();
        }
    }
}

impl Drop for Letters {
    fn drop(&mut self) {
        self.let_go.cancel();
    }
}
