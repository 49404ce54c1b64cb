//! `GET /ws`: a program's WebSocket, opened here and run by [`crate::net`].

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Extension;
use axum::extract::ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection};
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use wire::limits::MAX_BINARY;

use super::{Site, proxy};
use crate::front::{Crowded, Guest};
use crate::net::Limit;

/// Bytes read from the network at once. The buffer is there and cleared for every read while a WebSocket lives, so it
/// is what an idle program costs; the library's own 128 KiB would be twice our goal for a reader.
const READ_BUFFER: usize = 16 * 1024;

/// Bytes of frames that may be put together before they are written to the network.
const WRITE_BUFFER: usize = 64 * 1024;

/// Bytes of frames that may wait for a browser that doesn't read: what is being put together, a message on top of it,
/// and answers to pings. The library's own limit is none.
const MAX_WRITE_BUFFER: usize = WRITE_BUFFER + 2 * MAX_BINARY;

/// Makes a WebSocket of a request by one of this relay's pages, if it speaks our protocol.
pub(super) async fn upgrade(
    State(site): State<Arc<Site>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    guest: Option<Extension<Guest>>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade.protocols([wire::SUBPROTOCOL]),
        Err(rejection) => return rejection.into_response(),
    };
    if upgrade.selected_protocol().is_none() {
        let sentence = format!(
            "This WebSocket speaks the subprotocol {} only.\n",
            wire::SUBPROTOCOL
        );
        return (StatusCode::BAD_REQUEST, sentence).into_response();
    }
    let from = proxy::origin(peer.ip(), &headers, &site.proxies);
    let place = match site.newcomers.enter(from) {
        Ok(place) => place,
        Err(crowded) => return turn_away(&site, crowded),
    };
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(MAX_WRITE_BUFFER)
        .max_message_size(MAX_BINARY)
        .max_frame_size(MAX_BINARY)
        .on_failed_upgrade(|error| tracing::debug!(%error, "a WebSocket was not opened after all"))
        .on_upgrade(async move |socket| {
            crate::net::run(socket, site.net.clone(), place).await;
            drop(guest);
        })
}

/// Too many have come and said nothing yet.
pub(super) fn turn_away(site: &Site, crowded: Crowded) -> Response {
    site.net.reached(Limit::Newcomers);
    tracing::debug!(?crowded, "a WebSocket too many has not said hello");
    let (status, sentence) = match crowded {
        Crowded::Address => (
            StatusCode::TOO_MANY_REQUESTS,
            "Too much is being started from your address at this moment: try again in a few seconds.\n",
        ),
        Crowded::All => (
            StatusCode::SERVICE_UNAVAILABLE,
            "Too much is being started at this moment: try again in a few seconds.\n",
        ),
    };
    (status, [(header::RETRY_AFTER, "10")], sentence).into_response()
}
