//! `POST /session`: who the reader is. The answer is a secret, so only this relay's own pages get it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Site;

#[derive(Serialize)]
struct Session {
    token: String,
}

/// Gives the solo reader's token to a page, which shows it in each program's first frame.
pub(super) async fn open(State(site): State<Arc<Site>>) -> Response {
    match site.net.solo_token() {
        Some(token) => ([(header::CACHE_CONTROL, "no-store")], Json(Session { token })).into_response(),
        None => (StatusCode::FORBIDDEN, "Join the class first.\n").into_response(),
    }
}
