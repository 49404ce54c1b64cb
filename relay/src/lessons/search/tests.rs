//! What readers type, and what they must find.

use super::{Found, Question};
use crate::lessons::{CourseFile, Language, Lessons};

const ECHO: &str = "---\ntitle: Эхо и сокеты\ndescription: Первый сервер.\norder: 1\n---\nСначала — про сокет.\n\n\
## Ещё раз о портах\n\nЗанятый порт — ошибка; `bind` скажет о ней.\n\n\
## Сервер\n\n```python\n#| id: echo\n#| expect: Жду клиента\nimport socket\nserver.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n\
data = server.recvfrom(5)\n```\n";

const UDP: &str = "---\ntitle: Датаграммы\ndescription: Без соединения.\norder: 2\n---\n\
## Приём\n\nУ сокета датаграмм нет соединения: `recv` <отдаёт> то, что пришло на порт.\n";

fn lessons(files: &[(&str, &str)]) -> Lessons {
    let files: Vec<CourseFile> = files
        .iter()
        .map(|(name, text)| CourseFile {
            shown: (*name).to_owned(),
            language: Language::parse("ru").unwrap(),
            name: (*name).to_owned(),
            bytes: text.as_bytes().to_vec().into(),
        })
        .collect();
    Lessons::from_files(&files, &[]).unwrap()
}

fn find(question: &str) -> Found {
    let lessons = lessons(&[("echo.md", ECHO), ("udp.md", UDP)]);
    lessons.main().book.find(&Question::new(question))
}

/// Where the results lead, in order.
fn places(question: &str) -> Vec<String> {
    let hits = find(question).results;
    hits.into_iter()
        .map(|hit| format!("{}#{}", hit.slug, hit.anchor))
        .collect()
}

#[test]
fn a_word_is_found_in_any_of_its_forms_and_with_or_without_its_dots() {
    for question in ["сокет", "сокета", "СОКЕТАМИ"] {
        assert!(places(question).contains(&"udp#приём".to_owned()), "{question}");
    }
    assert_eq!(places("еще"), ["echo#ещё-раз-о-портах"]);
    assert_eq!(places("ещё"), places("еще"));
}

#[test]
fn a_title_comes_before_a_heading_and_a_heading_before_text() {
    assert_eq!(places("сокеты").first().unwrap(), "echo#");
    assert_eq!(places("порты"), ["echo#ещё-раз-о-портах", "udp#приём"]);
}

#[test]
fn names_in_programs_are_found_whole_and_by_their_parts() {
    for question in [
        "SO_REUSEADDR",
        "reuseaddr",
        "so_reuse",
        "socket.SO_REUSEADDR",
        "sockopt",
        "setsockopt()",
    ] {
        assert_eq!(places(question), ["echo#сервер"], "{question}");
    }
    assert_eq!(places("recv"), ["udp#приём", "echo#сервер"]);
}

#[test]
fn recorded_output_is_found_and_options_are_not() {
    assert_eq!(places("жду"), ["echo#сервер"]);
    assert!(find("expect").results.is_empty());
}

#[test]
fn all_words_must_be_there_as_far_as_any_lesson_has_them() {
    assert_eq!(places("порт ошибка"), ["echo#ещё-раз-о-портах"]);
    let found = find("порт Квант ошибка");
    assert_eq!(found.unknown, ["Квант"]);
    assert_eq!(found.total, 1);
    let nothing = find("квант");
    assert_eq!((nothing.total, nothing.unknown.len()), (0, 1));
}

#[test]
fn a_lesson_s_title_counts_for_its_sections() {
    assert_eq!(places("датаграммы порт"), ["udp#приём"]);
}

#[test]
fn an_excerpt_is_text_with_its_hits_marked() {
    let found = find("recv");
    let excerpt = found.results[0].excerpt.as_ref().unwrap();
    assert!(!excerpt.is_code);
    assert!(
        excerpt.html.contains("<mark>recv</mark> &lt;отдаёт&gt;"),
        "{}",
        excerpt.html
    );
    let found = find("REUSEADDR");
    let excerpt = found.results[0].excerpt.as_ref().unwrap();
    assert!(excerpt.is_code);
    assert!(
        excerpt.html.contains("SO_<mark>REUSEADDR</mark>"),
        "{}",
        excerpt.html
    );
    assert_eq!(
        find("порты").results[0].heading.as_deref(),
        Some("Ещё раз о\u{a0}<mark>портах</mark>")
    );
}

#[test]
fn a_long_paragraph_is_cut_between_words_around_its_hits() {
    let text = format!(
        "---\ntitle: T\ndescription: D\norder: 1\n---\n{} иголка {}\n",
        "сено ".repeat(200),
        "солома ".repeat(200)
    );
    let lessons = lessons(&[("long.md", &text)]);
    let found = lessons.main().book.find(&Question::new("иголки"));
    let html = &found.results[0].excerpt.as_ref().unwrap().html;
    assert!(html.starts_with("…сено ") && html.ends_with("солома…"), "{html}");
    assert!(
        html.contains("<mark>иголка</mark>") && html.chars().count() < 260,
        "{html}"
    );
}

#[test]
fn a_question_has_bounds() {
    let question = Question::new(&"слово\u{0}слово сокеты  ".repeat(1000));
    assert_eq!(question.text().chars().count(), 118);
    let typed: Vec<_> = question.words.iter().map(|word| question.typed(word)).collect();
    assert_eq!(typed, ["слово", "сокеты"]);
    assert!(Question::new(" «?!» \n").is_empty());
    assert_eq!(Question::new("а б в г д е ж з и к").words.len(), 8);
}
