//! Which program of a pair to start first.

use leptos::mount::mount_to;
use leptos::prelude::*;
use web_sys::HtmlElement;

use crate::dom;
use crate::texts::{Part, Texts, parts};

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
    mount_to(place, move || {
        parts(texts.order).map(|part| piece(texts, part)).collect_view()
    })
    .forget();
}

fn piece(texts: &'static Texts, part: Part<'static>) -> AnyView {
    match part {
        Part::Place("server") => view! { <span class="server">{texts.order_server}</span> }.into_any(),
        Part::Place("client") => view! { <span class="client">{texts.order_client}</span> }.into_any(),
        Part::Place(words) | Part::Words(words) => words.into_any(),
    }
}
