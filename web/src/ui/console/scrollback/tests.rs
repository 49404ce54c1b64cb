//! A console's lines after all that a program can print.

use super::super::style::Colour;
use super::*;

fn lines(scrollback: &Scrollback) -> Vec<String> {
    scrollback
        .lines_from(0)
        .map(|line| line.pieces.iter().map(|piece| piece.text.as_str()).collect())
        .collect()
}

/// What stands there after a program has printed this.
fn printed(text: &str) -> Vec<String> {
    let mut scrollback = Scrollback::default();
    scrollback.push(Stream::Stdout, text);
    let bytes: usize = lines(&scrollback).iter().map(String::len).sum();
    assert_eq!(bytes, scrollback.bytes);
    lines(&scrollback)
}

#[test]
fn pieces_of_a_line_join() {
    let mut scrollback = Scrollback::default();
    scrollback.push(Stream::Stdout, "Name");
    scrollback.push(Stream::Stdout, ": ");
    scrollback.push(Stream::Stdin, "Ada\n");
    scrollback.push(Stream::Stderr, "no\nsuch");
    assert_eq!(lines(&scrollback), ["Name: Ada\n", "no\n", "such"]);
    let first = scrollback.lines_from(0).next().unwrap();
    let streams: Vec<_> = first.pieces.iter().map(|piece| piece.stream).collect();
    assert_eq!(streams, [Stream::Stdout, Stream::Stdin]);
}

#[test]
fn only_what_changed_is_reported() {
    let mut scrollback = Scrollback::default();
    scrollback.push(Stream::Stdout, "a\nb");
    assert_eq!(scrollback.take_changed(), 0);
    assert_eq!(scrollback.take_changed(), 2);
    scrollback.push(Stream::Stdout, "c\nd\n");
    assert_eq!(scrollback.take_changed(), 1);
    scrollback.push(Stream::Stdout, "e");
    assert_eq!(scrollback.take_changed(), 3);
}

#[test]
fn a_return_writes_over_the_line() {
    assert_eq!(printed("10%\r"), ["10%"]);
    assert_eq!(printed("10%\r20%\r\nend\r\n"), ["20%\n", "end\n"]);
    assert_eq!(printed("100%\r5%"), ["5%0%"]);
    assert_eq!(printed("5%\r100%"), ["100%"]);
    assert_eq!(printed("a\n\rb\r\r\nc"), ["a\n", "b\n", "c"]);
}

#[test]
fn a_backspace_goes_back_and_no_further_than_the_line() {
    assert_eq!(printed("|\x08/\x08-\x08\\"), ["\\"]);
    assert_eq!(printed("ab\x08\x08\x08\x08x"), ["xb"]);
    assert_eq!(printed("a\n\x08b"), ["a\n", "b"]);
    assert_eq!(printed("абв\x08\x08 \x08!"), ["а!в"]);
}

#[test]
fn a_line_is_erased_from_the_cursor_on_or_up_to_it() {
    assert_eq!(printed("loading…\rdone\x1b[K\n"), ["done\n"]);
    assert_eq!(printed("loading\x1b[2K\rok"), ["ok"]);
    assert_eq!(printed("loading\x1b[2Kok"), ["       ok"]);
    assert_eq!(printed("abcdef\x08\x08\x08\x1b[1K"), ["    ef"]);
    assert_eq!(printed("abc\x1b[1K"), ["   "]);
    assert_eq!(printed("\x1b[K\x1b[2K\x1b[1Ka"), ["a"]);
}

#[test]
fn a_cleared_screen_is_empty() {
    let mut scrollback = Scrollback::default();
    scrollback.push(Stream::Stdout, "a\nb\nc");
    scrollback.take_changed();
    scrollback.push(Stream::Stdout, "\x1b[2J\x1b[Hd");
    assert_eq!(lines(&scrollback), ["d"]);
    assert_eq!((scrollback.first(), scrollback.take_changed()), (3, 3));
    assert_eq!(scrollback.dropped(), None);
}

#[test]
fn a_style_lasts_over_lines_and_streams() {
    let mut scrollback = Scrollback::default();
    scrollback.push(Stream::Stdout, "a\x1b[3");
    scrollback.push(Stream::Stdout, "1mb\nc");
    scrollback.push(Stream::Stderr, "d\x1b[0me");
    let inks: Vec<_> = scrollback
        .lines_from(0)
        .flat_map(|line| &line.pieces)
        .map(|piece| (piece.text.as_str(), piece.style.ink == Colour::Named(1)))
        .collect();
    let expected = [
        ("a", false),
        ("b\n", true),
        ("c", true),
        ("d", true),
        ("e", false),
    ];
    assert_eq!(inks, expected);
}

#[test]
fn clearing_keeps_the_style_and_a_reset_does_not() {
    for (sequence, kept) in [("\x1b[2J", true), ("\x1bc", false)] {
        let mut scrollback = Scrollback::default();
        scrollback.push(Stream::Stdout, &format!("\x1b[1ma{sequence}b"));
        let line = scrollback.lines_from(0).next().unwrap();
        assert_eq!(
            (line.pieces[0].text.as_str(), line.pieces[0].style.bold),
            ("b", kept)
        );
    }
}

#[test]
fn old_lines_go() {
    let mut scrollback = Scrollback::default();
    for number in 0..MAX_LINES + 10 {
        scrollback.push(Stream::Stdout, &format!("{number}\n"));
    }
    assert_eq!(scrollback.dropped(), Some(10));
    assert_eq!(lines(&scrollback).first().map(String::as_str), Some("10\n"));
    assert_eq!(scrollback.take_changed(), 10);
}

#[test]
fn skipped_lines_count_as_dropped() {
    let mut scrollback = Scrollback::default();
    scrollback.push(Stream::Stdout, "a\nb\npart");
    scrollback.take_changed();
    scrollback.skip(10);
    scrollback.push(Stream::Stdout, "c\n");
    assert_eq!(scrollback.dropped(), Some(12));
    assert_eq!(lines(&scrollback), ["c\n"]);
    assert_eq!(scrollback.take_changed(), 3);
}

#[test]
fn a_line_that_lost_its_beginning_leaves_those_before_it() {
    let mut scrollback = Scrollback::default();
    scrollback.push(Stream::Stdout, "a\n");
    scrollback.push(Stream::Stdout, &"b".repeat(3 * MAX_LINE));
    scrollback.take_changed();
    scrollback.skip(0);
    scrollback.push(Stream::Stdout, "c");
    assert_eq!(lines(&scrollback), ["a\n", "c"]);
    assert_eq!((scrollback.dropped(), scrollback.take_changed()), (Some(0), 1));
}

#[test]
fn one_endless_line_stays_within_bounds() {
    let mut scrollback = Scrollback::default();
    for _ in 0..300 {
        scrollback.push(Stream::Stdout, &"ж".repeat(4_000));
    }
    assert!(scrollback.bytes <= MAX_BYTES);
    let kept: usize = lines(&scrollback).iter().map(String::len).sum();
    assert_eq!(kept, scrollback.bytes);
    assert!(kept > MAX_BYTES - 2 * MAX_LINE);
    assert_eq!(scrollback.dropped(), Some(0));
}

#[test]
fn a_wide_character_at_the_edge_starts_the_next_line() {
    let mut scrollback = Scrollback::default();
    scrollback.push(Stream::Stdout, &"a".repeat(MAX_LINE - 1));
    scrollback.push(Stream::Stdout, "жb\n");
    let lengths: Vec<_> = lines(&scrollback).iter().map(String::len).collect();
    assert_eq!(lengths.iter().sum::<usize>(), MAX_LINE + 3);
}

#[test]
fn a_line_written_over_and_over_does_not_grow() {
    let mut scrollback = Scrollback::default();
    for number in 0..10_000 {
        scrollback.push(
            Stream::Stdout,
            &format!("\r\x1b[3{}m{number:06}\x1b[0m of 10000", number % 8),
        );
    }
    assert_eq!(lines(&scrollback), ["009999 of 10000"]);
    assert_eq!(scrollback.dropped(), None);
}

#[test]
fn the_tail_is_the_end_of_the_text_in_whole_characters() {
    let mut scrollback = Scrollback::default();
    scrollback.push(Stream::Stdout, "one\n");
    scrollback.push(Stream::Stderr, "\u{1b}[31mошибка\u{1b}[0m\n");
    scrollback.push(Stream::Stdout, "last");
    assert_eq!(scrollback.tail(100), "one\nошибка\nlast");
    assert_eq!(scrollback.tail(9), "ка\nlast");
    // Half of a letter is none.
    assert_eq!(scrollback.tail(8), "а\nlast");
    assert_eq!(scrollback.tail(0), "");
}

#[test]
fn the_last_line_of_stderr_is_found_behind_other_output() {
    let mut scrollback = Scrollback::default();
    assert_eq!(scrollback.last_line_of(Stream::Stderr), None);
    scrollback.push(Stream::Stderr, "Traceback\nKeyError: 7\n\n");
    scrollback.push(Stream::Stdout, "bye\n");
    assert_eq!(
        scrollback.last_line_of(Stream::Stderr).as_deref(),
        Some("KeyError: 7")
    );
}
