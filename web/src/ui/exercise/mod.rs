//! Exercises: a check beside a cell. `check` is its course, `view` its looks; what is passed is kept by `progress`.
//!
//! Tests rely on `[data-exercise="NAME"]`, in it `[data-action="check"]`, and the sentence in `[role="status"][data-verdict]`, with
//! `data-verdict` one of none, checking, passed, wrong, broken.

mod check;
mod view;

use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::app::App;
use crate::cell::{Facts, Role, Runner, Saved};
use crate::dom;
use check::Check;
use view::CheckView;

/// Mounts on every exercise that the relay rendered, after its cell was.
pub fn mount_all(app: &Rc<App>) {
    for section in dom::all("[data-exercise]") {
        // One that lacks something can still be read.
        let _ = mount(app, &section);
    }
}

fn mount(app: &Rc<App>, section: &HtmlElement) -> Option<()> {
    let name = section.get_attribute("data-exercise")?;
    let version = section.get_attribute("data-version")?;
    let cell = section.query_selector("[data-cell]").ok()??;
    let code = section.query_selector("[data-check]").ok()??.text_content()?;
    let reader = app.runner(&cell.get_attribute("data-cell")?)?;
    let checker = unseen(app, &name, code)?;
    let check = Check::new(app, &name, &version, reader, checker);

    let place = dom::element("div", "exercise-check")?;
    cell.after_with_node_1(&place).ok()?;
    let shown = StoredValue::new_local(check);
    mount_to(place, move || view! { <CheckView check=shown/> }).forget();
    Some(())
}

/// A program without a cell on the page.
fn unseen(app: &Rc<App>, name: &str, code: String) -> Option<Rc<Runner>> {
    let id = format!("{name}-check");
    let facts = Facts {
        saved: Saved::of_lesson(&app.page, &id, ""),
        id,
        role: Role::Check,
        file: RwSignal::new("check.py".to_owned()),
        author: code,
    };
    let runner = Runner::new(app, facts)?;
    app.watch(&runner);
    Some(runner)
}
