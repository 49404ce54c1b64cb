//! `cargo xtask fuzz`: cargo-fuzz on the decoders in wire/, which needs a nightly compiler.

use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::command::{answer, become_it, command};
use crate::project;
use crate::step::{note, step};
use crate::tools;

/// Long enough to find what is shallow, short enough to wait for.
const SECONDS: &str = "-max_total_time=60";

/// Runs one target, or each in turn; with a target, further arguments go to the fuzzer.
pub(crate) fn run(args: &[String]) -> Result<ExitCode> {
    let toolchains = answer(command("rustup").args(["toolchain", "list"])).unwrap_or_default();
    if !toolchains.lines().any(|line| line.starts_with("nightly")) {
        bail!(
            "Fuzzing needs a nightly Rust: run `rustup toolchain install nightly`. \
             (The tests feed random frames on any Rust.)"
        );
    }
    if answer(&mut fuzz("--version")).is_none() {
        step(
            "Installing cargo-fuzz into .tools",
            "2 to 3 minutes, once",
            || tools::install_crate("cargo-fuzz", None),
        )?;
    }

    if let Some((target, options)) = args.split_first() {
        let mut one = fuzz("run");
        one.arg(target).arg("--").args(options);
        return become_it(&mut one);
    }
    for target in answer(&mut fuzz("list")).unwrap_or_default().lines() {
        note(&format!("Fuzzing {target} for a minute"));
        if !fuzz("run").arg(target).args(["--", SECONDS]).status()?.success() {
            bail!(
                "{target} failed: the input is in wire/fuzz/artifacts, and `cargo xtask fuzz {target}` runs it again"
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// `cargo +nightly fuzz …` for wire/fuzz.
fn fuzz(action: &str) -> Command {
    let mut cargo = command("rustup");
    cargo.args(["run", "nightly", "cargo", "fuzz", action]);
    if action != "--version" {
        cargo.arg("--fuzz-dir").arg(project::path("wire/fuzz"));
    }
    // The cargo that runs this xtask must not be taken for the nightly one.
    for variable in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
        cargo.env_remove(variable);
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(project::path(".tools/bin")).chain(std::env::split_paths(&path));
    if let Ok(path) = std::env::join_paths(folders) {
        cargo.env("PATH", path);
    }
    cargo
}
