//! Whole lessons: what a page gets for a piece of Markdown, and what an author hears about mistakes.

mod exercises;
mod figures;

use super::{CourseFile, Language, Lessons, LoadError, Mistake, Problems, Source};

const MATTER: &str = "---\ntitle: A title\ndescription: About it.\norder: 1\n---\n";

fn language(tag: &str) -> Language {
    Language::parse(tag).unwrap()
}

/// A file by its path, such as `en/a.md`.
fn file(path: &str, text: &str) -> CourseFile {
    let (folder, name) = path.split_once('/').unwrap();
    CourseFile {
        shown: path.to_owned(),
        language: language(folder),
        name: name.to_owned(),
        bytes: text.as_bytes().to_vec().into(),
    }
}

/// The same lesson in two languages.
fn both(slug: &str, text: &str) -> Vec<CourseFile> {
    ["ru", "en"]
        .map(|folder| file(&format!("{folder}/{slug}.md"), text))
        .into()
}

fn render(markdown: &str, language: &str) -> String {
    let lessons = Lessons::from_files(&both("a", &format!("{MATTER}{markdown}")), &[]).unwrap();
    html(&lessons, language)
}

fn html(lessons: &Lessons, language: &str) -> String {
    lessons
        .edition(language)
        .unwrap()
        .lesson("a")
        .unwrap()
        .html
        .clone()
}

/// What is wrong with a lesson's Markdown, as its author reads it.
fn complaints(markdown: &str) -> Vec<String> {
    let files = [file("en/a.md", &format!("{MATTER}{markdown}"))];
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
    insta::assert_snapshot!(render(PAIR, "ru"));
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
    insta::assert_snapshot!(render(markdown, "en"));
}

#[test]
fn a_cell_is_alone_when_text_stands_between_it_and_its_partner() {
    let html = render(&PAIR.replacen("```\n\n```", "```\n\nBetween.\n\n```", 1), "en");
    assert!(!html.contains("class=\"pair\""));
    assert_eq!(html.matches("data-pair=\"echo\"").count(), 2);
}

#[test]
fn lessons_are_sorted_and_known_by_language() {
    let mut files = both("second", MATTER);
    files.extend(both("first", &MATTER.replace("order: 1", "order: -1")));
    let lessons = Lessons::from_files(&files, &[]).unwrap();
    let russian = lessons.edition("ru").unwrap();
    let slugs: Vec<_> = russian
        .lessons
        .iter()
        .map(|lesson| lesson.slug.as_str())
        .collect();
    assert_eq!(slugs, ["first", "second"]);
    assert!(russian.lesson("third").is_none());
    assert_eq!(lessons.main().language, language("en"));
}

#[test]
fn windows_line_ends_and_byte_order_marks_make_no_difference() {
    let text = format!("{MATTER}{PAIR}");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let of = |text: &str| html(&Lessons::from_files(&both("a", text), &[]).unwrap(), "en");
    assert_eq!(of(&windows), of(&text));
}

#[test]
fn a_course_is_in_any_languages_and_says_what_it_likes_about_itself() {
    let files = [
        file("kk/a.md", &format!("{MATTER}{PAIR}")),
        file(
            "kk/texts.toml",
            "language = 'қазақша'\n[lesson]\nserver = 'Сервер (қз)'\n",
        ),
        file(
            "kk/index.md",
            "---\ntitle: Желілер\ndescription: Курс.\n---\nMore *about* it.\n",
        ),
        file("ar/a.md", MATTER),
    ];
    let lessons = Lessons::from_files(&files, &[]).unwrap();
    let (kazakh, arabic) = (lessons.edition("kk").unwrap(), lessons.edition("ar").unwrap());
    assert_eq!(lessons.main().language, language("ar"));
    assert_eq!(
        (kazakh.texts.language.as_str(), arabic.texts.language.as_str()),
        ("қазақша", "ar")
    );
    assert_eq!(kazakh.index.title, "Желілер");
    assert_eq!(kazakh.index.html, "<p>More <em>about</em> it.</p>\n");
    assert_eq!(
        (arabic.index.title.as_str(), arabic.index.description.as_str()),
        ("Contents", "")
    );
    let html = html(&lessons, "kk");
    assert!(html.contains("Сервер (қз)") && html.contains("Client"), "{html}");
}

#[test]
fn what_one_language_lacks_is_said_and_hinders_nobody() {
    let files = [
        file(
            "en/a.md",
            &format!("{MATTER}```python\n#| id: one\n```\n\n```python\n#| id: two\n```\n"),
        ),
        file("ru/a.md", &format!("{MATTER}```python\n#| id: two\n```\n")),
        file("ru/b.md", MATTER),
    ];
    let gaps = Lessons::from_files(&files, &[]).unwrap().gaps;
    let said: Vec<_> = gaps.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "en/a.md:6: the program `one` is missing in ru/a.md",
            "ru/b.md:1: the lesson is missing in `en/`",
        ]
    );
}

#[test]
fn mistakes_are_named_with_file_and_line() {
    let markdown = "\
# Title again

See [there](/en/nowhere#x), [here](/en/a), [the Lab](/en/lab) and [all](/en/).

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
            "en/a.md:12: unknown option `colour` (known: id, role, pair, file, expect, expect-error, stdin, exercise, check, solution, wrong, message)",
            "en/a.md:15: the pair `lonely` has no client",
            "en/a.md:21: the id `two` is already used in line 15",
        ]
    );
}

#[test]
fn a_partner_with_a_mistake_is_not_missed() {
    let said = complaints(&PAIR.replace("role: client", "roll: client"));
    assert_eq!(said, ["en/a.md:20: unknown option `roll`: did you mean `role`?"]);
}

#[test]
fn every_file_s_problems_are_reported_together() {
    let files = [
        file("ru/alone.md", MATTER),
        file("ru/lab.md", MATTER),
        file("ru/index.md", "---\ntitle: a\ndescription: b\norder: 1\n---\n"),
        file("ru/texts.toml", "[page]\nlap = 'x'\n"),
        file("en/lab.md", "no front matter"),
    ];
    let problems = Lessons::from_files(&files, &[]).unwrap_err();
    insta::assert_snapshot!(problems, @r"
    the lessons have 6 problems
      en/lab.md:1: a lesson's file name is lower-case letters, digits and hyphens, and none of `join`, `lab`, `preflight`, `search`, `teacher`
      en/lab.md:1: front matter is missing: a lesson starts with title, description and order between two `---` lines
      ru/alone.md:1: the lesson is missing in `en/`
      ru/index.md:4: unknown front matter key `order` (known: title, description)
      ru/lab.md:1: a lesson's file name is lower-case letters, digits and hyphens, and none of `join`, `lab`, `preflight`, `search`, `teacher`
      ru/texts.toml:2: unknown text `page.lap`: did you mean `lab`?
    ");
}

#[test]
fn no_lesson_can_have_the_path_of_another_page() {
    for slug in ["join", "lab", "preflight", "search", "teacher"] {
        let Problems(problems) = Lessons::from_files(&both(slug, MATTER), &[]).unwrap_err();
        assert!(
            problems.iter().all(|problem| problem.mistake == Mistake::BadSlug),
            "{slug}"
        );
    }
    assert!(Lessons::from_files(&both("joining", MATTER), &[]).is_ok());
}

#[test]
fn a_program_above_the_contents_is_a_mistake() {
    let index = "---\ntitle: a\ndescription: b\n---\n```python\n#| id: one\n```\n";
    let files = [file("en/a.md", MATTER), file("en/index.md", index)];
    let Problems(problems) = Lessons::from_files(&files, &[]).unwrap_err();
    assert_eq!(
        (problems[0].line, &problems[0].mistake),
        (5, &Mistake::ProgramInIndex)
    );
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

    for name in ["ru", "pt-br", "pictures"] {
        let path = folder.path().join(name);
        std::fs::create_dir(&path).unwrap();
        std::fs::write(path.join("a.md"), MATTER).unwrap();
        std::fs::write(path.join("notes.txt"), "not a lesson").unwrap();
        std::fs::write(path.join(".a.md.swp"), "not one, either").unwrap();
    }
    std::fs::create_dir(folder.path().join("img")).unwrap();
    let lessons = Lessons::load(&source).unwrap();
    let tags: Vec<_> = lessons
        .editions()
        .map(|edition| edition.language.code())
        .collect();
    assert_eq!(tags, ["pt-BR", "ru"]);
    assert_eq!(lessons.main().lessons.len(), 1);

    let nowhere = Source::Directory(folder.path().join("nowhere"));
    assert!(matches!(
        Lessons::load(&nowhere),
        Err(LoadError::Unreadable { .. })
    ));
}

#[test]
fn the_lessons_that_come_with_the_relay_are_right() {
    match Lessons::load(&Source::Embedded) {
        Ok(lessons) => assert_eq!(lessons.gaps, []),
        Err(error) => panic!("{error}"),
    }
}
