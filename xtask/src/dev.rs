//! `cargo xtask dev`: a development build that follows the files being edited.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Child, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use crate::command::command;
use crate::pages::{Pages, collect};
use crate::project;
use crate::relay::{self, Profile};
use crate::step::note;
use crate::tools::Tools;

/// How often the folders are looked at: soon enough for a person, cheap enough to leave running.
const POLL: Duration = Duration::from_millis(400);

/// What is watched; a change in any of them leads to a build and a new relay, which itself watches content/.
const WATCHED: [&str; 5] = ["web", "wire/src", "relay", "Cargo.toml", "Trunk.toml"];

/// Builds and serves until a signal comes. A build that fails leaves the last good one running.
pub(crate) fn run(args: &[String]) -> Result<ExitCode> {
    relay::check_port(args)?;
    let stopped = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stopped);
    ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed)).context("signals can't be handled")?;

    let tools = Tools::ensure()?;
    let mut serving: Option<Serving> = None;
    while !stopped.load(Ordering::Relaxed) {
        let seen = times()?;
        match build(&tools) {
            Ok(program) => {
                // The old one must let go of the port first.
                drop(serving.take());
                serving = Some(Serving::start(program, args)?);
            }
            Err(error) => note(&format!("{error:#}; waiting for the next change")),
        }
        while !stopped.load(Ordering::Relaxed) && times()? == seen {
            std::thread::sleep(POLL);
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn build(tools: &Tools) -> Result<PathBuf> {
    let _lock = project::lock()?;
    Pages::Dev.build(tools)?;
    relay::build(Profile::Dev)
}

type Times = BTreeMap<PathBuf, SystemTime>;

fn times() -> Result<Times> {
    let mut files = Vec::new();
    for watched in WATCHED {
        collect(&project::path(watched), &mut files)?;
    }
    // A file that vanished between the two looks is seen as gone the next time.
    let dated = |file: PathBuf| Some((file.clone(), file.metadata().ok()?.modified().ok()?));
    Ok(files.into_iter().filter_map(dated).collect())
}

/// A running relay; dropping it stops it.
struct Serving(Child);

impl Serving {
    fn start(program: PathBuf, args: &[String]) -> Result<Self> {
        let mut relay = command(program);
        relay.arg("serve").arg("--dist").arg(Pages::Dev.folder()?);
        relay.arg("--content").arg(project::path("content")).args(args);
        Ok(Self(relay.spawn().context("the relay can't be started")?))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // The kernel closes its sockets; a development relay has nothing to save.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
