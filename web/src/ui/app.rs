//! What all cells of a page share, and how a page starts. The cells themselves live in `cell`.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::banner::Banners;
use crate::cell::{self, Runner};
use crate::dom;
use crate::exercise;
use crate::hooks;
use crate::lab;
use crate::page::Page;
use crate::picture::Pictures;
use crate::preflight;
use crate::progress;
use crate::question;
use crate::relay::Relay;
use crate::runtime::Runtime;
use crate::texts::Texts;

/// One per page, shared by its cells.
pub struct App {
    pub page: Page,
    pub texts: &'static Texts,
    pub relay: Rc<Relay>,
    pub runtime: Rc<Runtime>,
    pub pictures: Pictures,
    /// Whether this browser can suspend a WebAssembly stack (JSPI), without which no program runs.
    pub able: bool,
    /// Whether no program may be started for now.
    pub paused: RwSignal<bool>,
    runners: RefCell<Vec<Weak<Runner>>>,
}

impl App {
    /// Remembers a cell, so that leaving the page ends its program.
    pub fn watch(&self, runner: &Rc<Runner>) {
        let mut runners = self.runners.borrow_mut();
        runners.retain(|known| known.strong_count() > 0);
        runners.push(Rc::downgrade(runner));
    }

    /// The cell with this id.
    pub fn runner(&self, id: &str) -> Option<Rc<Runner>> {
        let runners = self.runners.borrow();
        let mut found = runners.iter().filter_map(Weak::upgrade);
        found.find(|runner| runner.facts.id == id)
    }

    fn abandon_programs(&self) {
        for runner in self.runners.borrow().iter().filter_map(Weak::upgrade) {
            runner.abandon();
        }
    }
}

/// Mounts everything that this page has a place for.
pub fn start() {
    let Some(page) = Page::read() else { return };
    let texts = Texts::of(&page);
    progress::mount(texts);
    question::mount_all(&page, texts);
    let bench = dom::all("[data-lab]").into_iter().next();
    let checks = dom::all("[data-preflight]").into_iter().next();
    if dom::all("[data-cell]").is_empty() && bench.is_none() && checks.is_none() {
        return;
    }

    let relay = Relay::new();
    let runtime = Runtime::new(&page, relay.clone());
    let able = can_wait();
    let app = Rc::new(App {
        page,
        texts,
        relay,
        runtime,
        pictures: Pictures::new(texts),
        able,
        paused: RwSignal::new(hooks::is_paused()),
        runners: RefCell::default(),
    });

    if let Some(checks) = checks {
        // It says all that notices would, and fetches the runtime when it is time to.
        return preflight::mount(&app, checks);
    }
    if let Some(place) = dom::all("[data-notices]").into_iter().next() {
        let (able, reachable) = (app.able, app.relay.reachable);
        let checks = format!("/{}/preflight", app.page.language);
        mount_to(place, move || view! { <Banners able reachable checks texts/> }).forget();
    }
    hooks::listen(&app);
    cell::mount_all(&app);
    exercise::mount_all(&app);
    if let Some(bench) = bench {
        lab::mount(&app, bench);
    }
    end_programs_with_the_page(&app);
    if app.able {
        app.runtime.prepare_when_idle();
    }
}

/// Whether Python can wait, one way or the other (web/program/worker.js chooses).
fn can_wait() -> bool {
    can_suspend() || can_share()
}

/// Whether its stack can be suspended while it waits (JSPI).
pub fn can_suspend() -> bool {
    let api = dom::get(&js_sys::global(), "WebAssembly");
    js_sys::Reflect::has(&api, &JsValue::from_str("Suspending")).unwrap_or(false)
}

/// Whether a worker of its own can stand still while it waits.
pub fn can_share() -> bool {
    dom::get(&js_sys::global(), "crossOriginIsolated").is_truthy()
}

fn end_programs_with_the_page(app: &Rc<App>) {
    let app = app.clone();
    let leave = Closure::<dyn Fn()>::new(move || app.abandon_programs());
    // A listener that cannot be added leaves the browser to end the workers, as it does anyway.
    let _ = dom::window().add_event_listener_with_callback("pagehide", leave.as_ref().unchecked_ref());
    leave.forget();
}
