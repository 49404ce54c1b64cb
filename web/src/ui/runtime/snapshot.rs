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
const PATIENCE: i32 = 120_000;

/// A fresh snapshot, or nothing.
pub async fn make(assets: &str, pyodide: &str, runtime: &JsValue) -> Option<Blob> {
    let mut worker = Worker::new(assets).ok()?;
    let answer = answer(&mut worker);
    worker.post(&ask_for_snapshot(pyodide, assets, runtime));
    dom::within(PATIENCE, &answer).await?.dyn_into().ok()
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
