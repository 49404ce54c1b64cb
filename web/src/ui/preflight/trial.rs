//! Runs a small Python program through the relay, as a cell would, and takes its times.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;

use crate::app::App;
use crate::dom;
use crate::relay;
use crate::runtime::{Fault, Report, Runtime, Start, Unready};

/// Milliseconds for a program from its start to its end; nobody looks at a page for longer.
const PATIENCE: i32 = 60_000;
/// How often to look whether the snapshot is made.
const STEP: i32 = 100;

/// Sends itself messages through real sockets, and prints what one takes.
const PROGRAM: &str = include_str!("echo.py");

/// What came of a program.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// Milliseconds until Python had started.
    pub booted: Option<f64>,
    /// Milliseconds of a message there and back.
    pub echo: Option<f64>,
    /// What went wrong, in the machine's words.
    pub fault: String,
    output: String,
}

/// Starts the program in a worker of its own, and waits for its end.
pub async fn run(app: &Rc<App>, token: &str, from_snapshot: bool) -> Trial {
    let key = dom::random_hex();
    let start = Start {
        relay: app.page.socket.clone(),
        token: token.to_owned(),
        label: "preflight".to_owned(),
        key: key.clone(),
        file: "preflight.py".to_owned(),
        code: PROGRAM.to_owned(),
        columns: 80,
        watched: false,
        check: false,
    };
    app.runtime.drop_spare();
    let began = dom::now();
    let (mut worker, booting) = match app.runtime.start(&start, from_snapshot) {
        Ok(started) => started,
        Err(Unready(fault)) => {
            return Trial {
                fault,
                ..Trial::default()
            };
        }
    };
    let trial = Rc::new(RefCell::new(Trial::default()));
    let ending = Promise::new(&mut |resolve, _| {
        let trial = trial.clone();
        worker.listen(move |report| {
            if hear(&mut trial.borrow_mut(), report, began) {
                let _ = resolve.call1(&JsValue::NULL, &JsValue::TRUE);
            }
        });
    });
    if dom::within(PATIENCE, &ending).await.is_none() {
        relay::end_program(&key);
    }
    drop((worker, booting));
    let mut trial = trial.take();
    trial.echo = measure(&trial.output);
    trial
}

/// Waits until the page has made its snapshot; `false` if it couldn't.
pub async fn snapshot(runtime: &Rc<Runtime>) -> bool {
    let began = dom::now();
    while dom::now() - began < f64::from(PATIENCE) {
        if let Some(there) = runtime.has_snapshot() {
            return there;
        }
        dom::sleep(STEP).await;
    }
    false
}

/// Takes note of what the worker says. Returns whether it was the last word.
fn hear(trial: &mut Trial, report: Report, began: f64) -> bool {
    match report {
        Report::Booted | Report::Doing(_) => {
            trial.booted.get_or_insert_with(|| dom::now() - began);
        }
        Report::Output(output) => {
            for (is_error, text) in output.pieces {
                let place = if is_error {
                    &mut trial.fault
                } else {
                    &mut trial.output
                };
                place.push_str(&text);
            }
        }
        Report::Ended(_) => {
            // Of a traceback, its last line says what happened.
            trial.fault = trial
                .fault
                .trim_end()
                .lines()
                .last()
                .unwrap_or_default()
                .to_owned();
            return true;
        }
        Report::Fault(fault) => {
            trial.fault = match fault {
                Fault::Refused { message } | Fault::Boot { message } => message,
                Fault::RelayUnreachable | Fault::RelayLost | Fault::Paused | Fault::Removed => String::new(),
            };
            return true;
        }
        Report::Asks(_) | Report::Calls(_) | Report::Snapshot(_) => {}
    }
    false
}

/// The program prints microseconds.
fn measure(output: &str) -> Option<f64> {
    let microseconds: u32 = output.trim().strip_prefix("echo ")?.parse().ok()?;
    Some(f64::from(microseconds) / 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_answer_is_an_echo() {
        assert_eq!(measure("echo 1250\n"), Some(1.25));
        assert_eq!(measure("echo\n"), None);
        assert_eq!(measure("Traceback"), None);
    }
}
