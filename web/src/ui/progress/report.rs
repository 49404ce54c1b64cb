//! Progress counted over lessons, and written down: as JSON for programs, as text for people.

use js_sys::{Array, JSON};
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

use super::{Answered, Passed};
use crate::dom;
use crate::texts::Texts;

/// The number of the JSON's form; a change that breaks readers of it gets a new one.
const FORM: u32 = 1;

/// A lesson, what there is to do in it, and what is done.
pub struct Lesson {
    pub slug: String,
    pub title: String,
    pub exercises: Vec<Exercise>,
    pub questions: Vec<Option<Answered>>,
}

/// An exercise, and when it was passed.
pub struct Exercise {
    pub name: String,
    pub title: String,
    pub passed: Option<Passed>,
}

/// What is done of what there is.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub exercises: usize,
    pub answered: usize,
    pub right: usize,
    pub questions: usize,
}

impl Lesson {
    /// Reads what the relay wrote beside a lesson's title, and what the browser keeps.
    pub fn read(place: &HtmlElement) -> Option<Lesson> {
        let slug = place.get_attribute("data-lesson")?;
        let exercises: Array = JSON::parse(&place.get_attribute("data-exercises")?).ok()?.into();
        let questions: usize = place.get_attribute("data-questions")?.parse().ok()?;
        Some(Lesson {
            title: place.get_attribute("data-title")?,
            exercises: exercises
                .iter()
                .filter_map(|exercise| Exercise::read(&slug, &exercise))
                .collect(),
            questions: (1..=questions)
                .map(|number| super::answered(&slug, number))
                .collect(),
            slug,
        })
    }

    pub fn count(&self) -> Count {
        let answers = || self.questions.iter().flatten();
        Count {
            passed: self
                .exercises
                .iter()
                .filter(|exercise| exercise.passed.is_some())
                .count(),
            exercises: self.exercises.len(),
            answered: answers().count(),
            right: answers().filter(|answer| answer.right).count(),
            questions: self.questions.len(),
        }
    }
}

impl Exercise {
    fn read(lesson: &str, exercise: &JsValue) -> Option<Exercise> {
        let name = dom::get_string(exercise, "name")?;
        Some(Exercise {
            title: dom::get_string(exercise, "title")?,
            passed: super::passed(lesson, &name),
            name,
        })
    }
}

impl Count {
    /// Of all lessons together.
    pub fn of_all(lessons: &[Lesson]) -> Count {
        lessons
            .iter()
            .map(Lesson::count)
            .fold(Count::default(), |a, b| Count {
                passed: a.passed + b.passed,
                exercises: a.exercises + b.exercises,
                answered: a.answered + b.answered,
                right: a.right + b.right,
                questions: a.questions + b.questions,
            })
    }

    pub fn is_complete(self) -> bool {
        self.passed == self.exercises && self.answered == self.questions
    }

    /// Such as “exercises: 1 of 2 · questions: 0 of 3”.
    pub fn in_words(self, texts: &Texts) -> String {
        let exercises = (self.exercises > 0).then(|| texts.exercises(self.passed, self.exercises));
        let questions = (self.questions > 0).then(|| texts.questions(self.answered, self.questions));
        let parts: Vec<String> = exercises.into_iter().chain(questions).collect();
        parts.join(" · ")
    }
}

/// A line for each lesson, and one for each of its exercises.
pub fn text(lessons: &[Lesson], texts: &Texts) -> String {
    let all = Count::of_all(lessons);
    let right = texts.right(all.right);
    let mut text = format!("Echoroom. {}: {}, {right}\n", texts.progress, all.in_words(texts));
    for lesson in lessons {
        text += &format!("\n{}\n    {}\n", lesson.title, lesson.count().in_words(texts));
        for Exercise { title, passed, .. } in &lesson.exercises {
            let day = passed.as_ref().map_or("–", |passed| &passed.day);
            text += &format!("    {title}: {day}\n");
        }
    }
    text
}

/// `{"form": 1, "lessons": [{"lesson", "exercises": [{"exercise", "passed", "version"}], "questions": [{"chosen", "right"} or null]}]}`
pub fn json(lessons: &[Lesson]) -> String {
    let lessons: Array = lessons.iter().map(lesson_json).collect();
    let report = dom::object([("form", FORM.into()), ("lessons", lessons.into())]);
    JSON::stringify_with_replacer_and_space(&report, &JsValue::NULL, &2.into())
        .map_or_else(|_| String::new(), String::from)
}

fn lesson_json(lesson: &Lesson) -> JsValue {
    let exercises: Array = lesson
        .exercises
        .iter()
        .map(|Exercise { name, passed, .. }| {
            let text = |text: Option<&String>| text.map_or(JsValue::NULL, |text| text.as_str().into());
            dom::object([
                ("exercise", name.as_str().into()),
                ("passed", text(passed.as_ref().map(|passed| &passed.day))),
                ("version", text(passed.as_ref().map(|passed| &passed.version))),
            ])
        })
        .collect();
    let questions: Array = lesson
        .questions
        .iter()
        .map(|answered| match answered {
            None => JsValue::NULL,
            Some(Answered { chosen, right }) => {
                dom::object([("chosen", (*chosen as u32).into()), ("right", (*right).into())]).into()
            }
        })
        .collect();
    dom::object([
        ("lesson", lesson.slug.as_str().into()),
        ("exercises", exercises.into()),
        ("questions", questions.into()),
    ])
    .into()
}
