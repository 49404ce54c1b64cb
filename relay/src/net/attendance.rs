//! A class as its teacher has it: who is there and what they do, and who may go on.

use std::sync::Arc;
use std::time::UNIX_EPOCH;

use futures_util::future::join_all;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::class::Member;
use super::doings::News;
use super::reader::{Reader, ReaderId};
use super::{Counted, Limits, Net};

/// Ports that are shown of one reader: as many as one may have that listen, and nobody reads more.
const LISTENS: usize = 64;

/// A reader of a class, as they are at a moment.
#[derive(Clone, Debug)]
pub struct Attendant {
    /// Who.
    pub id: ReaderId,
    /// What they are called, and where they are.
    pub member: Member,
    /// When they came, in seconds since 1970 (UTC).
    pub joined: u64,
    /// How many programs of theirs run.
    pub programs: usize,
    /// Where these listen, as they see it: `0.0.0.0:9090/tcp`.
    pub listens: Vec<String>,
    /// Another whenever programs or ports are.
    pub version: u64,
}

/// A page or a teacher's page, counted until it is dropped.
#[derive(Debug)]
pub struct Visit(#[expect(dead_code, reason = "it counts as long as it is there")] Counted);

impl Net {
    /// Everybody in the class.
    pub fn roll(&self) -> Vec<Attendant> {
        let readers = self.readers.all();
        readers.iter().map(|reader| Attendant::from(&**reader)).collect()
    }

    /// Whose token this is, and what is cancelled when they are in the class no longer.
    pub fn reader(&self, token: &str) -> Option<(ReaderId, CancellationToken)> {
        let reader = self.readers.find(token)?;
        Some((reader.id, reader.gone.clone()))
    }

    /// Who has this host name now.
    pub fn reader_named(&self, host: &str) -> Option<ReaderId> {
        let reader = self.readers.named(host)?;
        (!reader.gone.is_cancelled()).then_some(reader.id)
    }

    /// Tells of whatever changes in [`Net::roll`], [`Net::is_open`] and [`Net::is_paused`].
    pub fn news(&self) -> &News {
        &self.readers.news
    }

    /// Removes a reader: their token is void at once, their programs end, and once they have, name and seat are free.
    /// `false` if they are gone already.
    pub fn remove(self: &Arc<Self>, id: ReaderId) -> bool {
        let dismissed = self.readers.dismiss(id);
        dismissed.map(|reader| self.vacate(reader)).is_some()
    }

    /// Removes everybody, for good: nobody can join any more.
    pub fn close(self: &Arc<Self>) {
        for reader in self.readers.close() {
            self.vacate(reader);
        }
    }

    fn vacate(self: &Arc<Self>, reader: Arc<Reader>) {
        self.span()
            .in_scope(|| tracing::info!(reader = reader.name, "a reader is no longer in the class"));
        let net = self.clone();
        self.tasks.spawn(async move {
            reader.doings.without_programs().await;
            net.readers.vacate(&reader);
        });
    }

    /// Lets people join, or lets nobody for now. Who is in the class stays.
    pub fn open(&self, is_open: bool) {
        self.readers.open(is_open);
    }

    /// Whether anybody may join.
    pub fn is_open(&self) -> bool {
        self.readers.is_open()
    }

    /// Whether no program may be started. Those that run go on.
    pub fn pause(&self, is_paused: bool) {
        let is_news = |paused: &mut bool| std::mem::replace(paused, is_paused) != is_paused;
        if self.paused.send_if_modified(is_news) {
            self.news().tell();
        }
    }

    /// Whether no program may be started now.
    pub fn is_paused(&self) -> bool {
        *self.paused.borrow()
    }

    /// To wait for a change of that.
    pub fn pauses(&self) -> watch::Receiver<bool> {
        self.paused.subscribe()
    }

    /// Ends the program whose page made this key, if there is one, and returns when its sockets are closed. If `of` is given,
    /// another's key ends nothing.
    pub async fn end_program(&self, key: &str, of: Option<ReaderId>) {
        join_all(self.running.end(key, of)).await;
    }

    /// One more page of a reader's, for the metrics.
    pub fn page(&self) -> Visit {
        Visit(self.pages.one())
    }

    /// One more page of a teacher's, for the metrics.
    pub fn teacher(&self) -> Visit {
        Visit(self.teachers.one())
    }

    /// What is granted at most.
    pub fn limits(&self) -> &Limits {
        &self.house.limits
    }

    /// Does something that ends when [`Net::closing`] resolves, so that [`Net::shutdown`] waits for it.
    pub async fn tracked<T>(&self, work: impl Future<Output = T>) -> T {
        self.tasks.track_future(work.instrument(self.span())).await
    }

    /// Resolves when the room or the relay is shutting down.
    pub async fn closing(&self) {
        self.closing.cancelled().await;
    }
}

impl From<&Reader> for Attendant {
    fn from(reader: &Reader) -> Self {
        let now = reader.doings.snapshot(LISTENS);
        let joined = reader.joined.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            id: reader.id,
            member: Member::from(reader),
            joined: joined.as_secs(),
            programs: now.programs,
            listens: now.listens,
            version: now.version,
        }
    }
}
