//! A cell's looks: editor, controls, state, console. All it does is ask the runner.

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::Head;
use super::runner::Runner;
use super::state::State;
use super::stdin::Stdin;

type Shown = StoredValue<Rc<Runner>, LocalStorage>;

/// The inside of a cell's section, and the section's `data-state`.
#[component]
pub fn CellView(
    runner: Shown,
    section: StoredValue<HtmlElement, LocalStorage>,
    head: Head,
) -> impl IntoView {
    let (texts, signals) = runner.with_value(|runner| (runner.texts(), runner.signals));
    let Head { names, tools } = head;
    let help = runner.with_value(|runner| format!("help-{}", runner.facts.id));
    let state = signals.state;
    Effect::new(move || {
        let _ = section.with_value(|section| section.set_attribute("data-state", state.get().name()));
    });

    let editor = holding(move || runner.with_value(|runner| vec![runner.editor.element().clone()]));
    let console = holding(move || runner.with_value(|runner| runner.console.elements().into()));
    view! {
        <header class="cell-head">
            {names}
            <div class="cell-tools"><Reset runner/>{tools}</div>
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
            {move || signals.note.get().map(|note| view! { <p class="console-note fault" role="alert">{note}</p> })}
            <Stdin runner/>
        </div>
    }
}

/// The reader's text for a version that the author has replaced.
#[component]
fn Earlier(runner: Shown) -> impl IntoView {
    let (texts, earlier) = runner.with_value(|runner| (runner.texts(), runner.signals.earlier));
    let there = Memo::new(move |_| earlier.with(Option::is_some));
    move || {
        there.get().then(|| {
            view! {
                <div class="cell-kept">
                    <span>{texts.author_changed}</span>
                    <button type="button" class="button small" on:click=move |_| runner.with_value(|r| r.show_earlier())>
                        {texts.show_mine}
                    </button>
                    <button type="button" class="button small quiet" on:click=move |_| runner.with_value(|r| r.forget_earlier())>
                        {texts.forget_mine}
                    </button>
                </div>
            }
        })
    }
}

/// Brings the author's program back.
#[component]
fn Reset(runner: Shown) -> impl IntoView {
    let (texts, edited) = runner.with_value(|runner| (runner.texts(), runner.signals.edited));
    view! {
        <button
            type="button"
            class="button small quiet"
            data-action="reset"
            title=texts.reset_title
            aria-disabled=move || (!edited.get()).then_some("true")
            on:click=move |_| runner.with_value(|runner| runner.reset())
        >
            {texts.reset}
        </button>
    }
}

#[component]
fn Controls(runner: Shown) -> impl IntoView {
    let (texts, signals) = runner.with_value(|runner| (runner.texts(), runner.signals));
    let (able, label) = runner.with_value(|runner| (runner.is_able(), runner.run_label()));
    let group = runner.with_value(|runner| {
        let file = runner.facts.file;
        move || (texts.controls)(&file.get())
    });
    let active = Memo::new(move |_| signals.state.get().is_active());
    // Not `disabled`, which would throw the keyboard's focus off the button just pressed.
    let when = move |on: bool| move || (active.get() != on).then_some("true");
    view! {
        <div class="cell-bar" role="group" aria-label=group>
            <button
                type="button"
                class="button run"
                data-action="run"
                disabled=!able
                aria-disabled=when(false)
                on:click=move |_| runner.with_value(|runner| runner.run())
            >
                <svg viewBox="0 0 10 10" aria-hidden="true"><path d="M1 0l9 5-9 5z"/></svg>
                {label}
            </button>
            <button
                type="button"
                class="button"
                data-action="stop"
                aria-disabled=when(true)
                on:click=move |_| runner.with_value(|runner| runner.stop())
            >
                <svg viewBox="0 0 10 10" aria-hidden="true"><path d="M0 0h10v10h-10z"/></svg>
                {texts.stop}
            </button>
        </div>
    }
}

/// What the program is doing, for how long, and how far the download is.
#[component]
fn Status(runner: Shown) -> impl IntoView {
    let (texts, signals) = runner.with_value(|runner| (runner.texts(), runner.signals));
    let (elapsed, progress) = runner.with_value(|runner| (runner.clock.shown, runner.progress()));
    let words = Memo::new(move |_| {
        if signals.stopping.get() {
            return texts.stopping.to_owned();
        }
        signals.state.get().describe(texts, progress.get())
    });
    let loading = Memo::new(move |_| signals.state.get() == State::Loading);
    let bar = move || {
        loading.get().then(|| {
            // A bar without a value says that something is going on and nothing more.
            let share = move || progress.get().share().filter(|_| !progress.get().is_done());
            view! { <progress class="cell-progress" max="1" value=share aria-label=texts.preparing></progress> }
        })
    };
    view! {
        <div class="cell-status">
            <span class="mark" aria-hidden="true"></span>
            <span role="status">{words}</span>
            <span class="elapsed">{move || elapsed.get().map(texts.elapsed)}</span>
            {bar}
        </div>
    }
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
