//! Rooms whose file is read again: what is said in it holds, and what a class has become stays.

use echoroom::rooms::Reloaded;
use serde_json::json;

use crate::http_changes::Changes;
use crate::room::RoomSocket;
use crate::rooms::{TWO, file, get, join, start};
use crate::support::{Reply, TestServer, write};

const ONE: &str = "networks-101.school.example";

/// What the first teacher's link ends in.
const SECRET: &str = "7fQ2-mKx9-rWz4-Tb61";

/// The two rooms; the first one has a teacher.
fn with_teacher() -> String {
    TWO.replacen("code =", &format!("teacher = \"{SECRET}\"\ncode ="), 1)
}

async fn change(server: &TestServer, text: &str) {
    write(&file(server), text);
    server.rooms.reload().await.unwrap();
}

/// Whether a page of the only other origin that there is may ask.
async fn session(server: &TestServer, host: &str) -> Reply {
    let origin = format!("http://{host}");
    server
        .request("POST", "/session", &[("host", host), ("origin", &origin)])
        .await
}

#[tokio::test]
async fn loading_again_opens_changes_and_closes_rooms_and_readers_of_the_others_stay() {
    let server = start(TWO).await;
    let one = server.rooms.room("networks-101").unwrap();
    let (token, _) = one.net.join("Anna").unwrap();
    let changed = TWO
        .replace("0123 4567", "1111 1111")
        .replace("networks-102", "networks-103");
    write(&file(&server), &changed);
    let reloaded = server.rooms.reload().await.unwrap();
    let expected = Reloaded::Rooms {
        open: 2,
        new: 1,
        closed: 1,
    };
    assert_eq!(reloaded, expected);
    for (label, status) in [
        ("networks-101", 200),
        ("networks-102", 404),
        ("networks-103", 200),
    ] {
        let reply = get(&server, &format!("{label}.school.example"), "/en/").await;
        assert_eq!(reply.status, status, "{label}");
    }
    assert_eq!(
        join(&server, "networks-101.school.example", "01234567")
            .await
            .status,
        403
    );
    assert_eq!(
        join(&server, "networks-101.school.example", "11111111")
            .await
            .status,
        200
    );
    let one = server.rooms.room("networks-101").unwrap();
    assert!(one.net.member(&token).is_some());

    write(&file(&server), "domain = 1");
    assert!(server.rooms.reload().await.is_err());
    assert_eq!(
        get(&server, "networks-103.school.example", "/en/").await.status,
        200
    );
}

#[tokio::test]
async fn rooms_that_stay_as_they_are_move_to_another_domain() {
    let server = start(&with_teacher()).await;
    let token = server
        .rooms
        .room("networks-101")
        .unwrap()
        .net
        .join("Anna")
        .unwrap()
        .0;
    change(&server, &with_teacher().replace("school.example", "college.test")).await;
    let there = "networks-101.college.test";
    assert_eq!(get(&server, there, "/en/").await.status, 200);
    assert_eq!(get(&server, ONE, "/en/").await.status, 421);
    assert_eq!(session(&server, there).await.status, 401, "its own pages may ask");
    let room = server.rooms.room("networks-101").unwrap();
    assert!(room.net.member(&token).is_some());

    let mut teacher = RoomSocket::teacher_in(&server, there, SECRET).await;
    assert_eq!(teacher.told("room").await["join"], json!([]));
    assert_eq!(server.rooms.hosts(), [there, "networks-102.college.test"]);
}

#[tokio::test]
async fn a_room_that_is_closed_for_joining_stays_so() {
    let server = start(&with_teacher()).await;
    let mut teacher = RoomSocket::teacher_in(&server, ONE, SECRET).await;
    teacher.say(json!({ "open": false })).await;
    teacher
        .find("room", |room| (room["open"] == false).then_some(()))
        .await;
    change(&server, &with_teacher().replace("0123 4567", "1111 1111")).await;
    let refused = join(&server, ONE, "11111111").await;
    assert_eq!(
        (refused.status, refused.between("problem\":\"", "\"")),
        (403, "closed")
    );

    // The page comes back by itself, and its button still works.
    assert_eq!(teacher.closed_with().await, 1001);
    let mut teacher = RoomSocket::teacher_in(&server, ONE, SECRET).await;
    let room = teacher.told("room").await;
    assert_eq!(
        (&room["open"], &room["code"]),
        (&json!(false), &json!("1111 1111"))
    );
    teacher.say(json!({ "open": true })).await;
    teacher
        .find("room", |room| (room["open"] == true).then_some(()))
        .await;
    assert_eq!(join(&server, ONE, "11111111").await.status, 200);
}

#[tokio::test]
async fn who_has_a_secret_that_was_changed_is_no_teacher_any_more() {
    let server = start(&with_teacher()).await;
    let mut teacher = RoomSocket::teacher_in(&server, ONE, SECRET).await;
    teacher.told("room").await;
    let silent = RoomSocket::open_in(&server, ONE, "/teacher/room").await;
    let another = SECRET.to_uppercase();
    change(&server, &with_teacher().replace(SECRET, &another)).await;
    for mut page in [teacher, silent] {
        assert_eq!(page.closed_with().await, 1001);
    }
    let mut teacher = RoomSocket::teacher_in(&server, ONE, SECRET).await;
    assert_eq!(teacher.closed_with().await, 4001);
    RoomSocket::teacher_in(&server, ONE, &another)
        .await
        .told("room")
        .await;

    change(&server, TWO).await;
    for secret in ["", &another] {
        let mut teacher = RoomSocket::teacher_in(&server, ONE, secret).await;
        assert_eq!(teacher.closed_with().await, 4001);
    }
}

#[tokio::test]
async fn who_has_guessed_too_often_waits_on() {
    let server = start(TWO).await;
    while join(&server, ONE, "00000000").await.status != 429 {}
    change(&server, &TWO.replace("0123 4567", "1111 1111")).await;
    assert_eq!(join(&server, ONE, "11111111").await.status, 429);
}

#[tokio::test]
async fn a_room_that_is_gone_has_no_pages_and_the_metrics_say_so() {
    let server = start(&with_teacher()).await;
    let mut changes = Changes::open_in(&server, ONE).await;
    changes.hear("\"mistakes\":[]").await;
    let mut teacher = RoomSocket::teacher_in(&server, ONE, SECRET).await;
    teacher.told("room").await;
    let line = |count| format!("echoroom_teachers{{room=\"networks-101\"}} {count}\n");
    assert!(server.rooms.metrics().contains(&line(1)));
    change(&server, &TWO.replace("networks-101", "networks-100")).await;
    assert_eq!(teacher.closed_with().await, 1001);
    changes.ends().await;
    let metrics = server.rooms.metrics();
    assert!(metrics.contains(&line(0)), "{metrics}");
}
