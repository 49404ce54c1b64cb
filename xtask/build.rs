//! Says in one sentence which Rust this project needs, before an older one stumbles over code that it doesn't know.

use std::process::Command;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../Cargo.toml");
    let manifest = fs::read_to_string("../Cargo.toml").unwrap_or_default();
    let needed = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "))
        .unwrap_or_default()
        .trim_matches('"');
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let answer = Command::new(rustc)
        .arg("--version")
        .output()
        .map(|output| output.stdout)
        .unwrap_or_default();
    let answer = String::from_utf8_lossy(&answer);
    let found = answer.split(' ').nth(1).unwrap_or_default();
    if release(found) < release(needed) {
        println!(
            "cargo::error=Echoroom needs Rust {needed} or newer, and this is {found}: \
             run `rustup update stable` and try again"
        );
    }
}

/// Major and minor number.
fn release(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.split(['.', '-']).map_while(|number| number.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}
