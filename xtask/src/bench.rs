//! `cargo xtask bench`: the figures of the design, measured against a release build.

use std::process::ExitCode;

use anyhow::Result;

use crate::command::{become_it, command};
use crate::{browsers, project, serve};

/// Builds, then becomes the benchmark, which prints its table.
pub(crate) fn run(args: &[String]) -> Result<ExitCode> {
    let relay = serve::build()?;
    let mut bench = command("node");
    bench
        .arg(project::path("e2e/bench/run.mjs"))
        .args(args)
        .env("ECHOROOM_BIN", relay);
    browsers::hand_over(&mut bench)?;
    become_it(&mut bench)
}
