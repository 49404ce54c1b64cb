//! `GET /changes`: tells the open pages of a course that is being edited how it stands (web/live.js listens). Only there
//! if the course may change.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use serde::Serialize;

use super::Site;
use crate::course::Now;

/// One message.
#[derive(Serialize)]
struct Change<'a> {
    /// Which version of the course the pages show: what they carry in `data-course`.
    course: &'a str,
    /// What is wrong in its files.
    mistakes: &'a [String],
}

/// How the course stands, at once and after each change, until the room is closed or the relay stops.
pub(super) async fn stream(State(site): State<Arc<Site>>) -> Response {
    if !site.course.is_live() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut changes = site.course.changes();
    changes.mark_changed();
    let events = stream::unfold(changes, async |mut changes| {
        changes.changed().await.ok()?;
        let now = changes.borrow_and_update().clone();
        Some((Ok::<_, Infallible>(event(&now)), changes))
    });
    Sse::new(events.take_until(async move { site.net.closing().await }))
        .keep_alive(KeepAlive::default())
        .into_response()
}

fn event(now: &Now) -> Event {
    let change = Change {
        course: &now.lessons.digest,
        mistakes: &now.mistakes,
    };
    // Texts always are JSON.
    Event::default().json_data(change).unwrap_or_default()
}
