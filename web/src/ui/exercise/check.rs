//! The course of a check: two programs, the reader's and the one that plays the other side, and the lines of JSON by which the
//! second commands the first and gives its verdict (web/python/exercise.py lists them).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::JSON;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use crate::app::App;
use crate::cell::{Heard, Runner, State};
use crate::dom;
use crate::progress;
use crate::texts::with_detail;

/// How long a check may take, with the time Python needs to start for the reader's program, in milliseconds.
const DEADLINE: i32 = 60_000;
/// Characters of a program's output that its check gets, from the end.
const OUTPUT: usize = 64 * 1024;

/// What is known of the reader's program.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    None,
    Checking,
    Passed,
    /// What is wrong, in a sentence.
    Wrong(String),
    /// The check could not be carried out: why, in a sentence.
    Broken(String),
}

impl Verdict {
    /// The value of `data-verdict`.
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::None => "none",
            Verdict::Checking => "checking",
            Verdict::Passed => "passed",
            Verdict::Wrong(_) => "wrong",
            Verdict::Broken(_) => "broken",
        }
    }
}

/// The check of one exercise.
pub struct Check {
    pub app: Rc<App>,
    pub name: String,
    pub version: String,
    pub reader: Rc<Runner>,
    checker: Rc<Runner>,
    pub verdict: RwSignal<Verdict>,
    /// The number of the check: the deadline of an earlier one means nothing.
    number: Cell<u32>,
    /// The reader's program was told to start, and doesn't run yet.
    starting: Cell<bool>,
    /// What the checker has printed of a line that hasn't ended.
    line: RefCell<String>,
    printed: RefCell<[String; 2]>,
}

impl Check {
    /// Listens to both programs.
    pub fn new(
        app: &Rc<App>,
        name: &str,
        version: &str,
        reader: Rc<Runner>,
        checker: Rc<Runner>,
    ) -> Rc<Check> {
        let check = Rc::new(Check {
            app: app.clone(),
            name: name.to_owned(),
            version: version.to_owned(),
            reader,
            checker,
            verdict: RwSignal::new(Verdict::None),
            number: Cell::new(0),
            starting: Cell::new(false),
            line: RefCell::default(),
            printed: RefCell::default(),
        });
        let (one, other) = (Rc::downgrade(&check), Rc::downgrade(&check));
        check
            .reader
            .ears
            .lend(move |heard| one.upgrade().iter().for_each(|check| check.hear_reader(&heard)));
        check.checker.ears.lend(move |heard| {
            other
                .upgrade()
                .iter()
                .for_each(|check| check.hear_checker(&heard))
        });
        check
    }

    /// Whether one is under way.
    pub fn is_checking(&self) -> bool {
        self.verdict
            .with_untracked(|verdict| *verdict == Verdict::Checking)
    }

    /// Begins one, unless it has begun. A program that runs already must end first: its port is needed.
    pub fn start(self: &Rc<Self>) {
        if self.is_checking() {
            return;
        }
        if self.app.paused.get_untracked() {
            let why = self.app.texts.fault_paused;
            return self.verdict.set(Verdict::Broken(why.to_owned()));
        }
        // First, so that what they say of their end belongs to no check. The checker ends by itself after its verdict, but a reader
        // may be quicker.
        self.reader.abandon();
        self.checker.abandon();
        self.number.set(self.number.get() + 1);
        self.starting.set(false);
        self.line.take();
        self.verdict.set(Verdict::Checking);
        self.checker.run();
    }

    fn hear_checker(self: &Rc<Self>, heard: &Heard<'_>) {
        if !self.is_checking() {
            return;
        }
        match heard {
            Heard::Begun => {
                self.greet();
                self.limit_time();
            }
            Heard::Printed { error: true, .. } => {}
            Heard::Printed { text, .. } => {
                self.line.borrow_mut().push_str(text);
                while let Some(line) = self.next_line() {
                    self.obey(&line);
                }
            }
            Heard::Over(_) => {
                let why = self.checker.signals.note.get_untracked().unwrap_or_default();
                self.break_off(&why);
            }
        }
    }

    fn next_line(&self) -> Option<String> {
        let mut unread = self.line.borrow_mut();
        let end = unread.find('\n')?;
        Some(unread.drain(..=end).collect())
    }

    /// What isn't JSON is a check's author looking for a mistake.
    fn obey(self: &Rc<Self>, line: &str) {
        let Ok(message) = JSON::parse(line) else { return };
        let text = |key| dom::get_string(&message, key);
        match text("do").as_deref() {
            Some("start") => {
                self.reader.abandon();
                self.printed.take();
                self.starting.set(true);
                return self.reader.run();
            }
            Some("stop") => return self.reader.stop(),
            _ => {}
        }
        if dom::get(&message, "passed").is_truthy() {
            self.finish(Verdict::Passed);
        } else if let Some(why) = text("wrong") {
            self.finish(Verdict::Wrong(why));
        } else if let Some(why) = text("broken") {
            self.break_off(&why);
        }
    }

    fn hear_reader(self: &Rc<Self>, heard: &Heard<'_>) {
        if !self.is_checking() {
            return;
        }
        match heard {
            Heard::Begun => {
                if self.starting.replace(false) {
                    self.tell([("running", true.into())]);
                }
            }
            Heard::Printed { error, text } => {
                let [stdout, stderr] = &mut *self.printed.borrow_mut();
                keep(if *error { stderr } else { stdout }, text);
            }
            Heard::Over(State::NotRun) => {
                let why = self.reader.signals.note.get_untracked();
                let paused = || self.app.texts.fault_paused.to_owned();
                self.finish(Verdict::Broken(why.unwrap_or_else(paused)));
                self.checker.abandon();
            }
            Heard::Over(state) => self.report_end(*state),
        }
    }

    fn report_end(&self, state: State) {
        let (exit, stopped) = match state {
            State::Failed { exit } => (exit, false),
            State::Stopped => (130, true),
            _ => (0, false),
        };
        // Ended before it ran: by the reader, who pressed Stop.
        if self.starting.replace(false) {
            self.tell([("running", true.into())]);
        }
        let [stdout, stderr] = self.printed.take();
        self.tell([
            ("ended", exit.into()),
            ("stopped", stopped.into()),
            ("stdout", stdout.into()),
            ("stderr", stderr.into()),
        ]);
    }

    fn greet(&self) {
        let file = self.reader.facts.file.get_untracked();
        self.tell([
            ("file", file.into()),
            ("says", self.app.texts.check_says.clone().into()),
        ]);
    }

    /// Not before the checker runs: on a first visit Python has to be fetched, which takes as long as it takes.
    fn limit_time(self: &Rc<Self>) {
        let (check, number) = (self.clone(), self.number.get());
        spawn_local(async move {
            dom::sleep(DEADLINE).await;
            if check.number.get() == number {
                let late = check.app.texts.check_too_late;
                check.finish(Verdict::Wrong(late.to_owned()));
                check.checker.abandon();
            }
        });
    }

    fn tell<const N: usize>(&self, message: [(&str, JsValue); N]) {
        let text = JSON::stringify(&dom::object(message)).map(String::from);
        self.checker.type_line(&text.unwrap_or_default());
    }

    fn break_off(&self, why: &str) {
        self.finish(Verdict::Broken(with_detail(self.app.texts.check_broke, why)));
    }

    /// The verdict stands. The checker ends by itself; the reader's program may be a server for ever.
    fn finish(&self, verdict: Verdict) {
        self.number.set(self.number.get() + 1);
        if verdict == Verdict::Passed {
            progress::pass(&self.app.page.lesson, &self.name, &self.version);
        }
        self.verdict.set(verdict);
        self.reader.abandon();
    }
}

fn keep(kept: &mut String, text: &str) {
    kept.push_str(text);
    if kept.len() > OUTPUT {
        let rest = kept.ceil_char_boundary(kept.len() - OUTPUT);
        kept.drain(..rest);
    }
}
