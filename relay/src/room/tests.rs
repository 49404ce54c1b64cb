//! What a teacher's page is told, however much has happened since it was told something.

use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::*;
use crate::net::{Attendant, Member};

fn anna(version: u64) -> Attendant {
    Attendant {
        id: ReaderId::default(),
        member: Member {
            person: "Anna".into(),
            host: "anna".into(),
            address: [10, 64, 0, 1].into(),
        },
        joined: 0,
        programs: 0,
        listens: Vec::new(),
        version,
    }
}

fn sign(open: bool) -> Sign {
    Sign {
        title: "Networks 101".into(),
        code: "1234 5678".into(),
        join: Vec::new(),
        open,
        paused: false,
        isolated: false,
    }
}

fn said<T: serde::de::DeserializeOwned>(message: Value) -> T {
    serde_json::from_value(message).unwrap()
}

fn keys(letters: &[Letter]) -> Vec<String> {
    let key = |letter: &Letter| {
        let message: serde_json::Map<String, Value> = serde_json::from_str(letter).unwrap();
        message.keys().next().unwrap().clone()
    };
    letters.iter().map(key).collect()
}

fn hello(tab: &str) -> Hello {
    said(json!({ "token": "", "page": "/", "title": "", "tab": tab }))
}

#[test]
fn a_thousand_changes_are_one_row_and_one_look() {
    let room = Room::new(News::default());
    let page = room.enter(ReaderId::default(), &CancellationToken::new(), hello(""));
    let page = page.unwrap();
    let mut desk = room.desk().unwrap();
    assert_eq!(keys(&desk.news(sign(true), vec![anna(0)])), ["room", "readers"]);
    assert!(desk.news(sign(true), vec![anna(0)]).is_empty());
    desk.look(Some(ReaderId::default()));
    for n in 0..1000 {
        let cell = json!({ "cell": "a", "file": "a.py", "state": "failed", "error": n.to_string() });
        page.ear().hear(said(json!({ "cell": cell }))).unwrap();
        let seen = json!({ "cell": "a", "file": "a.py", "code": n.to_string(), "console": "" });
        page.ear()
            .hear(said(json!({ "seen": { "cells": [seen] } })))
            .unwrap();
    }
    let letters = desk.news(sign(false), vec![anna(7)]);
    assert_eq!(keys(&letters), ["room", "reader", "seen"]);
    assert!(letters.iter().filter(|letter| letter.contains("\"999\"")).count() == 2);
    assert!(desk.news(sign(false), vec![anna(7)]).is_empty());
    assert_eq!(keys(&desk.news(sign(false), Vec::new())), ["left"]);
}

#[test]
fn what_is_said_again_is_no_news() {
    let news = News::default();
    let room = Room::new(news.clone());
    let page = room.enter(ReaderId::default(), &CancellationToken::new(), hello(""));
    let (page, mut told) = (page.unwrap(), news.listen());
    let mut is_news = |message: Value| {
        page.ear().hear(said(message)).unwrap();
        let is_news = told.has_changed().unwrap();
        told.mark_unchanged();
        is_news
    };
    let cell = |state: &str, since: u32| json!({ "cell": { "cell": "a", "file": "a.py", "state": state, "since": since } });
    let seen = json!({ "seen": { "cells": [{ "cell": "a", "file": "a.py", "code": "", "console": "" }] } });
    let passed = json!([{ "lesson": "echo", "exercise": "upper", "day": "2026-11-26" }]);
    let mut desk = room.desk().unwrap();
    assert!(!is_news(seen.clone()), "nobody looks");
    desk.look(Some(ReaderId::default()));
    for (message, how_often) in [
        (cell("running", 0), 1),
        (cell("waiting", 0), 1),
        // It was started again meanwhile.
        (cell("waiting", 7), 1),
        (seen, 1),
        (json!({ "progress": { "passed": passed } }), 1),
        (json!({ "gone": { "cell": "b" } }), 0),
        (json!({ "gone": { "cell": "a" } }), 1),
    ] {
        let told = (0..3).filter(|_| is_news(message.clone())).count();
        assert_eq!(told, how_often, "{message}");
    }
    // A page has so many cells, and no more.
    let many = (0..99).map(|n| json!({ "cell": { "cell": n.to_string(), "file": "", "state": "idle" } }));
    assert_eq!(many.filter(|cell| is_news(cell.clone())).count(), 32);
}

#[test]
fn readers_who_do_not_fit_into_one_message_follow() {
    let room = Room::new(News::default());
    let mut roll = Vec::new();
    let mut id = ReaderId::default();
    let mut pages = Vec::new();
    for _ in 0..40 {
        id = id.next();
        let page = room.enter(id, &CancellationToken::new(), hello("")).unwrap();
        for n in 0..32 {
            let cell =
                json!({ "cell": n.to_string(), "file": "a.py", "state": "failed", "error": "x".repeat(999) });
            page.ear().hear(said(json!({ "cell": cell }))).unwrap();
        }
        pages.push(page);
        roll.push(Attendant { id, ..anna(0) });
    }
    let letters = room.desk().unwrap().news(sign(true), roll);
    assert!(letters.len() > 2 && letters.iter().all(|letter| letter.len() < 256 * 1024 + 64));
    let rows = |letter: &Letter| {
        let message: Value = serde_json::from_str(letter).unwrap();
        message["readers"]
            .as_array()
            .map_or(usize::from(message.get("reader").is_some()), Vec::len)
    };
    assert_eq!(letters.iter().map(rows).sum::<usize>(), 40);
}

#[tokio::test]
async fn a_page_has_few_messages_waiting_and_is_let_go_then() {
    let room = Room::new(News::default());
    let enter = || room.enter(ReaderId::default(), &CancellationToken::new(), hello(""));
    let (slow, mut quick) = (enter().unwrap(), enter().unwrap());
    for n in 0..100 {
        room.hand_out(said(json!({ "file": "", "code": n.to_string() })));
        assert!(quick.next().await.contains(&format!("\"{n}\"")));
    }
    assert!(slow.let_go().is_cancelled() && !quick.let_go().is_cancelled());
}

#[test]
fn of_who_has_left_the_class_nothing_is_kept() {
    let room = Room::new(News::default());
    let gone = CancellationToken::new();
    let page = room.enter(ReaderId::default(), &gone, hello("")).unwrap();
    gone.cancel();
    room.forget(ReaderId::default());
    // One that was on its way in meanwhile.
    let late = room.enter(ReaderId::default(), &gone, hello("")).unwrap();
    drop((page, late));
    assert_eq!(room.kept(), 0);
}

#[test]
fn nobody_enters_a_room_that_is_closed() {
    let room = Room::new(News::default());
    let enter = || room.enter(ReaderId::default(), &CancellationToken::new(), hello(""));
    let early = enter().unwrap();
    room.close();
    assert_eq!(enter().err(), Some(NoPlace::Closed));
    assert_eq!(room.kept(), 0);
    drop(early);
    assert_eq!(room.kept(), 0);
}

#[tokio::test]
async fn a_page_is_told_of_looks_from_the_first_to_the_last() {
    let room = Room::new(News::default());
    let enter = || room.enter(ReaderId::default(), &CancellationToken::new(), hello(""));
    let mut page = enter().unwrap();
    let mut desks = [room.desk().unwrap(), room.desk().unwrap()];
    for desk in &mut desks {
        desk.look(Some(ReaderId::default()));
    }
    assert_eq!(page.next().await, r#"{"look":true}"#);
    let mut late = enter().unwrap();
    assert_eq!(late.next().await, r#"{"look":true}"#);
    for desk in &mut desks {
        desk.look(None);
    }
    for page in [&mut page, &mut late] {
        assert_eq!(page.next().await, r#"{"look":false}"#);
    }
    room.hand_out(said(json!({ "file": "", "code": "" })));
    assert!(page.next().await.starts_with(r#"{"snippet":"#));
}
