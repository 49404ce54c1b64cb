//! Whole lessons: what a page gets for a piece of Markdown, and what an author hears about mistakes.

mod figures;

use super::{Language, LessonFile, Lessons, LoadError, Mistake, Problems, Source};

const MATTER: &str = "---\ntitle: A title\ndescription: About it.\norder: 1\n---\n";

fn file(language: Language, slug: &str, text: &str) -> LessonFile {
    LessonFile {
        shown: format!("{}/{slug}.md", language.code()),
        language,
        slug: slug.to_owned(),
        bytes: text.as_bytes().to_vec().into(),
    }
}

/// The same lesson in both languages.
fn both(slug: &str, text: &str) -> Vec<LessonFile> {
    Language::ALL
        .into_iter()
        .map(|language| file(language, slug, text))
        .collect()
}

fn render(markdown: &str, language: Language) -> String {
    let lessons = Lessons::from_files(&both("a", &format!("{MATTER}{markdown}")), &[]).unwrap();
    lessons.find(language, "a").unwrap().html.clone()
}

/// What is wrong with a lesson's Markdown, as its author reads it.
fn complaints(markdown: &str) -> Vec<String> {
    let files = vec![
        file(Language::En, "a", &format!("{MATTER}{markdown}")),
        file(Language::Ru, "a", MATTER),
    ];
    let Problems(problems) = Lessons::from_files(&files, &[]).unwrap_err();
    problems.iter().map(ToString::to_string).collect()
}

const PAIR: &str = "\
Before.

```python
#| id: echo-server
#| role: server
#| pair: echo
#| file: server.py
#| expect: <ready>
#| expect:
print('<ready>')
```

```python
#| id: echo-client
#| role: client
#| pair: echo
print(\"a & b\")
```

After.
";

#[test]
fn a_pair_of_cells() {
    insta::assert_snapshot!(render(PAIR, Language::Ru));
}

#[test]
fn a_lesson_with_everything_else() {
    let markdown = "\
## Сокет и порт

### Сокет и порт

Text with *stress*, `code`, <b>HTML</b> and a note[^why], twice[^why].

<script>alert(1)</script>

| a | b |
|---|--:|
| 1 | 2 |

> [!WARNING]
> Mind the gap.

> A plain quote.

- item

  ```python
  #| id: nested
  pass
  ```

```python
print('<just text>')
```

[^why]: Because.
";
    insta::assert_snapshot!(render(markdown, Language::En));
}

#[test]
fn a_cell_is_alone_when_text_stands_between_it_and_its_partner() {
    let html = render(
        &PAIR.replacen("```\n\n```", "```\n\nBetween.\n\n```", 1),
        Language::En,
    );
    assert!(!html.contains("class=\"pair\""));
    assert_eq!(html.matches("data-pair=\"echo\"").count(), 2);
}

#[test]
fn lessons_are_sorted_and_known_by_language() {
    let mut files = both("second", MATTER);
    files.extend(both("first", &MATTER.replace("order: 1", "order: -1")));
    let lessons = Lessons::from_files(&files, &[]).unwrap();
    let slugs: Vec<_> = lessons
        .of(Language::Ru)
        .map(|lesson| lesson.slug.as_str())
        .collect();
    assert_eq!(slugs, ["first", "second"]);
    assert!(lessons.find(Language::En, "third").is_none());
}

#[test]
fn windows_line_ends_and_byte_order_marks_make_no_difference() {
    let text = format!("{MATTER}{PAIR}");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let html = |text: &str| {
        Lessons::from_files(&both("a", text), &[])
            .unwrap()
            .find(Language::En, "a")
            .unwrap()
            .html
            .clone()
    };
    assert_eq!(html(&windows), html(&text));
}

#[test]
fn mistakes_are_named_with_file_and_line() {
    let markdown = "\
# Title again

See [there](/en/nowhere#x), [here](/ru/a), [the Lab](/en/lab) and [all](/en/).

```python
#| id: one
#| colour: red
```

```python
#| id: two
#| role: server
#| pair: lonely
```

```python
#| id: two
```
";
    assert_eq!(
        complaints(markdown),
        [
            "en/a.md:6: the title stands in the front matter: headings in the text begin with `##`",
            "en/a.md:8: link to `/en/nowhere`, where no page is",
            "en/a.md:12: unknown option `colour` (known: id, role, pair, file, expect, stdin)",
            "en/a.md:15: the pair `lonely` has no client",
            "en/a.md:21: the id `two` is already used in line 15",
        ]
    );
}

#[test]
fn every_file_s_problems_are_reported_together() {
    let files = [
        file(Language::Ru, "alone", MATTER),
        file(Language::Ru, "lab", MATTER),
        file(Language::En, "lab", "no front matter"),
    ];
    let problems = Lessons::from_files(&files, &[]).unwrap_err();
    insta::assert_snapshot!(problems, @r"
    the lessons have 4 problems
      en/lab.md:1: a lesson's file name is lower-case letters, digits and hyphens, and not `lab`
      en/lab.md:1: front matter is missing: a lesson starts with title, description and order between two `---` lines
      ru/alone.md:1: the lesson has no twin in `en/`
      ru/lab.md:1: a lesson's file name is lower-case letters, digits and hyphens, and not `lab`
    ");
}

#[test]
fn bytes_that_are_not_text_are_a_problem_and_not_a_panic() {
    let mut files = both("a", MATTER);
    files[0].bytes = vec![0xff, 0xfe].into();
    let Problems(problems) = Lessons::from_files(&files, &[]).unwrap_err();
    assert_eq!(problems[0].mistake, Mistake::NotText);
}

#[test]
fn a_folder_is_read_and_a_wrong_one_named() {
    let folder = tempfile::tempdir().unwrap();
    let source = Source::Directory(folder.path().to_owned());
    assert!(matches!(Lessons::load(&source), Err(LoadError::Empty { .. })));

    for language in Language::ALL {
        let path = folder.path().join(language.code());
        std::fs::create_dir(&path).unwrap();
        std::fs::write(path.join("a.md"), MATTER).unwrap();
        std::fs::write(path.join("notes.txt"), "not a lesson").unwrap();
    }
    assert_eq!(Lessons::load(&source).unwrap().of(Language::En).count(), 1);

    let nowhere = Source::Directory(folder.path().join("nowhere"));
    assert!(matches!(
        Lessons::load(&nowhere),
        Err(LoadError::Unreadable { .. })
    ));
}

#[test]
fn the_lessons_that_come_with_the_relay_are_right() {
    if let Err(error) = Lessons::load(&Source::Embedded) {
        panic!("{error}");
    }
}
