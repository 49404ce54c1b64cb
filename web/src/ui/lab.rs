//! The Lab: an empty workbench with two programs on it, to which a reader adds more. What they write and name is kept.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::app::App;
use crate::button::Button;
use crate::cell::{self, Facts, Head, Mounted, Role, Saved};
use crate::dom;
use crate::hooks;
use crate::storage;

/// The numbers of the cells that are there, as in "1,2,3".
const CELLS: &str = "lab";
/// More editors than anybody can look at.
const MOST: u32 = 24;

/// What a further sheet begins with.
const EMPTY: &str = "import socket\n\n";

const LONGEST_NAME: usize = 40;

struct Lab {
    app: Rc<App>,
    bench: HtmlElement,
    cells: RefCell<Vec<(u32, HtmlElement, Mounted)>>,
}

/// Sets up the workbench as the reader left it.
pub fn mount(app: &Rc<App>, place: HtmlElement) {
    let Some(bench) = dom::element("div", "bench") else {
        return;
    };
    let Some(more) = dom::element("div", "bench-more") else {
        return;
    };
    let _ = place.append_child(&bench);
    let _ = place.append_child(&more);
    let lab = Rc::new(Lab {
        app: app.clone(),
        bench,
        cells: RefCell::default(),
    });
    for number in kept_numbers() {
        lab.put(number);
    }

    let sheets = Rc::downgrade(&lab);
    hooks::serve_sheets(move |file, code| sheets.upgrade().is_some_and(|lab| lab.add_with(file, code)));

    let adding = StoredValue::new_local(lab);
    let button = Button {
        action: "add",
        label: app.texts.lab_add,
        icon: "M4 0h2v4h4v2h-4v4h-2v-4h-4v-2h4z",
        ..Button::default()
    };
    mount_to(more, move || button.on_press(move || adding.with_value(Lab::add))).forget();
}

impl Lab {
    fn add(self: &Rc<Self>) {
        let Some(number) = self.free_number() else { return };
        if let Some(section) = self.put(number)
            && let Ok(Some(name)) = section.query_selector(".cell-name")
            && let Some(name) = name.dyn_ref::<HtmlInputElement>()
        {
            let name = name.clone();
            dom::before_paint(move || {
                let _ = name.focus();
                name.select();
            });
        }
        self.keep_numbers();
    }

    /// Adds a sheet that has a name and a text already. Whether there was room.
    fn add_with(self: &Rc<Self>, file: &str, code: &str) -> bool {
        let Some(number) = self.free_number() else {
            return false;
        };
        let name = file_name(file).unwrap_or_else(|| default_name(number));
        storage::set(&name_key(number), &name);
        Saved::of_lab(&id(number)).keep(code);
        let added = self.put(number).is_some();
        self.keep_numbers();
        added
    }

    fn free_number(&self) -> Option<u32> {
        let taken = self.numbers();
        (1..=MOST).find(|number| !taken.contains(number))
    }

    fn remove(&self, number: u32) {
        let mut cells = self.cells.borrow_mut();
        let Some(at) = cells.iter().position(|(known, ..)| *known == number) else {
            return;
        };
        let (_, section, mounted) = cells.remove(at);
        drop(cells);
        mounted.end();
        section.remove();
        Saved::of_lab(&id(number)).forget();
        storage::remove(&name_key(number));
        self.keep_numbers();
    }

    fn put(self: &Rc<Self>, number: u32) -> Option<HtmlElement> {
        let section = dom::element("section", "cell")?;
        section.set_attribute("data-cell", &id(number)).ok()?;
        self.bench.append_child(&section).ok()?;

        let (name, author) = self.starter(number);
        let file = RwSignal::new(storage::get(&name_key(number)).unwrap_or(name));
        let head = self.head(number, file, &section);
        let saved = Saved::of_lab(&id(number));
        let facts = Facts {
            id: id(number),
            role: Role::Alone,
            file,
            author: author.trim_end().to_owned(),
            saved,
        };
        let mounted = cell::mount(&self.app, &section, facts, head)?;
        self.cells.borrow_mut().push((number, section.clone(), mounted));
        Some(section)
    }

    fn head(
        self: &Rc<Self>,
        number: u32,
        file: RwSignal<String>,
        section: &HtmlElement,
    ) -> impl FnOnce() -> Head + use<> {
        let texts = self.app.texts;
        let lab = StoredValue::new_local(Rc::downgrade(self));
        let section = StoredValue::new_local(section.clone());
        move || {
            let remove =
                move || lab.with_value(|lab| lab.upgrade().iter().for_each(|lab| lab.remove(number)));
            let rename = move |event| {
                let name = file_name(&event_target_value(&event)).unwrap_or_else(|| default_name(number));
                storage::set(&name_key(number), &name);
                file.set(name);
            };
            Effect::new(move || {
                let label = format!("{}: {}", texts.lab_cell, file.get());
                let _ = section.with_value(|section| section.set_attribute("aria-label", &label));
            });
            let names = view! {
                <input
                    class="cell-name"
                    aria-label=texts.lab_name
                    spellcheck="false"
                    autocomplete="off"
                    maxlength=LONGEST_NAME.to_string()
                    prop:value=file
                    on:change=rename
                />
            };
            let tools = Button {
                class: "small quiet",
                action: "remove",
                label: texts.lab_remove,
                title: texts.lab_remove,
                icon_only: true,
                icon: "M1 0l4 4 4-4 1 1-4 4 4 4-1 1-4-4-4 4-1-1 4-4-4-4z",
                ..Button::default()
            };
            Head {
                names: names.into_any(),
                tools: tools.on_press(remove),
            }
        }
    }

    /// What a cell begins with: a pair that talks, then empty sheets.
    fn starter(&self, number: u32) -> (String, String) {
        let texts = self.app.texts;
        match number {
            1 => ("server.py".to_owned(), texts.lab_server.to_owned()),
            2 => ("client.py".to_owned(), texts.lab_client.to_owned()),
            _ => (default_name(number), EMPTY.to_owned()),
        }
    }

    fn numbers(&self) -> Vec<u32> {
        self.cells.borrow().iter().map(|(number, ..)| *number).collect()
    }

    fn keep_numbers(&self) {
        let numbers: Vec<String> = self.numbers().iter().map(u32::to_string).collect();
        storage::set(CELLS, &numbers.join(","));
    }
}

fn kept_numbers() -> Vec<u32> {
    let Some(kept) = storage::get(CELLS) else {
        return vec![1, 2];
    };
    let kept: Vec<u32> = kept.split(',').filter_map(|number| number.parse().ok()).collect();
    (1..=MOST).filter(|number| kept.contains(number)).collect()
}

fn id(number: u32) -> String {
    format!("lab-{number}")
}

fn name_key(number: u32) -> String {
    format!("lab-name/{number}")
}

fn default_name(number: u32) -> String {
    format!("program{number}.py")
}

/// A typed name as one that a traceback can show.
fn file_name(typed: &str) -> Option<String> {
    let name: String = typed
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '/' | '\\' | '"'))
        .collect();
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    match name.as_str() {
        "" => None,
        name if name.contains('.') => Some(name.to_owned()),
        name => Some(format!("{name}.py")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_name_becomes_a_file_name() {
        assert_eq!(file_name(" chat "), Some("chat.py".to_owned()));
        assert_eq!(file_name("сервер.py"), Some("сервер.py".to_owned()));
        assert_eq!(file_name("../a\n\"b\".py"), Some("..ab.py".to_owned()));
        assert_eq!(file_name("  "), None);
    }
}
