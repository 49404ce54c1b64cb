//! A fingerprint of everything the pages are made of.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::project;

const INPUTS: [&str; 8] = [
    "web",
    "wire/src",
    "wire/Cargo.toml",
    "Cargo.toml",
    "Cargo.lock",
    "package-lock.json",
    "Trunk.toml",
    "NOTICE.md",
];

/// Made by a build, or not part of one.
const LEFT_OUT: [&str; 4] = ["generated", "node_modules", "target", "__pycache__"];

/// Changes when one of the files changes, appears, moves or goes. A new compiler may change it too, and rightly so.
pub(super) fn of_inputs() -> Result<String> {
    let mut files = Vec::new();
    for input in INPUTS {
        collect(&project::path(input), &mut files)?;
    }
    files.sort();

    let mut hasher = DefaultHasher::new();
    for file in files {
        let content = fs::read(&file).with_context(|| format!("{} can't be read", file.display()))?;
        file.strip_prefix(project::root())
            .unwrap_or(&file)
            .hash(&mut hasher);
        content.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Every file under a path, which may be a file itself, or absent.
pub(crate) fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
    } else if path.is_dir() {
        for entry in fs::read_dir(path).with_context(|| format!("{} can't be read", path.display()))? {
            let entry = entry?;
            let name = entry.file_name();
            if !LEFT_OUT.iter().any(|left_out| name == *left_out) {
                collect(&entry.path(), files)?;
            }
        }
    }
    Ok(())
}
