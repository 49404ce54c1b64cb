//! The Rust side: the compiler, its WebAssembly target, Trunk and wasm-bindgen.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::{answer, cargo, command, is_missing, quiet_in_logs, run};
use crate::project::{self, toml_string};
use crate::step::{note, step};

/// The last version that builds with the Rust this project asks for.
const TRUNK: &str = "0.21.14";
const TARGET: &str = "wasm32-unknown-unknown";

/// The standard library for WebAssembly.
pub(crate) fn wasm_target() -> Result<()> {
    let sysroot = answer(command("rustc").args(["--print", "sysroot"]))
        .context("rustc doesn't say where it is installed")?;
    if Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    if is_missing("rustup") {
        bail!(
            "Rust's standard library for {TARGET} is missing and there is no rustup to add it: \
             install Rust from https://rustup.rs"
        );
    }
    step("Adding Rust's WebAssembly target", "a few seconds", || {
        run(
            "`rustup target add`",
            command("rustup").args(["target", "add", TARGET]),
        )
    })
}

pub(super) fn trunk() -> Result<PathBuf> {
    tool("trunk", "trunk", TRUNK, "6 to 10 minutes, once")
}

/// Must be exactly the version of the library in Cargo.lock: the two share a format that has no promise.
pub(super) fn wasm_bindgen() -> Result<PathBuf> {
    let lock = fs::read_to_string(project::path("Cargo.lock")).context("Cargo.lock can't be read")?;
    let version = toml_string(&lock, "name = \"wasm-bindgen\"\n", "version")
        .context("Cargo.lock names no wasm-bindgen")?;
    tool(
        "wasm-bindgen",
        "wasm-bindgen-cli",
        version,
        "2 to 4 minutes, once",
    )
}

/// The program in this very version: the project's own, the one on PATH, or a newly installed one.
fn tool(program: &str, krate: &str, version: &str, estimate: &str) -> Result<PathBuf> {
    let own = own(program);
    for candidate in [own.clone(), PathBuf::from(program)] {
        let found = answer(command(&candidate).arg("--version")).unwrap_or_default();
        if found.split(' ').nth(1) == Some(version) {
            return Ok(candidate);
        }
    }
    step(
        &format!("Installing {krate} {version} into .tools"),
        estimate,
        || install(krate, Some(version)),
    )?;
    Ok(own)
}

/// Where [`install`] puts a program.
fn own(program: &str) -> PathBuf {
    project::path(".tools/bin").join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
}

/// Builds a crate's programs into `.tools`, which `cargo clean` leaves alone.
pub(crate) fn install(krate: &str, version: Option<&str>) -> Result<()> {
    let attempt = |locked: bool| {
        let mut install = cargo();
        install
            .args(["install", "--force", krate, "--root"])
            .arg(project::path(".tools"));
        install.args(version.map(|version| format!("--version={version}")));
        install.args(locked.then_some("--locked")).args(quiet_in_logs());
        run(&format!("`cargo install {krate}`"), &mut install)
    };
    if attempt(true).is_ok() {
        return Ok(());
    }
    // A published lock file may name a crate version that has been withdrawn since.
    note("trying again with the newest versions of what it depends on");
    attempt(false).with_context(|| {
        format!("{krate} could not be installed: is this machine online? (cargo fetches from its package registry)")
    })
}
