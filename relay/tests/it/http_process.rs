//! The command as a process: what it prints, how it ends, and what it says when it can't begin.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::{DEADLINE, write};

fn serve(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_echoroom"));
    command
        .arg("serve")
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn refused(arguments: &[&str]) -> (Option<i32>, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = serve(arguments).output().unwrap();
    assert_eq!(stdout, b"");
    (status.code(), String::from_utf8(stderr).unwrap())
}

/// A running relay, ended with the test.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(unix)]
#[test]
fn it_prints_its_address_and_ends_well_when_it_is_told_to() {
    let dist = tempfile::tempdir().unwrap();
    write(&dist.path().join("index.html"), "{{ title }}");
    for signal in ["-TERM", "-INT"] {
        let arguments = ["--listen", "127.0.0.1:0", "--dist", dist.path().to_str().unwrap()];
        let mut relay = Process(serve(&arguments).spawn().unwrap());
        let mut line = String::new();
        BufReader::new(relay.0.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .strip_prefix("Open http://")
            .and_then(|line| line.split('/').next())
            .unwrap();

        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "GET /healthz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
        )
        .unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        assert!(
            reply.starts_with("HTTP/1.1 200") && reply.ends_with("\r\n\r\nok"),
            "{reply}"
        );

        let pid = relay.0.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &pid])
                .status()
                .unwrap()
                .success()
        );
        assert_eq!(relay.0.wait().unwrap().code(), Some(0), "{signal}");
        assert!(TcpStream::connect(address).is_err());
    }
}

/// The address in the first line of what a relay prints.
fn address(relay: &mut Process) -> String {
    let mut line = String::new();
    let stdout = relay.0.stdout.take().unwrap();
    BufReader::new(stdout).read_line(&mut line).unwrap();
    let address = line
        .split_once("http://")
        .and_then(|(_, rest)| rest.split('/').next());
    address.unwrap_or_else(|| panic!("{line}")).to_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_class_it_ends_with_its_terminal() {
    let dist = tempfile::tempdir().unwrap();
    write(&dist.path().join("index.html"), "{{ title }}");
    let relay = env!("CARGO_BIN_EXE_echoroom");
    let command = format!(
        "{relay} serve --listen 127.0.0.1:0 --dist {}",
        dist.path().display()
    );
    // Gives the relay a terminal, which ends with it.
    let script = Command::new("script")
        .args(["--quiet", "--flush", "--command", &command, "/dev/null"])
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut terminal = Process(script.unwrap());
    let address = address(&mut terminal);
    assert!(TcpStream::connect(&address).is_ok());
    drop(terminal);
    let until = Instant::now() + DEADLINE;
    while TcpStream::connect(&address).is_ok() {
        assert!(Instant::now() < until, "it goes on without its terminal");
        thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(unix)]
#[test]
fn without_a_terminal_sighup_ends_nothing() {
    let dist = tempfile::tempdir().unwrap();
    write(&dist.path().join("index.html"), "{{ title }}");
    let arguments = ["--listen", "127.0.0.1:0", "--dist", dist.path().to_str().unwrap()];
    let mut command = serve(&arguments);
    command
        .env("RUST_LOG", "info")
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    let mut relay = Process(command.spawn().unwrap());
    let address = address(&mut relay);
    let sent = Command::new("kill")
        .args(["-HUP", &relay.0.id().to_string()])
        .status();
    assert!(sent.unwrap().success());
    let log = BufReader::new(relay.0.stderr.take().unwrap());
    let mut lines = log.lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("there is nothing to load again")));
    assert!(TcpStream::connect(&address).is_ok());
}

#[test]
fn what_keeps_it_from_starting_is_one_sentence_and_exit_code_1() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let busy = taken.local_addr().unwrap().to_string();
    let nowhere = "/nowhere/at/all";
    for (arguments, sentence) in [
        (
            ["--listen", busy.as_str()],
            "is busy: stop the program that listens there",
        ),
        (["--listen", "0.0.0.0:8080"], "can be reached from other machines"),
        (["--listen", "somewhere"], "is not an address to listen on"),
        (
            ["--content", nowhere],
            "cannot read the lessons in /nowhere/at/all: ",
        ),
        (
            ["--dist", nowhere],
            "cannot read the built pages in /nowhere/at/all: ",
        ),
    ] {
        let mut all = arguments.to_vec();
        if arguments[0] != "--listen" {
            all.extend(["--listen", "127.0.0.1:0"]);
        }
        let (code, stderr) = refused(&all);
        assert_eq!(code, Some(1), "{stderr}");
        assert!(
            stderr.starts_with("echoroom: ") && stderr.contains(sentence),
            "{stderr}"
        );
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}

#[test]
fn flags_can_be_given_by_the_environment() {
    let mut command = serve(&[]);
    let Output { status, stderr, .. } = command.env("ECHOROOM_LISTEN", "0.0.0.0:1").output().unwrap();
    assert_eq!(status.code(), Some(1));
    assert!(
        String::from_utf8(stderr)
            .unwrap()
            .contains("0.0.0.0:1 can be reached")
    );
}
