//! The browser tests in e2e/, against a release build.

use anyhow::{Result, bail};

use super::tally::{Count, totals};
use crate::command::{answer, command, watched};
use crate::step::note;
use crate::{browsers, project, serve};

/// Builds, finds the browsers, and runs the tests whose names contain one of `names`.
pub(super) fn all(names: &[&str]) -> Result<Count> {
    let relay = serve::build()?;
    make_native_python();
    let mut tests = command("node");
    tests
        .arg(project::path("e2e/run.mjs"))
        .args(names)
        .env("ECHOROOM_BIN", relay);
    browsers::hand_over(&mut tests)?;
    // Their totals are added to ours: two such lines would leave a reader guessing.
    let (status, output) = watched(&mut tests, |line| totals(line).is_none())?;
    let count = Count::of_run(Count::from_totals(&output), status.success());
    if count == Count::default() {
        bail!("no browser test ran: is there one with such a name?");
    }
    Ok(count)
}

/// The CPython that programs in the page are compared with: the page's own version, where it can be made.
fn make_native_python() {
    let mut make = command("node");
    make.arg(project::path("e2e/lib/python314.mjs"));
    match answer(&mut make) {
        Some(made) => note(&format!("Comparing with {}", made.trim())),
        None => note(
            "CPython 3.14 can't be made here; comparing with python3, and where versions differ with what 3.14 printed",
        ),
    }
}
