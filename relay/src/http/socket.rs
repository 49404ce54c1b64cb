//! Opening WebSockets, whosever they are; and `GET /ws`, a program's, which is run by [`crate::net`].

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Extension;
use axum::extract::ws::{WebSocket, WebSocketUpgrade, rejection::WebSocketUpgradeRejection};
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use wire::limits::MAX_BINARY;

use super::{Site, proxy};
use crate::front::{Crowd, Crowded, Guest, Place};
use crate::net::Limit;

/// Bytes of a program's frames that may be put together before they are written to the network.
const WRITE_BUFFER: usize = 64 * 1024;

/// A program's WebSocket. The library's own buffer of 128 KiB for reading would be twice our goal for a reader; how much
/// waits for a browser that doesn't read, the library doesn't limit: here it is what is being put together, a message on
/// top of it, and answers to pings.
const PROGRAM: Kind = Kind {
    subprotocol: wire::SUBPROTOCOL,
    read_buffer: 16 * 1024,
    write_buffer: WRITE_BUFFER,
    max_write_buffer: WRITE_BUFFER + 2 * MAX_BINARY,
    max_message: MAX_BINARY,
};

/// What WebSockets of one kind speak, and how many bytes they may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    pub(super) subprotocol: &'static str,
    /// Read from the network at once. The buffer is there and cleared for every read while a WebSocket lives, so it is
    /// what an idle one costs.
    pub(super) read_buffer: usize,
    /// Put together before they are written to the network.
    pub(super) write_buffer: usize,
    /// Waiting for a browser that doesn't read.
    pub(super) max_write_buffer: usize,
    /// Of a message that comes in.
    pub(super) max_message: usize,
}

/// A request for a WebSocket: where it comes from, and as whom it is counted while it is connected.
pub(super) type Request = (
    ConnectInfo<SocketAddr>,
    Option<Extension<Guest>>,
    HeaderMap,
    Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
);

/// Somebody who hasn't said yet who they are.
#[derive(Debug)]
pub(super) struct Stranger {
    _place: Place,
    pub(super) from: IpAddr,
}

/// A program's.
pub(super) async fn program(State(site): State<Arc<Site>>, request: Request) -> Response {
    let net = site.net.clone();
    open(
        &site,
        &PROGRAM,
        &site.newcomers,
        request,
        async move |socket, stranger| {
            crate::net::run(socket, net, stranger).await;
        },
    )
}

/// Makes a WebSocket of a request by one of this relay's pages, if it speaks that protocol and not too many others are
/// about to say who they are.
pub(super) fn open<F: Future<Output = ()> + Send + 'static>(
    site: &Site,
    kind: &Kind,
    strangers: &Crowd,
    (ConnectInfo(peer), guest, headers, upgrade): Request,
    run: impl FnOnce(WebSocket, Stranger) -> F + Send + 'static,
) -> Response {
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade.protocols([kind.subprotocol]),
        Err(rejection) => return rejection.into_response(),
    };
    if upgrade.selected_protocol().is_none() {
        let sentence = format!(
            "This WebSocket speaks the subprotocol {} only.\n",
            kind.subprotocol
        );
        return (StatusCode::BAD_REQUEST, sentence).into_response();
    }
    let from = proxy::origin(peer.ip(), &headers, &site.proxies);
    let stranger = match strangers.enter(from) {
        Ok(place) => Stranger { _place: place, from },
        Err(crowded) => return turn_away(site, crowded),
    };
    upgrade
        .read_buffer_size(kind.read_buffer)
        .write_buffer_size(kind.write_buffer)
        .max_write_buffer_size(kind.max_write_buffer)
        .max_message_size(kind.max_message)
        .max_frame_size(kind.max_message)
        .on_failed_upgrade(|error| tracing::debug!(%error, "a WebSocket was not opened after all"))
        .on_upgrade(async move |socket| {
            run(socket, stranger).await;
            drop(guest);
        })
}

/// Too many have come and said nothing yet.
fn turn_away(site: &Site, crowded: Crowded) -> Response {
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
