//! What the shell is filled with: all that web/index.html may ask for, by the names of [`Context`]'s fields
//! (`{{ lang }}`, `{{ body|safe }}`, …). Asking for anything else is an error, found when the relay starts.

use std::collections::BTreeMap;

use serde::Serialize;

use super::dist::Dist;
use super::outline::{self, Outline, Task};
use super::results::Results;
use crate::lessons::search::Question;
use crate::lessons::{Edition, JOIN, LAB, Lesson, Lessons, PREFLIGHT, SEARCH, TEACHER};

/// Where the Lab's cells will be.
const WORKBENCH: &str = "<div data-lab></div>";

/// Where a class's readers will be, on their teacher's page.
const DESK: &str = "<div class=\"teacher\" data-teacher></div>";

/// Where the checks of a browser will be.
const CHECKS: &str = "<div class=\"preflight\" data-preflight></div>";

/// A page's values.
#[derive(Serialize)]
pub(super) struct Context<'a> {
    /// The language's tag, such as `ru`.
    lang: &'a str,
    /// `ltr` or `rtl`.
    dir: &'static str,
    /// The shell's words in this language, by name (web/texts).
    texts: &'a BTreeMap<String, String>,
    /// Those of the page's own program, for the script to read: `{{ ui_texts|tojson }}`.
    ui_texts: &'a toml::Table,
    /// Those of the checks, for the same: `{{ preflight_texts|tojson }}`.
    preflight_texts: &'a toml::Table,
    /// Those of a class's pages, for the same: `{{ room_texts|tojson }}`.
    room_texts: &'a toml::Table,
    /// Those of the teacher's page, for the same: `{{ teacher_texts|tojson }}`.
    teacher_texts: &'a toml::Table,
    /// Every lesson with its exercises on the teacher's page, for the same (`{{ outline|tojson }}`); none on others.
    outline: Option<Outline<'a>>,
    /// The title of the class, or none.
    class: Option<&'a str>,
    /// `index`, `lesson`, `lab`, `search`, `preflight`, `join`, `teacher` or `missing`.
    kind: &'static str,
    /// The page's own title, as text.
    title: &'a str,
    /// One sentence about it, as text; may be empty.
    description: &'a str,
    /// HTML: a lesson's text without its title, the Lab's mount point, what an index begins with, or nothing.
    body: &'a str,
    /// For inline scripts, new for every response; letters and digits.
    nonce: &'a str,
    /// Of the build, for `/assets/@{digest}/…`.
    digest: &'a str,
    /// The runtime's folder, such as `/pyodide/314.0.7/`.
    pyodide: String,
    /// This page's path.
    canonical: String,
    /// The course in its other languages.
    alternates: Vec<Alternate<'a>>,
    /// The path for readers of none of the course's languages.
    unspecified: Option<String>,
    /// How long a lesson takes to read, in minutes; 0 on other pages.
    minutes: usize,
    /// The parts of a lesson.
    contents: Vec<Part<'a>>,
    /// What is searched for.
    query: &'a str,
    /// What was found, if anything was searched for.
    results: Option<Results>,
    /// Every lesson of this language, in order.
    nav: Vec<Entry<'a>>,
    /// The version of the course, if it may change while the page is open; else none.
    course: Option<&'a str>,
    /// The lesson before this one, or none.
    previous: Option<Entry<'a>>,
    /// The lesson after this one, or none.
    next: Option<Entry<'a>>,
}

/// A lesson in a list.
#[derive(Serialize)]
struct Entry<'a> {
    slug: &'a str,
    title: &'a str,
    description: &'a str,
    href: String,
    minutes: usize,
    /// Whether this is the page it stands on.
    current: bool,
    /// Its exercises, for the page's program, which counts those that are passed (`{{ lesson.exercises|tojson }}`).
    exercises: Vec<Task<'a>>,
    /// How many questions it asks.
    questions: usize,
}

/// A part of a lesson that its page can be opened at.
#[derive(Serialize)]
struct Part<'a> {
    anchor: &'a str,
    heading: &'a str,
}

/// Another language to read in.
#[derive(Serialize)]
struct Alternate<'a> {
    lang: &'a str,
    dir: &'static str,
    /// What the language calls itself.
    name: &'a str,
    /// This page in that language, or its index where there is no such page.
    href: String,
    /// Whether it is this page.
    same: bool,
}

/// A page that can be shown.
#[derive(Clone, Copy)]
pub(super) enum Page<'a> {
    /// All lessons.
    Index,
    /// One of them.
    Lesson(&'a Lesson),
    /// An empty workbench.
    Lab,
    /// What lessons say about something.
    Search(&'a Question),
    /// Where a class is joined.
    Join,
    /// Where a teacher keeps an eye on a class.
    Teacher,
    /// What tries out a reader's browser and network.
    Preflight,
    /// What other addresses get.
    Missing,
}

impl<'a> Page<'a> {
    /// The page of a course with this slug; some are there for a class only.
    pub(super) fn find(edition: &'a Edition, slug: &str, of_class: bool) -> Page<'a> {
        match slug {
            LAB => Page::Lab,
            PREFLIGHT => Page::Preflight,
            JOIN if of_class => Page::Join,
            TEACHER if of_class => Page::Teacher,
            _ => edition.lesson(slug).map_or(Page::Missing, Page::Lesson),
        }
    }

    fn slug(self) -> &'a str {
        match self {
            Page::Lesson(lesson) => &lesson.slug,
            Page::Lab => LAB,
            Page::Search(_) => SEARCH,
            Page::Join => JOIN,
            Page::Teacher => TEACHER,
            Page::Preflight => PREFLIGHT,
            Page::Index | Page::Missing => "",
        }
    }
}

impl<'a> Context<'a> {
    /// Gathers the values of one page.
    pub(super) fn new(
        dist: &'a Dist,
        lessons: &'a Lessons,
        edition: &'a Edition,
        page: Page<'a>,
        class: Option<&'a str>,
        nonce: &'a str,
        live: bool,
    ) -> Context<'a> {
        let here = page.slug();
        let word = |name| edition.texts.page.get(name).map_or("", String::as_str);
        let (kind, title, description, body) = match page {
            Page::Lesson(lesson) => (
                "lesson",
                lesson.title.as_str(),
                lesson.description.as_str(),
                lesson.html.as_str(),
            ),
            Page::Index => {
                let index = &edition.index;
                (
                    "index",
                    index.title.as_str(),
                    index.description.as_str(),
                    index.html.as_str(),
                )
            }
            Page::Lab => ("lab", word("lab"), word("lab_lead"), WORKBENCH),
            Page::Search(_) => ("search", word("search"), "", ""),
            Page::Join => ("join", class.unwrap_or(""), word("join_lead"), ""),
            Page::Teacher => ("teacher", class.unwrap_or(""), word("teacher_lead"), DESK),
            Page::Preflight => ("preflight", word("preflight"), word("preflight_lead"), CHECKS),
            Page::Missing => ("missing", word("missing"), word("missing_lead"), ""),
        };
        let lesson = match page {
            Page::Lesson(lesson) => Some(lesson),
            _ => None,
        };
        let question = match page {
            Page::Search(question) => Some(question),
            _ => None,
        };
        let at = edition.lessons.iter().position(|lesson| lesson.slug == here);
        let neighbour = |at: Option<usize>| Some(entry(edition, edition.lessons.get(at?)?, here));
        Context {
            lang: edition.language.code(),
            dir: edition.language.direction(),
            texts: &edition.texts.page,
            ui_texts: &edition.texts.ui,
            class,
            preflight_texts: &edition.texts.preflight,
            room_texts: &edition.texts.room,
            teacher_texts: &edition.texts.teacher,
            outline: matches!(page, Page::Teacher).then(|| Outline::of(edition)),
            kind,
            title,
            description,
            body,
            nonce,
            digest: dist.digest(),
            pyodide: format!("/pyodide/{}/", dist.runtime()),
            canonical: edition.path(here),
            alternates: alternates(lessons, edition, page),
            unspecified: unspecified(lessons, page),
            minutes: lesson.map_or(0, |lesson| lesson.minutes),
            contents: lesson.map_or_else(Vec::new, parts),
            query: question.map_or("", Question::text),
            results: question.and_then(|question| Results::of(edition, question)),
            course: live.then_some(&lessons.digest),
            previous: neighbour(at.and_then(|at| at.checked_sub(1))),
            next: neighbour(at.map(|at| at + 1)),
            nav: edition
                .lessons
                .iter()
                .map(|lesson| entry(edition, lesson, here))
                .collect(),
        }
    }
}

fn alternates<'a>(lessons: &'a Lessons, edition: &Edition, page: Page<'_>) -> Vec<Alternate<'a>> {
    let others = lessons
        .editions()
        .filter(|other| other.language != edition.language);
    others
        .map(|other| {
            let same = match page {
                Page::Lesson(lesson) => other.lesson(&lesson.slug).is_some(),
                Page::Index | Page::Lab | Page::Preflight | Page::Search(_) | Page::Join | Page::Teacher => {
                    true
                }
                Page::Missing => false,
            };
            Alternate {
                lang: other.language.code(),
                dir: other.language.direction(),
                name: &other.texts.language,
                href: other.path(if same { page.slug() } else { "" }),
                same,
            }
        })
        .collect()
}

fn entry<'a>(edition: &Edition, lesson: &'a Lesson, here: &str) -> Entry<'a> {
    Entry {
        slug: &lesson.slug,
        title: &lesson.title,
        description: &lesson.description,
        href: edition.path(&lesson.slug),
        minutes: lesson.minutes,
        current: lesson.slug == here,
        exercises: outline::tasks(lesson),
        questions: lesson.questions,
    }
}

/// The front door chooses the language of an index; other pages are shown in the main one, if they are there.
fn unspecified(lessons: &Lessons, page: Page<'_>) -> Option<String> {
    let main = lessons.main();
    match page {
        Page::Index => Some("/".to_owned()),
        Page::Lesson(lesson) => main.lesson(&lesson.slug).map(|lesson| main.path(&lesson.slug)),
        Page::Lab => Some(main.path(page.slug())),
        Page::Preflight => Some("/preflight".to_owned()),
        Page::Search(_) | Page::Join | Page::Teacher | Page::Missing => None,
    }
}

/// The parts that begin with `##`; a finer list would be longer than it is useful.
fn parts(lesson: &Lesson) -> Vec<Part<'_>> {
    let second = lesson.sections.iter().filter(|section| section.level == 2);
    second
        .map(|section| Part {
            anchor: &section.anchor,
            heading: &section.heading,
        })
        .collect()
}
