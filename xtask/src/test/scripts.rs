//! The JavaScript: every file parses, and those with tests of their own pass them under Node.

use std::path::PathBuf;

use anyhow::Result;

use super::tally::{Count, Tally};
use crate::command::{command, run, watched};
use crate::pages::collect;
use crate::project;

pub(super) fn all(tally: &mut Tally) {
    let mut files = Vec::new();
    tally.check("JavaScript parses", || {
        files = scripts()?;
        files
            .iter()
            .try_for_each(|file| run(&file.to_string_lossy(), command("node").arg("--check").arg(file)))
    });
    let tests: Vec<_> = files
        .into_iter()
        .filter(|file| file.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    if !tests.is_empty() {
        tally.part("JavaScript tests", || {
            let (status, output) = watched(
                command("node")
                    .args(["--test", "--test-reporter=tap"])
                    .args(tests),
                |_| true,
            )?;
            Ok(Count::of_run(Count::from_node(&output), status.success()))
        });
    }
}

fn scripts() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in ["web", "e2e", "xtask"] {
        collect(&project::path(folder), &mut files)?;
    }
    files.retain(|file| {
        file.extension()
            .is_some_and(|extension| extension == "js" || extension == "mjs")
    });
    files.sort();
    Ok(files)
}
