//! How long a program has been running.

use std::cell::Cell;

use leptos::prelude::*;

use crate::dom;

/// A clock that is shown while it goes, and after.
pub struct Clock {
    started: Cell<Option<f64>>,
    /// Tenths of a second; nothing before the first run.
    pub shown: RwSignal<Option<u32>>,
}

impl Clock {
    pub fn new() -> Clock {
        Clock {
            started: Cell::new(None),
            shown: RwSignal::new(None),
        }
    }

    /// Back to nothing, for a new run.
    pub fn clear(&self) {
        self.started.set(None);
        self.shown.set(None);
    }

    /// Goes from now on; true if it stood.
    pub fn start(&self) -> bool {
        let stood = self.started.get().is_none();
        if stood {
            self.started.set(Some(dom::now()));
        }
        stood
    }

    /// Shows the time.
    pub fn tick(&self) {
        if let Some(started) = self.started.get() {
            self.shown.set(Some(((dom::now() - started) / 100.0) as u32));
        }
    }

    /// Shows the time and stands.
    pub fn stop(&self) {
        self.tick();
        self.started.set(None);
    }
}
