//! Other programs, run from the project's folder.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, ErrorKind, IsTerminal, Read, Write};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{Context, Result, bail};

use crate::project;

/// A program to be run in the project's folder.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project::root());
    command
}

/// The cargo that runs this xtask.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Cargo's progress is for people who wait at a terminal; a log only needs to know what went wrong.
pub(crate) fn quiet_in_logs() -> Option<&'static str> {
    (!std::io::stderr().is_terminal()).then_some("--quiet")
}

/// Runs it with its output shown; `what` names it in the error.
pub(crate) fn run(what: &str, command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{what} can't be started"))?;
    if !status.success() {
        bail!("{what} failed ({status})");
    }
    Ok(())
}

/// What it prints, if it exists and succeeds.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Runs it with its output shown line by line as far as `show` allows, and gives all of it back.
pub(crate) fn watched(command: &mut Command, show: fn(&str) -> bool) -> Result<(ExitStatus, String)> {
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .context("can't be started")?;
    let stdout = child.stdout.take();
    let stderr = child.stderr.take();
    let text = std::thread::scope(|scope| {
        let errors = scope.spawn(|| stderr.map(|pipe| pass_on(pipe, std::io::stderr(), show)));
        let mut text = stdout
            .map(|pipe| pass_on(pipe, std::io::stdout(), show))
            .unwrap_or_default();
        text.push_str(&errors.join().ok().flatten().unwrap_or_default());
        text
    });
    Ok((child.wait()?, text))
}

fn pass_on(pipe: impl Read, mut shown: impl Write, show: fn(&str) -> bool) -> String {
    let mut lines = BufReader::new(pipe);
    let mut text = String::new();
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
        let piece = String::from_utf8_lossy(&line);
        if show(piece.trim_end()) {
            // A closed terminal is no reason to stop the tests.
            let _ = shown.write_all(piece.as_bytes()).and_then(|()| shown.flush());
        }
        text.push_str(&piece);
        line.clear();
    }
    text
}

/// Lets the program take this one's place, so that it gets the terminal's and the system's signals, and its exit code
/// is ours.
#[cfg(unix)]
pub(crate) fn become_it(command: &mut Command) -> Result<std::process::ExitCode> {
    use std::os::unix::process::CommandExt;
    let error = command.exec();
    Err(error).with_context(|| format!("{} can't be started", command.get_program().to_string_lossy()))
}

/// Without exec: waits for the program, which shares the console and so its Ctrl-C, and passes its exit code on.
#[cfg(not(unix))]
pub(crate) fn become_it(command: &mut Command) -> Result<std::process::ExitCode> {
    ctrlc::set_handler(|| {})?;
    let code = command.status()?.code().unwrap_or(1);
    Ok(std::process::ExitCode::from(u8::try_from(code).unwrap_or(1)))
}

/// Whether starting the program failed because it isn't there.
pub(crate) fn is_missing(program: &str) -> bool {
    let tried = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    matches!(tried, Err(error) if error.kind() == ErrorKind::NotFound)
}
