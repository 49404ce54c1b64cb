//! What the page and a program worker say to each other (web/program has the other end). Messages from the worker are
//! read here once; nothing else looks into them.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::calls::Call;
use crate::dom;

/// A program to start.
pub struct Start {
    /// The relay's WebSocket.
    pub relay: String,
    /// Who the reader is.
    pub token: String,
    /// What the program is called in the relay's eyes: the cell's id.
    pub label: String,
    /// A secret by which the page can end the program at the relay.
    pub key: String,
    /// The name that tracebacks show.
    pub file: String,
    pub code: String,
    /// The console's width in characters.
    pub columns: u32,
    /// Whether a picture of the page shows what it does with its sockets.
    pub watched: bool,
    /// Whether it is an exercise's check, which needs its helper beside it.
    pub check: bool,
}

impl Start {
    /// The message, with the runtime's parts.
    pub fn message(&self, pyodide: &str, assets: &str, runtime: &JsValue) -> JsValue {
        let properties = [
            ("type", "start".into()),
            ("relay", self.relay.as_str().into()),
            ("token", self.token.as_str().into()),
            ("label", self.label.as_str().into()),
            ("key", self.key.as_str().into()),
            ("file", self.file.as_str().into()),
            ("code", self.code.as_str().into()),
            ("columns", self.columns.into()),
            ("watched", self.watched.into()),
            ("check", self.check.into()),
            ("pyodide", pyodide.into()),
            ("assets", assets.into()),
            ("runtime", runtime.clone()),
        ];
        dom::object(properties).into()
    }
}

/// The message that asks for a snapshot instead of a program.
pub fn ask_for_snapshot(pyodide: &str, assets: &str, runtime: &JsValue) -> JsValue {
    boot_message("snapshot", pyodide, assets, runtime)
}

/// The message that makes a worker boot Python before it is given a program.
pub fn warm_up(pyodide: &str, assets: &str, runtime: &JsValue) -> JsValue {
    boot_message("warm", pyodide, assets, runtime)
}

fn boot_message(kind: &str, pyodide: &str, assets: &str, runtime: &JsValue) -> JsValue {
    let properties = [
        ("type", kind.into()),
        ("pyodide", pyodide.into()),
        ("assets", assets.into()),
        ("runtime", runtime.clone()),
    ];
    dom::object(properties).into()
}

/// What a program is doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Activity {
    Computing,
    Accepting,
    Reading,
    Receiving,
    Sleeping,
    /// Waiting for something that has no words here.
    Waiting,
}

/// How a program ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    Finished,
    Failed { exit: i32 },
    Stopped,
}

/// Why a program could not go on, through no fault of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    RelayUnreachable,
    RelayLost,
    Refused {
        message: String,
    },
    /// No program of the class may be started now.
    Paused,
    /// The reader isn't in the class any more.
    Removed,
    Boot {
        message: String,
    },
}

impl Fault {
    /// The worker or Python in it did not start.
    pub fn boot(message: String) -> Fault {
        Fault::Boot { message }
    }
}

/// A part of what a program printed.
pub struct Output {
    /// So many line feeds were left out before it, if anything was.
    pub skipped: Option<usize>,
    /// Whether it went to stderr, and the text.
    pub pieces: Vec<(bool, String)>,
}

/// What a worker says.
pub enum Report {
    Booted,
    Doing(Activity),
    Output(Output),
    /// What it did with its sockets.
    Calls(Vec<Call>),
    /// Whether the program waits for a typed line.
    Asks(bool),
    Ended(Outcome),
    Fault(Fault),
    Snapshot(Blob),
}

impl Report {
    /// Reads a message; nothing if it isn't one.
    pub fn read(message: &JsValue) -> Option<Report> {
        let text = |key: &str| dom::get_string(message, key);
        Some(match text("type")?.as_str() {
            "booted" => Report::Booted,
            "state" => Report::Doing(activity(&text("state")?, text("detail").as_deref())),
            "output" => Report::Output(output(message)?),
            "calls" => Report::Calls(Call::read_all(message)?),
            "input" => Report::Asks(dom::get(message, "wanted").is_truthy()),
            "ended" => Report::Ended(outcome(&text("outcome")?, dom::get(message, "exit").as_f64())),
            "fault" => Report::Fault(fault(&text("reason")?, text("message").unwrap_or_default())),
            "snapshot" => Report::Snapshot(dom::get(message, "blob").dyn_into().ok()?),
            _ => return None,
        })
    }
}

fn output(message: &JsValue) -> Option<Output> {
    let flat: Array = dom::get(message, "pieces").dyn_into().ok()?;
    let pieces = (0..flat.length())
        .step_by(2)
        .filter_map(|i| Some((flat.get(i) == "stderr", flat.get(i + 1).as_string()?)));
    Some(Output {
        skipped: dom::get(message, "skipped").as_f64().map(|lines| lines as usize),
        pieces: pieces.collect(),
    })
}

fn activity(state: &str, detail: Option<&str>) -> Activity {
    match (state, detail) {
        ("waiting", _) | (_, Some("accept")) => Activity::Accepting,
        (_, Some("input")) => Activity::Reading,
        (_, Some("recv")) => Activity::Receiving,
        (_, Some("sleep")) => Activity::Sleeping,
        (_, Some(_)) => Activity::Waiting,
        (_, None) => Activity::Computing,
    }
}

fn outcome(outcome: &str, exit: Option<f64>) -> Outcome {
    match outcome {
        "finished" => Outcome::Finished,
        "stopped" => Outcome::Stopped,
        _ => Outcome::Failed {
            exit: exit.unwrap_or(1.0) as i32,
        },
    }
}

fn fault(reason: &str, message: String) -> Fault {
    match reason {
        "relay-unreachable" => Fault::RelayUnreachable,
        "relay-lost" => Fault::RelayLost,
        "refused" => Fault::Refused { message },
        "paused" => Fault::Paused,
        "removed" => Fault::Removed,
        _ => Fault::Boot { message },
    }
}
