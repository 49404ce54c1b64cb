//! Everything the page's program says to a reader, in both languages. Nothing else in the ui holds words.

use crate::page::Lang;
use crate::runtime::Progress;

mod en;
mod ru;

/// The words of one language.
pub struct Texts {
    pub run: &'static str,
    pub run_server: &'static str,
    pub run_client: &'static str,
    pub stop: &'static str,
    pub reset: &'static str,
    pub reset_title: &'static str,
    /// The names of a cell's groups for those who don't see them.
    pub controls: fn(&str) -> String,
    pub console: fn(&str) -> String,
    pub editor: fn(&str) -> String,
    pub editor_help: &'static str,

    pub idle: &'static str,
    pub preparing: &'static str,
    pub booting: &'static str,
    pub running: &'static str,
    pub accepting: &'static str,
    pub reading: &'static str,
    pub receiving: &'static str,
    pub sleeping: &'static str,
    pub waiting: &'static str,
    pub stopping: &'static str,
    pub finished: &'static str,
    pub stopped: &'static str,
    pub failed: fn(i32) -> String,
    pub not_run: &'static str,
    /// Tenths of a second, as they are shown beside the state.
    pub elapsed: fn(u32) -> String,
    pub downloaded: fn(Progress) -> String,

    pub console_empty: &'static str,
    pub console_dropped: fn(usize) -> String,
    pub type_line: &'static str,
    pub send_line: &'static str,
    pub end_input: &'static str,
    pub end_input_title: &'static str,

    /// Before the server's word, between the two, after the client's.
    pub order: [&'static str; 5],
    pub author_changed: &'static str,
    pub show_mine: &'static str,
    pub forget_mine: &'static str,

    pub no_relay: &'static str,
    pub no_relay_why: &'static str,
    pub no_relay_start: &'static str,
    pub or: &'static str,
    pub no_jspi: &'static str,
    pub fault_unreachable: &'static str,
    pub fault_lost: &'static str,
    pub fault_refused: fn(&str) -> String,
    pub fault_boot: fn(&str) -> String,
    pub fault_download: fn(&str) -> String,

    pub lab_cell: &'static str,
    pub lab_name: &'static str,
    pub lab_add: &'static str,
    pub lab_remove: &'static str,
    pub lab_server: &'static str,
    pub lab_client: &'static str,
    pub lab_empty: &'static str,
}

impl Texts {
    /// The words of a language.
    pub fn of(lang: Lang) -> &'static Texts {
        match lang {
            Lang::Ru => &ru::TEXTS,
            Lang::En => &en::TEXTS,
        }
    }
}

/// Tenths of a second as a reader likes them: 0.4, 12, 3:07.
fn seconds(tenths: u32, point: char, unit: &str) -> String {
    let (whole, tenth) = (tenths / 10, tenths % 10);
    match whole {
        0..10 => format!("{whole}{point}{tenth}\u{a0}{unit}"),
        10..60 => format!("{whole}\u{a0}{unit}"),
        _ => format!("{}:{:02}", whole / 60, whole % 60),
    }
}

/// A count with its thousands apart, from a number of digits on.
fn grouped(count: usize, mark: char, from: usize) -> String {
    let digits = count.to_string();
    if digits.len() < from {
        return digits;
    }
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

fn megabytes(bytes: u32, point: char) -> String {
    let tenths = bytes / 100_000;
    format!("{}{point}{}", tenths / 10, tenths % 10)
}

/// A sentence with what the machine said about it, if it said anything.
fn with_detail(sentence: &str, detail: &str) -> String {
    if detail.is_empty() {
        sentence.to_owned()
    } else {
        format!("{sentence} ({detail})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_shown_as_finely_as_it_is_read() {
        assert_eq!(seconds(4, ',', "с"), "0,4\u{a0}с");
        assert_eq!(seconds(129, '.', "s"), "12\u{a0}s");
        assert_eq!(seconds(1_870, '.', "s"), "3:07");
    }

    #[test]
    fn both_languages_count() {
        assert_eq!(
            (ru::TEXTS.console_dropped)(1),
            "Начало вывода не показано: отброшена 1 строка."
        );
        assert_eq!(
            (ru::TEXTS.console_dropped)(22),
            "Начало вывода не показано: отброшены 22 строки."
        );
        assert_eq!(
            (ru::TEXTS.console_dropped)(11),
            "Начало вывода не показано: отброшено 11 строк."
        );
        assert_eq!(
            (en::TEXTS.console_dropped)(1),
            "Earlier output is not shown: 1 line dropped."
        );
        assert_eq!(
            (en::TEXTS.console_dropped)(2_000),
            "Earlier output is not shown: 2,000 lines dropped."
        );
        assert_eq!(
            (ru::TEXTS.console_dropped)(1_234_567),
            "Начало вывода не показано: отброшено 1\u{a0}234\u{a0}567 строк."
        );
        assert_eq!(
            (ru::TEXTS.console_dropped)(2_001),
            "Начало вывода не показано: отброшена 2001 строка."
        );
        assert_eq!(
            (en::TEXTS.console_dropped)(0),
            "The beginning of a long line is not shown."
        );
    }
}
