//! The line to type while a program waits in `input()`.

use std::rc::Rc;

use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::runner::Runner;
use crate::button::Button;
use crate::dom;

/// A program that reads line after line takes its question back for a moment between two. The input stays that long, so that
/// neither the focus nor a phone's keyboard goes.
const LINGER: i32 = 1_000;

/// There only while the program asks.
#[component]
pub fn Stdin(runner: StoredValue<Rc<Runner>, LocalStorage>) -> impl IntoView {
    let asks = runner.with_value(|runner| runner.signals.asks);
    let shown = RwSignal::new(false);
    Effect::new(move || {
        if asks.get() {
            return shown.set(true);
        }
        spawn_local(async move {
            dom::sleep(LINGER).await;
            if asks.try_get_untracked() == Some(false) {
                shown.set(false);
            }
        });
    });
    move || shown.get().then(|| view! { <Line runner/> })
}

#[component]
fn Line(runner: StoredValue<Rc<Runner>, LocalStorage>) -> impl IntoView {
    let texts = runner.with_value(|runner| runner.texts());
    let input = NodeRef::<html::Input>::new();
    // Whoever works in this cell goes on here; somebody typing elsewhere isn't torn away.
    input.on_load(|input| {
        let cell = input.closest("[data-cell]").ok().flatten();
        let active = dom::document().active_element();
        let elsewhere = active.is_some_and(|active| {
            active.tag_name() != "BODY" && !cell.is_some_and(|cell| cell.contains(Some(&active)))
        });
        if !elsewhere {
            let _ = input.focus();
        }
    });

    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(input) = input.get_untracked() {
            let line = input.value();
            input.set_value("");
            runner.with_value(|runner| runner.type_line(&line));
        }
    };
    let end = move || runner.with_value(|runner| runner.end_input());
    let press = move |event: KeyboardEvent| {
        let Some(input) = input.get_untracked() else {
            return;
        };
        if !event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        match event.key().as_str() {
            "d" if input.value().is_empty() => end(),
            "c" if input.selection_start() == input.selection_end() => {
                runner.with_value(|runner| runner.stop());
            }
            _ => return,
        }
        event.prevent_default();
    };

    let enter = Button {
        class: "small",
        label: texts.send_line,
        submits: true,
        ..Button::default()
    };
    let eof = Button {
        class: "small quiet",
        label: texts.end_input,
        title: texts.end_input_title,
        ..Button::default()
    };
    view! {
        <form class="stdin" on:submit=send>
            <label>
                <span class="visually-hidden">{texts.type_line}</span>
                <input
                    node_ref=input
                    data-stdin=""
                    type="text"
                    enterkeyhint="send"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder=texts.type_line
                    on:keydown=press
                />
            </label>
            {enter.on_press(|| ())}
            {eof.on_press(end)}
        </form>
    }
}
