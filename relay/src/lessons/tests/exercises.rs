//! Exercises and questions.

use super::super::Lessons;
use super::{MATTER, both, complaints, file, render};

const EXERCISE: &str = "\
### Answer *in capitals*

```python
#| exercise: upper
#| role: server
#| file: server.py
print(1 < 2)
```

> [!TIP]
> Look for a method.
>
> > Really.

> [!TIP]
> It is called `upper`.

```python
#| solution: upper
print(2 < 3)
```

```python
#| check: upper
assert 1 < 2
```

```python
#| wrong: upper
#| message: Not so.
print('never sent')
```

After.

> [!TIP]
> A tip like any other.
";

#[test]
fn an_exercise_with_its_parts() {
    let html = render(EXERCISE, "en");
    assert!(!html.contains("never sent"));
    insta::assert_snapshot!(html);
}

#[test]
fn an_exercise_is_known_by_its_heading() {
    let text = format!("{MATTER}{EXERCISE}");
    let lessons = Lessons::from_files(&both("a", &text), &[]).unwrap();
    let lesson = lessons.edition("ru").unwrap().lesson("a").unwrap();
    let [exercise] = lesson.exercises.as_slice() else {
        panic!("{:?}", lesson.exercises);
    };
    assert_eq!(
        (exercise.name.as_str(), exercise.title.as_str()),
        ("upper", "Answer in capitals")
    );
    assert_eq!(lesson.cells.first().unwrap().id, "upper");
}

#[test]
fn what_an_exercise_lacks_is_named() {
    assert_eq!(
        complaints("```python\n#| exercise: upper\nx\n```\n"),
        [
            "en/a.md:6: the exercise `upper` has no check",
            "en/a.md:6: the exercise `upper` has no solution",
            "en/a.md:6: the exercise `upper` has no hint",
            "en/a.md:6: the exercise `upper` needs a heading above it: that is its title",
        ]
    );
}

#[test]
fn parts_stand_with_their_exercise() {
    let between = EXERCISE.replace("```python\n#| check", "Text between.\n\n```python\n#| check");
    assert_eq!(
        complaints(&between),
        [
            "en/a.md:8: the exercise `upper` has no check",
            "en/a.md:30: a check of `upper` must follow that exercise, with nothing but its hints and parts between",
            "en/a.md:35: a wrong of `upper` must follow that exercise, with nothing but its hints and parts between",
        ]
    );
    let twice = EXERCISE.replace("#| check: upper", "#| solution: upper");
    assert_eq!(
        complaints(&twice),
        [
            "en/a.md:8: the exercise `upper` has no check",
            "en/a.md:28: the exercise `upper` has a solution already",
        ]
    );
}

const QUESTION: &str = "\
> [!IMPORTANT]
> How many times does `recv` return?
>
> - [ ] Once
> - [x] Twice:
>   - with *data*
>   - without
> - [ ] Never
>
> **Twice.** The second
>
> - is empty.
";

#[test]
fn a_question_with_its_options_and_its_answer() {
    insta::assert_snapshot!(render(QUESTION, "en"));
}

#[test]
fn a_callout_without_options_is_no_question() {
    let html = render("> [!IMPORTANT]\n> - one\n> - two\n", "en");
    assert!(html.contains("callout important"), "{html}");
    assert!(!html.contains("question"), "{html}");
}

#[test]
fn questions_need_one_right_answer_and_an_explanation() {
    assert_eq!(
        complaints("> [!IMPORTANT]\n> Well?\n> - [x] Yes\n> - [x] No\n"),
        [
            "en/a.md:6: a question has at least two options, one of them `- [x]`; here 2 of 2 are",
            "en/a.md:6: a question needs its answer, in the same quote below the options",
        ]
    );
}

#[test]
fn a_language_that_asks_less_is_named() {
    let files = [
        file("ru/a.md", &format!("{MATTER}{QUESTION}")),
        file("en/a.md", MATTER),
    ];
    let gaps = Lessons::from_files(&files, &[]).unwrap().gaps;
    assert_eq!(
        gaps[0].to_string(),
        "ru/a.md:1: the twins ask differently: 1 questions here, 0 in en/a.md"
    );
}
