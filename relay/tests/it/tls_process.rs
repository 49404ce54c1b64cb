//! A relay with a certificate as a process: what it prints, what SIGHUP does, and what the doctor says of the files.

use std::path::Path;

use crate::process::{Relay, run};
use crate::tls::make;

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[cfg(unix)]
#[test]
fn addresses_begin_with_https_and_on_sighup_the_certificate_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let files = make(folder.path(), "relay", 2021).files;
    let relay = Relay::start_in(
        &[("ECHOROOM_TLS_CERT", path(&files.certificate))],
        &["--class", "x", "--tls-key", path(&files.key)],
    );
    let told = relay.told.until("Ctrl+C");
    assert!(told[1].starts_with("    https://127.0.0.1:"), "{told:#?}");
    relay.log.until("has expired: it was valid until 2021-01-01");

    make(folder.path(), "relay", 2120);
    relay.signal("HUP");
    relay.log.until("the certificate was loaded again");
    std::fs::write(&files.key, "nothing").unwrap();
    relay.signal("HUP");
    relay.log.until("the certificate stays as it was");
}

#[test]
fn both_files_are_needed_and_their_mistakes_end_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (
        make(folder.path(), "one", 2120).files,
        make(folder.path(), "other", 2120).files,
    );
    let (certificate, key) = (path(&one.certificate), path(&other.key));
    for (arguments, code, said) in [
        (vec!["--tls-cert", certificate], 2, "--tls-key <FILE>"),
        (vec!["--tls-key", key], 2, "--tls-cert <FILE>"),
        (
            vec!["--tls-cert", certificate, "--tls-key", key],
            1,
            "is not that of the certificate in",
        ),
        (
            vec!["--tls-cert", "/nowhere/at/all", "--tls-key", key],
            1,
            "cannot read /nowhere/at/all: No such file",
        ),
    ] {
        let (ended, _, stderr) = run(&[], &[&["serve"][..], &arguments].concat());
        assert_eq!(ended, Some(code), "{stderr}");
        assert!(stderr.contains(said), "{stderr}");
    }
}

#[test]
fn the_doctor_looks_at_the_certificate() {
    let folder = tempfile::tempdir().unwrap();
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
        let doctor = ["doctor", "--lang", "en", "--listen", "0.0.0.0:0"];
        let files = ["--tls-cert", path(certificate), "--tls-key", path(key)];
        let (ended, report, _) = run(&[], &[&doctor[..], &files].concat());
        assert_eq!(ended, Some(code), "{report}");
        assert!(report.contains(said), "{report}");
    }
}
