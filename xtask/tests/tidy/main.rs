//! The house rules that a machine can check. Each test names what it found, so that its failure says what to do.

#![allow(clippy::unwrap_used, reason = "a test may end in a panic")]

mod files;
mod protocol;

use std::collections::BTreeSet;
use std::path::Path;

use files::{lines, named, read};

/// Past this a file has more than one subject.
const MOST_LINES: usize = 400;

#[test]
fn every_file_says_at_its_top_what_lives_there() {
    let silent = |file: &&String| {
        let text = read(file);
        let head = text
            .lines()
            .find(|line| !line.is_empty() && !line.starts_with("#!"))
            .unwrap_or_default();
        let openings: &[&str] = match Path::new(file)
            .extension()
            .and_then(|extension| extension.to_str())
        {
            Some("rs") => &["//!"],
            Some("py") => &["#", "\"\"\""],
            _ => &["//", "/*"],
        };
        !openings.iter().any(|opening| head.starts_with(opening))
    };
    let files = named(&["rs", "js", "mjs", "css", "py"]);
    // What the differential suite runs is the programs' own, and tracebacks count its lines.
    let silent: Vec<_> = files
        .iter()
        .filter(|file| !file.starts_with("e2e/differential"))
        .filter(silent)
        .collect();
    assert!(silent.is_empty(), "no header: {silent:#?}");
}

#[test]
fn no_rust_file_is_too_long() {
    let long: Vec<_> = named(&["rs"])
        .into_iter()
        .map(|file| (lines(&file), file))
        .filter(|(count, _)| *count > MOST_LINES)
        .collect();
    assert!(
        long.is_empty(),
        "more than {MOST_LINES} lines, to be split: {long:#?}"
    );
}

#[test]
fn lessons_exist_in_both_languages() {
    let slugs = |language: &str| -> BTreeSet<String> {
        let folder = format!("content/{language}/");
        named(&["md"])
            .iter()
            .filter_map(|file| file.strip_prefix(&folder))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(slugs("ru"), slugs("en"));
    assert!(!slugs("en").is_empty());
}

#[test]
fn the_page_s_program_and_the_files_of_texts_know_the_same_texts() {
    let english = read("web/texts/en.toml");
    for (file, section) in [
        ("web/src/ui/texts.rs", "\n[ui]\n"),
        ("web/src/ui/preflight/texts.rs", "\n[preflight]\n"),
    ] {
        let source = read(file);
        let (_, declared) = source.split_once("\ntexts! {").unwrap();
        let (declared, _) = declared.split_once('}').unwrap();
        let declared: BTreeSet<&str> = declared.split_whitespace().collect();
        let (_, section) = english.split_once(section).unwrap();
        let section = section.split("\n[").next().unwrap();
        let is_name = |name: &&str| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        let written: BTreeSet<&str> = section
            .lines()
            .filter_map(|line| Some(line.split_once(" = ")?.0))
            .filter(is_name)
            .collect();
        assert_eq!(
            declared, written,
            "{file} (left) and web/texts/en.toml (right) differ"
        );
    }
}

#[test]
fn every_picture_is_shown_in_both_languages() {
    let lessons = |language: &str| -> String {
        let folder = format!("content/{language}/");
        let files = named(&["md"]).into_iter();
        files
            .filter(|file| file.starts_with(&folder))
            .map(|file| read(&file))
            .collect()
    };
    let (russian, english) = (lessons("ru"), lessons("en"));
    let pictures = named(&["svg", "png", "jpg", "webp", "gif"]).into_iter();
    let unseen: Vec<_> = pictures
        .filter_map(|file| Some(file.strip_prefix("content/pictures/")?.to_owned()))
        .filter(|name| {
            let shown = format!("]({name}");
            !(russian.contains(&shown) && english.contains(&shown))
        })
        .collect();
    assert!(
        unseen.is_empty(),
        "in no lesson, or in one language only: {unseen:#?}"
    );
}

#[test]
fn lock_files_name_no_place_to_download_from() {
    let standard = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    for lock in named(&["lock"]) {
        let text = read(&lock);
        let other: Vec<_> = text
            .lines()
            .filter(|line| line.contains("://") && *line != standard)
            .collect();
        assert!(other.is_empty(), "{lock}: {other:#?}");
    }

    let packages = read("package-lock.json");
    let resolved: Vec<_> = packages
        .lines()
        .filter(|line| line.contains("\"resolved\":") && line.contains("://"))
        .collect();
    assert!(
        resolved.is_empty(),
        "package-lock.json, written without this project's .npmrc: {resolved:#?}"
    );
}

#[test]
fn npm_packages_are_pinned() {
    for manifest in ["package.json", "web/package.json", "e2e/package.json"] {
        let text = read(manifest);
        let loose: Vec<_> = text
            .lines()
            .filter(|line| {
                ["\"^", "\"~", "\"*", "\"latest"]
                    .iter()
                    .any(|range| line.contains(range))
            })
            .collect();
        assert!(loose.is_empty(), "{manifest}: {loose:#?}");
    }
}

#[test]
fn the_protocol_is_as_its_document_says() {
    protocol::assert_frames_agree("ToRelay", "program → relay");
    protocol::assert_frames_agree("ToProgram", "relay → program");
    protocol::assert_close_codes_agree();
}
