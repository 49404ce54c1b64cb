//! The browser tests in e2e/, against a release build.

use anyhow::{Result, bail};

use super::tally::{Count, totals};
use crate::command::{command, watched};
use crate::{browsers, project, serve};

/// Builds, finds the browsers, and runs the tests whose names contain one of `names`.
pub(super) fn all(names: &[&str]) -> Result<Count> {
    let relay = serve::build()?;
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
