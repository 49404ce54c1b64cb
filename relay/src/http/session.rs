//! `POST /session`: who the reader is. The answer is a secret, so only this relay's own pages get it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Site;
use super::class::{self, Known};

#[derive(Serialize)]
struct Session {
    token: String,
}

/// Gives the solo reader's token to a page, which shows it in each program's first frame. In a class, a page shows the
/// token that it has kept, and learns who its reader is.
pub(super) async fn open(State(site): State<Arc<Site>>, known: Option<Json<Known>>) -> Response {
    match site.net.solo_token() {
        Some(token) => ([(header::CACHE_CONTROL, "no-store")], Json(Session { token })).into_response(),
        None => class::session(&site, known.unwrap_or_default().0),
    }
}
