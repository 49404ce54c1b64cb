//! The life of a cell's program: from the press of Run through its worker's reports to its end. Nothing of its looks.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::clock::Clock;
use super::heard::{Ears, Heard};
use super::signals::Signals;
use super::state::State;
use super::{Facts, Role};
use crate::app::App;
use crate::console::Console;
use crate::dom;
use crate::editor::Editor;
use crate::picture::Watch;
use crate::relay::{self, NoSession};
use crate::runtime::{Booting, Fault, Report, Start, Unready, Worker};
use crate::texts::{Texts, with_detail};

/// How long a program may take to end by itself after Stop: with what follows, all is over within a second.
const PATIENCE: i32 = 800;
/// How often the elapsed time is shown anew.
const TICK: i32 = 100;

/// One cell's program.
pub struct Runner {
    app: Rc<App>,
    pub facts: Facts,
    pub signals: Signals,
    pub clock: Clock,
    pub console: Console,
    pub editor: Editor,
    program: RefCell<Option<Program>>,
    /// The number of the run: what belongs to an earlier one is no longer heard.
    run: Cell<u32>,
    pub ears: Ears,
}

struct Program {
    worker: Worker,
    booting: Option<Booting>,
    /// What the relay knows it by.
    key: String,
}

impl Runner {
    /// A program that doesn't run yet, with the reader's text if there is one.
    pub fn new(app: &Rc<App>, facts: Facts) -> Option<Rc<Runner>> {
        let file = facts.file.get_untracked();
        let text = facts.saved.load().unwrap_or_else(|| facts.author.clone());
        let signals = Signals::new(&facts, &text);
        let runner = Rc::new(Runner {
            console: Console::new(app.texts, &app.texts.console_of(&file))?,
            editor: Editor::new(&text, &app.texts.editor_of(&file), &format!("help-{}", facts.id))?,
            app: app.clone(),
            facts,
            signals,
            clock: Clock::new(),
            program: RefCell::default(),
            run: Cell::new(0),
            ears: Ears::default(),
        });
        let (changed, wished, shown) = (
            Rc::downgrade(&runner),
            Rc::downgrade(&runner),
            Rc::downgrade(&runner),
        );
        runner.console.on_shown(move |messages| {
            shown
                .upgrade()
                .iter()
                .for_each(|runner| runner.output_shown(messages))
        });
        runner
            .editor
            .on_change(move || changed.upgrade().iter().for_each(|runner| runner.keep()));
        runner
            .editor
            .on_run(move || wished.upgrade().iter().for_each(Runner::run));
        Some(runner)
    }

    /// The words of the page's language.
    pub fn texts(&self) -> &'static Texts {
        self.app.texts
    }

    /// What the button says that starts it.
    pub fn run_label(&self) -> &'static str {
        match self.facts.role {
            Role::Server => self.texts().run_server,
            Role::Client => self.texts().run_client,
            Role::Alone | Role::Check => self.texts().run,
        }
    }

    /// Whether programs run in this browser at all.
    pub fn is_able(&self) -> bool {
        self.app.able
    }

    /// Whether it may not be started for now.
    pub fn paused(&self) -> RwSignal<bool> {
        self.app.paused
    }

    /// What the relay knows its program by, if one runs.
    pub fn key(&self) -> Option<String> {
        self.program.borrow().as_ref().map(|program| program.key.clone())
    }

    /// The download of the runtime.
    pub fn progress(&self) -> RwSignal<crate::runtime::Progress> {
        self.app.runtime.progress
    }

    /// Starts the program as it stands in the editor, unless it runs already.
    pub fn run(self: &Rc<Self>) {
        if !self.app.able || self.signals.state.get_untracked().is_active() {
            return;
        }
        if self.app.paused.get_untracked() {
            self.signals.refused.set(true);
            return self.ears.tell(Heard::Over(State::NotRun));
        }
        self.signals.refused.set(false);
        self.run.set(self.run.get() + 1);
        self.console.clear();
        self.clock.clear();
        self.signals.note.set(None);
        self.signals.state.set(State::Loading);
        for watch in self.watches() {
            watch.picture.begin(watch.side);
        }
        spawn_local(self.clone().prepare(self.run.get()));
    }

    /// Asks the program to stop, and ends it if it doesn't, or if asked twice.
    pub fn stop(self: &Rc<Self>) {
        if !self.signals.state.get_untracked().is_active() {
            return;
        }
        let interrupted = match &*self.program.borrow() {
            Some(program) if program.booting.is_none() && !self.signals.stopping.get_untracked() => {
                program.worker.interrupt();
                true
            }
            _ => false,
        };
        if !interrupted {
            return self.kill();
        }
        self.signals.stopping.set(true);
        let (runner, run) = (self.clone(), self.run.get());
        spawn_local(async move {
            dom::sleep(PATIENCE).await;
            if runner.is_current(run) {
                runner.kill();
            }
        });
    }

    /// The same, by somebody else's will, which the reader is told.
    pub fn stop_for_teacher(self: &Rc<Self>) {
        if self.signals.state.get_untracked().is_active() {
            let why = self.texts().stopped_by_teacher;
            self.signals.note.set(Some(why.to_owned()));
            self.stop();
        }
    }

    /// Ends the program at once: the reader is leaving.
    pub fn abandon(&self) {
        if self.signals.state.get_untracked().is_active() {
            self.kill();
        }
    }

    /// Brings the author's program back; Undo in the editor takes that back.
    pub fn reset(&self) {
        self.editor.replace(&self.facts.author);
    }

    /// Brings the reader's text for an earlier version back.
    pub fn show_earlier(&self) {
        if let Some(text) = self.signals.earlier.get_untracked() {
            self.editor.replace(&text);
            self.forget_earlier();
        }
    }

    /// Forgets that text.
    pub fn forget_earlier(&self) {
        self.facts.saved.forget_earlier();
        self.signals.earlier.set(None);
    }

    /// Hands the program a typed line, and shows it as a terminal would.
    pub fn type_line(&self, line: &str) {
        if let Some(program) = &*self.program.borrow() {
            let line = format!("{line}\n");
            self.console.echo(&line);
            program.worker.type_in(&line);
        }
    }

    /// Tells the program that nothing more will be typed.
    pub fn end_input(&self) {
        if let Some(program) = &*self.program.borrow() {
            self.console.echo("^D\n");
            program.worker.type_in("");
        }
    }

    /// The worker sends no more than the page shows.
    fn output_shown(&self, messages: usize) {
        if let Some(program) = &*self.program.borrow() {
            program.worker.shown(messages);
        }
    }

    fn keep(&self) {
        let text = self.editor.text();
        let edited = text != self.facts.author;
        self.signals.edited.set(edited);
        if edited {
            self.facts.saved.keep(&text);
        } else {
            self.facts.saved.forget();
        }
    }

    async fn prepare(self: Rc<Self>, run: u32) {
        let code = self.editor.text();
        let texts = self.texts();
        let _ = self.app.runtime.fetch();
        let session = self.app.relay.session().await;
        if !self.is_current(run) {
            return;
        }
        let token = match session {
            Ok(token) => token,
            Err(NoSession::NotJoined) => return self.fail(texts.fault_not_joined.to_owned()),
            Err(NoSession::Unreachable) => return self.fail(texts.fault_unreachable.to_owned()),
            Err(NoSession::Refused(why)) => return self.fail(with_detail(texts.fault_refused, &why)),
        };
        let ready = self.app.runtime.ready().await;
        if !self.is_current(run) {
            return;
        }
        if let Err(Unready(why)) = ready {
            return self.fail(with_detail(texts.fault_download, &why));
        }
        let start = Start {
            relay: self.app.page.socket.clone(),
            token,
            label: self.facts.id.clone(),
            key: dom::random_hex(),
            file: self.facts.file.get_untracked(),
            code,
            columns: self.console.columns(),
            watched: !self.watches().is_empty(),
            check: self.facts.role == Role::Check,
        };
        self.launch(run, Rc::new(start), true);
    }

    fn launch(self: &Rc<Self>, run: u32, start: Rc<Start>, from_snapshot: bool) {
        let (mut worker, booting) = match self.app.runtime.start(&start, from_snapshot) {
            Ok(started) => started,
            Err(Unready(why)) => return self.fail(with_detail(self.texts().fault_boot, &why)),
        };
        let key = start.key.clone();
        let runner = Rc::downgrade(self);
        worker.listen(move |report| {
            let Some(runner) = runner.upgrade().filter(|runner| runner.is_current(run)) else {
                return;
            };
            match report {
                // Undocumented as snapshots are, one that doesn't boot costs a second and not the run.
                Report::Fault(Fault::Boot { .. }) if from_snapshot && !runner.has_begun() => {
                    runner.app.runtime.drop_snapshot();
                    runner.launch(run, start.clone(), false);
                }
                report => runner.hear(run, report),
            }
        });
        *self.program.borrow_mut() = Some(Program {
            worker,
            booting: Some(booting),
            key,
        });
    }

    fn hear(self: &Rc<Self>, run: u32, report: Report) {
        let texts = self.texts();
        match report {
            Report::Booted => self.booted(),
            Report::Doing(activity) => {
                self.booted();
                self.signals.state.set(State::Doing(activity));
                if self.clock.start() {
                    self.ears.tell(Heard::Begun);
                    spawn_local(self.clone().show_time(run));
                }
            }
            Report::Output(output) => {
                self.console.push(&output);
                for (error, text) in &output.pieces {
                    self.ears.tell(Heard::Printed { error: *error, text });
                }
            }
            Report::Calls(calls) => {
                for watch in self.watches() {
                    watch.picture.hear(watch.side, calls.clone());
                }
            }
            Report::Asks(asks) => self.signals.asks.set(asks),
            Report::Ended(outcome) => self.end(outcome.into()),
            Report::Fault(fault) => match fault {
                Fault::RelayUnreachable => self.lose(texts.fault_unreachable),
                Fault::RelayLost => self.lose(texts.fault_lost),
                Fault::Refused { message } => self.fail(with_detail(texts.fault_refused, &message)),
                Fault::Paused => self.fail(texts.fault_paused.to_owned()),
                Fault::Removed => self.fail(texts.fault_removed.to_owned()),
                Fault::Boot { message } => self.fail(with_detail(texts.fault_boot, &message)),
            },
            Report::Snapshot(_) => {}
        }
    }

    fn booted(&self) {
        if let Some(program) = &mut *self.program.borrow_mut() {
            program.booting = None;
        }
    }

    fn has_begun(&self) -> bool {
        self.signals.state.get_untracked() != State::Loading
    }

    fn lose(&self, why: &str) {
        self.app.relay.look();
        self.fail(why.to_owned());
    }

    fn fail(&self, why: String) {
        self.signals.note.set(Some(why));
        self.end(State::NotRun);
    }

    /// Ends a program that has not ended by itself. Browsers let a worker that is deep in one call live on for seconds, and
    /// its WebSocket with it: so the relay is told, too.
    fn kill(&self) {
        if let Some(program) = &*self.program.borrow() {
            relay::end_program(&program.key);
        }
        self.end(State::Stopped);
    }

    fn end(&self, state: State) {
        self.run.set(self.run.get() + 1);
        self.clock.stop();
        self.console.show_all();
        self.signals.asks.set(false);
        self.signals.stopping.set(false);
        self.signals.state.set(state);
        for watch in self.watches() {
            watch.picture.end(watch.side);
        }
        // Dropping it ends its worker, and with the worker its WebSocket and its sockets.
        let program = self.program.borrow_mut().take();
        drop(program);
        self.ears.tell(Heard::Over(state));
    }

    /// The pictures that show what this program does.
    fn watches(&self) -> &[Watch] {
        self.app.pictures.of(&self.facts.id)
    }

    fn is_current(&self, run: u32) -> bool {
        self.run.get() == run
    }

    async fn show_time(self: Rc<Self>, run: u32) {
        while self.is_current(run) {
            self.clock.tick();
            dom::sleep(TICK).await;
        }
    }
}
