//! The checks as rows: each with its state, a figure and a sentence.

use leptos::prelude::*;

use super::texts::Texts;

/// What is looked at, in the order it is done and shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Check {
    Browser,
    Waiting,
    Storage,
    Relay,
    WebSocket,
    Download,
    Boot,
    Echo,
    Snapshot,
}

/// How it stands with a check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Waiting,
    Running,
    Good,
    /// Lessons run, but not as they should.
    Limited,
    /// Programs don't run.
    Bad,
    /// Something that it needs is missing.
    Skipped,
}

/// What a check found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    pub state: State,
    /// A name or a measure; may be empty.
    pub figure: String,
    /// What that means, and what to do.
    pub text: String,
}

/// One check on the page.
#[derive(Clone, Copy)]
pub struct Row {
    pub check: Check,
    pub found: RwSignal<Found>,
}

/// All of them.
#[derive(Clone, Copy)]
pub struct Rows(pub [Row; Check::ALL.len()]);

impl Check {
    pub const ALL: [Check; 9] = [
        Check::Browser,
        Check::Waiting,
        Check::Storage,
        Check::Relay,
        Check::WebSocket,
        Check::Download,
        Check::Boot,
        Check::Echo,
        Check::Snapshot,
    ];

    /// The hook `data-check`.
    pub fn id(self) -> &'static str {
        match self {
            Check::Browser => "browser",
            Check::Waiting => "waiting",
            Check::Storage => "storage",
            Check::Relay => "relay",
            Check::WebSocket => "websocket",
            Check::Download => "download",
            Check::Boot => "boot",
            Check::Echo => "echo",
            Check::Snapshot => "snapshot",
        }
    }

    pub fn name(self, texts: &Texts) -> &'static str {
        match self {
            Check::Browser => texts.browser,
            Check::Waiting => texts.waiting,
            Check::Storage => texts.storage,
            Check::Relay => texts.relay,
            Check::WebSocket => texts.websocket,
            Check::Download => texts.download,
            Check::Boot => texts.boot,
            Check::Echo => texts.echo,
            Check::Snapshot => texts.snapshot,
        }
    }
}

impl State {
    /// The hook `data-state`.
    pub fn id(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Running => "running",
            State::Good => "good",
            State::Limited => "limited",
            State::Bad => "bad",
            State::Skipped => "skipped",
        }
    }

    /// For those who don't see the mark.
    pub fn said(self, texts: &Texts) -> &'static str {
        match self {
            State::Waiting => texts.said_waiting,
            State::Running => texts.said_running,
            State::Good => texts.said_good,
            State::Limited => texts.said_limited,
            State::Bad => texts.said_bad,
            State::Skipped => texts.said_skipped,
        }
    }
}

impl Found {
    pub fn new(state: State, figure: impl Into<String>, text: &str) -> Found {
        Found {
            state,
            figure: figure.into(),
            text: text.to_owned(),
        }
    }

    fn nothing(state: State) -> Found {
        Found::new(state, "", "")
    }
}

impl Rows {
    pub fn new() -> Rows {
        Rows(Check::ALL.map(|check| Row {
            check,
            found: RwSignal::new(Found::nothing(State::Waiting)),
        }))
    }

    /// Says that a check is under way.
    pub fn begin(self, check: Check) {
        self.set(check, Found::nothing(State::Running));
    }

    /// Shows what a check found. Returns whether what builds on it can be tried.
    pub fn show(self, check: Check, found: Found) -> bool {
        let usable = found.state != State::Bad;
        self.set(check, found);
        usable
    }

    /// Nothing more will be tried.
    pub fn skip_the_rest(self, word: &str) {
        for row in self.0 {
            if row.found.with_untracked(|found| found.state == State::Waiting) {
                row.found.set(Found::new(State::Skipped, word, ""));
            }
        }
    }

    fn set(self, check: Check, found: Found) {
        if let Some(row) = self.0.iter().find(|row| row.check == check) {
            row.found.set(found);
        }
    }
}
