//! Lessons as the command meets them: what a teacher is told when a folder or a lesson is wrong.

use std::path::Path;
use std::process::Command;

use crate::process::{ECHOROOM, run};
use crate::support::write;

#[test]
fn wrong_lessons_are_reported_together_and_nothing_is_served() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("en/one.md"), "no front matter");
    write(
        &folder.path().join("en/two.md"),
        "---\ntitle: a\ndescription: b\norder: c\n---\n",
    );
    let (code, stdout, stderr) = run(&[], &["serve", "--content", folder.path().to_str().unwrap()]);

    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    assert!(stderr.contains("the lessons have 2 problems"), "{stderr}");
    for place in ["one.md:1: front matter is missing", "two.md:4: `order` must be"] {
        assert!(stderr.contains(place), "{stderr}");
    }
}

/// Runs `echoroom check` in a folder, and its exit code with what it printed.
fn check(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(ECHOROOM)
        .arg("check")
        .args(args)
        .current_dir(folder)
        .env_remove("ECHOROOM_CONTENT")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

const MATTER: &str = "---\ntitle: a\ndescription: b\norder: 1\n---\n";

#[test]
fn a_right_course_is_counted() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("content/de/eins.md"), MATTER);
    let one = (Some(0), "1 lesson, no mistakes\n".to_owned(), String::new());
    assert_eq!(check(folder.path(), &[]), one, "content/ is found");
    assert_eq!(
        check(&folder.path().join("content"), &[]),
        one,
        "so is the folder itself"
    );
    write(
        &folder.path().join("content/de/zwei.md"),
        &format!(
            "{MATTER}## Über uns\n\n[hier](#über-uns), [dort](eins), [Labor](/de/lab), [https](https://x.invalid)\n"
        ),
    );
    assert_eq!(check(folder.path(), &["content"]).1, "2 lessons, no mistakes\n");
}

#[test]
fn every_mistake_is_named_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let lesson = "\
```python
#| id: one
#| exepct: x
```

```python
#| role: server
```

```python
#| id: two
#| role: server
#| pair: lonely
```

```python
#| id: two
```

See [there](/en/nowhere), [here](b#hedding) and [that](../en/c.md).

![what](gone.svg \"Caption\")
";
    write(&folder.path().join("en/a.md"), &format!("{MATTER}{lesson}"));
    write(
        &folder.path().join("en/b.md"),
        &format!("{MATTER}## Heading\n\n```python\n#| id: three\n```\n"),
    );
    write(&folder.path().join("ru/b.md"), &MATTER.replace("order", "oder"));
    write(&folder.path().join("ru/texts.toml"), "[page\n");
    let (code, stdout, stderr) = check(folder.path(), &["."]);
    assert_eq!((code, stderr.as_str()), (Some(1), ""));
    insta::assert_snapshot!(stdout, @r"
    en/a.md:1: the lesson is missing in `ru/`
    en/a.md:8: unknown option `exepct`: did you mean `expect`?
    en/a.md:11: the cell has options but no `#| id:`
    en/a.md:15: the pair `lonely` has no client
    en/a.md:21: the id `two` is already used in line 15
    en/a.md:25: link to `/en/nowhere`, where no page is
    en/a.md:25: link to `#hedding`, but `/en/b` has no such heading: did you mean `#heading`?
    en/a.md:25: link to `/en/c.md`, where no page is
    en/a.md:27: there is no picture `gone.svg` in the folder `pictures`
    ru/b.md:1: front matter has no `order`
    ru/b.md:4: unknown front matter key `oder`: did you mean `order`?
    ru/texts.toml:1: not TOML: unclosed table, expected `]`
    ");
}

#[test]
fn a_folder_without_a_course_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let (code, stdout, stderr) = check(folder.path(), &[]);
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    assert!(
        stderr.starts_with("echoroom: no lessons in .: a course has a folder for each language"),
        "{stderr}"
    );
}

/// The authors' guide, in which a lesson stands to be copied.
const GUIDE: &str = include_str!("../../../content/README.md");

#[test]
fn the_first_lesson_of_the_guide_has_no_mistakes_and_then_the_one_it_names() {
    let (_, from_lesson) = GUIDE.split_once("````markdown\n").unwrap();
    let (lesson, _) = from_lesson.split_once("````\n").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("my-course/en/hello.md");
    write(&file, lesson);
    let check = || check(folder.path(), &["my-course"]).1;
    assert_eq!(check(), "1 lesson, no mistakes\n");
    write(&file, &lesson.replace("#| role: client", "#| roll: client"));
    let line = 1 + lesson.lines().position(|line| line == "#| role: client").unwrap();
    assert_eq!(
        check(),
        format!("my-course/en/hello.md:{line}: unknown option `roll`: did you mean `role`?\n")
    );
}
