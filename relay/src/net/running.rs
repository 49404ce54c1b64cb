//! The programs that run, by a key that only their page knows: how a page, or the teacher whom it told, ends one that can't be
//! asked any more.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio_util::sync::CancellationToken;

use super::reader::ReaderId;

/// All programs that gave a key.
#[derive(Clone, Debug, Default)]
pub(super) struct Running(Arc<Mutex<HashMap<u64, Door>>>);

#[derive(Debug)]
struct Door {
    reader: ReaderId,
    key: String,
    ending: CancellationToken,
    ended: CancellationToken,
}

/// A program among them, until it is dropped.
#[derive(Debug)]
pub(super) struct Entry {
    running: Running,
    number: u64,
    /// Its page wants it to end, or the teacher does.
    pub(super) ending: CancellationToken,
    ended: CancellationToken,
}

impl Running {
    /// Adds the program with this number. One with an empty key can't be found.
    pub(super) fn enter(&self, number: u64, reader: ReaderId, key: String) -> Entry {
        let (ending, ended) = (CancellationToken::new(), CancellationToken::new());
        let door = Door {
            reader,
            key,
            ending: ending.clone(),
            ended: ended.clone(),
        };
        if !door.key.is_empty() {
            self.doors().insert(number, door);
        }
        Entry {
            running: self.clone(),
            number,
            ending,
            ended,
        }
    }

    /// Ends the programs with this key, if `of` is given those of that reader only; the futures of those there were resolve
    /// when all their sockets are closed.
    pub(super) fn end(&self, key: &str, of: Option<ReaderId>) -> Vec<impl Future<Output = ()> + use<>> {
        let doors = self.doors();
        let found = doors
            .values()
            .filter(|door| door.key == key && of.is_none_or(|reader| door.reader == reader));
        found
            .map(|door| {
                door.ending.cancel();
                door.ended.clone().cancelled_owned()
            })
            .collect()
    }

    fn doors(&self) -> MutexGuard<'_, HashMap<u64, Door>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.running.doors().remove(&self.number);
        self.ended.cancel();
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;

    use super::*;

    #[tokio::test]
    async fn a_key_opens_its_own_program_only() {
        let running = Running::default();
        let (anna, boris) = (ReaderId::default(), ReaderId::default().next());
        let (one, other, nameless) = (
            running.enter(1, anna, "one".into()),
            running.enter(2, anna, "other".into()),
            running.enter(3, anna, String::new()),
        );
        assert!(running.end("", None).is_empty() && running.end("on", None).is_empty());
        assert!(running.end("one", Some(boris)).is_empty() && !one.ending.is_cancelled());
        let ended = running.end("one", Some(anna));
        assert_eq!(ended.len(), 1);
        assert!(one.ending.is_cancelled());
        assert!(!other.ending.is_cancelled() && !nameless.ending.is_cancelled());
        drop(one);
        join_all(ended).await;
        assert!(running.end("one", None).is_empty());
    }
}
