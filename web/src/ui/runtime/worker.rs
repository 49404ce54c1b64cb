//! One program worker: a thin handle that ends the worker when dropped.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, WorkerOptions, WorkerType};

use super::messages::{Fault, Report};
use crate::dom;

/// The worker of one run.
pub struct Worker {
    worker: web_sys::Worker,
    listeners: Vec<Closure<dyn Fn(MessageEvent)>>,
    broken: Rc<Cell<bool>>,
}

impl Worker {
    /// Starts loading the worker's script; messages wait until it runs.
    pub fn new(assets: &str) -> Result<Worker, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(&format!("{assets}program-worker.js"), &options)?;
        let broken = Rc::new(Cell::new(false));
        let breaks = broken.clone();
        let error = Closure::<dyn Fn(MessageEvent)>::new(move |_| breaks.set(true));
        worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        Ok(Worker {
            worker,
            listeners: vec![error],
            broken,
        })
    }

    /// Whether its script could not be loaded: nothing will be heard from it.
    pub fn is_broken(&self) -> bool {
        self.broken.get()
    }

    /// Hands over everything that the worker says, and a fault of kind boot if its script cannot run.
    pub fn listen(&mut self, hear: impl Fn(Report) + Clone + 'static) {
        let hear_error = hear.clone();
        let message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(report) = Report::read(&event.data()) {
                hear(report);
            }
        });
        let error = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let message = dom::get_string(&event, "message").unwrap_or_default();
            hear_error(Report::Fault(Fault::boot(message)));
        });
        self.worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
        self.worker.set_onerror(Some(error.as_ref().unchecked_ref()));
        self.listeners = vec![message, error];
    }

    /// Sends a message.
    pub fn post(&self, message: &JsValue) {
        // Fails only for what cannot be copied; every message here is made of what can.
        let _ = self.worker.post_message(message);
    }

    /// Asks for a KeyboardInterrupt.
    pub fn interrupt(&self) {
        self.post(&dom::object([("type", "stop".into())]));
    }

    /// Tells that so many messages of output were shown.
    pub fn shown(&self, messages: usize) {
        self.post(&dom::object([
            ("type", "shown".into()),
            ("messages", (messages as u32).into()),
        ]));
    }

    /// Hands over what was typed; an empty text is the end of input.
    pub fn type_in(&self, text: &str) {
        self.post(&dom::object([("type", "stdin".into()), ("text", text.into())]));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
