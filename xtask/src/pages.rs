//! The built pages: Trunk's output with compressed copies beside it.

mod stamp;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::command::{command, run};
use crate::project;
use crate::step::{note, step};
use crate::tools::Tools;

pub(crate) use stamp::collect;

/// Which pages to build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pages {
    /// Small and compressed, in `dist/`, for `echoroom` to embed.
    Release,
    /// Quick to build, in a folder of its own under `target/`.
    Dev,
}

impl Pages {
    pub(crate) fn folder(self) -> Result<PathBuf> {
        match self {
            Self::Release => Ok(project::path("dist")),
            Self::Dev => Ok(project::cache()?.join("dist")),
        }
    }

    /// Builds them unless nothing they are made of has changed since.
    pub(crate) fn build(self, tools: &Tools) -> Result<()> {
        let folder = self.folder()?;
        let stamp_file = project::cache()?.join(self.stamp_name());
        let inputs = stamp::of_inputs()?;
        let built = fs::read_to_string(&stamp_file).unwrap_or_default();
        if built == inputs && folder.join("index.html").is_file() {
            note("The pages are up to date");
            return Ok(());
        }

        remove_if_there(&stamp_file)?;
        step("Building the pages", self.estimate(), || {
            run("Trunk", &mut self.trunk(tools, &folder))
        })?;
        if self == Self::Release {
            step(
                "Compressing the pages",
                "a minute the first time, then only what changed",
                || compress(&folder),
            )?;
        }
        fs::write(&stamp_file, inputs).with_context(|| format!("{} can't be written", stamp_file.display()))
    }

    fn trunk(self, tools: &Tools, folder: &Path) -> std::process::Command {
        let mut trunk = tools.trunk();
        trunk.args(["--log", "warn", "build", "--dist"]).arg(folder);
        if self == Self::Release {
            trunk.arg("--release");
        }
        trunk
    }

    fn stamp_name(self) -> &'static str {
        match self {
            Self::Release => "pages-release.stamp",
            Self::Dev => "pages-dev.stamp",
        }
    }

    fn estimate(self) -> &'static str {
        match self {
            Self::Release => "about 3 minutes the first time, then half a minute",
            Self::Dev => "about 2 minutes the first time, then seconds",
        }
    }
}

/// Node brings brotli at its best level, fast and on all cores; a Rust one would make this xtask slow to build.
fn compress(folder: &Path) -> Result<()> {
    let mut node = command("node");
    node.arg(project::path("xtask/compress.mjs"))
        .arg(folder)
        .arg(project::cache()?.join("compressed"));
    run("compressing", &mut node)
}

fn remove_if_there(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} can't be removed", file.display()))
        }
        _ => Ok(()),
    }
}
