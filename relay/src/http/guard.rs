//! Turns away requests that other web sites make a browser send.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::Site;
use crate::net::Refusal;

/// Whom a request is addressed to: a name, with a port if the browser shows one.
pub fn named_host(request: &Request) -> Option<&str> {
    // A request line may hold a whole address, which then counts instead of the header (RFC 9112 §3.2.2).
    let whole = request.uri().authority().map(|authority| authority.as_str());
    let header = || request.headers().get(header::HOST)?.to_str().ok();
    whole.or_else(header)
}

/// Middleware: only requests addressed to this relay by one of its own names go on.
pub(super) async fn host(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    if named_host(&request).is_some_and(|host| site.hosts.accepts(host)) {
        return next.run(request).await;
    }
    site.net.refused(Refusal::Host);
    let sentence = "This relay does not answer to the name in the address. Open it by the address that it printed when it \
                    was started, or start it with --allow-host and that name.\n";
    (StatusCode::MISDIRECTED_REQUEST, sentence).into_response()
}

/// Middleware: turns away what a page of another origin asks for. A request without `Origin` isn't made by a page at all:
/// browsers send it with every POST and every WebSocket.
pub(super) async fn origin(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let mut origins = request.headers().get_all(header::ORIGIN).into_iter();
    if origins.all(|origin| {
        origin
            .to_str()
            .is_ok_and(|origin| site.hosts.accepts_origin(origin))
    }) {
        return next.run(request).await;
    }
    site.net.refused(Refusal::Origin);
    (StatusCode::FORBIDDEN, "Only pages of this relay may do this.\n").into_response()
}
