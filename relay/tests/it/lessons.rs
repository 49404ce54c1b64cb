//! Lessons as the command meets them: what a teacher is told when a folder or a lesson is wrong.

use std::process::{Command, Output};

use crate::support::write;

/// Runs `echoroom serve` on a folder that it can't serve.
fn refused(content: &std::path::Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_echoroom"))
        .args(["serve", "--listen", "127.0.0.1:0", "--content"])
        .arg(content)
        .output()
        .unwrap()
}

#[test]
fn wrong_lessons_are_reported_together_and_nothing_is_served() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("en/one.md"), "no front matter");
    write(
        &folder.path().join("en/two.md"),
        "---\ntitle: a\ndescription: b\norder: c\n---\n",
    );
    let output = refused(folder.path());
    let (stdout, stderr) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );

    assert_eq!((output.status.code(), stdout.as_str()), (Some(1), ""));
    assert!(stderr.contains("the lessons have 2 problems"), "{stderr}");
    for place in ["one.md:1: front matter is missing", "two.md:4: `order` must be"] {
        assert!(stderr.contains(place), "{stderr}");
    }
}
