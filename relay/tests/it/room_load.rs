//! Many pages, and pages that come too often, talk too much or don't listen.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt, stream};
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;

use crate::room::{RoomSocket, class, join};
use crate::support::{DEADLINE, TestServer, until};

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_readers_are_all_seen_and_no_message_is_long() {
    let server = class().await;
    let mut teacher = RoomSocket::teacher(&server).await;
    // A few at a time: pages that haven't said hello are counted by address, and a browser tries again.
    let pages = stream::iter(0..200).map(async |n| {
        let (token, host) = join(&server, &format!("Reader {n}"));
        let mut page = RoomSocket::page(&server, &token).await;
        for cell in ["server", "client"] {
            page.cell(cell, "running", &format!("{host} {cell}")).await;
        }
        (page, host)
    });
    let pages = pages.buffer_unordered(16).collect::<Vec<_>>();
    let seeing = async {
        let (mut seen, mut messages) = (std::collections::HashMap::new(), 0);
        while seen.len() < 200 {
            let message = teacher.next().await;
            messages += 1;
            let all = message["readers"].as_array().into_iter().flatten();
            for row in all.chain(message.get("reader")) {
                if row["cells"].as_array().is_some_and(|cells| cells.len() == 2) {
                    seen.insert(row["host"].as_str().unwrap().to_owned(), ());
                }
            }
        }
        messages
    };
    let both = async { tokio::join!(pages, seeing) };
    let (pages, _) = timeout(6 * DEADLINE, both)
        .await
        .expect("the teacher sees everybody in time");
    assert!(teacher.longest < 256 * 1024, "{}", teacher.longest);

    // One that comes now has them in a few messages.
    let mut late = RoomSocket::teacher(&server).await;
    assert_eq!(late.told("readers").await.as_array().unwrap().len(), 200);
    assert!(late.longest < 256 * 1024, "{}", late.longest);
    let metrics = server.rooms.metrics();
    for line in ["echoroom_pages 200", "echoroom_teachers 2"] {
        assert!(metrics.lines().any(|found| found == line), "{line}");
    }
    drop((pages, late, teacher));
    let value = |name: &str| server.rooms.metrics().lines().any(|line| line == name);
    until("all pages are counted out", || {
        value("echoroom_pages 0") && value("echoroom_teachers 0")
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_reports_holds_up_nobody_else() {
    let server = class().await;
    let (eve, _) = join(&server, "Eve");
    let (anna, _) = join(&server, "Anna");
    let mut flooding = RoomSocket::page(&server, &eve).await;
    let flood = tokio::spawn(async move {
        for n in 0u64.. {
            let cell = json!({ "cell": { "cell": "a", "file": "a", "key": "", "state": "failed", "error": n.to_string() } });
            if flooding.ws.feed(Message::text(cell.to_string())).await.is_err() {
                return;
            }
        }
    });
    let mut teacher = RoomSocket::teacher(&server).await;
    let mut page = RoomSocket::page(&server, &anna).await;
    for state in ["loading", "running", "finished"] {
        page.cell("a", state, "").await;
        teacher.row("anna", |row| row["cells"][0]["state"] == state).await;
    }
    // Eve's rows are few, however much she says.
    let mut rows = 0;
    let counting = async {
        loop {
            let message = teacher.next().await;
            rows += usize::from(message["reader"]["host"] == "eve");
        }
    };
    let _ = timeout(Duration::from_secs(2), counting).await;
    assert!((1..=9).contains(&rows), "{rows} rows in two seconds");
    flood.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_s_page_in_a_class_where_something_always_happens_is_not_given_up() {
    let server = TestServer::start_class_within(|limits| {
        limits.silence = Duration::from_millis(600);
        limits.ping = Duration::from_millis(100);
    })
    .await;
    let (token, _) = join(&server, "Anna");
    let mut teacher = RoomSocket::teacher(&server).await;
    let mut page = RoomSocket::page(&server, &token).await;
    let busy = tokio::spawn(async move {
        let error = |n: u32| json!({ "cell": { "cell": "a", "file": "a", "state": "failed", "error": n.to_string() } });
        let mut turns = tokio::time::interval(Duration::from_millis(20));
        for n in 0.. {
            turns.tick().await;
            page.say(error(n.min(100))).await;
        }
    });
    // All this while the teacher's page says nothing: it answers pings.
    let is_last = |row: &Value| row["cells"][0]["error"] == "100";
    teacher.row("anna", is_last).await;
    busy.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teacher_who_does_not_read_holds_up_nobody() {
    let server = class().await;
    let mut lazy = RoomSocket::teacher(&server).await;
    let mut teacher = RoomSocket::teacher(&server).await;
    let (token, _) = join(&server, "Anna");
    let mut page = RoomSocket::page(&server, &token).await;
    lazy.say(json!({ "look": { "reader": "anna" } })).await;
    assert_eq!(page.told("look").await, json!(true));
    for n in 0..40 {
        let cells = json!([{ "cell": "a", "file": "a.py", "code": "x".repeat(60_000), "console": "" }]);
        page.say(json!({ "seen": { "cells": cells } })).await;
        let cell =
            json!({ "cell": "a", "file": "a.py", "key": "", "state": "failed", "error": n.to_string() });
        page.say(json!({ "cell": cell })).await;
    }
    // The other teacher isn't held up, nor is the page; and the first one, once it reads, finds how things stand.
    let is_last = |row: &Value| row["cells"][0]["error"] == "39";
    teacher.row("anna", is_last).await;
    lazy.row("anna", is_last).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_does_not_read_holds_up_no_other() {
    let server = class().await;
    let (eve, _) = join(&server, "Eve");
    let (anna, _) = join(&server, "Anna");
    let _deaf = RoomSocket::page(&server, &eve).await;
    let mut page = RoomSocket::page(&server, &anna).await;
    let mut teacher = RoomSocket::teacher(&server).await;
    let code = "x".repeat(60_000);
    for n in 0..30 {
        let snippet = json!({ "file": n.to_string(), "code": code });
        teacher.say(json!({ "snippet": snippet })).await;
        assert_eq!(page.told("snippet").await["file"], n.to_string());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_comes_back_takes_the_place_of_what_it_was() {
    let server = class().await;
    let (token, _) = join(&server, "Anna");
    let mut teacher = RoomSocket::teacher(&server).await;
    let mut before = RoomSocket::hello(&server, &token, "/en/echo", "tab 1").await;
    before.told("welcome").await;
    before.cell("a", "running", "k").await;
    teacher
        .row("anna", |row| row["cells"][0]["state"] == "running")
        .await;
    let mut after = RoomSocket::hello(&server, &token, "/en/udp-echo", "tab 1").await;
    after.told("welcome").await;
    assert_eq!(before.closed_with().await, 1001);
    after.cell("a", "waiting", "k").await;
    let row = teacher
        .row("anna", |row| row["cells"][0]["state"] == "waiting")
        .await;
    assert_eq!(
        (row["cells"].as_array().unwrap().len(), &row["page"]),
        (1, &json!("/en/udp-echo"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn several_pages_of_one_reader_have_cells_of_their_own_and_there_is_an_end_to_them() {
    let server = class().await;
    let (token, _) = join(&server, "Anna");
    let mut teacher = RoomSocket::teacher(&server).await;
    let mut pages = Vec::new();
    for _ in 0..8 {
        let mut page = RoomSocket::page(&server, &token).await;
        page.cell("a", "running", "").await;
        pages.push(page);
    }
    let row = teacher
        .row("anna", |row| {
            row["cells"].as_array().is_some_and(|cells| cells.len() == 8)
        })
        .await;
    let ids: std::collections::HashSet<_> = (0..8).map(|n| row["cells"][n]["cell"].to_string()).collect();
    assert_eq!(ids.len(), 8);
    let cell = row["cells"][2]["cell"].clone();
    teacher
        .say(json!({ "stop": { "reader": "anna", "cell": cell } }))
        .await;
    teacher.say(json!({ "pause": true })).await;
    for (n, page) in pages.iter_mut().enumerate() {
        // Messages come in order, so who isn't told to stop before the pause isn't at all.
        let first = page.next().await;
        assert_eq!(first.get("stop").is_some(), n == 2, "{n}: {first}");
    }
    assert_eq!(
        RoomSocket::hello(&server, &token, "/", "")
            .await
            .closed_with()
            .await,
        4002
    );

    let mut desks = vec![teacher];
    for _ in 0..7 {
        let mut desk = RoomSocket::teacher(&server).await;
        desk.told("room").await;
        desks.push(desk);
    }
    assert_eq!(RoomSocket::teacher(&server).await.closed_with().await, 4002);
    drop(desks.pop());
    until("a place is free", || {
        server
            .rooms
            .metrics()
            .lines()
            .any(|line| line == "echoroom_teachers 7")
    })
    .await;
    RoomSocket::teacher(&server).await.told("room").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_say_nothing_are_closed_and_silent_ones_too() {
    let server = TestServer::start_class_within(|limits| {
        limits.hello = Duration::from_millis(200);
        limits.silence = Duration::from_millis(600);
        limits.ping = Duration::from_millis(100);
    })
    .await;
    for path in ["/room", "/teacher/room"] {
        assert_eq!(RoomSocket::open(&server, path).await.closed_with().await, 4003);
    }
    let (token, _) = join(&server, "Anna");
    let mut page = RoomSocket::page(&server, &token).await;
    let mut listening = RoomSocket::page(&server, &token).await;
    // A page answers pings while it is read; this one is.
    for _ in 0..3 {
        let quiet = timeout(Duration::from_millis(400), listening.ws.next());
        let _ = quiet.await;
        listening.cell("a", "idle", "").await;
    }
    until("the silent one is gone", || {
        server
            .rooms
            .metrics()
            .lines()
            .any(|line| line == "echoroom_pages 1")
    })
    .await;
    assert_eq!(page.closed_with().await, 4003);
}
