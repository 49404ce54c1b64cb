//! What others hear of a cell's program: an exercise's check does.

use std::cell::RefCell;
use std::rc::Rc;

use super::state::State;

/// A report, in order.
pub enum Heard<'a> {
    /// It runs.
    Begun,
    /// It printed something, `error` to stderr.
    Printed { error: bool, text: &'a str },
    /// It has ended, or never came to run.
    Over(State),
}

/// Whoever listens to a program; one at most.
#[derive(Default)]
pub struct Ears(RefCell<Option<Listener>>);

type Listener = Rc<dyn Fn(Heard<'_>)>;

impl Ears {
    /// From now on `hear` hears all of it.
    pub fn lend(&self, hear: impl Fn(Heard<'_>) + 'static) {
        self.0.replace(Some(Rc::new(hear)));
    }

    pub fn tell(&self, heard: Heard<'_>) {
        // Not borrowed meanwhile: who hears of an end may start the program again.
        let listener = self.0.borrow().clone();
        if let Some(hear) = listener {
            hear(heard);
        }
    }
}
