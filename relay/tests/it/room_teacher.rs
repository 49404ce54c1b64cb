//! The teacher's page: it sees how things stand, and each of its commands is carried out.

use serde_json::{Value, json};
use wire::ToRelay;

use crate::net_program::{Frame, TestProgram, all_gone, close_code, open, text};
use crate::room::{RoomSocket, class, join};
use crate::student::{Student, home};
use crate::support::{TestServer, until};
use futures_util::SinkExt;

/// A program that its reader's page has given this key, and whether it can be started at all.
async fn close_code_of_a_program(server: &TestServer, token: &str) -> u16 {
    let mut ws = open(server).await;
    let hello = ToRelay::Hello {
        token: token.to_owned(),
        label: String::new(),
        key: String::new(),
    };
    ws.send(text(&hello)).await.unwrap();
    close_code(&mut ws).await.0
}

async fn ended_with(program: &mut TestProgram) -> u16 {
    let pick = |frame: &Frame| match frame {
        Frame::Close(code, _) => Some(*code),
        _ => None,
    };
    program.expect("a close frame", pick).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_teacher_sees_the_room_and_everybody_in_it() {
    let server = class().await;
    let (token, _) = join(&server, "Анна");
    join(&server, "Boris");
    let mut page = RoomSocket::page(&server, &token).await;
    let passed = json!([{ "lesson": "echo", "exercise": "upper", "day": "2026-11-26" }]);
    page.say(json!({ "progress": { "passed": passed } })).await;
    let cell = json!({ "cell": "echo-server", "file": "server.py", "key": "k", "state": "waiting",
                       "wait": "accept", "error": null, "since": 12 });
    page.say(json!({ "cell": cell })).await;

    let mut teacher = RoomSocket::teacher(&server).await;
    let room = teacher.told("room").await;
    assert_eq!(
        (&room["title"], &room["open"]),
        (&json!("Networks 101"), &json!(true))
    );
    assert_eq!(
        room["code"].as_str().unwrap().replace(' ', ""),
        server.class().code()
    );
    assert_eq!(room["join"], json!([format!("http://{}/join", server.address)]));
    assert_eq!(
        (&room["paused"], &room["isolated"]),
        (&json!(false), &json!(false))
    );

    let mut again = RoomSocket::teacher(&server).await;
    let readers = again.told("readers").await;
    assert_eq!(readers.as_array().unwrap().len(), 2);
    let row = teacher
        .row("anna", |row| row["cells"][0]["state"] == "waiting")
        .await;
    assert_eq!(row["person"], "Анна");
    assert_eq!(
        (&row["page"], &row["title"], &row["here"]),
        (&json!("/en/echo"), &json!("Echo"), &json!(true))
    );
    assert_eq!(row["passed"], passed);
    let cell = &row["cells"][0];
    assert_eq!(
        (&cell["file"], &cell["wait"], &cell["error"]),
        (&json!("server.py"), &json!("accept"), &json!(null))
    );
    assert!(cell["since"].as_u64().unwrap() >= 12, "{cell}");
    assert!(cell.get("key").is_none(), "a key is the page's secret");
    assert!(row["address"].as_str().unwrap().starts_with("10."));
    assert!(row["joined"].as_u64().unwrap() > 1_700_000_000);
    let boris = readers
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["host"] == "boris")
        .unwrap();
    assert_eq!((&boris["here"], &boris["cells"]), (&json!(false), &json!([])));

    page.say(json!({ "gone": { "cell": "echo-server" } })).await;
    teacher.row("anna", |row| row["cells"] == json!([])).await;
    page.ws.close(None).await.unwrap();
    let row = teacher.row("anna", |row| row["here"] == false).await;
    assert_eq!(row["passed"], passed);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_runs_and_listens_is_the_relay_s_own_word() {
    let server = class().await;
    let mut anna = Student::join(&server, "Anna").await;
    let mut teacher = RoomSocket::teacher(&server).await;
    teacher.row("anna", |row| row["programs"] == 1).await;
    let tcp = anna.tcp_server("0.0.0.0:9090").await;
    anna.udp_at("127.0.0.1:9091").await;
    teacher
        .row("anna", |row| {
            row["listens"] == json!(["0.0.0.0:9090/tcp", "127.0.0.1:9091/udp"])
        })
        .await;
    anna.program
        .say(ToRelay::Close {
            id: tcp,
            taken: 0,
            reset: false,
        })
        .await;
    teacher
        .row("anna", |row| row["listens"] == json!(["127.0.0.1:9091/udp"]))
        .await;
    anna.program.say(ToRelay::Bye).await;
    teacher
        .row("anna", |row| row["programs"] == 0 && row["listens"] == json!([]))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_port_of_a_datagram_socket_that_was_disconnected_is_the_one_it_has_now() {
    let server = class().await;
    let mut anna = Student::join(&server, "Anna").await;
    let mut teacher = RoomSocket::teacher(&server).await;
    let inbox = anna.udp_at("127.0.0.1:9093").await;
    let udp = anna.udp_at("0.0.0.0:0").await;
    anna.program.connect(udp, home(9093)).await.unwrap();
    anna.program.close(inbox).await;
    let disconnect = |req| ToRelay::Connect {
        req,
        id: udp,
        address: None,
    };
    let bound = anna.program.request(disconnect).await.unwrap().local.unwrap();
    let now = json!([format!("0.0.0.0:{}/udp", bound.port())]);
    teacher.row("anna", |row| row["listens"] == now).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_is_told_that_it_is_looked_at_and_only_then_what_it_shows_is_kept() {
    let server = class().await;
    let (token, _) = join(&server, "Anna");
    let mut page = RoomSocket::page(&server, &token).await;
    let mut teacher = RoomSocket::teacher(&server).await;
    let shown = |code: &str| json!({ "seen": { "cells": [{ "cell": "a", "file": "a.py", "code": code, "console": "…" }] } });
    page.say(shown("before")).await;
    teacher.row("anna", |row| row["here"] == true).await;

    teacher.say(json!({ "look": { "reader": "anna" } })).await;
    assert_eq!(page.told("look").await, json!(true));
    page.say(shown("print('ё')")).await;
    let seen = teacher.told("seen").await;
    assert_eq!(
        (&seen["reader"], &seen["cells"][0]["code"]),
        (&json!("anna"), &json!("print('ё')"))
    );
    assert!(seen["cells"][0]["cell"].as_str().unwrap().ends_with(".a"));

    // A second teacher gets what is there; the first one's leaving doesn't blind the second.
    let mut second = RoomSocket::teacher(&server).await;
    second.say(json!({ "look": { "reader": "anna" } })).await;
    assert_eq!(second.told("seen").await["cells"][0]["code"], "print('ё')");
    teacher.say(json!({ "look": null })).await;
    page.say(shown("later")).await;
    assert_eq!(second.told("seen").await["cells"][0]["code"], "later");
    drop(second);
    assert_eq!(page.told("look").await, json!(false));
    page.say(shown("unseen")).await;
    let mut third = RoomSocket::teacher(&server).await;
    third.say(json!({ "look": { "reader": "anna" } })).await;
    assert_eq!(page.told("look").await, json!(true));
    page.say(shown("seen again")).await;
    assert_eq!(third.told("seen").await["cells"][0]["code"], "seen again");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_is_stopped_by_its_page_or_else_by_the_relay() {
    let server = class().await;
    let (token, _) = join(&server, "Anna");
    let mut page = RoomSocket::page(&server, &token).await;
    let mut program = TestProgram::start_with_key(server.address, token.clone(), "key of a").await;
    let mut other = TestProgram::start_with_key(server.address, token, "key of b").await;
    page.cell("a", "running", "key of a").await;
    page.cell("b", "running", "key of b").await;
    let mut teacher = RoomSocket::teacher(&server).await;
    let row = teacher
        .row("anna", |row| row["cells"][1]["state"] == "running")
        .await;
    let cell = row["cells"][0]["cell"].clone();
    teacher
        .say(json!({ "stop": { "reader": "anna", "cell": cell } }))
        .await;
    assert_eq!(page.told("stop").await, json!({ "cell": "a" }));
    // This page does nothing.
    assert_eq!(ended_with(&mut program).await, 4004);
    teacher.row("anna", |row| row["programs"] == 1).await;
    other.tcp().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_reader_is_out_and_name_and_seat_are_free() {
    let server = class().await;
    let (token, _) = join(&server, "Anna");
    let mut page = RoomSocket::page(&server, &token).await;
    let mut program = TestProgram::start_at(server.address, token.clone()).await;
    let address = server.net.member(&token).unwrap().address;
    let mut teacher = RoomSocket::teacher(&server).await;
    teacher.row("anna", |row| row["here"] == true).await;
    teacher.say(json!({ "remove": { "reader": "anna" } })).await;
    page.told("removed").await;
    assert_eq!(page.closed_with().await, 4006);
    assert_eq!(ended_with(&mut program).await, 4006);
    assert_eq!(teacher.told("left").await, json!({ "reader": "anna" }));
    assert_eq!(close_code_of_a_program(&server, &token).await, 4001);
    assert_eq!(
        RoomSocket::hello(&server, &token, "/", "")
            .await
            .closed_with()
            .await,
        4001
    );
    let body = json!({ "token": token }).to_string();
    assert_eq!(server.post("/session", &body, &[]).await.status, 401);
    all_gone_but_pages(&server).await;

    // Somebody else of that name is somebody else.
    let (_, member) = server.net.join("Anna").unwrap();
    assert_eq!((member.host.as_str(), member.address), ("anna", address));
    let row = teacher.row("anna", |_| true).await;
    assert_eq!((&row["here"], &row["passed"]), (&json!(false), &json!([])));
    assert_eq!(server.class().room().kept(), 0);
}

/// Waits until no program runs and no name is held for one who was removed.
async fn all_gone_but_pages(server: &TestServer) {
    until("no program is left", || server.net.status().programs == 0).await;
    // The teacher's page is the one task that goes on.
    until("nobody is on the way out", || server.net.status().tasks <= 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snippet_reaches_every_page() {
    let server = class().await;
    let (anna, _) = join(&server, "Anna");
    let (boris, _) = join(&server, "Boris");
    let mut pages = [
        RoomSocket::page(&server, &anna).await,
        RoomSocket::page(&server, &anna).await,
        RoomSocket::page(&server, &boris).await,
    ];
    let mut teacher = RoomSocket::teacher(&server).await;
    let snippet = json!({ "file": "task.py", "code": "print('Привет')\n" });
    let mut ids = Vec::new();
    for _ in 0..2 {
        teacher.say(json!({ "snippet": snippet })).await;
        for page in &mut pages {
            let mut told = page.told("snippet").await;
            ids.push(told.as_object_mut().unwrap().remove("id").unwrap());
            assert_eq!(told, snippet);
        }
    }
    assert!(ids[0] != ids[3] && ids[..3].iter().all(|id| *id == ids[0]));
    assert!(ids[3..].iter().all(|id| *id == ids[3]), "{ids:?}");
    assert!(ids[0].as_u64().unwrap() < 1 << 53, "a number that pages can hold");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_names_the_pages_that_are_open() {
    let server = class().await;
    let (token, _) = join(&server, "Anna");
    let mut teacher = RoomSocket::teacher(&server).await;
    let mut first = RoomSocket::page(&server, &token).await;
    first.cell("echo-server", "running", "").await;
    let row = teacher.row("anna", |row| row["cells"] != json!([])).await;
    let number = &row["pages"][0];
    assert_eq!(row["cells"][0]["cell"], format!("{number}.echo-server"));
    let _second = RoomSocket::page(&server, &token).await;
    let is_two = |row: &Value| row["pages"].as_array().is_some_and(|pages| pages.len() == 2);
    let both = teacher.row("anna", is_two).await;
    first.ws.close(None).await.unwrap();
    let last = json!([both["pages"][1]]);
    teacher.row("anna", |row| row["pages"] == last).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_paused_class_nothing_is_started_and_what_runs_goes_on() {
    let server = class().await;
    let (token, _) = join(&server, "Anna");
    let mut page = RoomSocket::page(&server, &token).await;
    let mut program = TestProgram::start_at(server.address, token.clone()).await;
    let mut teacher = RoomSocket::teacher(&server).await;
    teacher.say(json!({ "pause": true })).await;
    assert_eq!(page.told("paused").await, json!(true));
    teacher
        .find("room", |room| (room["paused"] == true).then_some(()))
        .await;
    assert_eq!(close_code_of_a_program(&server, &token).await, 4005);
    program.tcp().await;
    let mut late = RoomSocket::hello(&server, &token, "/en/echo", "").await;
    assert_eq!(late.told("welcome").await, json!({ "paused": true }));
    teacher.say(json!({ "pause": false })).await;
    assert_eq!(page.told("paused").await, json!(false));
    TestProgram::start_at(server.address, token).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn joining_can_be_closed_and_opened() {
    let server = class().await;
    let mut teacher = RoomSocket::teacher(&server).await;
    let wish = json!({ "name": "Anna", "code": server.class().code() }).to_string();
    for (open, status) in [(false, 403), (true, 200)] {
        teacher.say(json!({ "open": open })).await;
        teacher
            .find("room", |room| (room["open"] == open).then_some(()))
            .await;
        assert_eq!(server.post("/join", &wish, &[]).await.status, status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_kept_of_a_class_that_is_closed() {
    let server = class().await;
    let (token, _) = join(&server, "Anna");
    let mut page = RoomSocket::page(&server, &token).await;
    let mut program = TestProgram::start_at(server.address, token.clone()).await;
    page.cell("a", "running", "k").await;
    let mut teacher = RoomSocket::teacher(&server).await;
    let mut other = RoomSocket::teacher(&server).await;
    teacher
        .row("anna", |row| row["cells"][0]["state"] == "running")
        .await;
    teacher.say(json!({ "close": {} })).await;
    for socket in [&mut page, &mut teacher, &mut other] {
        socket.told("closed").await;
        assert_eq!(socket.closed_with().await, 4006);
    }
    assert_eq!(ended_with(&mut program).await, 4006);
    drop((page, teacher, other, program));
    all_gone(&server).await;
    assert_eq!((server.net.roll().len(), server.class().room().kept()), (0, 0));

    let wish = json!({ "name": "Anna", "code": server.class().code() }).to_string();
    let refused = server.post("/join", &wish, &[]).await;
    assert_eq!(
        (refused.status, refused.between("\"problem\":\"", "\"")),
        (403, "closed")
    );
    assert!(server.net.join("Anna").is_err());
    // Pages that come back hear it, too, and lessons can be read.
    let mut late = RoomSocket::hello(&server, &token, "/en/echo", "").await;
    late.told("closed").await;
    let mut late = RoomSocket::teacher(&server).await;
    late.told("closed").await;
    assert_eq!(server.get("/en/echo").await.status, 200);
    server.stop().await;
}
