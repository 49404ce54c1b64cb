//! The browsers the tests drive, and what they meet besides: nc, nginx, HAProxy. Found, or installed.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::command::{answer, command, is_missing, run};
use crate::project;
use crate::step::{note, step};

/// One browser: how to find it and how old it may be.
struct Browser {
    name: &'static str,
    /// Names its program.
    variable: &'static str,
    /// The first version that can suspend a WebAssembly stack.
    oldest: u32,
    programs: &'static [&'static str],
    packages: &'static [&'static str],
}

const CHROMIUM: Browser = Browser {
    name: "Chromium",
    variable: "CHROMIUM",
    oldest: 137,
    programs: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "microsoft-edge",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    packages: &["chromium"],
};

const FIREFOX: Browser = Browser {
    name: "Firefox",
    variable: "FIREFOX",
    oldest: 153,
    programs: &[
        "firefox",
        "firefox-esr",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
    ],
    packages: &["firefox-esr", "firefox"],
};

/// Sets `CHROMIUM` and, if it can be had, `FIREFOX` for a test program; npm's packages must be there. Has nc and balancers installed, too.
pub(crate) fn hand_over(tests: &mut Command) -> Result<()> {
    let chromium = CHROMIUM
        .find()
        .or_else(|| CHROMIUM.by_apt())
        .map_or_else(by_playwright, Ok)?;
    tests.env(CHROMIUM.variable, chromium);
    match FIREFOX.find().or_else(|| FIREFOX.by_apt()) {
        Some(firefox) => tests.env(FIREFOX.variable, firefox),
        None => {
            note(&format!(
                "There is no Firefox {} or newer here: its part of the tests is left out",
                FIREFOX.oldest
            ));
            tests.env_remove(FIREFOX.variable)
        }
    };
    for (program, package) in [
        ("nc", "netcat-openbsd"),
        ("nginx", "nginx-light"),
        ("haproxy", "haproxy"),
    ] {
        if on_path(program).is_none() && !by_apt(program, &[package]) {
            note(&format!("There is no {program} here: its test is left out"));
        }
    }
    Ok(())
}

impl Browser {
    fn find(&self) -> Option<PathBuf> {
        let named = env::var_os(self.variable).map(PathBuf::from);
        let known = self.programs.iter().filter_map(|program| on_path(program));
        named
            .into_iter()
            .chain(known)
            .find(|program| self.is_new_enough(program))
    }

    /// A program that can't even say its version (a wrapper for a package that isn't installed) counts as none.
    fn is_new_enough(&self, program: &Path) -> bool {
        let version = answer(command(program).arg("--version"))
            .as_deref()
            .and_then(major);
        version.is_some_and(|version| version >= self.oldest)
    }

    fn by_apt(&self) -> Option<PathBuf> {
        by_apt(self.name, self.packages).then(|| self.find()).flatten()
    }
}

/// Installs the first of the packages that there is, if this is a system with apt and we may.
fn by_apt(name: &str, packages: &[&str]) -> bool {
    if is_missing("apt-get") || answer(command("id").arg("-u")).as_deref() != Some("0") {
        return false;
    }
    let apt = |args: &[&str]| {
        let mut apt = command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").arg("-qq").args(args);
        run("apt-get", &mut apt)
    };
    let installing = step(
        &format!("Installing {name} with apt-get"),
        "a minute or two, once",
        || {
            // Lists may be old or absent; an update that fails in part may still have brought what is needed.
            let _ = apt(&["update"]);
            Ok(packages
                .iter()
                .any(|package| apt(&["install", "-y", "--no-install-recommends", package]).is_ok()))
        },
    );
    installing.unwrap_or(false)
}

/// Playwright's own build of Chromium, in the user's cache.
fn by_playwright() -> Result<PathBuf> {
    let playwright = project::path("node_modules/playwright-core/cli.js");
    step("Installing Chromium with Playwright", "a minute or two, once", || {
        run("Playwright's installer", command("node").arg(playwright).args(["install", "chromium"]))
    })
    .context("there is no Chromium for the browser tests: install Chromium or Chrome, or name its program in CHROMIUM")?;
    let print = "import { chromium } from 'playwright-core'; console.log(chromium.executablePath())";
    answer(
        command("node")
            .current_dir(project::path("e2e"))
            .args(["--input-type=module", "--eval", print]),
    )
    .map(PathBuf::from)
    .context("Playwright doesn't say where its Chromium is")
}

fn on_path(program: &str) -> Option<PathBuf> {
    let candidate = |folder: PathBuf| {
        Some(folder.join(format!("{program}{}", env::consts::EXE_SUFFIX))).filter(|path| path.is_file())
    };
    // Joining an absolute path gives that path.
    env::split_paths(&env::var_os("PATH")?).find_map(candidate)
}

/// `Mozilla Firefox 153.0.1esr` → 153.
fn major(answer: &str) -> Option<u32> {
    answer
        .split_whitespace()
        .find_map(|word| word.split('.').next()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn reads_what_browsers_say_of_themselves() {
        assert_eq!(
            major("Chromium 156.0.7000.1 built on Debian GNU/Linux 13"),
            Some(156)
        );
        assert_eq!(major("Mozilla Firefox 153.0esr"), Some(153));
        assert_eq!(major("Google Chrome for Testing 140.0.1.2"), Some(140));
        assert_eq!(major("Command not found"), None);
    }
}
