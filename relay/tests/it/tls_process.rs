//! A relay with a certificate as a process: what it prints, what SIGHUP does, and what the doctor says of the files.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use crate::support::{DEADLINE, write};
use crate::tls::make;

struct Relay(Child);

impl Drop for Relay {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(unix)]
#[test]
fn addresses_begin_with_https_and_on_sighup_the_certificate_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("index.html"), "{{ title }}");
    let files = make(folder.path(), "relay", 2021).files;
    let mut process = Command::new(env!("CARGO_BIN_EXE_echoroom"))
        .args(["serve", "--class", "x", "--listen", "127.0.0.1:0", "--dist"])
        .arg(folder.path())
        .env("ECHOROOM_TLS_CERT", &files.certificate)
        .arg("--tls-key")
        .arg(&files.key)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (log, stdout) = (process.stderr.take().unwrap(), process.stdout.take().unwrap());
    let relay = Relay(process);
    let (heard, lines) = mpsc::channel();
    // Ends with the relay.
    thread::spawn(move || {
        let mut lines = BufReader::new(log).lines().map_while(Result::ok);
        lines.try_for_each(|line| heard.send(line))
    });
    let until = |said: &str| while !lines.recv_timeout(DEADLINE).unwrap().contains(said) {};
    let told: Vec<_> = BufReader::new(stdout)
        .lines()
        .map_while(Result::ok)
        .take_while(|line| !line.contains("Ctrl+C"))
        .collect();
    until("has expired: it was valid until 2021-01-01");
    assert!(told[1].starts_with("    https://127.0.0.1:"), "{told:#?}");

    let hang_up = || {
        let pid = relay.0.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-HUP", &pid])
                .status()
                .unwrap()
                .success()
        );
    };
    make(folder.path(), "relay", 2120);
    hang_up();
    until("the certificate was loaded again");
    std::fs::write(&files.key, "nothing").unwrap();
    hang_up();
    until("the certificate stays as it was");
}

#[test]
fn both_files_are_needed_and_their_mistakes_end_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("dist/index.html"), "{{ title }}");
    let (one, other) = (
        make(folder.path(), "one", 2120).files,
        make(folder.path(), "other", 2120).files,
    );
    let path = |path: &std::path::Path| path.to_str().unwrap().to_owned();
    let (certificate, key) = (path(&one.certificate), path(&other.key));
    for (arguments, code, said) in [
        (vec!["--tls-cert", &certificate], 2, "--tls-key <FILE>"),
        (vec!["--tls-key", &key], 2, "--tls-cert <FILE>"),
        (
            vec!["--tls-cert", &certificate, "--tls-key", &key],
            1,
            "is not that of the certificate in",
        ),
        (
            vec!["--tls-cert", "/nowhere/at/all", "--tls-key", &key],
            1,
            "cannot read /nowhere/at/all: No such file",
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_echoroom"))
            .args(["serve", "--listen", "127.0.0.1:0", "--dist"])
            .arg(folder.path().join("dist"))
            .args(arguments)
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(code), "{stderr}");
        assert!(stderr.contains(said), "{stderr}");
    }
}

#[test]
fn the_doctor_looks_at_the_certificate() {
    let folder = tempfile::tempdir().unwrap();
    write(&folder.path().join("dist/index.html"), "{{ title }}");
    let files = [("good", 2120), ("old", 2021)].map(|(name, until)| make(folder.path(), name, until).files);
    let [good, old] = &files;
    for (certificate, key, code, said) in [
        (
            &good.certificate,
            &good.key,
            0,
            "✓ Certificate   valid until 2120-01-01",
        ),
        (
            &good.certificate,
            &good.key,
            0,
            "to be opened as: localhost, 127.0.0.1",
        ),
        (&good.certificate, &good.key, 0, "https://"),
        (&old.certificate, &old.key, 0, "! Certificate   It has expired"),
        (&good.certificate, &old.key, 1, "✗ Certificate   the key in"),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_echoroom"))
            .args(["doctor", "--lang", "en", "--listen", "0.0.0.0:0", "--dist"])
            .arg(folder.path().join("dist"))
            .arg("--tls-cert")
            .arg(certificate)
            .arg("--tls-key")
            .arg(key)
            .output()
            .unwrap();
        let report = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{report}");
        assert!(report.contains(said), "{report}");
    }
}
