//! Python's runtime as the page holds it: fetched and compiled once, handed to the worker of every run. What a worker
//! says is in `messages`; what happens to a program is the cell's business.

mod calls;
mod database;
mod download;
mod messages;
mod snapshot;
mod worker;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::Blob;

use crate::dom;
use crate::page::Page;
use crate::relay::Relay;
pub use calls::{Call, Happens, What};
pub use download::Progress;
pub use messages::{Activity, Fault, Outcome, Output, Report, Start};
use snapshot::Made;
pub use worker::Worker;

/// One per page.
pub struct Runtime {
    assets: String,
    pyodide: String,
    key: String,
    relay: Rc<Relay>,
    /// How far the download is.
    pub progress: RwSignal<Progress>,
    /// The download under way or done; several runs may wait for it.
    getting: RefCell<Option<Promise>>,
    parts: RefCell<Option<Parts>>,
    snapshot: RefCell<Snapshot>,
    /// A worker that waits for a program: its script is loaded and, once there is a snapshot, Python booted.
    spare: RefCell<Option<Worker>>,
    /// Whether the spare worker was told to boot.
    warmed: Cell<bool>,
    /// How many programs are booting: nothing else is done meanwhile.
    booting: Cell<usize>,
}

/// What a worker needs to boot Python.
#[derive(Clone)]
struct Parts {
    module: JsValue,
    stdlib: Blob,
}

/// The memory of a booted Python, to start the next from.
enum Snapshot {
    /// Not made yet, or being made.
    Missing,
    Ready(Blob),
    /// It didn't boot or couldn't be made; not tried again on this page.
    Useless,
}

/// The runtime could not be fetched or compiled: a sentence from the browser.
#[derive(Clone, Debug)]
pub struct Unready(pub String);

impl Runtime {
    /// Nothing is fetched yet.
    pub fn new(page: &Page, relay: Rc<Relay>) -> Rc<Runtime> {
        Rc::new(Runtime {
            assets: page.assets.clone(),
            pyodide: page.pyodide.clone(),
            key: page.runtime_key(),
            relay,
            progress: RwSignal::new(Progress::default()),
            getting: RefCell::default(),
            parts: RefCell::default(),
            snapshot: RefCell::new(Snapshot::Missing),
            spare: RefCell::default(),
            warmed: Cell::new(false),
            booting: Cell::new(0),
        })
    }

    /// Fetches the runtime once the page has nothing else to do.
    pub fn prepare_when_idle(self: &Rc<Self>) {
        let runtime = self.clone();
        spawn_local(async move {
            dom::loaded().await;
            dom::idle().await;
            if !saves_data() {
                // If it fails, the press of Run tries again and tells.
                let _ = runtime.ready().await;
            }
        });
    }

    /// Begins to fetch what is missing.
    pub fn fetch(self: &Rc<Self>) -> Promise {
        self.getting
            .borrow_mut()
            .get_or_insert_with(|| self.get())
            .clone()
    }

    /// Waits until a program can be started. An error leaves the next call to try again.
    pub async fn ready(self: &Rc<Self>) -> Result<(), Unready> {
        let getting = self.fetch();
        let result = JsFuture::from(getting).await;
        if result.is_err() {
            *self.getting.borrow_mut() = None;
        }
        result.map(drop).map_err(|error| Unready(sentence(&error)))
    }

    /// A worker for one program, told to start it. `from_snapshot` asks for the fast way, where there is one.
    pub fn start(self: &Rc<Self>, start: &Start, from_snapshot: bool) -> Result<(Worker, Booting), Unready> {
        let parts = self
            .parts
            .borrow()
            .clone()
            .ok_or_else(|| Unready(String::new()))?;
        let snapshot = match &*self.snapshot.borrow() {
            Snapshot::Ready(blob) if from_snapshot => Some(blob.clone()),
            _ => None,
        };
        let spare = self.spare.borrow_mut().take();
        let worker = match spare.filter(|spare| !spare.is_broken()) {
            Some(spare) => spare,
            None => Worker::new(&self.assets).map_err(|error| Unready(sentence(&error)))?,
        };
        worker.post(&start.message(&self.pyodide, &self.assets, &parts.message(snapshot.as_ref())));
        Ok((worker, Booting::new(self.clone())))
    }

    /// Whether there is a snapshot; nothing while it is being made.
    pub fn has_snapshot(&self) -> Option<bool> {
        match &*self.snapshot.borrow() {
            Snapshot::Missing => None,
            Snapshot::Ready(_) => Some(true),
            Snapshot::Useless => Some(false),
        }
    }

    /// Whether this browser keeps a snapshot until the next visit.
    pub async fn can_keep() -> bool {
        database::is_there().await
    }

    /// How much was fetched, in bytes as they were sent.
    pub fn size(&self) -> u32 {
        self.progress.get_untracked().total
    }

    /// Forgets the worker that waits for a program: the next one starts from nothing.
    pub fn drop_spare(&self) {
        *self.spare.borrow_mut() = None;
    }

    /// Forgets a snapshot that didn't boot.
    pub fn drop_snapshot(&self) {
        *self.snapshot.borrow_mut() = Snapshot::Useless;
        *self.spare.borrow_mut() = None;
        spawn_local(database::clear());
    }

    /// A worker that is there before it is asked for, with Python booted if that is quick and there is memory for it.
    fn keep_spare(&self) {
        let mut spare = self.spare.borrow_mut();
        if spare.is_none() {
            *spare = Worker::new(&self.assets).ok();
            self.warmed.set(false);
        }
        let (Some(worker), Some(parts), Snapshot::Ready(snapshot)) =
            (&*spare, &*self.parts.borrow(), &*self.snapshot.borrow())
        else {
            return;
        };
        if !self.warmed.get() && has_memory() {
            let message = parts.message(Some(snapshot));
            worker.post(&messages::warm_up(&self.pyodide, &self.assets, &message));
            self.warmed.set(true);
        }
    }

    fn get(self: &Rc<Self>) -> Promise {
        let runtime = self.clone();
        future_to_promise(async move {
            let stored = runtime.clone();
            let snapshot = future_to_promise(async move { Ok(database::load(&stored.key).await.into()) });
            let parts = download::parts(&runtime.pyodide, &runtime.assets, runtime.progress).await;
            match parts {
                Ok(parts) => *runtime.parts.borrow_mut() = Some(parts),
                Err(error) => {
                    runtime.relay.look();
                    return Err(error);
                }
            }
            if let Ok(blob) = JsFuture::from(snapshot).await.and_then(JsCast::dyn_into)
                && matches!(*runtime.snapshot.borrow(), Snapshot::Missing)
            {
                *runtime.snapshot.borrow_mut() = Snapshot::Ready(blob);
            }
            spawn_local(async move { runtime.get_ahead().await });
            Ok(JsValue::UNDEFINED)
        })
    }

    /// Does what makes the next start faster, whenever no program is booting: a spare worker, and a snapshot if there is none.
    async fn get_ahead(&self) {
        self.calm().await;
        self.keep_spare();
        while matches!(*self.snapshot.borrow(), Snapshot::Missing) {
            self.calm().await;
            let Some(parts) = self.parts.borrow().clone() else {
                return;
            };
            let is_needed = || self.booting.get() > 0;
            let made = snapshot::make(&self.assets, &self.pyodide, &parts.message(None), is_needed).await;
            *self.snapshot.borrow_mut() = match made {
                Made::Snapshot(blob) => {
                    database::store(&self.key, &blob).await;
                    Snapshot::Ready(blob)
                }
                Made::Nothing => Snapshot::Useless,
                Made::Interrupted => Snapshot::Missing,
            };
        }
        self.calm().await;
        self.keep_spare();
    }

    async fn calm(&self) {
        loop {
            dom::idle().await;
            if self.booting.get() == 0 {
                return;
            }
            dom::sleep(500).await;
        }
    }
}

impl Parts {
    fn message(&self, snapshot: Option<&Blob>) -> JsValue {
        let snapshot = snapshot.map_or(JsValue::NULL, JsValue::from);
        let stdlib = self.stdlib.clone().into();
        dom::object([
            ("module", self.module.clone()),
            ("stdlib", stdlib),
            ("snapshot", snapshot),
        ])
        .into()
    }
}

/// Counts a program that boots; dropped when it has, or never will.
pub struct Booting(Rc<Runtime>);

impl Booting {
    fn new(runtime: Rc<Runtime>) -> Booting {
        runtime.booting.set(runtime.booting.get() + 1);
        Booting(runtime)
    }
}

impl Drop for Booting {
    fn drop(&mut self) {
        let runtime = &self.0;
        runtime.booting.set(runtime.booting.get().saturating_sub(1));
        if runtime.booting.get() == 0 {
            let runtime = runtime.clone();
            spawn_local(async move {
                dom::idle().await;
                runtime.keep_spare();
            });
        }
    }
}

/// Whether the reader asked their browser to fetch nothing that isn't needed yet.
fn saves_data() -> bool {
    let connection = dom::get(&dom::get(&dom::window(), "navigator"), "connection");
    dom::get(&connection, "saveData").is_truthy()
}

/// Whether some 60 MB for a Python that waits are no matter. Browsers that don't tell are taken to have them.
fn has_memory() -> bool {
    const ENOUGH: f64 = 4.0;
    dom::get(&dom::get(&dom::window(), "navigator"), "deviceMemory")
        .as_f64()
        .is_none_or(|gigabytes| gigabytes >= ENOUGH)
}

/// What an exception says.
fn sentence(error: &JsValue) -> String {
    dom::get_string(error, "message")
        .or_else(|| error.as_string())
        .unwrap_or_default()
}
