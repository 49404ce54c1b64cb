//! The command as a process of its own: relays that end with the test, and what the command says when it ends by itself.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;

use tempfile::TempDir;

use crate::support::{DEADLINE, write_build, write_lessons};

/// The command.
pub(crate) const ECHOROOM: &str = env!("CARGO_BIN_EXE_echoroom");

/// Variables of a process's environment.
type Environment<'a> = &'a [(&'a str, &'a str)];

/// A running relay with a small build and two lessons, on a free port.
pub(crate) struct Relay {
    /// What whoever starts it is told.
    pub(crate) told: Lines,
    /// What it logs.
    pub(crate) log: Lines,
    process: Child,
    _files: TempDir,
}

/// What a process writes.
pub(crate) struct Lines(Receiver<String>);

impl Relay {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::start_in(&[], arguments)
    }

    pub(crate) fn start_in(environment: Environment<'_>, arguments: &[&str]) -> Self {
        Self::start_by(ECHOROOM, environment, &[&["serve"], arguments].concat())
    }

    /// One that another program starts.
    pub(crate) fn start_by(program: &str, environment: Environment<'_>, arguments: &[&str]) -> Self {
        let (mut command, files) = command(program, environment, arguments);
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            told: Lines::of(process.stdout.take().unwrap()),
            log: Lines::of(process.stderr.take().unwrap()),
            process,
            _files: files,
        }
    }

    /// The first address that it tells of.
    pub(crate) fn address(&self) -> String {
        let told = self.told.until("http://");
        let (_, rest) = told.last().unwrap().split_once("http://").unwrap();
        rest.split('/').next().unwrap().to_owned()
    }

    /// Its number in the system.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Sends it a signal, such as `HUP`.
    #[cfg(unix)]
    pub(crate) fn signal(&self, name: &str) {
        let sent = Command::new("kill")
            .args(["-s", name, &self.id().to_string()])
            .status();
        assert!(sent.unwrap().success());
    }

    /// How it has ended, once it has.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        self.process.wait().unwrap()
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Lines {
    fn of(pipe: impl Read + Send + 'static) -> Self {
        let (heard, lines) = channel();
        // Ends with the process.
        thread::spawn(move || {
            let mut lines = BufReader::new(pipe).lines().map_while(Result::ok);
            lines.try_for_each(|line| heard.send(line))
        });
        Self(lines)
    }

    /// Those up to the one that holds this.
    pub(crate) fn until(&self, part: &str) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        while !lines.last().is_some_and(|line| line.contains(part)) {
            let line = self.0.recv_timeout(DEADLINE);
            lines.push(line.unwrap_or_else(|error| panic!("{part:?} {error} after {lines:#?}")));
        }
        lines
    }

    /// Those up to the process's end.
    pub(crate) fn rest(&self) -> Vec<String> {
        let next = || match self.0.recv_timeout(DEADLINE) {
            Ok(line) => Some(line),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => panic!("it goes on"),
        };
        std::iter::from_fn(next).collect()
    }
}

/// The exit code of a command that ends by itself, and what it has printed and complained of.
pub(crate) fn run(environment: Environment<'_>, arguments: &[&str]) -> (Option<i32>, String, String) {
    let (mut command, _files) = command(ECHOROOM, environment, arguments);
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// What a relay answers to a request such as `GET /healthz`, head and all.
pub(crate) fn ask(relay: &str, request: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(relay).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    let length = body.len();
    write!(
        stream,
        "{request} HTTP/1.1\r\nhost: {relay}\r\nconnection: close\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    reply
}

/// Flags count for more than the environment, so a test may say otherwise.
fn command(program: &str, environment: Environment<'_>, arguments: &[&str]) -> (Command, TempDir) {
    let files = tempfile::tempdir().unwrap();
    let (dist, content) = (files.path().join("dist"), files.path().join("content"));
    write_build(&dist);
    write_lessons(&content);
    let mut command = Command::new(program);
    command
        .args(arguments)
        .env("ECHOROOM_DIST", dist)
        .env("ECHOROOM_CONTENT", content)
        .env("ECHOROOM_LISTEN", "127.0.0.1:0")
        .env_remove("RUST_LOG")
        .env("LC_ALL", "C")
        .envs(environment.iter().copied());
    (command, files)
}
