//! Progress in the table of contents: beside each lesson, and all together with what can be done with it.

use js_sys::encode_uri_component;
use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::report::{self, Count, Lesson};
use crate::button::Button;
use crate::dom;
use crate::texts::Texts;

/// Fills the places that a page has for it.
pub fn mount(texts: &'static Texts) {
    let places = dom::all("[data-lesson]");
    show(&places, texts);
    let Some(summary) = dom::all("[data-progress]").into_iter().next() else {
        return;
    };
    summary.set_hidden(false);
    let places = StoredValue::new_local(places);
    mount_to(summary, move || view! { <Summary places texts/> }).forget();
}

fn read(places: &[HtmlElement]) -> Vec<Lesson> {
    places.iter().filter_map(Lesson::read).collect()
}

fn show(places: &[HtmlElement], texts: &Texts) {
    for place in places {
        let Some(count) = Lesson::read(place).map(|lesson| lesson.count()) else {
            continue;
        };
        place.set_text_content(Some(&count.in_words(texts)));
        let _ = place
            .class_list()
            .toggle_with_force("complete", count.is_complete());
    }
}

#[component]
fn Summary(places: StoredValue<Vec<HtmlElement>, LocalStorage>, texts: &'static Texts) -> impl IntoView {
    let lessons = move || places.with_value(|places| read(places));
    let [text, json, words] = [(); 3].map(|()| RwSignal::new(String::new()));
    let refresh = move || {
        let lessons = lessons();
        let count = Count::of_all(&lessons);
        words.set(format!(
            "{} · {}",
            count.in_words(texts),
            texts.right(count.right)
        ));
        text.set(report::text(&lessons, texts));
        json.set(report::json(&lessons));
        places.with_value(|places| show(places, texts));
    };
    refresh();
    let file = move || {
        let json = String::from(encode_uri_component(&json.get()));
        format!("data:application/json;charset=utf-8,{json}")
    };
    view! {
        <h2 class="list-head">{texts.progress}</h2>
        <p class="progress-count">{words}</p>
        <p class="progress-about">{texts.kept_here}</p>
        <div class="progress-bar">
            <a class="button small" data-action="export" download="echoroom-progress.json" href=file>{texts.download_progress}</a>
            <Forget texts refresh/>
        </div>
        <details class="progress-text">
            <summary>{texts.progress_as_text}</summary>
            <pre tabindex="0">{text}</pre>
        </details>
    }
}

/// Asks before it does so.
#[component]
fn Forget(texts: &'static Texts, refresh: impl Fn() + Copy + Send + 'static) -> impl IntoView {
    let asking = RwSignal::new(false);
    let done = RwSignal::new(false);
    let ask = Button {
        class: "small quiet",
        action: "forget",
        label: texts.forget,
        ..Button::default()
    };
    let yes = Button {
        class: "small",
        action: "forget-yes",
        label: texts.forget_yes,
        ..Button::default()
    };
    let no = Button {
        class: "small quiet",
        action: "forget-no",
        label: texts.forget_no,
        ..Button::default()
    };
    let forget = move || {
        super::forget();
        refresh();
        asking.set(false);
        done.set(true);
    };
    let question = move || {
        asking.get().then(|| {
            view! {
                <span>{texts.forget_sure}</span>
                {yes.on_press(forget)}
                {no.on_press(move || asking.set(false))}
            }
        })
    };
    view! {
        {ask.on_press_when(move || !asking.get(), move || {
            done.set(false);
            asking.set(true);
        })}
        <span class="progress-ask" role="status">
            {question}
            {move || done.get().then_some(texts.forgotten)}
        </span>
    }
}
