//! What each check does, and what its outcome is called. Thresholds are where waiting begins to be felt.

use js_sys::Promise;
use web_sys::WebSocket;

use super::Found;
use super::browser::Browser;
use super::rows::State::{Bad, Good, Limited, Running};
use super::texts::Texts;
use super::trial::Trial;
use crate::app;
use crate::dom;
use crate::relay::{NoSession, Relay};
use crate::runtime::{Runtime, Unready};
use crate::texts::{Texts as Words, fill, with_detail};

/// Milliseconds for a WebSocket to open. A wall that swallows it says nothing for longer.
const OPENING: i32 = 8_000;
/// Milliseconds of an answer over which a network is felt at every exchange.
const SLOW_ANSWER: f64 = 150.0;
/// Milliseconds of loading over which a class would wait.
const SLOW_DOWNLOAD: f64 = 20_000.0;
/// Milliseconds of Python's first start: twice what a slow laptop needs.
const SLOW_BOOT: f64 = 8_000.0;
/// Requests whose median is the relay's answer.
const ANSWERS: usize = 5;

pub fn browser(texts: &Texts) -> Found {
    let agent = dom::window().navigator().user_agent().unwrap_or_default();
    let Some(browser) = Browser::of(&agent) else {
        return Found::new(Good, texts.browser_unnamed, texts.browser_unknown);
    };
    let figure = format!("{} {}", browser.name, browser.version);
    if browser.is_new_enough() {
        return Found::new(Good, figure, texts.browser_good);
    }
    let text = fill(texts.browser_old, &[("version", &browser.needed.to_string())]);
    Found::new(Limited, figure, &text)
}

pub fn waiting(texts: &Texts) -> Found {
    match (app::can_suspend(), app::can_share()) {
        (true, _) => Found::new(Good, "JSPI", texts.waiting_good),
        (false, true) => Found::new(Limited, "SharedArrayBuffer", texts.waiting_limited),
        (false, false) => Found::new(Bad, "", texts.waiting_bad),
    }
}

pub async fn storage(texts: &Texts) -> Found {
    if Runtime::can_keep().await {
        Found::new(Good, "IndexedDB", texts.storage_good)
    } else {
        Found::new(Limited, "", texts.storage_limited)
    }
}

/// Whether the relay answers and how fast; and the reader's token, which what follows needs.
pub async fn relay(relay: &std::rc::Rc<Relay>, words: &Words, texts: &Texts) -> (Found, Option<String>) {
    let token = match relay.session().await {
        Ok(token) => token,
        Err(NoSession::Unreachable) => return (Found::new(Bad, "", texts.relay_bad), None),
        // The page is left for another, which leads back here.
        Err(NoSession::NotJoined) => return (Found::new(Running, "", ""), None),
        Err(NoSession::Refused(why)) => {
            return (Found::new(Bad, "", &with_detail(texts.relay_refused, &why)), None);
        }
    };
    let mut times = Vec::new();
    for _ in 0..ANSWERS {
        let began = dom::now();
        if !Relay::answers().await {
            return (Found::new(Bad, "", texts.relay_bad), None);
        }
        times.push(dom::now() - began);
    }
    let time = median(&mut times);
    let figure = texts.milliseconds(words, time);
    let found = if time < SLOW_ANSWER {
        Found::new(Good, figure, texts.relay_good)
    } else {
        Found::new(Limited, figure, texts.relay_limited)
    };
    (found, Some(token))
}

pub async fn websocket(url: &str, texts: &Texts) -> Found {
    let Ok(socket) = WebSocket::new_with_str(url, wire::SUBPROTOCOL) else {
        return Found::new(Bad, "", texts.websocket_bad);
    };
    let opening = Promise::new(&mut |resolve, reject| {
        socket.set_onopen(Some(&resolve));
        socket.set_onerror(Some(&reject));
    });
    let opened = dom::within(OPENING, &opening).await.is_some();
    socket.set_onopen(None);
    socket.set_onerror(None);
    // A socket that never opened is closed without a word.
    let _ = socket.close();
    if opened {
        Found::new(Good, "", texts.websocket_good)
    } else {
        Found::new(Bad, "", texts.websocket_bad)
    }
}

pub async fn download(runtime: &std::rc::Rc<Runtime>, words: &Words, texts: &Texts) -> Found {
    let began = dom::now();
    if let Err(Unready(why)) = runtime.ready().await {
        return Found::new(Bad, "", &with_detail(texts.download_bad, &why));
    }
    let time = dom::now() - began;
    let figure = texts.loaded(words, runtime.size(), time);
    if time < SLOW_DOWNLOAD {
        Found::new(Good, figure, texts.download_good)
    } else {
        Found::new(Limited, figure, texts.download_limited)
    }
}

pub fn boot(trial: &Trial, words: &Words, texts: &Texts) -> Found {
    match trial.booted {
        Some(time) if time < SLOW_BOOT => Found::new(Good, words.time_of(time), texts.boot_good),
        Some(time) => Found::new(Limited, words.time_of(time), texts.boot_limited),
        None => Found::new(Bad, "", &with_detail(texts.boot_bad, &trial.fault)),
    }
}

pub fn echo(trial: &Trial, words: &Words, texts: &Texts) -> Found {
    match trial.echo {
        Some(time) if time < SLOW_ANSWER => {
            Found::new(Good, texts.milliseconds(words, time), texts.echo_good)
        }
        Some(time) => Found::new(Limited, texts.milliseconds(words, time), texts.echo_limited),
        None => Found::new(Bad, "", &with_detail(texts.echo_bad, &trial.fault)),
    }
}

pub fn snapshot(trial: Option<&Trial>, words: &Words, texts: &Texts) -> Found {
    match trial.and_then(|trial| trial.booted) {
        Some(time) => Found::new(Good, words.time_of(time), texts.snapshot_good),
        None => Found::new(Limited, "", texts.snapshot_limited),
    }
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
