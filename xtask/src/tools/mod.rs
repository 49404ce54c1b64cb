//! What a build needs besides this repository: found, or installed, or asked for in one sentence.

mod node;
mod rust;

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::command;
use crate::project;

pub(crate) use rust::{install as install_crate, wasm_target};

/// Node with npm's packages: enough for browser tests and for checking JavaScript.
pub(crate) fn node() -> Result<()> {
    node::check_version()?;
    node::packages()
}

/// Everything that builds the pages.
pub(crate) struct Tools {
    trunk: PathBuf,
    path: OsString,
}

impl Tools {
    /// Finds or installs all of it; with everything in place this takes a fraction of a second.
    pub(crate) fn ensure() -> Result<Self> {
        // What can't be installed comes first: nobody should wait for Trunk to learn that Node is missing.
        node::check_version()?;
        rust::wasm_target()?;
        let bindgen = rust::wasm_bindgen()?;
        let trunk = rust::trunk()?;
        node::packages()?;

        // Trunk takes the first wasm-bindgen and wasm-opt on PATH.
        let mut folders = vec![project::path("node_modules/.bin")];
        folders.extend(
            bindgen
                .parent()
                .filter(|folder| folder.is_absolute())
                .map(PathBuf::from),
        );
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        let path = env::join_paths(folders).context("a folder on PATH has a name that PATH can't hold")?;
        Ok(Self { trunk, path })
    }

    /// Trunk, set up never to download anything.
    pub(crate) fn trunk(&self) -> Command {
        let mut trunk = command(&self.trunk);
        trunk.env("PATH", &self.path);
        // Trunk wants `true` or `false` in it; everyone else writes 1.
        if env::var_os("NO_COLOR").is_some() {
            trunk.env("NO_COLOR", "true");
        }
        trunk.args(["--offline", "--skip-version-check"]);
        trunk
    }
}
