//! What a reader has done: exercises passed, questions answered. Kept in the browser, under the same names in all languages;
//! `report` writes it down, `view` shows it in the table of contents.

mod report;
mod view;

use js_sys::Date;

use crate::{hooks, storage};
pub use view::mount;

const PASSED: &str = "passed/";
const ANSWERED: &str = "answered/";

/// An exercise that was passed.
pub struct Passed {
    /// The author's version of it.
    pub version: String,
    /// The day, as in 2026-11-26.
    pub day: String,
}

/// A question that was answered.
#[derive(Clone, Copy)]
pub struct Answered {
    /// Which option was chosen, counted from 0.
    pub chosen: usize,
    pub right: bool,
}

/// Notes that an exercise was passed.
pub fn pass(lesson: &str, exercise: &str, version: &str) {
    let now = String::from(Date::new_0().to_iso_string());
    let day = now.split('T').next().unwrap_or_default();
    storage::set(
        &format!("{PASSED}{lesson}/{exercise}"),
        &format!("{version} {day}"),
    );
    hooks::tell_passed(lesson, exercise);
}

/// Whether an exercise was passed.
pub fn passed(lesson: &str, exercise: &str) -> Option<Passed> {
    let kept = storage::get(&format!("{PASSED}{lesson}/{exercise}"))?;
    let (version, day) = kept.split_once(' ')?;
    Some(Passed {
        version: version.to_owned(),
        day: day.to_owned(),
    })
}

/// Notes the answer to a question.
pub fn answer(lesson: &str, question: usize, answered: Answered) {
    let Answered { chosen, right } = answered;
    let how = if right { "right" } else { "wrong" };
    storage::set(
        &format!("{ANSWERED}{lesson}/{question}"),
        &format!("{chosen} {how}"),
    );
}

/// The answer to a question.
pub fn answered(lesson: &str, question: usize) -> Option<Answered> {
    let kept = storage::get(&format!("{ANSWERED}{lesson}/{question}"))?;
    let (chosen, how) = kept.split_once(' ')?;
    Some(Answered {
        chosen: chosen.parse().ok()?,
        right: how == "right",
    })
}

/// Forgets everything here, and nothing else.
pub fn forget() {
    for beginning in [PASSED, ANSWERED] {
        for name in storage::names(beginning) {
            storage::remove(&name);
        }
    }
}
