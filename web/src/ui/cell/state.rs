//! What a cell is doing, as the attribute `data-state` names it and as the reader is told.

use crate::runtime::{Activity, Outcome, Progress};
use crate::texts::Texts;

/// From one press of Run to the next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Idle,
    /// The runtime is fetched, or Python boots.
    Loading,
    Doing(Activity),
    Finished,
    Stopped,
    Failed {
        exit: i32,
    },
    /// It never came to run; a note says why.
    NotRun,
}

impl State {
    /// The value of `data-state`.
    pub fn name(self) -> &'static str {
        match self {
            State::Idle => "idle",
            State::Loading => "loading",
            State::Doing(Activity::Accepting) => "waiting",
            State::Doing(_) => "running",
            State::Finished | State::Stopped => "finished",
            State::Failed { .. } | State::NotRun => "failed",
        }
    }

    /// Whether there is something to stop.
    pub fn is_active(self) -> bool {
        matches!(self, State::Loading | State::Doing(_))
    }

    /// In words.
    pub fn describe(self, texts: &Texts, progress: Progress) -> String {
        let words = match self {
            State::Idle => texts.idle,
            State::Loading if progress.is_done() => texts.booting,
            State::Loading if progress.total > 0 => return texts.progress(progress),
            State::Loading => texts.preparing,
            State::Doing(Activity::Computing) => texts.running,
            State::Doing(Activity::Accepting) => texts.accepting,
            State::Doing(Activity::Reading) => texts.reading,
            State::Doing(Activity::Receiving) => texts.receiving,
            State::Doing(Activity::Sleeping) => texts.sleeping,
            State::Doing(Activity::Waiting) => texts.waiting,
            State::Finished => texts.finished,
            State::Stopped => texts.stopped,
            State::Failed { exit } => return texts.failed_with(exit),
            State::NotRun => texts.not_run,
        };
        words.to_owned()
    }
}

impl From<Outcome> for State {
    fn from(outcome: Outcome) -> State {
        match outcome {
            Outcome::Finished => State::Finished,
            Outcome::Failed { exit } => State::Failed { exit },
            Outcome::Stopped => State::Stopped,
        }
    }
}
