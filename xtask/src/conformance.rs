//! `cargo xtask conformance`: CPython's own tests, in a browser against a release build and natively.

use std::process::ExitCode;

use anyhow::Result;

use crate::command::{become_it, command};
use crate::{browsers, project, serve};

/// Builds, then becomes the run, which takes the tests from this machine and prints what differs and why.
pub(crate) fn run(args: &[String]) -> Result<ExitCode> {
    let relay = serve::build()?;
    let mut tests = command("node");
    tests
        .arg(project::path("e2e/conformance/run.mjs"))
        .args(args)
        .env("ECHOROOM_BIN", relay);
    browsers::hand_over(&mut tests)?;
    become_it(&mut tests)
}
