//! `cargo xtask test`: everything that must hold before a change goes in. Goes on after a failure, so that one run
//! shows them all, and ends with a line that holds nothing but the totals.

mod browser;
mod lint;
mod scripts;
mod tally;
mod units;

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::step::{note, spoken};
use crate::{project, tools};
use tally::Tally;

/// Runs the parts asked for.
pub(crate) fn run(args: &[String]) -> Result<ExitCode> {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let (fast, browser, names) = match words.as_slice() {
        [] => (true, true, [].as_slice()),
        ["fast"] => (true, false, [].as_slice()),
        ["browser", names @ ..] => (false, true, names),
        _ => bail!("usage: cargo xtask test [fast | browser [NAME…]]"),
    };
    let start = Instant::now();
    prepare()?;

    let mut tally = Tally::default();
    if fast {
        lint::all(&mut tally);
        scripts::all(&mut tally);
        units::all(&mut tally);
    }
    if browser {
        tally.part("Browser tests", || browser::all(names));
    }

    note(&format!("All of this took {}", spoken(start.elapsed())));
    for failure in &tally.failures {
        note(&format!("failed: {failure}"));
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    Ok(if tally.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn prepare() -> Result<()> {
    let _lock = project::lock()?;
    tools::wasm_target()?;
    tools::node()
}
