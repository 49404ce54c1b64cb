//! Which room a request is for, by the name in its address.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tower::ServiceExt;

use super::{Room, Rooms};
use crate::http::{named_host, secure};
use crate::lessons::Escaped;

/// Everything that a relay answers.
pub fn app(rooms: Arc<Rooms>) -> Router {
    door(rooms, |room| &room.router)
}

/// What it answers to plain HTTP where it speaks TLS.
pub fn unsecured(rooms: Arc<Rooms>) -> Router {
    door(rooms, |room| &room.unsecured)
}

type Way = fn(&Room) -> &Router;

fn door(rooms: Arc<Rooms>, way: Way) -> Router {
    Router::new()
        // Balancers ask under whatever name they like.
        .route("/healthz", get(async || "ok"))
        .fallback(enter)
        .layer(middleware::from_fn(secure))
        .with_state((rooms, way))
}

async fn enter(State((rooms, way)): State<(Arc<Rooms>, Way)>, request: Request) -> Response {
    let table = rooms.table();
    let label = match (&table.domain, named_host(&request)) {
        (None, _) => Some(String::new()),
        (Some(domain), Some(host)) => domain.label(host),
        (Some(_), None) => None,
    };
    let status = match label {
        None => StatusCode::MISDIRECTED_REQUEST,
        Some(label) => match table.rooms.get(&label) {
            Some(room) => match way(room).clone().oneshot(request).await {
                Ok(response) => return response,
                Err(never) => match never {},
            },
            None => StatusCode::NOT_FOUND,
        },
    };
    let example = table.domain.as_ref().map(|domain| domain.host("networks-101"));
    let page = include_str!("no-room.html").replace(
        "{{ example }}",
        &Escaped(&example.unwrap_or_default()).to_string(),
    );
    (status, [(header::CACHE_CONTROL, "no-store")], Html(page)).into_response()
}
