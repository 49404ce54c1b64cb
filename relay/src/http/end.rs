//! `POST /end`: a page ends a program of its own whose worker can't be asked any more.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use wire::limits::MAX_KEY;

use super::Site;

/// The body is the key that the page made up for the program. Answers when the program's sockets are closed: 204, or 404
/// if no program has that key (it may have ended by itself).
pub(super) async fn end(State(site): State<Arc<Site>>, key: Bytes) -> StatusCode {
    match std::str::from_utf8(&key) {
        Ok(key) if key.len() <= MAX_KEY && site.net.end_program(key).await => StatusCode::NO_CONTENT,
        _ => StatusCode::NOT_FOUND,
    }
}
