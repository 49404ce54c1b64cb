//! A class as a process: what the teacher is told, that it can be reached by the network, and how its policy is loaded again.

use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::Message;

use crate::net_program::{close_code, open_at};
use crate::process::{Relay, ask, run};
use crate::room::RoomSocket;
use crate::rooms::TWO;

/// A class that the network can reach.
fn class(environment: &[(&str, &str)], arguments: &[&str]) -> Relay {
    let class = ["--class", "Networks 101", "--listen", "0.0.0.0:0"];
    Relay::start_in(environment, &[&class, arguments].concat())
}

#[cfg(target_os = "linux")]
#[test]
fn a_teacher_is_told_where_and_how_to_join_and_the_address_works() {
    let relay = class(&[], &[]);
    let told = relay.told.until("Ctrl+C ends the class");
    assert_eq!(told[0], "Class “Networks 101”. Students open");
    let addresses: Vec<_> = told
        .iter()
        .filter_map(|line| line.strip_prefix("    http://"))
        .filter(|line| line.ends_with("/join"))
        .collect();
    assert!(!addresses.is_empty());
    for address in addresses {
        let address = address.strip_suffix("/join").unwrap();
        assert!(
            ask(address, "GET /en/join", "").contains("Networks 101"),
            "{address}"
        );
        assert!(
            ask(address, "GET /join", "").starts_with("HTTP/1.1 302"),
            "{address}"
        );
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
    let relay = class(&[("LC_ALL", "ru_RU.UTF-8")], &[]);
    let told = relay.told.until("Ctrl+C закрывает класс");
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
    let relay = class(&[("RUST_LOG", "echoroom=trace")], &[]);
    let told = relay.told.until("Ctrl+C ends the class");
    let link = told
        .iter()
        .find_map(|line| line.strip_prefix("    http://")?.split_once("/teacher#"));
    let (address, secret) = link.unwrap();
    let door = ask(address, "GET /teacher", "");
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
    relay.signal("KILL");
    let log = relay.log.rest().join("\n");
    assert!(log.contains("a teacher's page has been opened"), "{log}");
    assert!(!log.contains(secret) && !log.contains("wrong"), "{log}");
}

#[cfg(unix)]
#[tokio::test]
async fn what_a_mistaken_hello_holds_is_told_its_page_and_in_no_log() {
    let relay = Relay::start_in(&[("RUST_LOG", "echoroom=trace")], &["--class", "x"]);
    let address = relay.address();
    for (path, hello) in [
        ("/room", r#"{"hello":"secret token"}"#),
        ("/teacher/room", r#"{"hello":"secret token"}"#),
        ("/ws", r#"{"t":"hello","label":"","secret token":""}"#),
        ("/ws", r#"{"t":"secret token"}"#),
    ] {
        let mut ws = match path {
            "/ws" => open_at(address.parse().unwrap(), &address).await,
            _ => RoomSocket::open_at(&address, path).await.ws,
        };
        ws.send(Message::text(hello)).await.unwrap();
        let (code, reason) = close_code(&mut ws).await;
        assert!(code == 4000 && reason.contains("secret token"), "{code} {reason}");
    }
    relay.signal("KILL");
    let log = relay.log.rest().join("\n");
    let said = |part: &str| log.matches(part).count();
    assert_eq!(said("no message: Data error in line 1, column 23"), 2, "{log}");
    assert_eq!(said("malformed frame"), 2, "{log}");
    assert_eq!(said("secret token"), 0, "{log}");
}

#[cfg(unix)]
#[test]
fn on_sighup_the_policy_is_loaded_again_or_its_mistake_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("policy.toml");
    std::fs::write(&policy, "allow = []\n").unwrap();
    let relay = class(&[], &["--policy", policy.to_str().unwrap()]);
    relay.told.until("Ctrl+C ends the class");
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
        relay.signal("HUP");
        relay.log.until(said);
    }
}

#[cfg(unix)]
#[test]
fn a_school_is_told_its_rooms_in_its_language_and_no_secrets_and_on_sighup_they_change() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rooms.toml");
    let secret = "7fQ2-mKx9-rWz4-Tb61";
    let rooms = TWO.replacen("code", &format!("teacher = '{secret}'\ncode"), 1);
    std::fs::write(&file, &rooms).unwrap();
    for (language, first, last) in [
        (
            "ru_RU.UTF-8",
            "Ретранслятор работает на http://",
            "Ctrl+C закрывает их.",
        ),
        ("C", "Listening on http://", "Ctrl+C closes them."),
    ] {
        let environment = [("LC_ALL", language), ("RUST_LOG", "echoroom=trace")];
        let mut relay = Relay::start_in(&environment, &["--rooms", file.to_str().unwrap()]);
        let told = relay.told.until("Ctrl+C");
        assert!(told[0].starts_with(first) && told[3] == last, "{told:#?}");
        assert_eq!(
            told[1..3],
            [
                "    networks-101.school.example",
                "    networks-102.school.example"
            ]
        );
        std::fs::write(&file, rooms.replace("networks-101", "networks-103")).unwrap();
        relay.signal("HUP");
        let mut log = relay
            .log
            .until("the rooms were loaded again: 2 are open, 1 of them new; 1");
        std::fs::write(&file, rooms.replace('\'', "")).unwrap();
        relay.signal("HUP");
        log.extend(relay.log.until("rooms.toml:5: string values must be quoted"));
        relay.signal("TERM");
        log.extend(relay.log.rest());
        assert!(relay.wait().success());
        for secret in [secret, "0123 4567", "01234567", "76543210"] {
            assert_eq!(log.iter().chain(&told).find(|line| line.contains(secret)), None);
        }
        std::fs::write(&file, &rooms).unwrap();
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
        let (ended, _, stderr) = run(&[], &[&["serve"], arguments].concat());
        assert_eq!(ended, Some(code), "{stderr}");
        assert!(stderr.contains(sentence), "{stderr}");
    }
}
