//! `cargo xtask build` and `cargo xtask serve`: the release build, and a relay started from it.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;

use crate::command::{become_it, command};
use crate::pages::Pages;
use crate::project;
use crate::relay::{self, Profile};
use crate::tools::Tools;

/// Builds the pages and a relay that holds them; says where its program lies.
pub(crate) fn build() -> Result<PathBuf> {
    let _lock = project::lock()?;
    let tools = Tools::ensure()?;
    Pages::Release.build(&tools)?;
    relay::build(Profile::Release)
}

/// Builds, then becomes `echoroom serve`, which prints the address to open.
pub(crate) fn run(args: &[String]) -> Result<ExitCode> {
    relay::check_port(args)?;
    let relay = build()?;
    become_it(command(relay).arg("serve").args(args))
}
