//! The line to type: there while a program waits in `input()`, and for as long as somebody is typing in it.

use std::rc::Rc;

use leptos::ev::{ClipboardEvent, KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;

use super::runner::Runner;
use crate::button::Button;
use crate::dom;

/// A program that reads line after line takes its question back for a moment between two. The input stays that long, so that
/// neither the focus nor a phone's keyboard goes.
const LINGER: i32 = 1_000;
/// Stands for a line feed in pasted text, which an input would drop: the separator of ASCII, which nobody types.
const FEED: char = '\u{1e}';

/// Comes when the program asks. Between two questions somebody who is in it may type ahead, as in a terminal.
#[component]
pub fn Stdin(runner: StoredValue<Rc<Runner>, LocalStorage>) -> impl IntoView {
    let signals = runner.with_value(|runner| runner.signals);
    let input = NodeRef::<html::Input>::new();
    let shown = RwSignal::new(false);
    let leave = move || {
        spawn_local(async move {
            dom::sleep(LINGER).await;
            let typing = || input.get_untracked().is_some_and(|input| is_in_use(&input));
            let over = signals
                .state
                .try_get_untracked()
                .is_none_or(|state| !state.is_active());
            if signals.asks.try_get_untracked() == Some(false) && (over || !typing()) {
                shown.set(false);
            }
        });
    };
    Effect::new(move || {
        let (asks, active) = (signals.asks.get(), signals.state.get().is_active());
        if asks && active {
            shown.set(true);
        } else if shown.get_untracked() {
            leave();
        }
    });
    move || shown.get().then(|| view! { <Line runner input leave/> })
}

fn is_in_use(input: &HtmlInputElement) -> bool {
    let focused = dom::document().active_element();
    !input.value().is_empty() || focused.is_some_and(|focused| input.is_same_node(Some(&focused)))
}

#[component]
fn Line(
    runner: StoredValue<Rc<Runner>, LocalStorage>,
    input: NodeRef<html::Input>,
    leave: impl Fn() + Copy + 'static,
) -> impl IntoView {
    let (texts, asks) = runner.with_value(|runner| (runner.texts(), runner.signals.asks));
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
    let paste = move |event: ClipboardEvent| {
        let text = event.clipboard_data().and_then(|data| data.get_data("text").ok());
        if let Some((input, text)) = input.get_untracked().zip(text)
            && text.contains(['\n', '\r'])
        {
            event.prevent_default();
            runner.with_value(|runner| insert_lines(&input, &text, |line| runner.type_line(line)));
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
        action: "eof",
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
                    data-stdin=move || asks.get().then_some("")
                    type="text"
                    enterkeyhint="send"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder=texts.type_line
                    on:keydown=press
                    on:paste=paste
                    on:blur=move |_| leave()
                />
            </label>
            {enter.on_press(|| ())}
            {eof.on_press(end)}
        </form>
    }
}

/// Puts text into the input where the selection is; lines that are complete are sent, the rest stays to be gone on with.
fn insert_lines(input: &HtmlInputElement, text: &str, send: impl Fn(&str)) {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\n', '\r'], &FEED.to_string());
    let _ = input.set_range_text(&text);
    let value = input.value();
    let mut lines = value.split(FEED);
    let rest = lines.next_back().unwrap_or_default();
    lines.for_each(send);
    input.set_value(rest);
}
