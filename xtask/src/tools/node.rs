//! The Node side: Node itself, and npm's packages as package-lock.json has them.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::command::{answer, command, run};
use crate::project;
use crate::step::step;

/// The oldest release line that Playwright and the build scripts run on.
const OLDEST: u32 = 20;

pub(super) fn check_version() -> Result<()> {
    let found = answer(command("node").arg("--version")).with_context(|| {
        format!(
            "Node.js is missing: install version {OLDEST} or newer \
                  (https://nodejs.org, or your system's packages)"
        )
    })?;
    let major = found
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|number| number.parse().ok());
    if major.is_none_or(|major: u32| major < OLDEST) {
        bail!(
            "Echoroom needs Node.js {OLDEST} or newer, and this is {found}: install a newer one from https://nodejs.org"
        );
    }
    Ok(())
}

/// Runs `npm ci` unless node_modules holds this very lock file's packages.
pub(super) fn packages() -> Result<()> {
    let lock = fs::read(project::path("package-lock.json")).context("package-lock.json can't be read")?;
    let stamp = project::path("node_modules/.echoroom-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step("Installing npm's packages", "about half a minute", || {
        // No package needs its install script, and what isn't run can't do harm.
        let mut npm = command(if cfg!(windows) { "npm.cmd" } else { "npm" });
        npm.args([
            "ci",
            "--ignore-scripts",
            "--include=dev",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]);
        run("`npm ci`", &mut npm).context(
            "npm could not install the packages: see its message above, check the network \
                      (npm's `registry` setting), and try again",
        )
    })?;
    fs::write(&stamp, lock).with_context(|| format!("{} can't be written", stamp.display()))
}
