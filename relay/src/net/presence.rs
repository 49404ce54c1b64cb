//! Which readers have a program that runs: how many there are, not who.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Readers with their number of programs.
#[derive(Clone, Debug, Default)]
pub(super) struct Presence(Arc<Mutex<HashMap<String, usize>>>);

/// A program of one of them, until it is dropped.
#[derive(Debug)]
pub(super) struct Present {
    presence: Presence,
    reader: String,
}

impl Presence {
    /// One more program of the reader with this name.
    pub(super) fn enter(&self, reader: &str) -> Present {
        *self.readers().entry(reader.to_owned()).or_default() += 1;
        Present {
            presence: self.clone(),
            reader: reader.to_owned(),
        }
    }

    /// How many readers there are.
    pub(super) fn count(&self) -> usize {
        self.readers().len()
    }

    fn readers(&self) -> MutexGuard<'_, HashMap<String, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        let mut readers = self.presence.readers();
        if let Some(programs) = readers.get_mut(&self.reader) {
            *programs -= 1;
            if *programs == 0 {
                readers.remove(&self.reader);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_is_there_while_one_of_their_programs_is() {
        let presence = Presence::default();
        let (first, second, other) = (
            presence.enter("anna"),
            presence.enter("anna"),
            presence.enter("boris"),
        );
        assert_eq!(presence.count(), 2);
        drop((first, other));
        assert_eq!(presence.count(), 1);
        drop(second);
        assert_eq!(presence.count(), 0);
    }
}
