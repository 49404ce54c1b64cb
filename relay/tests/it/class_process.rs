//! A class as a process: what the teacher is told, that it can be reached by the network, and how its policy is loaded again.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use crate::room::RoomSocket;
use crate::support::{DEADLINE, write};

struct Relay {
    process: Child,
    lines: BufReader<std::process::ChildStdout>,
    _dist: tempfile::TempDir,
}

impl Relay {
    fn start(arguments: &[&str]) -> Self {
        Self::start_with(arguments, "info")
    }

    fn start_with(arguments: &[&str], log: &str) -> Self {
        Self::start_in("C", arguments, log)
    }

    fn start_in(locale: &str, arguments: &[&str], log: &str) -> Self {
        let dist = tempfile::tempdir().unwrap();
        write(&dist.path().join("index.html"), "{{ title }}");
        let mut process = Command::new(env!("CARGO_BIN_EXE_echoroom"))
            .args([
                "serve",
                "--class",
                "Networks 101",
                "--listen",
                "0.0.0.0:0",
                "--dist",
            ])
            .arg(dist.path())
            .args(arguments)
            .env("RUST_LOG", log)
            .env("LC_ALL", locale)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap());
        Self {
            process,
            lines,
            _dist: dist,
        }
    }

    /// The lines up to the one that holds this.
    fn until(&mut self, part: &str) -> Vec<String> {
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            assert_ne!(self.lines.read_line(&mut line).unwrap(), 0, "{lines:?}");
            lines.push(line.trim_end().to_owned());
            if line.contains(part) {
                return lines;
            }
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(DEADLINE)).unwrap();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).unwrap();
    reply
}

#[cfg(target_os = "linux")]
#[test]
fn a_teacher_is_told_where_and_how_to_join_and_the_address_works() {
    let mut relay = Relay::start(&[]);
    let told = relay.until("Ctrl+C ends the class");
    assert_eq!(told[0], "Class “Networks 101”. Students open");
    let addresses: Vec<_> = told
        .iter()
        .filter_map(|line| line.strip_prefix("    http://"))
        .filter(|line| line.ends_with("/join"))
        .collect();
    assert!(!addresses.is_empty());
    for address in addresses {
        let address = address.strip_suffix("/join").unwrap();
        assert!(get(address, "/en/join").contains("Networks 101"), "{address}");
        assert!(get(address, "/join").starts_with("HTTP/1.1 302"), "{address}");
    }
    let code = told
        .iter()
        .find_map(|line| line.strip_prefix("and type the join code "))
        .unwrap();
    assert!(
        code[..9].chars().filter(char::is_ascii_digit).count() == 8,
        "{code}"
    );
    let picture = told
        .iter()
        .filter(|line| line.contains('█') || line.contains('▀') || line.contains('▄'));
    assert!(picture.count() > 12, "a code for phones: {told:#?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_teacher_is_told_in_the_language_of_the_system() {
    let mut relay = Relay::start_in("ru_RU.UTF-8", &[], "info");
    let told = relay.until("Ctrl+C закрывает класс");
    assert_eq!(told[0], "Класс «Networks 101». Студенты открывают");
    let says = |part: &str| told.iter().any(|line| line.starts_with(part));
    assert!(
        says("и вводят код ") && says("Страница преподавателя"),
        "{told:#?}"
    );
    let doctor = "echoroom doctor --listen 0.0.0.0:";
    assert!(told.iter().any(|line| line.contains(doctor)), "{told:#?}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_teacher_s_link_opens_the_class_and_its_secret_is_in_no_log() {
    let mut relay = Relay::start_with(&[], "echoroom=trace");
    let told = relay.until("Ctrl+C ends the class");
    let link = told
        .iter()
        .find_map(|line| line.strip_prefix("    http://")?.split_once("/teacher#"));
    let (address, secret) = link.unwrap();
    let door = get(address, "/teacher");
    assert!(
        door.starts_with("HTTP/1.1 302") && !door.contains(secret),
        "{door}"
    );
    for shown in [secret, "wrong"] {
        let mut teacher = RoomSocket::open_at(address, "/teacher/room").await;
        teacher
            .say(serde_json::json!({ "hello": { "secret": shown } }))
            .await;
        if shown == secret {
            assert_eq!(teacher.told("room").await["title"], "Networks 101");
        } else {
            assert_eq!(teacher.closed_with().await, 4001);
        }
    }
    relay.process.kill().unwrap();
    let mut log = String::new();
    relay
        .process
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut log)
        .unwrap();
    assert!(log.contains("a teacher's page has been opened"), "{log}");
    assert!(!log.contains(secret) && !log.contains("wrong"), "{log}");
}

#[cfg(unix)]
#[test]
fn on_sighup_the_policy_is_loaded_again_or_its_mistake_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("policy.toml");
    std::fs::write(&policy, "allow = []\n").unwrap();
    let mut relay = Relay::start(&["--policy", policy.to_str().unwrap()]);
    relay.until("Ctrl+C ends the class");
    let log = BufReader::new(relay.process.stderr.take().unwrap());
    let (heard, lines) = mpsc::channel();
    // Ends with the relay.
    thread::spawn(move || {
        log.lines()
            .map_while(Result::ok)
            .try_for_each(|line| heard.send(line))
    });
    let pid = relay.process.id().to_string();
    for (text, said) in [
        (
            "allow = ['10.1.0.0/16:80', 'a.example:*']\n",
            "the policy was loaded again",
        ),
        (
            "\nallow = ['example.org']\n",
            "policy.toml:2: `example.org` names no port",
        ),
    ] {
        std::fs::write(&policy, text).unwrap();
        assert!(
            Command::new("kill")
                .args(["-HUP", &pid])
                .status()
                .unwrap()
                .success()
        );
        while !lines.recv_timeout(DEADLINE).unwrap().contains(said) {}
    }
}

#[test]
fn what_makes_no_class_is_said_in_a_sentence() {
    for (arguments, code, sentence) in [
        (&["--isolated"][..], 2, "--class <TITLE>"),
        (&["--allow", "example.org:80"], 2, "--class <TITLE>"),
        (
            &["--class", "x", "--allow", "example.org"],
            2,
            "`example.org` names no port",
        ),
        (
            &["--class", "x", "--allow", "127.0.0.1:5432"],
            2,
            "each reader's own in a class",
        ),
        (
            &["--class", "x", "--trusted-proxy", "proxy"],
            2,
            "neither an address nor a network",
        ),
        (
            &["--class", "x", "--policy", "/nowhere/at/all"],
            1,
            "cannot read the policy /nowhere/at/all",
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_echoroom"))
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{stderr}");
        assert!(stderr.contains(sentence), "{stderr}");
    }
}
