//! What a student, or a stranger, tries on the WebSockets of a class's pages: it gets them nothing, and nobody else notices.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::net_program::TestProgram;
use crate::room::{RoomSocket, class, join};
use crate::support::{DEADLINE, TestServer};

#[tokio::test(flavor = "multi_thread")]
async fn only_the_secret_makes_a_teacher_and_only_a_token_a_reader() {
    let server = class().await;
    let (token, _) = join(&server, "Anna");
    let secret = server.class().secret().unwrap().to_owned();
    assert_eq!(secret.len(), 32);
    assert!(!format!("{:?}", server.class()).contains(&secret));
    for wrong in [
        "",
        "0",
        &token,
        server.class().code(),
        &secret[1..],
        &secret.to_uppercase(),
    ] {
        if wrong == secret {
            continue;
        }
        let mut teacher = RoomSocket::teacher_with(&server, wrong).await;
        assert_eq!(teacher.closed_with().await, 4001, "{wrong}");
    }
    for wrong in ["", &secret, server.class().code(), &token[1..]] {
        let mut page = RoomSocket::hello(&server, wrong, "/", "").await;
        assert_eq!(page.closed_with().await, 4001, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_secrets_count_as_wrong_codes_and_the_teacher_gets_in_all_the_same() {
    let server = class().await;
    for _ in 0..11 {
        let mut teacher = RoomSocket::teacher_with(&server, "0").await;
        assert_eq!(teacher.closed_with().await, 4001);
    }
    let wish = json!({ "name": "Eve", "code": server.class().code() }).to_string();
    assert_eq!(server.post("/join", &wish, &[]).await.status, 429);
    RoomSocket::teacher(&server).await.told("room").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_student_has_none_of_the_teacher_s_commands() {
    let server = class().await;
    let (eve, _) = join(&server, "Eve");
    let (anna, _) = join(&server, "Anna");
    let _anna = RoomSocket::page(&server, &anna).await;
    for command in [
        json!({ "look": { "reader": "anna" } }),
        json!({ "stop": { "reader": "anna", "cell": "1.a" } }),
        json!({ "remove": { "reader": "anna" } }),
        json!({ "snippet": { "file": "a", "code": "b" } }),
        json!({ "pause": true }),
        json!({ "open": false }),
        json!({ "close": {} }),
    ] {
        let mut page = RoomSocket::page(&server, &eve).await;
        page.say(command.clone()).await;
        assert_eq!(page.closed_with().await, 4000, "{command}");
        // Nor without having said who one is.
        let mut teacher = RoomSocket::open(&server, "/teacher/room").await;
        teacher.say(command.clone()).await;
        assert_eq!(teacher.closed_with().await, 4000, "{command}");
    }
    assert!(!server.net.is_paused() && server.net.member(&anna).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn another_s_key_and_cells_are_out_of_reach() {
    let server = class().await;
    let (eve, _) = join(&server, "Eve");
    let (anna, _) = join(&server, "Anna");
    let mut of_anna = TestProgram::start_with_key(server.address, anna.clone(), "anna's key").await;
    let mut page = RoomSocket::page(&server, &anna).await;
    page.cell("a", "running", "anna's key").await;
    // Eve has found out the key, and has the teacher stop her own cell.
    let mut own = TestProgram::start_with_key(server.address, eve.clone(), "anna's key").await;
    let mut eves = RoomSocket::page(&server, &eve).await;
    eves.cell("a", "running", "anna's key").await;
    eves.say(json!({ "gone": { "cell": "1.a" } })).await;
    let mut teacher = RoomSocket::teacher(&server).await;
    let row = teacher
        .row("eve", |row| row["cells"][0]["state"] == "running")
        .await;
    let cell = row["cells"][0]["cell"].clone();
    teacher
        .say(json!({ "stop": { "reader": "eve", "cell": cell } }))
        .await;
    eves.told("stop").await;
    teacher.row("eve", |row| row["programs"] == 0).await;
    own.expect("the end", |frame| {
        matches!(frame, crate::net_program::Frame::Close(..)).then_some(())
    })
    .await;
    of_anna.tcp().await;

    // A cell is of the reader that it is said to be of, or nobody's.
    teacher
        .say(json!({ "stop": { "reader": "anna", "cell": cell } }))
        .await;
    teacher
        .say(json!({ "stop": { "reader": "nobody", "cell": cell } }))
        .await;
    teacher.say(json!({ "pause": true })).await;
    assert_eq!(page.next().await, json!({ "paused": true }));
    of_anna.tcp().await;
    let mut again = RoomSocket::teacher(&server).await;
    again
        .row("anna", |row| row["cells"][0]["state"] == "running")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_message_closes_its_own_page_only() {
    let server = class().await;
    let (token, _) = join(&server, "Anna");
    let mut witness = RoomSocket::teacher(&server).await;
    let long = "x".repeat(65);
    let cell = |change: Value| {
        let mut cell = json!({ "cell": "a", "file": "a.py", "key": "", "state": "idle" });
        for (name, value) in change.as_object().unwrap() {
            cell[name] = value.clone();
        }
        json!({ "cell": cell }).to_string()
    };
    for bad in [
        "".to_owned(),
        "{}".to_owned(),
        "[]".to_owned(),
        "null".to_owned(),
        "\u{0}".to_owned(),
        "{\"hello\":{\"token\":\"\",\"page\":\"/\",\"title\":\"\"}}".to_owned(),
        "{\"gone\":{\"cell\":\"a\"},\"gone\":{\"cell\":\"a\"}}".to_owned(),
        "[".repeat(100_000),
        cell(json!({ "cell": long })),
        cell(json!({ "key": long })),
        cell(json!({ "state": "exploded" })),
        cell(json!({ "since": -1 })),
        cell(json!({ "since": 1e300 })),
        cell(json!({ "more": 1 })),
        cell(json!({ "error": 7 })),
    ] {
        let mut page = RoomSocket::page(&server, &token).await;
        page.ws.send(Message::text(bad.clone())).await.unwrap();
        assert_eq!(page.closed_with().await, 4000, "{bad:.60}");
    }
    let mut page = RoomSocket::page(&server, &token).await;
    page.ws.send(Message::binary(vec![1, 2])).await.unwrap();
    assert_eq!(page.closed_with().await, 4000);
    let mut page = RoomSocket::page(&server, &token).await;
    // The relay closes before all of it was sent, so what it says may be lost.
    let _ = page.ws.send(Message::text("x".repeat(600_000))).await;
    let closing = async { while let Some(Ok(_)) = page.ws.next().await {} };
    timeout(DEADLINE, closing).await.expect("it is closed in time");
    for path in ["//evil.test", "javascript:alert(1)", "", "/a b"] {
        let mut page = RoomSocket::hello(&server, &token, path, "").await;
        assert_eq!(page.closed_with().await, 4000, "{path}");
    }
    witness.row("anna", |_| true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_that_are_too_long_are_cut() {
    let server = class().await;
    let (token, _) = join(&server, "Anna");
    let mut page = RoomSocket::page(&server, &token).await;
    let long = "ё".repeat(20_000);
    let cell =
        json!({ "cell": "a", "file": long, "key": "", "state": "failed", "wait": long, "error": long });
    page.say(json!({ "cell": cell })).await;
    for n in 0..200 {
        page.cell(&format!("c{n}"), "idle", "").await;
    }
    let passed: Vec<_> = (0..2000)
        .map(|n| json!({ "lesson": "l", "exercise": format!("e{n}"), "day": "2026-11-26" }))
        .collect();
    page.say(json!({ "progress": { "passed": passed } })).await;
    let mut teacher = RoomSocket::teacher(&server).await;
    let row = teacher.row("anna", |row| row["passed"] != json!([])).await;
    assert_eq!(row["cells"].as_array().unwrap().len(), 32);
    assert_eq!(row["passed"].as_array().unwrap().len(), 256);
    assert_eq!(row["cells"][0]["error"].as_str().unwrap().len(), 600);
    assert!(teacher.longest < 64 * 1024, "{}", teacher.longest);
}

#[tokio::test(flavor = "multi_thread")]
async fn foreign_pages_get_no_websocket_and_solo_there_is_none() {
    let upgrade = |origin: &'static str, protocol: &'static str| {
        [
            ("origin", origin),
            ("connection", "upgrade"),
            ("upgrade", "websocket"),
            ("sec-websocket-version", "13"),
            ("sec-websocket-key", "MDEyMzQ1Njc4OWFiY2RlZg=="),
            ("sec-websocket-protocol", protocol),
        ]
    };
    let (class, solo) = (class().await, TestServer::start().await);
    let own = format!("http://{}", solo.address).leak();
    for path in ["/room", "/teacher/room"] {
        for origin in ["http://evil.test", "null", "http://127.0.0.1:1"] {
            let reply = class
                .request("GET", path, &upgrade(origin, "echoroom.room.1"))
                .await;
            assert_eq!(reply.status, 403, "{origin} {path}");
        }
        let host = [("host", "evil.test")];
        assert_eq!(class.request("GET", path, &host).await.status, 421);
        assert_eq!(class.request("GET", path, &[]).await.status, 400);
        assert_eq!(
            solo.request("GET", path, &upgrade(own, "echoroom.room.1"))
                .await
                .status,
            404
        );
    }
}
