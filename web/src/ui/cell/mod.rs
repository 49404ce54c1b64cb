//! A cell: a program on the page that a reader edits, runs and talks to. `runner` is its life, `view` its looks, `saved`
//! what stays of it between visits.
//!
//! Tests and pages that embed a cell rely on these, and on nothing else of its inside: `[data-cell="ID"]` is the cell, with
//! `data-state` one of idle, loading, running, waiting, finished, failed; in it `[data-action="run|stop|reset"]` (which are
//! `aria-disabled` while they do nothing), `[data-console]` with `[data-stream="stdout|stderr|stdin"]` pieces whose texts
//! joined are the output, `[data-stdin]` while the program waits in `input()`, and `.cm-content`, the editor. A Lab has
//! cells `lab-1`, `lab-2`, … with `[data-action="remove"]` besides, and one `[data-action="add"]`. The events by which scripts
//! hear of cells are in `crate::hooks`.

mod clock;
mod heard;
mod hint;
mod runner;
mod saved;
mod signals;
mod state;
mod stdin;
mod view;

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::app::App;
use crate::dom;
use crate::hooks;
pub use heard::Heard;
pub use runner::Runner;
pub use saved::Saved;
pub use state::State;
use view::CellView;

/// What is known of a cell before anything runs.
pub struct Facts {
    pub id: String,
    pub role: Role,
    /// The name of its file, as the head and tracebacks show it.
    pub file: RwSignal<String>,
    /// The program as its author wrote it.
    pub author: String,
    pub saved: Saved,
}

/// A program's part in its pair.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Server,
    Client,
    Alone,
    /// The unseen other side of an exercise.
    Check,
}

/// What stands above the editor: the program's names at the left, further buttons at the right.
pub struct Head {
    pub names: AnyView,
    pub tools: AnyView,
}

/// A cell on the page.
pub struct Mounted {
    section: HtmlElement,
    runner: Rc<Runner>,
    view: Box<dyn Any>,
}

impl Mounted {
    /// Ends the program and takes the cell's inside off the page.
    pub fn end(self) {
        self.runner.abandon();
        hooks::tell_gone(&self.runner.facts.id);
        drop(self.view);
    }

    /// Whether its section is still on the page.
    fn is_there(&self) -> bool {
        self.section.is_connected()
    }
}

/// Mounts on the cells that the relay rendered, and on those that come when the lesson changes; ends those that go.
pub fn mount_all(app: &Rc<App>) {
    let mounted: RefCell<Vec<Mounted>> = RefCell::default();
    let app = app.clone();
    let mount = move || {
        let (there, gone): (Vec<_>, Vec<_>) = mounted.take().into_iter().partition(Mounted::is_there);
        gone.into_iter().for_each(Mounted::end);
        mounted.replace(there);
        for pair in dom::all(".pair:not(:has(.pair-hint))") {
            hint::mount(app.texts, &pair);
        }
        for section in dom::all("[data-cell]") {
            let known = mounted.borrow().iter().any(|cell| cell.section == section);
            // A cell that lacks something stays as it was printed.
            if !known && let Some(cell) = mount_on(&app, &section) {
                mounted.borrow_mut().push(cell);
            }
        }
    };
    mount();
    dom::on_document("lesson-changed", mount);
}

/// Fills a section with a cell, or leaves it as it is.
pub fn mount(
    app: &Rc<App>,
    section: &HtmlElement,
    facts: Facts,
    head: impl FnOnce() -> Head + 'static,
) -> Option<Mounted> {
    let runner = Runner::new(app, facts)?;
    app.watch(&runner);
    section.set_text_content(None);
    let (shown, place) = (
        StoredValue::new_local(runner.clone()),
        StoredValue::new_local(section.clone()),
    );
    let view = mount_to(section.clone(), move || {
        let head = head();
        view! { <CellView runner=shown section=place head/> }
    });
    Some(Mounted {
        section: section.clone(),
        runner,
        view: Box::new(view),
    })
}

fn mount_on(app: &Rc<App>, section: &HtmlElement) -> Option<Mounted> {
    // The last line feed ends the program and begins no line of it.
    let code = section
        .query_selector("code")
        .ok()??
        .text_content()?
        .trim_end()
        .to_owned();
    let id = section.get_attribute("data-cell")?;
    let file = section
        .get_attribute("data-file")
        .unwrap_or_else(|| "program.py".to_owned());
    let version = section.get_attribute("data-version").unwrap_or_default();
    let role = match section.get_attribute("data-role").as_deref() {
        Some("server") => Role::Server,
        Some("client") => Role::Client,
        _ => Role::Alone,
    };
    let label = section
        .query_selector(".cell-role")
        .ok()?
        .and_then(|label| label.text_content());
    let recorded = section.query_selector(".cell-expect").ok()?;
    let saved = Saved::of_lesson(&app.page, &id, &version);

    let shown = file.clone();
    let head = move || Head {
        names: view! { <span class="cell-role">{label}</span><span class="cell-file">{shown}</span> }
            .into_any(),
        tools: ().into_any(),
    };
    let facts = Facts {
        id,
        role,
        file: RwSignal::new(file),
        author: code,
        saved,
    };
    let mounted = mount(app, section, facts, head)?;
    if let Some(recorded) = recorded {
        // It stands where the program's own output will be, until there is some.
        let _ = section.append_child(&recorded);
    }
    Some(mounted)
}
