//! The page that tries out a reader's browser and network: what is tried, in which order. How it looks is in `view`,
//! what it amounts to in `verdict`.

mod browser;
mod checks;
mod rows;
mod texts;
mod trial;
mod verdict;
mod view;

use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;

use crate::app::App;
use rows::{Check, Found, Rows};
use texts::Texts;

/// Shows the checks and starts them.
pub fn mount(app: &Rc<App>, place: HtmlElement) {
    let texts = Texts::read();
    let rows = Rows::new();
    mount_to(place, move || view! { <view::Preflight rows texts/> }).forget();
    spawn_local(check_all(app.clone(), rows, texts));
}

/// One after another: two at once would take each other's time. What needs something that isn't there is skipped.
async fn check_all(app: Rc<App>, rows: Rows, texts: &'static Texts) {
    let words = app.texts;
    rows.show(Check::Browser, checks::browser(texts));
    let waits = rows.show(Check::Waiting, checks::waiting(texts));
    rows.begin(Check::Storage);
    rows.show(Check::Storage, checks::storage(texts).await);

    rows.begin(Check::Relay);
    let (found, token) = checks::relay(&app.relay, words, texts).await;
    rows.show(Check::Relay, found);
    if let Some(token) = token {
        rows.begin(Check::WebSocket);
        let opens = rows.show(Check::WebSocket, checks::websocket(&app.page.socket, texts).await);
        if waits {
            rows.begin(Check::Download);
            if rows.show(
                Check::Download,
                checks::download(&app.runtime, words, texts).await,
            ) && opens
            {
                try_python(&app, &token, rows, texts).await;
            }
        }
    }
    rows.skip_the_rest(texts.said_skipped);
}

/// A program that starts plainly and gets its echo, and another one from the snapshot that the page makes meanwhile.
async fn try_python(app: &Rc<App>, token: &str, rows: Rows, texts: &'static Texts) {
    rows.begin(Check::Boot);
    let first = trial::run(app, token, false).await;
    if !rows.show(Check::Boot, checks::boot(&first, app.texts, texts)) {
        return;
    }
    rows.begin(Check::Echo);
    if !rows.show(Check::Echo, checks::echo(&first, app.texts, texts)) {
        return;
    }
    rows.begin(Check::Snapshot);
    let later = match trial::snapshot(&app.runtime).await {
        true => Some(trial::run(app, token, true).await),
        false => None,
    };
    rows.show(
        Check::Snapshot,
        checks::snapshot(later.as_ref(), app.texts, texts),
    );
}
