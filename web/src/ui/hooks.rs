//! What scripts of the page hear of its programs and may ask of them, as events; the only thing such scripts rely on besides the
//! attributes in README.md. A class's page tells the teacher so (web/class/room.js), which is unknown here.
//!
//! They hear, as `CustomEvent`s that reach the document, with these details:
//! - `cell-state` on a cell `{cell, file, state, wait, error, key}`: `state` as in `data-state`; `wait`, what it waits in (`accept`, `recv`,
//!   `input`, `sleep`, `wait`), or null; `error`, a failed program's last words, or null; `key`, what the relay knows it by, or `""`;
//! - `cell-gone` `{cell}`, `exercise-passed` `{lesson, exercise}`, and `lab-ready`, when the Lab can take sheets.
//!
//! They ask:
//! - `cell-ask` on a cell fills its detail, an object, with all of the above, `code` as it stands in the editor, and `console`, the end of
//!   the output;
//! - `cell-stop` on a cell stops its program, and says that the teacher did;
//! - `data-paused` on the root element, and then `programs-paused` on the document: nothing can be started while it is there. The element
//!   with the id `room-paused` says why;
//! - `sheet-add` `{file, code}` on the document adds a sheet to the Lab, which then cancels the event.

use std::rc::Rc;

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, Element, HtmlElement};

use crate::app::App;
use crate::cell::{Runner, State};
use crate::dom;
use crate::runtime::Activity;

/// The id of what says why nothing can be started.
pub const PAUSED: &str = "room-paused";

/// Bytes of output that are handed out, from the end: two screens full and more.
const TAIL: usize = 16 << 10;

/// Hears what scripts ask.
pub fn listen(app: &Rc<App>) {
    let asked = app.clone();
    dom::on_custom("cell-ask", move |event| {
        if let Some(runner) = runner_of(&asked, event)
            && let Ok(answer) = event.detail().dyn_into::<Object>()
        {
            for (key, value) in facts(&runner) {
                let _ = Reflect::set(&answer, &key.into(), &value);
            }
            let shown = [
                ("code", runner.editor.text()),
                ("console", runner.console.tail(TAIL)),
            ];
            for (key, value) in shown {
                let _ = Reflect::set(&answer, &key.into(), &value.into());
            }
        }
    });
    let stopped = app.clone();
    dom::on_custom("cell-stop", move |event| {
        if let Some(runner) = runner_of(&stopped, event) {
            runner.stop_for_teacher();
        }
    });
    let paused = app.paused;
    dom::on_document("programs-paused", move || paused.set(is_paused()));
}

/// Whether nothing may be started as the page stands.
pub fn is_paused() -> bool {
    let root = dom::document().document_element();
    root.is_some_and(|root| root.has_attribute("data-paused"))
}

/// Tells what a cell's program is doing now.
pub fn tell_state(cell: &HtmlElement, runner: &Runner) {
    dom::tell(cell, "cell-state", facts(runner));
}

/// Tells that a cell is no longer on the page.
pub fn tell_gone(cell: &str) {
    dom::tell(&dom::document(), "cell-gone", [("cell", cell.into())]);
}

/// Tells that an exercise was passed.
pub fn tell_passed(lesson: &str, exercise: &str) {
    let detail = [("lesson", lesson.into()), ("exercise", exercise.into())];
    dom::tell(&dom::document(), "exercise-passed", detail);
}

/// Hands sheets that are to be added to `add`, which says whether there was room.
pub fn serve_sheets(add: impl Fn(&str, &str) -> bool + 'static) {
    dom::on_custom("sheet-add", move |event| {
        let text = |key| dom::get_string(&event.detail(), key).unwrap_or_default();
        if add(&text("file"), &text("code")) {
            event.prevent_default();
        }
    });
    dom::tell(&dom::document(), "lab-ready", []);
}

fn runner_of(app: &App, event: &CustomEvent) -> Option<Rc<Runner>> {
    let cell = event.target()?.dyn_into::<Element>().ok()?;
    app.runner(&cell.get_attribute("data-cell")?)
}

fn facts(runner: &Runner) -> [(&'static str, JsValue); 6] {
    let state = runner.signals.state.get_untracked();
    let wait = if runner.signals.asks.get_untracked() {
        Some("input")
    } else {
        wait(state)
    };
    let or_null = |text: Option<String>| text.map_or(JsValue::NULL, JsValue::from);
    [
        ("cell", runner.facts.id.as_str().into()),
        ("file", runner.facts.file.get_untracked().into()),
        ("state", state.name().into()),
        ("wait", or_null(wait.map(str::to_owned))),
        ("error", or_null(error(runner, state))),
        ("key", runner.key().unwrap_or_default().into()),
    ]
}

fn wait(state: State) -> Option<&'static str> {
    match state {
        State::Doing(Activity::Accepting) => Some("accept"),
        State::Doing(Activity::Receiving) => Some("recv"),
        State::Doing(Activity::Reading) => Some("input"),
        State::Doing(Activity::Sleeping) => Some("sleep"),
        State::Doing(Activity::Waiting) => Some("wait"),
        _ => None,
    }
}

fn error(runner: &Runner, state: State) -> Option<String> {
    match state {
        State::NotRun => runner.signals.note.get_untracked(),
        // An exit without a word is `sys.exit(3)`.
        State::Failed { exit } => Some(
            runner
                .console
                .last_error()
                .unwrap_or_else(|| format!("SystemExit: {exit}")),
        ),
        _ => None,
    }
}
