//! A course as the teacher's page shows progress in it: lessons, and the exercises of each.

use serde::Serialize;

use crate::lessons::{Edition, Lesson};

/// All lessons of one language in their order.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Outline<'a>(Vec<Entry<'a>>);

/// One of them.
#[derive(Serialize)]
struct Entry<'a> {
    slug: &'a str,
    title: &'a str,
    href: String,
    exercises: Vec<Task<'a>>,
}

/// An exercise. Its name is the same in all languages; pages report under it what is passed.
#[derive(Serialize)]
pub(super) struct Task<'a> {
    name: &'a str,
    title: &'a str,
}

impl<'a> Outline<'a> {
    pub(super) fn of(edition: &'a Edition) -> Self {
        Self(
            edition
                .lessons
                .iter()
                .map(|lesson| entry(edition, lesson))
                .collect(),
        )
    }
}

fn entry<'a>(edition: &Edition, lesson: &'a Lesson) -> Entry<'a> {
    Entry {
        slug: &lesson.slug,
        title: &lesson.title,
        href: edition.path(&lesson.slug),
        exercises: tasks(lesson),
    }
}

/// The exercises of a lesson.
pub(super) fn tasks(lesson: &Lesson) -> Vec<Task<'_>> {
    let exercises = lesson.exercises.iter();
    exercises
        .map(|exercise| Task {
            name: &exercise.name,
            title: &exercise.title,
        })
        .collect()
}
