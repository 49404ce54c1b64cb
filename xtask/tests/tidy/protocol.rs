//! Holds wire/PROTOCOL.md against the code beside it: the same frames with the same fields, the same close codes.

use std::collections::{BTreeMap, BTreeSet};

use crate::files::read;

type Frames = BTreeMap<String, BTreeSet<String>>;

/// Compares an enum of wire/src/message.rs with the table under the heading that ends in `direction`.
pub(crate) fn assert_frames_agree(name: &str, direction: &str) {
    let coded = frames_of_enum(&read("wire/src/message.rs"), name);
    let written = frames_of_table(&read("wire/PROTOCOL.md"), direction);
    assert!(!coded.is_empty(), "{name} has no variants");
    assert_eq!(
        coded, written,
        "{name} (left) and the table of frames {direction} (right) differ"
    );
}

/// Compares `CloseCode` with the last table.
pub(crate) fn assert_close_codes_agree() {
    let source = read("wire/src/violation.rs");
    let (_, body) = source.split_once("pub enum CloseCode {").unwrap();
    let (body, _) = body.split_once('}').unwrap();
    let coded: BTreeSet<&str> = body
        .lines()
        .filter_map(|line| line.trim().strip_suffix(',')?.split_once(" = "))
        .map(|(_, code)| code)
        .collect();

    let document = read("wire/PROTOCOL.md");
    let written: BTreeSet<&str> = rows(&document, "Close codes")
        .map(|row| row.split('|').nth(1).unwrap().trim())
        .collect();
    assert!(!coded.is_empty(), "CloseCode has no codes");
    assert_eq!(
        coded, written,
        "CloseCode (left) and the table of close codes (right) differ"
    );
}

/// Variants in lower case, as serde writes them, with their fields. Reads only the plain style of those enums.
fn frames_of_enum(source: &str, name: &str) -> Frames {
    let (_, rest) = source.split_once(&format!("pub enum {name} {{")).unwrap();
    let (body, _) = rest.split_once("\n}").unwrap();
    let mut text: String = body
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("//") && !line.starts_with('#'))
        .collect();
    let mut frames = Frames::new();
    while let Some(end) = text.find([',', '{']) {
        let variant = text[..end].trim().to_lowercase();
        let opened = text[end..].starts_with('{');
        text.drain(..=end);
        let mut fields = BTreeSet::new();
        if opened {
            let close = text.find('}').unwrap();
            let names = text[..close].split(',').filter_map(|field| field.split_once(':'));
            fields.extend(names.map(|(name, _)| name.trim().to_owned()));
            text.drain(..=close);
            text = text.trim_start_matches(',').to_owned();
        }
        frames.insert(variant, fields);
    }
    frames
}

fn frames_of_table(document: &str, direction: &str) -> Frames {
    let frame = |row: &str| {
        let mut columns = row.split('|').skip(1);
        let name = quoted(columns.next().unwrap()).into_iter().next().unwrap();
        (name, quoted(&without_parentheses(columns.next().unwrap())))
    };
    rows(document, direction).map(frame).collect()
}

/// The rows of the first table under a heading, without its head.
fn rows<'a>(document: &'a str, heading: &str) -> impl Iterator<Item = &'a str> {
    let at_heading = move |line: &&str| line.starts_with('#') && line.ends_with(heading);
    let lines = document
        .lines()
        .skip_while(move |line| !at_heading(line))
        .skip_while(|line| !line.starts_with('|'));
    lines.take_while(|line| line.starts_with('|')).skip(2)
}

fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn without_parentheses(text: &str) -> String {
    text.split('(')
        .enumerate()
        .map(|(at, part)| {
            if at == 0 {
                part
            } else {
                part.split_once(')').map_or("", |(_, rest)| rest)
            }
        })
        .collect()
}
