//! The command as a process: what it prints, how it ends, and what it says when it can't begin.

use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use crate::process::{ECHOROOM, Relay, ask, run};
use crate::support::DEADLINE;

#[cfg(unix)]
#[test]
fn it_prints_its_address_and_ends_well_when_it_is_told_to() {
    for signal in ["TERM", "INT"] {
        let mut relay = Relay::start(&[]);
        let address = relay.address();
        let reply = ask(&address, "GET /healthz", "");
        assert!(
            reply.starts_with("HTTP/1.1 200") && reply.ends_with("\r\n\r\nok"),
            "{reply}"
        );
        relay.signal(signal);
        assert_eq!(relay.wait().code(), Some(0), "{signal}");
        assert!(TcpStream::connect(address).is_err());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_class_it_ends_with_its_terminal() {
    let command = format!("{ECHOROOM} serve");
    // Gives the relay a terminal, which ends with it.
    let script = ["--quiet", "--flush", "--command", &command, "/dev/null"];
    let terminal = Relay::start_by("script", &[], &script);
    let address = terminal.address();
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
    let relay = Relay::start(&[]);
    let address = relay.address();
    relay.signal("HUP");
    relay.log.until("there is nothing to load again");
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
        let (code, stdout, stderr) = run(&[], &[&["serve"][..], &arguments].concat());
        assert_eq!((code, stdout.as_str()), (Some(1), ""), "{stderr}");
        assert!(
            stderr.starts_with("echoroom: ") && stderr.contains(sentence),
            "{stderr}"
        );
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}

#[test]
fn flags_can_be_given_by_the_environment() {
    let (code, _, stderr) = run(&[("ECHOROOM_LISTEN", "0.0.0.0:1")], &["serve"]);
    assert_eq!(code, Some(1));
    assert!(stderr.contains("0.0.0.0:1 can be reached"), "{stderr}");
}
