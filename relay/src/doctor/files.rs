//! What the program itself brings: its version, its pages, its lessons.

use std::path::PathBuf;

use super::{Finding, Lang};
use crate::http::{Dist, Shell};
use crate::lessons::{Lessons, Source};

/// Which Echoroom this is, and on what.
pub(super) fn version(lang: Lang) -> Finding {
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    Finding::good(
        "Echoroom",
        format!("{} {} {system}", env!("CARGO_PKG_VERSION"), lang.say("на", "on")),
    )
}

/// Whether the pages are there.
pub(super) fn pages(lang: Lang, dist: Option<PathBuf>) -> Finding {
    let subject = lang.say("Страницы", "Pages");
    let dist = match dist.as_deref().map(Dist::read) {
        None => Dist::embedded(),
        Some(Ok(dist)) => dist,
        Some(Err(error)) => return Finding::bad(subject, error.to_string()),
    };
    match Shell::new(&dist) {
        Err(error) => Finding::bad(subject, with_sources(error)),
        Ok(shell) if shell.built => {
            let (text, python) = (lang.say("на месте, Python", "there, Python"), dist.runtime());
            Finding::good(subject, format!("{text}: Pyodide {python}"))
        }
        Ok(_) => Finding::bad(
            subject,
            lang.say(
                "Программа собрана без страниц: уроки можно читать, но не выполнять.\nСоберите всё: cargo xtask serve",
                "This program was built without its pages: lessons can be read, not run.\nBuild everything: cargo xtask serve",
            ),
        ),
    }
}

/// Whether the lessons are as they should be.
pub(super) fn lessons(lang: Lang, content: Option<PathBuf>) -> Finding {
    let subject = lang.say("Уроки", "Lessons");
    let source = content.map_or(Source::Embedded, Source::Directory);
    match Lessons::load(&source) {
        Ok(lessons) => {
            let counts = lessons
                .editions()
                .map(|edition| format!("{}: {}", edition.language, edition.lessons.len()));
            Finding::good(subject, counts.collect::<Vec<_>>().join(", "))
        }
        Err(error) => Finding::bad(subject, with_sources(error)),
    }
}

/// An error with all that led to it.
pub(super) fn with_sources(error: impl Into<anyhow::Error>) -> String {
    format!("{:#}", error.into())
}
