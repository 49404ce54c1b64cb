//! How the checks look: the verdict, a row for each, and the same as text for whoever is asked for help.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

use super::rows::{Check, Found, Row, Rows, State};
use super::texts::Texts;
use super::verdict::Verdict;
use crate::button::Button;
use crate::dom;

/// Where the text to copy stands.
const REPORT: &str = "preflight-report";

/// All of the page but its head.
#[component]
pub fn Preflight(rows: Rows, texts: &'static Texts) -> impl IntoView {
    let verdict = Memo::new(move |_| verdict(rows));
    view! {
        <div class="verdict" role="status" data-verdict=move || verdict.get().id()>
            <p class="verdict-word">{move || word(verdict.get(), texts)}</p>
            {move || reasons(verdict.get(), rows, texts)}
        </div>
        <ol class="checks">{rows.0.map(|row| view! { <CheckRow row texts/> }).into_iter().collect_view()}</ol>
        {move || (!matches!(verdict.get(), Verdict::Checking(_))).then(|| view! { <Report rows texts/> })}
    }
}

#[component]
fn CheckRow(row: Row, texts: &'static Texts) -> impl IntoView {
    let state = move || row.found.with(|found| found.state);
    view! {
        <li class="check" data-check=row.check.id() data-state=move || state().id()>
            <span class="check-mark" aria-hidden="true">{move || mark(state())}</span>
            <b class="check-name">{row.check.name(texts)}</b>
            <span class="visually-hidden">{move || format!(": {}. ", state().said(texts))}</span>
            <span class="check-figure">{move || row.found.with(|found| found.figure.clone())}</span>
            <p class="check-text">{move || row.found.with(|found| found.text.clone())}</p>
        </li>
    }
}

/// The text is selected and copied as a reader would do it: on plain http a page has no clipboard of its own.
#[component]
fn Report(rows: Rows, texts: &'static Texts) -> impl IntoView {
    let copied = RwSignal::new(false);
    let copy = Button {
        action: "copy-report",
        label: texts.copy,
        ..Button::default()
    };
    let again = Button {
        class: "quiet",
        action: "again",
        label: texts.again,
        ..Button::default()
    };
    let text = text(rows, texts);
    // Where the browser can't fit it to the text, there is room for a few lines that are broken.
    let lines = text.lines().count() + 3;
    view! {
        <div class="preflight-report">
            <label for=REPORT>{texts.report}</label>
            <textarea id=REPORT readonly rows=lines.to_string() data-report>{text}</textarea>
            <p class="preflight-buttons">
                {copy.on_press(move || copied.set(copy_report()))}
                {again.on_press(|| drop(dom::window().location().reload()))}
                <span role="status">{move || copied.get().then_some(texts.copied)}</span>
            </p>
        </div>
    }
}

fn verdict(rows: Rows) -> Verdict {
    let found = rows.0.map(|row| (row.check, row.found.get()));
    Verdict::of(found.iter().map(|(check, found)| (*check, found)))
}

fn word(verdict: Verdict, texts: &Texts) -> String {
    match verdict {
        Verdict::Checking(check) => {
            let number = Check::ALL
                .iter()
                .position(|one| *one == check)
                .unwrap_or_default()
                + 1;
            texts.progress((number, Check::ALL.len()), check.name(texts))
        }
        Verdict::Ready => texts.ready.to_owned(),
        Verdict::Limited => texts.limited.to_owned(),
        Verdict::Unfit => texts.unfit.to_owned(),
    }
}

/// What stands in the way of everything, or of something.
fn reasons(verdict: Verdict, rows: Rows, texts: &'static Texts) -> Option<AnyView> {
    let state = match verdict {
        Verdict::Limited => State::Limited,
        Verdict::Unfit => State::Bad,
        Verdict::Checking(_) | Verdict::Ready => return None,
    };
    let said = rows.0.into_iter().filter_map(|row| {
        let Found {
            state: found, text, ..
        } = row.found.get_untracked();
        (found == state).then(|| view! { <li><b>{row.check.name(texts)}". "</b>{text}</li> })
    });
    Some(view! { <ul>{said.collect_view()}</ul> }.into_any())
}

fn text(rows: Rows, texts: &Texts) -> String {
    let page = dom::window().location().href().unwrap_or_default();
    let time = String::from(js_sys::Date::new_0().to_iso_string());
    // 2026-11-26T12:56:39.000Z has the minute in its first sixteen characters.
    let time: String = time.chars().take(16).collect();
    let mut lines = vec![
        format!("{page} · {} UTC", time.replace('T', " ")),
        word(verdict(rows), texts),
    ];
    for row in rows.0 {
        let Found { state, figure, text } = row.found.get_untracked();
        let name = row.check.name(texts);
        let figure = if figure.is_empty() {
            figure
        } else {
            format!(" ({figure})")
        };
        lines.push(match state {
            State::Good | State::Skipped => format!("{} {name}{figure}", mark(state)),
            _ => format!("{} {name}{figure}: {text}", mark(state)),
        });
    }
    lines.join("\n")
}

fn mark(state: State) -> &'static str {
    match state {
        State::Waiting => "·",
        State::Running => "…",
        State::Good => "✓",
        State::Limited => "!",
        State::Bad => "✗",
        State::Skipped => "–",
    }
}

fn copy_report() -> bool {
    let report = dom::document().get_element_by_id(REPORT);
    let Some(report) = report.and_then(|report| report.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return false;
    };
    report.select();
    let document: HtmlDocument = dom::document().unchecked_into();
    document.exec_command("copy").unwrap_or(false)
}
