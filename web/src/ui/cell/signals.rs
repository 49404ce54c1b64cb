//! What a cell's view shows of its program, as it changes.

use leptos::prelude::*;

use super::Facts;
use super::state::State;

/// What the view shows.
#[derive(Clone, Copy)]
pub struct Signals {
    pub state: RwSignal<State>,
    /// Stop was pressed and the program hasn't ended yet.
    pub stopping: RwSignal<bool>,
    /// The program waits for a typed line.
    pub asks: RwSignal<bool>,
    /// Why it did not run.
    pub note: RwSignal<Option<String>>,
    /// It was to be started while nothing may be.
    pub refused: RwSignal<bool>,
    /// The text isn't the author's.
    pub edited: RwSignal<bool>,
    /// The reader's text for a version that the author has replaced.
    pub earlier: RwSignal<Option<String>>,
}

impl Signals {
    /// Of a program that doesn't run yet.
    pub fn new(facts: &Facts, text: &str) -> Signals {
        Signals {
            state: RwSignal::new(State::Idle),
            stopping: RwSignal::new(false),
            asks: RwSignal::new(false),
            note: RwSignal::new(None),
            refused: RwSignal::new(false),
            edited: RwSignal::new(text != facts.author),
            earlier: RwSignal::new(facts.saved.earlier()),
        }
    }
}
