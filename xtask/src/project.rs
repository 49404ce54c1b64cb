//! Where things lie in this project, whatever folder it was cloned to.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::step::note;

/// The workspace's folder.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask)
}

/// A path in the project, from its parts written with `/`.
pub(crate) fn path(relative: &str) -> PathBuf {
    relative
        .split('/')
        .fold(root().to_owned(), |path, part| path.join(part))
}

/// Cargo's target folder: the one this program was built into.
pub(crate) fn target() -> Result<PathBuf> {
    let program = std::env::current_exe().context("where the xtask program lies is unknown")?;
    // …/target/debug/xtask
    let target = program
        .ancestors()
        .nth(2)
        .context("the xtask program lies outside a target folder")?;
    Ok(target.to_owned())
}

/// The xtask's own folder for stamps and caches; `cargo clean` takes it along.
pub(crate) fn cache() -> Result<PathBuf> {
    let cache = target()?.join("xtask");
    std::fs::create_dir_all(&cache).with_context(|| format!("{} can't be made", cache.display()))?;
    Ok(cache)
}

/// Held while things are built, so that two xtasks don't write into one folder. Let go when dropped.
pub(crate) fn lock() -> Result<File> {
    let lock = File::create(cache()?.join("lock")).context("the lock file can't be made")?;
    if lock.try_lock().is_err() {
        note("Waiting for another xtask that is building");
        lock.lock().context("the lock file can't be locked")?;
    }
    Ok(lock)
}

/// The value of `key = "…"` in a TOML file's text, searched after `after`.
pub(crate) fn toml_string<'a>(text: &'a str, after: &str, key: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(after)?;
    rest.lines().find_map(|line| {
        let (name, value) = line.split_once('=')?;
        (name.trim() == key).then(|| value.trim().trim_matches('"'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_lock_file_entry_it_was_asked_for() {
        let lock = "[[package]]\nname = \"other\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.9\"\n";
        assert_eq!(
            toml_string(lock, "name = \"wasm-bindgen\"\n", "version"),
            Some("0.2.9")
        );
        assert_eq!(toml_string(lock, "name = \"absent\"\n", "version"), None);
    }
}
