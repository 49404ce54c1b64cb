//! The relay as the page meets it outside of a program's own WebSocket: whether it is there, and who the reader is.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortSignal, RequestInit, Response};

use crate::{dom, storage};

/// A relay that hasn't answered by now is not there.
const PATIENCE: u32 = 4_000;
/// How long to wait before looking again, at first and at most.
const PAUSE: i32 = 500;
const LONGEST_PAUSE: i32 = 5_000;

/// What the reader's token of a class is kept as; web/class/identity.js writes it.
const TOKEN: &str = "token";
/// Where the join page is told which page to lead back to (web/class/join.js).
const BACK: &str = "echoroom:back";
/// The relay's answer to who hasn't joined its class.
const UNAUTHORIZED: u16 = 401;

/// One per page.
pub struct Relay {
    /// Whether it answered when it was last asked; the page says so when it didn't.
    pub reachable: RwSignal<bool>,
    looking: Cell<bool>,
}

/// Why there is no token.
pub enum NoSession {
    Unreachable,
    /// The class has to be joined first, for which the reader is on the way to another page.
    NotJoined,
    /// The relay's own words.
    Refused(String),
}

impl Relay {
    /// Thought to be there, as it has just sent the page.
    pub fn new() -> Rc<Relay> {
        Rc::new(Relay {
            reachable: RwSignal::new(true),
            looking: Cell::new(false),
        })
    }

    /// The reader's token, which a program shows to the relay.
    pub async fn session(self: &Rc<Self>) -> Result<String, NoSession> {
        let request = request("POST");
        if let Some(token) = storage::get(TOKEN).filter(|token| is_token(token)) {
            let headers = dom::object([("content-type", "application/json".into())]);
            request.set_headers(&headers);
            request.set_body(&format!(r#"{{"token":"{token}"}}"#).into());
        }
        let response = match fetch("/session", &request).await {
            Ok(response) => response,
            Err(_) => {
                self.look();
                return Err(NoSession::Unreachable);
            }
        };
        self.reachable.set(true);
        if response.status() == UNAUTHORIZED {
            go_and_join();
            return Err(NoSession::NotJoined);
        }
        if !response.ok() {
            return Err(NoSession::Refused(
                body(response.text()).await.as_string().unwrap_or_default(),
            ));
        }
        let token = dom::get_string(&body(response.json()).await, "token");
        token.ok_or_else(|| NoSession::Refused(String::new()))
    }

    /// Whether it answers now.
    pub async fn answers() -> bool {
        fetch("/healthz", &request("GET"))
            .await
            .is_ok_and(|response| response.ok())
    }

    /// Looks whether the relay is there, and goes on looking until it is.
    pub fn look(self: &Rc<Self>) {
        if self.looking.replace(true) {
            return;
        }
        let relay = self.clone();
        spawn_local(async move {
            let mut pause = PAUSE;
            while !Relay::answers().await {
                relay.reachable.set(false);
                dom::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
            relay.looking.set(false);
            relay.reachable.set(true);
        });
    }
}

/// Has the relay close all that a program has open. A beacon, because the page may be on its way out.
pub fn end_program(key: &str) {
    // Where it can't be sent, the relay hears of the end when the worker's WebSocket closes.
    let _ = dom::window()
        .navigator()
        .send_beacon_with_opt_str("/end", Some(key));
}

/// What a class's relay gives: 32 hexadecimal digits.
fn is_token(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// To the page where the class is joined, which leads back here.
fn go_and_join() {
    let location = dom::window().location();
    if let (Ok(Some(storage)), Ok(path)) = (dom::window().session_storage(), location.pathname()) {
        // Without storage it leads to the contents.
        let _ = storage.set_item(BACK, &path);
    }
    let root = dom::document().document_element();
    let language = root
        .and_then(|root| root.get_attribute("lang"))
        .unwrap_or_default();
    let _ = location.assign(&format!("/{language}/join"));
}

fn request(method: &str) -> RequestInit {
    let request = RequestInit::new();
    request.set_method(method);
    request.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    request.set_cache(web_sys::RequestCache::NoStore);
    request
}

async fn fetch(path: &str, request: &RequestInit) -> Result<Response, JsValue> {
    JsFuture::from(dom::window().fetch_with_str_and_init(path, request))
        .await?
        .dyn_into()
}

async fn body(reading: Result<js_sys::Promise, JsValue>) -> JsValue {
    match reading {
        Ok(reading) => JsFuture::from(reading).await.unwrap_or(JsValue::UNDEFINED),
        Err(_) => JsValue::UNDEFINED,
    }
}
