//! Has a worker make a memory snapshot. Not made is no misfortune: programs then boot plainly.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

use super::messages::{Report, ask_for_snapshot};
use super::worker::Worker;
use crate::dom;

/// Longer than any plain boot that a reader would sit through.
const PATIENCE: f64 = 120_000.0;
/// How often to look whether the machine is needed for something else.
const STEP: i32 = 100;

/// What came of it.
pub enum Made {
    Snapshot(Blob),
    /// The machine was needed for something else: to be tried again.
    Interrupted,
    Nothing,
}

/// A fresh snapshot, unless the machine is needed meanwhile: two Pythons booting at once take each other's time.
pub async fn make(assets: &str, pyodide: &str, runtime: &JsValue, is_needed: impl Fn() -> bool) -> Made {
    let Ok(mut worker) = Worker::new(assets) else {
        return Made::Nothing;
    };
    let answer = answer(&mut worker);
    worker.post(&ask_for_snapshot(pyodide, assets, runtime));
    let began = dom::now();
    while dom::now() - began < PATIENCE {
        match dom::within(STEP, &answer).await {
            Some(answer) => return answer.dyn_into().map_or(Made::Nothing, Made::Snapshot),
            None if is_needed() => return Made::Interrupted,
            None => {}
        }
    }
    Made::Nothing
}

/// The worker's first answer that decides: a Blob, or `null`.
fn answer(worker: &mut Worker) -> Promise {
    Promise::new(&mut |resolve, _| {
        let resolve = Rc::new(RefCell::new(Some(resolve)));
        worker.listen(move |report| {
            let value = match report {
                Report::Snapshot(blob) => blob.into(),
                Report::Fault(_) | Report::Ended(_) => JsValue::NULL,
                _ => return,
            };
            if let Some(resolve) = resolve.borrow_mut().take() {
                let _ = resolve.call1(&JsValue::NULL, &value);
            }
        });
    })
}
