//! A teacher's page: what it was told, and so what is news to it.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;
use tokio::sync::OwnedSemaphorePermit;

use super::message::{Shown, ToTeacher, text};
use super::place::{Look, Seen};
use super::row::{CellAt, Row};
use super::{Letter, Room};
use crate::net::{Attendant, ReaderId};

/// Bytes of the message with all readers; those who don't fit follow one by one. Two hundred readers at work take half.
const READERS: usize = 256 * 1024;

/// What stands at the door of a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sign {
    /// What the class is called.
    pub title: String,
    /// The join code, as it is read out.
    pub code: String,
    /// Where to join, the likeliest address first.
    pub join: Vec<String>,
    /// Whether anybody can.
    pub open: bool,
    /// No program can be started.
    pub paused: bool,
    /// Readers can't reach one another.
    pub isolated: bool,
}

/// What one teacher's page knows.
#[derive(Debug)]
pub struct Desk {
    room: Arc<Room>,
    sign: Option<Sign>,
    told: HashMap<ReaderId, Told>,
    look: Option<Look>,
    _seat: OwnedSemaphorePermit,
}

#[derive(Debug)]
struct Told {
    host: String,
    version: Version,
}

/// Of what the relay knows, and of what pages say.
type Version = (u64, u64);

impl Desk {
    pub(super) fn new(room: Arc<Room>, seat: OwnedSemaphorePermit) -> Self {
        Self {
            room,
            sign: None,
            told: HashMap::new(),
            look: None,
            _seat: seat,
        }
    }

    /// The teacher looks at this reader's cells from now on, or at nobody's. Who has opened no page yet has no cells.
    pub fn look(&mut self, reader: Option<ReaderId>) {
        if reader == self.look.as_ref().map(Look::reader) {
            return;
        }
        let place = reader.and_then(|reader| self.room.places().get(&reader).cloned());
        self.look = place.map(Look::at);
    }

    /// Messages that bring the page up to date.
    pub fn news(&mut self, sign: Sign, roll: Vec<Attendant>) -> Vec<Letter> {
        let mut letters = Vec::new();
        let is_first = self.sign.is_none();
        if self.sign.as_ref() != Some(&sign) {
            letters.push(text(&ToTeacher::Room(&sign)));
            self.sign = Some(sign);
        }
        self.tell_who_left(&roll, &mut letters);
        // Before the rows, which so know each page that has shown something.
        let seen = self.look.as_mut().map(|look| (look.reader(), look.news()));
        let rows = self.changed(roll);
        if is_first {
            let (most, rest) = rows.split_at(fitting(&rows));
            letters.push(text(&ToTeacher::Readers(most)));
            letters.extend(rest.iter().map(|row| text(&ToTeacher::Reader(row))));
        } else {
            letters.extend(rows.iter().map(|row| text(&ToTeacher::Reader(row))));
        }
        if let Some((reader, news)) = seen {
            self.tell_what_is_seen(reader, &news, &mut letters);
        }
        letters
    }

    fn tell_who_left(&mut self, roll: &[Attendant], letters: &mut Vec<Letter>) {
        let gone = |id: &ReaderId| !roll.iter().any(|attendant| attendant.id == *id);
        for (_, told) in self.told.extract_if(|id, _| gone(id)) {
            letters.push(text(&ToTeacher::Left { reader: &told.host }));
        }
    }

    /// Rows that aren't as they were told.
    fn changed(&mut self, roll: Vec<Attendant>) -> Vec<Row> {
        let mut rows = Vec::new();
        for attendant in roll {
            let (id, place) = (attendant.id, self.room.places().get(&attendant.id).cloned());
            let version = (
                attendant.version,
                place.as_ref().map_or(0, |place| place.version()),
            );
            if self.told.get(&id).is_some_and(|told| told.version == version) {
                continue;
            }
            let host = attendant.member.host.clone();
            self.told.insert(id, Told { host, version });
            let mut row = Row::new(attendant);
            if let Some(place) = place {
                place.fill(&mut row);
            }
            rows.push(row);
        }
        rows
    }

    fn tell_what_is_seen(&self, reader: ReaderId, news: &[(u64, Arc<Seen>)], letters: &mut Vec<Letter>) {
        let Some(told) = self.told.get(&reader) else {
            return;
        };
        for (page, seen) in news {
            let cells = seen.cells.iter();
            letters.push(text(&ToTeacher::Seen {
                reader: &told.host,
                page: *page,
                cells: cells.map(|cell| shown(*page, cell)).collect(),
            }));
        }
    }
}

fn shown(page: u64, cell: &super::message::SeenCell) -> Shown<'_> {
    Shown {
        cell: CellAt {
            page,
            cell: cell.cell.clone(),
        },
        file: &cell.file,
        code: &cell.code,
        console: &cell.console,
    }
}

/// How many of these rows fit in one message.
fn fitting(rows: &[Row]) -> usize {
    let sizes = rows.iter().map(|row| text(row).len());
    let sums = sizes.scan(0, |sum, size| {
        *sum += size;
        Some(*sum)
    });
    sums.take_while(|sum| *sum <= READERS).count()
}
