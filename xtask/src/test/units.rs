//! The Rust tests: units, integration tests with real sockets, and the examples in the docs.

use anyhow::Result;

use super::tally::{Count, Tally};
use crate::command::{answer, cargo, watched};

/// The pages' crate only runs in browsers, where the browser tests exercise it.
const SCOPE: [&str; 3] = ["--workspace", "--exclude", "web"];

pub(super) fn all(tally: &mut Tally) {
    if answer(cargo().args(["nextest", "--version"])).is_some() {
        tally.part("Rust tests", || {
            let (status, output) = watched(
                cargo().args(["nextest", "run", "--no-fail-fast"]).args(SCOPE),
                |_| true,
            )?;
            Ok(Count::of_run(Count::from_nextest(&output), status.success()))
        });
        tally.part("Examples in the docs", || libtest(&["--doc"]));
    } else {
        tally.part("Rust tests", || libtest(&[]));
    }
}

fn libtest(more: &[&str]) -> Result<Count> {
    let (status, output) = watched(
        cargo()
            .args(["test", "--quiet", "--no-fail-fast"])
            .args(SCOPE)
            .args(more),
        |_| true,
    )?;
    Ok(Count::of_run(Count::from_libtest(&output), status.success()))
}
