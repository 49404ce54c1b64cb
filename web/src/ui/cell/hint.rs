//! Which program of a pair to start first.

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::dom;
use crate::texts::Texts;

/// Puts the hint above a pair that has a server and a client.
pub fn mount(texts: &'static Texts, pair: &HtmlElement) {
    let has = |role: &str| {
        pair.query_selector(&format!("[data-role={role}]"))
            .is_ok_and(|found| found.is_some())
    };
    if !has("server") || !has("client") {
        return;
    }
    let Some(place) = dom::element("div", "pair-hint") else {
        return;
    };
    if pair.prepend_with_node_1(&place).is_err() {
        return;
    }
    let [before, server, between, client, after] = texts.order;
    let words = move || {
        view! { {before}<span class="server">{server}</span>{between}<span class="client">{client}</span>{after} }
    };
    mount_to(place, words).forget();
}
