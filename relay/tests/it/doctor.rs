//! `echoroom doctor` as whoever runs the relay meets it; and the descriptors that a relay gives itself.

use std::net::TcpListener;

use crate::process::{ECHOROOM, Relay, run};

fn doctor(arguments: &[&str], language: &str) -> (Option<i32>, String) {
    let (code, report, _) = run(&[("LC_ALL", language)], &[&["doctor"], arguments].concat());
    (code, report)
}

#[test]
fn a_machine_that_will_do_is_told_so_in_the_language_asked_for() {
    let free = ["--listen", "127.0.0.1:0"];
    let english = doctor(&free, "C");
    assert_eq!(english.0, Some(0), "{}", english.1);
    assert!(
        english.1.contains("✓ Address") && english.1.contains("will work here"),
        "{}",
        english.1
    );
    let russian = doctor(&free, "ru_RU.UTF-8");
    assert_eq!(russian.0, Some(0), "{}", russian.1);
    assert!(russian.1.contains("✓ Адрес"), "{}", russian.1);
    let flag = doctor(&["--listen", "127.0.0.1:0", "--lang", "en"], "ru_RU.UTF-8");
    assert_eq!(flag.1.lines().last(), english.1.lines().last());
}

#[test]
fn what_keeps_the_relay_from_working_ends_in_exit_code_1() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let busy = taken.local_addr().unwrap().to_string();
    for (arguments, said) in [
        (["--listen", busy.as_str()], "✗ Address"),
        (["--content", "/nowhere/at/all"], "✗ Lessons"),
    ] {
        let (code, report) = doctor(&arguments, "C");
        assert_eq!(code, Some(1), "{report}");
        assert!(
            report.contains(said) && report.contains("will not work like this"),
            "{report}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_health_check_asks_whether_a_relay_answers() {
    let server = crate::support::TestServer::start().await;
    let address = server.address.to_string();
    let ask = |address: String| doctor(&["--running", "--listen", &address], "C");
    let (code, report) = ask(address.clone());
    assert_eq!(code, Some(0), "{report}");
    // One that listens everywhere would be opened at an address that there is.
    let everywhere = format!("0.0.0.0:{}", server.address.port());
    let (code, report) = doctor(&["--listen", &everywhere], "C");
    assert_eq!(code, Some(0), "{report}");
    let known = format!("runs on {everywhere} already: open http://{address}/");
    assert!(report.contains(&known), "{report}");
    server.stop().await;
    assert_eq!(ask(address).0, Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_relay_raises_its_soft_limit_of_descriptors_to_the_hard_one() {
    let script = "ulimit -Sn 100; ulimit -Hn 3000; exec \"$0\" serve";
    let relay = Relay::start_by("sh", &[], &["-c", script, ECHOROOM]);
    relay.address();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", relay.id())).unwrap();
    let descriptors = limits
        .lines()
        .find(|line| line.starts_with("Max open files"))
        .unwrap();
    assert_eq!(
        descriptors.split_whitespace().collect::<Vec<_>>()[3..5],
        ["3000", "3000"]
    );
}
