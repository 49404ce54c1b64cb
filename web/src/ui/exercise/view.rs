//! A check's looks: its button, and what it said.

use std::rc::Rc;

use leptos::prelude::*;

use super::check::{Check, Verdict};
use crate::button::Button;
use crate::hooks;
use crate::progress;

type Shown = StoredValue<Rc<Check>, LocalStorage>;

/// What stands below an exercise's cell.
#[component]
pub fn CheckView(check: Shown) -> impl IntoView {
    let (texts, verdict) = check.with_value(|check| (check.app.texts, check.verdict));
    let paused = check.with_value(|check| check.app.paused);
    let (able, file) = check.with_value(|check| (check.app.able, check.reader.facts.file));
    let button = Button {
        class: "check-button",
        action: "check",
        label: texts.check,
        title: texts.check_title,
        icon: "M1 5l1.2-1.2 2 2 3.8-4.3 1.2 1.1-5 5.7z",
        described_by: Some((hooks::PAUSED, paused)),
        disabled: !able,
        ..Button::default()
    };
    let label = move || texts.check_of(&file.get());
    let name = move || verdict.with(Verdict::name);
    let words = move || match verdict.get() {
        Verdict::None => before(check).map(|words| view! { <span>{words}</span> }.into_any()),
        Verdict::Checking => Some(view! { <span>{texts.checking}</span> }.into_any()),
        Verdict::Passed => Some(view! { <b>{texts.passed}</b> }.into_any()),
        Verdict::Wrong(why) => Some(view! { <b>{texts.wrong}</b>" "<span>{why}</span> }.into_any()),
        Verdict::Broken(why) => Some(view! { <b>{texts.not_checked}</b>" "<span>{why}</span> }.into_any()),
    };
    view! {
        <div class="exercise-bar" role="group" aria-label=label>
            {button.on_press_when(
                move || !paused.get() && verdict.with(|verdict| *verdict != Verdict::Checking),
                move || check.with_value(Check::start),
            )}
            <p class="verdict" role="status" data-verdict=name>{words}</p>
        </div>
    }
}

/// What earlier visits have brought.
fn before(check: Shown) -> Option<&'static str> {
    check.with_value(|check| {
        let texts = check.app.texts;
        let passed = progress::passed(&check.app.page.lesson, &check.name)?;
        Some(if passed.version == check.version {
            texts.passed_before
        } else {
            texts.passed_earlier_version
        })
    })
}
