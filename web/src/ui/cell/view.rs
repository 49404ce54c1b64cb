//! A cell's looks: editor, controls, state, console. All it does is ask the runner.

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use super::Head;
use super::runner::Runner;
use super::state::State;
use super::stdin::Stdin;
use crate::button::Button;
use crate::dom;
use crate::hooks;

/// How long a state must stand to be told, in milliseconds.
const SETTLED: i32 = 700;

type Shown = StoredValue<Rc<Runner>, LocalStorage>;

/// The inside of a cell's section, and the section's `data-state`.
#[component]
pub fn CellView(runner: Shown, section: StoredValue<HtmlElement, LocalStorage>, head: Head) -> impl IntoView {
    let (texts, signals) = runner.with_value(|runner| (runner.texts(), runner.signals));
    let Head { names, tools } = head;
    let help = runner.with_value(|runner| format!("help-{}", runner.facts.id));
    let state = signals.state;
    Effect::new(move |before: Option<State>| {
        let now = state.get();
        section.with_value(|section| {
            let _ = section.set_attribute("data-state", now.name());
            if before == Some(State::Idle) {
                fold_recorded(section);
            }
        });
        now
    });

    // After the one above: whoever is told may look at the element.
    Effect::new(move || {
        // What it waits in is part of its state, and its file's name may change.
        let _ = (state.get(), signals.asks.get());
        runner.with_value(|runner| {
            runner.facts.file.track();
            section.with_value(|section| hooks::tell_state(section, runner));
        });
    });

    let paused = runner.with_value(|runner| runner.paused());
    let note = move || {
        let refused = (signals.refused.get() && paused.get()).then(|| texts.fault_paused.to_owned());
        let note = refused.or_else(|| signals.note.get());
        note.map(|note| view! { <p class="console-note fault" role="alert">{note}</p> })
    };
    let editor = holding(move || runner.with_value(|runner| vec![runner.editor.element().clone()]));
    let console = holding(move || runner.with_value(|runner| runner.console.elements().into()));
    view! {
        <header class="cell-head">
            {names}
            <div class="cell-tools">{copy(runner)}{reset(runner)}{tools}</div>
        </header>
        <Earlier runner/>
        <div class="cell-editor">
            <div node_ref=editor></div>
            <p class="cell-help" id=help>{texts.editor_help}</p>
        </div>
        <Controls runner/>
        <Status runner/>
        <div class="console">
            <div node_ref=console></div>
            {note}
            <Stdin runner/>
        </div>
    }
}

/// The reader's text for a version that the author has replaced.
#[component]
fn Earlier(runner: Shown) -> impl IntoView {
    let (texts, earlier) = runner.with_value(|runner| (runner.texts(), runner.signals.earlier));
    let show = Button {
        class: "small",
        label: texts.show_mine,
        ..Button::default()
    };
    let forget = Button {
        class: "small quiet",
        label: texts.forget_mine,
        ..Button::default()
    };
    move || {
        earlier.with(Option::is_some).then(|| {
            view! {
                <div class="cell-kept">
                    <span>{texts.author_changed}</span>
                    {show.on_press(move || runner.with_value(|runner| runner.show_earlier()))}
                    {forget.on_press(move || runner.with_value(|runner| runner.forget_earlier()))}
                </div>
            }
        })
    }
}

/// Copies the program as it stands in the editor. The page's own script does it (web/reading/copy.js), as for all code in the text.
fn copy(runner: Shown) -> AnyView {
    let label = runner.with_value(|runner| runner.texts().copy);
    let button = Button {
        class: "small quiet",
        action: "copy",
        label,
        title: label,
        icon_only: true,
        icon: "M0 2h7v8H0zM3 0h7v8H8V1H3z",
        ..Button::default()
    };
    button.on_press(|| ())
}

/// Brings the author's program back.
fn reset(runner: Shown) -> AnyView {
    let (texts, edited) = runner.with_value(|runner| (runner.texts(), runner.signals.edited));
    let button = Button {
        class: "small quiet",
        action: "reset",
        label: texts.reset,
        title: texts.reset_title,
        ..Button::default()
    };
    button.on_press_when(
        move || edited.get(),
        move || runner.with_value(|runner| runner.reset()),
    )
}

#[component]
fn Controls(runner: Shown) -> impl IntoView {
    let (texts, state, paused) =
        runner.with_value(|runner| (runner.texts(), runner.signals.state, runner.paused()));
    let (able, label, file) =
        runner.with_value(|runner| (runner.is_able(), runner.run_label(), runner.facts.file));
    let run = Button {
        class: "run",
        action: "run",
        label,
        icon: "M1 0l9 5-9 5z",
        described_by: Some((hooks::PAUSED, paused)),
        disabled: !able,
        ..Button::default()
    };
    let stop = Button {
        action: "stop",
        label: texts.stop,
        icon: "M0 0h10v10h-10z",
        ..Button::default()
    };
    view! {
        <div class="cell-bar" role="group" aria-label=move || texts.controls_of(&file.get())>
            {run.on_press_when(move || !state.get().is_active() && !paused.get(), move || runner.with_value(|runner| runner.run()))}
            {stop.on_press_when(move || state.get().is_active(), move || runner.with_value(|runner| runner.stop()))}
        </div>
    }
}

/// What the program is doing, for how long, and how far the download is.
#[component]
fn Status(runner: Shown) -> impl IntoView {
    let (texts, signals) = runner.with_value(|runner| (runner.texts(), runner.signals));
    let (elapsed, progress) = runner.with_value(|runner| (runner.clock.shown, runner.progress()));
    let words = move || {
        if signals.stopping.get() {
            return texts.stopping.to_owned();
        }
        if signals.asks.get() {
            return texts.reading.to_owned();
        }
        signals.state.get().describe(texts, progress.get())
    };
    let bar = move || {
        (signals.state.get() == State::Loading).then(|| {
            // A bar without a value says that something is going on and nothing more.
            let percent = move || progress.get().percent().filter(|&percent| percent < 100);
            view! { <progress class="cell-progress" max="100" value=percent aria-label=texts.preparing></progress> }
        })
    };
    view! {
        <div class="cell-status">
            <span class="mark" aria-hidden="true"></span>
            <span>{words}</span>
            <span class="visually-hidden" role="status">{settled(words)}</span>
            <span class="elapsed">{move || elapsed.get().map(|tenths| texts.time(tenths))}</span>
            {bar}
        </div>
    }
}

/// The output that came with the lesson gives way to the program's own, and stays within reach.
fn fold_recorded(section: &HtmlElement) {
    if let Ok(Some(recorded)) = section.query_selector(".cell-expect") {
        let _ = recorded.remove_attribute("open");
    }
}

/// Words that have stood for a while, for those who hear them: a program may wait and go on many times a second.
fn settled(words: impl Fn() -> String + Copy + 'static) -> RwSignal<String> {
    let said = RwSignal::new(String::new());
    let newest = StoredValue::new(0_u32);
    Effect::new(move |before: Option<()>| {
        let words = words();
        newest.update_value(|number| *number += 1);
        let number = newest.get_value();
        // What a cell says before anything has happened is no news.
        if before.is_some() {
            spawn_local(async move {
                dom::sleep(SETTLED).await;
                if newest.try_get_value() == Some(number) {
                    said.set(words);
                }
            });
        }
    });
    said
}

/// A place for elements that are made elsewhere.
fn holding(elements: impl Fn() -> Vec<HtmlElement> + 'static) -> NodeRef<html::Div> {
    let place = NodeRef::<html::Div>::new();
    place.on_load(move |place| {
        for element in elements() {
            let _ = place.append_child(&element);
        }
    });
    place
}
