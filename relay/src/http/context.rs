//! What the shell is filled with: all that web/index.html may ask for, by the names of [`Context`]'s fields
//! (`{{ lang }}`, `{{ body|safe }}`, …). Chrome strings are the shell's own. Asking for anything else is an error, found when
//! the relay starts.

use serde::Serialize;

use super::dist::Dist;
use super::titles;
use crate::lessons::{Language, Lesson, Lessons};

/// Where the Lab's cells will be.
const LAB: &str = "<div data-lab></div>";

/// A page's values.
#[derive(Serialize)]
pub(super) struct Context<'a> {
    /// `ru` or `en`.
    lang: Language,
    /// `index`, `lesson`, `lab` or `missing`.
    kind: &'static str,
    /// The page's own title, as text.
    title: &'a str,
    /// One sentence about it, as text.
    description: &'a str,
    /// HTML: a lesson's text without its title, the Lab's mount point, or nothing.
    body: &'a str,
    /// For inline scripts, new for every response; letters and digits.
    nonce: &'a str,
    /// Of the build, for `/assets/@{digest}/…`.
    digest: &'a str,
    /// The runtime's folder, such as `/pyodide/314.0.7/`.
    pyodide: String,
    /// This page's path.
    canonical: String,
    /// The path of the same page in the other language.
    alternate: String,
    /// Every lesson of this language, in order.
    nav: Vec<Entry<'a>>,
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
    /// Whether this is the page it stands on.
    current: bool,
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
    /// What other addresses get.
    Missing,
}

impl<'a> Page<'a> {
    /// The page at `/{language}/{slug}`.
    pub(super) fn find(lessons: &'a Lessons, language: Language, slug: &str) -> Page<'a> {
        match lessons.find(language, slug) {
            Some(lesson) => Page::Lesson(lesson),
            None if slug == "lab" => Page::Lab,
            None => Page::Missing,
        }
    }
}

impl<'a> Context<'a> {
    /// Gathers the values of one page.
    pub(super) fn new(
        dist: &'a Dist,
        lessons: &'a Lessons,
        language: Language,
        page: Page<'a>,
        nonce: &'a str,
    ) -> Context<'a> {
        let here = match page {
            Page::Lesson(lesson) => lesson.slug.as_str(),
            Page::Lab => "lab",
            Page::Index | Page::Missing => "",
        };
        let (kind, title, description, body) = match page {
            Page::Lesson(lesson) => (
                "lesson",
                lesson.title.as_str(),
                lesson.description.as_str(),
                lesson.html.as_str(),
            ),
            Page::Index => named("index", titles::index(language), ""),
            Page::Lab => named("lab", titles::lab(language), LAB),
            Page::Missing => named("missing", titles::missing(language), ""),
        };
        let all: Vec<&Lesson> = lessons.of(language).collect();
        let at = all.iter().position(|lesson| lesson.slug == here);
        let neighbour = |at: Option<usize>| all.get(at?).map(|lesson| entry(lesson, here));
        Context {
            lang: language,
            kind,
            title,
            description,
            body,
            nonce,
            digest: dist.digest(),
            pyodide: format!("/pyodide/{}/", dist.runtime()),
            canonical: format!("/{}/{here}", language.code()),
            alternate: format!("/{}/{here}", language.other().code()),
            previous: neighbour(at.and_then(|at| at.checked_sub(1))),
            next: neighbour(at.map(|at| at + 1)),
            nav: all.iter().map(|lesson| entry(lesson, here)).collect(),
        }
    }
}

fn named<'a>(
    kind: &'static str,
    name: titles::Title,
    body: &'a str,
) -> (&'static str, &'a str, &'a str, &'a str) {
    (kind, name.title, name.description, body)
}

fn entry<'a>(lesson: &'a Lesson, here: &str) -> Entry<'a> {
    Entry {
        slug: &lesson.slug,
        title: &lesson.title,
        description: &lesson.description,
        href: format!("/{}/{}", lesson.language.code(), lesson.slug),
        current: lesson.slug == here,
    }
}
