//! `POST /end`: a page ends a program of its own whose worker can't be asked any more.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use wire::limits::MAX_KEY;

use super::Site;

/// The body is the key that the page made up for the program. Answers 204 when no program has that key and its sockets are
/// closed; it may have ended by itself before.
pub(super) async fn end(State(site): State<Arc<Site>>, key: Bytes) -> StatusCode {
    if let Ok(key) = std::str::from_utf8(&key)
        && key.len() <= MAX_KEY
    {
        site.net.end_program(key, None).await;
    }
    StatusCode::NO_CONTENT
}
