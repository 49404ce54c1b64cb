//! PROTOCOL.md itself: its tables as data, its numbers those of the code.

use std::collections::{BTreeMap, BTreeSet};

use wire::limits::{
    CREDIT_STEP, DATAGRAM_COST, DATAGRAM_WINDOW, MAX_BINARY, MAX_DATA, MAX_DATAGRAM, MAX_KEY, MAX_PENDING,
    MAX_TEXT, WINDOW,
};
use wire::{CloseCode, SUBPROTOCOL};

const DOCUMENT: &str = include_str!("../../PROTOCOL.md");

/// Which fields a frame has, by its `t`.
pub(crate) type Table = BTreeMap<String, BTreeSet<String>>;

/// The table of a section: the first column, and the words in code style of the second.
pub(crate) fn table(section: &str) -> Table {
    rows(section)
        .map(|row| {
            let name = words(&row[0]).next().unwrap_or_default().to_owned();
            (
                name,
                words(&outside_parentheses(&row[1])).map(str::to_owned).collect(),
            )
        })
        .collect()
}

/// The rows of a section's table, less its head.
fn rows(section: &str) -> impl Iterator<Item = Vec<String>> {
    let (_, rest) = DOCUMENT.split_once(&format!("## {section}\n")).expect(section);
    let end = rest.find("\n## ").unwrap_or(rest.len());
    rest[..end]
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| {
            line.trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().to_owned())
                .collect()
        })
}

/// What stands between backticks.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn outside_parentheses(text: &str) -> String {
    let mut depth = 0;
    text.chars()
        .filter(|c| {
            depth += i32::from(*c == '(');
            let outside = depth == 0;
            depth -= i32::from(*c == ')');
            outside
        })
        .collect()
}

#[test]
fn close_codes_are_those_of_the_document() {
    let listed: Vec<u16> = rows("Close codes").map(|row| row[0].parse().unwrap()).collect();
    let codes = [
        CloseCode::Normal,
        CloseCode::GoingAway,
        CloseCode::TooLarge,
        CloseCode::Protocol,
        CloseCode::UnknownReader,
        CloseCode::TooManyPrograms,
        CloseCode::Timeout,
        CloseCode::Ended,
        CloseCode::Paused,
        CloseCode::Removed,
    ];
    assert_eq!(listed, codes.map(CloseCode::number));
    for code in codes {
        // A new one fails to compile until it is listed above.
        match code {
            CloseCode::Normal | CloseCode::GoingAway | CloseCode::TooLarge | CloseCode::Protocol => {}
            CloseCode::UnknownReader | CloseCode::TooManyPrograms | CloseCode::Timeout | CloseCode::Ended => {
            }
            CloseCode::Paused | CloseCode::Removed => {}
        }
    }
}

#[test]
fn numbers_are_those_of_the_document() {
    let kib = |bytes: usize| format!("{} KiB", bytes / 1024);
    let text = DOCUMENT.replace('\n', " ");
    for said in [
        format!("# The wire: `{SUBPROTOCOL}`"),
        format!(
            "Each direction of a stream has a window of {}",
            kib(WINDOW as usize)
        ),
        format!("of a datagram socket {}", kib(DATAGRAM_WINDOW as usize)),
        format!("which is {WINDOW} or {DATAGRAM_WINDOW} until"),
        format!("at the latest each {}", kib(CREDIT_STEP as usize)),
        format!("A datagram counts {DATAGRAM_COST} bytes more"),
        format!("at most {}. Datagram", kib(MAX_DATA)),
        format!("at most {} bytes", grouped(MAX_DATAGRAM)),
        format!("`key`, at most {MAX_KEY} characters"),
        format!("at most {} are unanswered", grouped(MAX_PENDING)),
        format!("text {}", kib(MAX_TEXT)),
        format!("binary {}", kib(MAX_BINARY)),
    ] {
        assert!(text.contains(&said), "PROTOCOL.md does not say: {said}");
    }
}

/// A number of four to six digits with its comma.
fn grouped(number: usize) -> String {
    format!("{},{:03}", number / 1000, number % 1000)
}
