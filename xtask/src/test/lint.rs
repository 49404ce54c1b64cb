//! Formatting, clippy for both targets, and what the protocol crate may depend on.

use anyhow::{Context, Result, bail};

use super::tally::Tally;
use crate::command::{answer, cargo, run};

/// What would tie the protocol to one side of the wire, or to I/O.
const NOT_IN_WIRE: [&str; 5] = ["tokio", "web-sys", "js-sys", "wasm-bindgen", "socket2"];

pub(super) fn all(tally: &mut Tally) {
    tally.check("Formatting", || {
        run("`cargo fmt`", cargo().args(["fmt", "--all", "--check"]))
    });
    tally.check("Clippy, native", || {
        clippy(&["--workspace", "--exclude", "web", "--all-targets"])
    });
    tally.check("Clippy, WebAssembly", || {
        clippy(&["--package", "web", "--target", "wasm32-unknown-unknown"])
    });
    tally.check("What wire depends on", wire_is_pure);
}

fn clippy(scope: &[&str]) -> Result<()> {
    run(
        "`cargo clippy`",
        cargo()
            .args(["clippy", "--quiet"])
            .args(scope)
            .args(["--", "--deny", "warnings"]),
    )
}

fn wire_is_pure() -> Result<()> {
    let tree = answer(cargo().args([
        "tree",
        "--package",
        "wire",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--target",
        "all",
    ]))
    .context("`cargo tree` failed")?;
    let names = tree.lines().filter_map(|line| line.split(' ').next());
    if let Some(name) = names.into_iter().find(|name| NOT_IN_WIRE.contains(name)) {
        bail!("wire must stay free of I/O, and now it depends on {name}");
    }
    Ok(())
}
