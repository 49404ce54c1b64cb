//! `GET /room` and `GET /teacher/room`: the WebSockets of readers' pages and of teachers' pages. What is said on them is
//! [`crate::room`]'s; here is who may, how fast, and how it ends.
//!
//! On each, hearing and telling go on beside one another, so that a page which doesn't read holds up itself alone.

mod ending;
mod hearing;
mod page;
mod teacher;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::ws::{
    Message, Utf8Bytes, WebSocket, WebSocketUpgrade, rejection::WebSocketUpgradeRejection,
};
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::SinkExt;
use futures_util::stream::SplitSink;
use tokio::time::{Interval, MissedTickBehavior, interval, timeout};

use super::Classroom;
use crate::front::{Guest, Place};
use crate::http::socket::turn_away;
use crate::http::{Site, proxy};
use crate::net::Limits;
use crate::room::{MAX_MESSAGE, SUBPROTOCOL};

use ending::End;

/// Bytes read from the network at once: most messages are shorter, and the buffer is there while the page is.
const READ_BUFFER: usize = 4 * 1024;

/// Bytes of messages that may wait in a WebSocket for a page that doesn't read: the longest one, what is sent on top of it,
/// and answers to pings.
const WRITE_BUFFER: usize = 2 * MAX_MESSAGE;

type Sink = SplitSink<WebSocket, Message>;

/// A request for one of these WebSockets: where it comes from, and as whom it is counted while it is connected.
type Request = (
    ConnectInfo<SocketAddr>,
    Option<Extension<Guest>>,
    HeaderMap,
    Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
);

/// Somebody who hasn't said yet who they are.
struct Stranger {
    place: Place,
    from: IpAddr,
}

/// A page of a reader's.
pub(in crate::http) async fn page(State(site): State<Arc<Site>>, request: Request) -> Response {
    let net = site.net.clone();
    open(&site, request, move |class, socket, stranger| async move {
        net.tracked(page::run(&net, &class, socket, stranger.place)).await;
    })
}

/// A page of a teacher's.
pub(in crate::http) async fn teacher(State(site): State<Arc<Site>>, request: Request) -> Response {
    let net = site.net.clone();
    open(&site, request, move |class, socket, stranger| async move {
        net.tracked(teacher::run(&net, &class, socket, stranger)).await;
    })
}

/// Makes a WebSocket of a request, if there is a class, and not too many others are about to say who they are.
fn open<F: Future<Output = ()> + Send + 'static>(
    site: &Site,
    (peer, guest, headers, upgrade): Request,
    run: impl FnOnce(Arc<Classroom>, WebSocket, Stranger) -> F + Send + 'static,
) -> Response {
    let Some(class) = site.class.clone() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade.protocols([SUBPROTOCOL]),
        Err(rejection) => return rejection.into_response(),
    };
    if upgrade.selected_protocol().is_none() {
        let sentence = format!("This WebSocket speaks the subprotocol {SUBPROTOCOL} only.\n");
        return (StatusCode::BAD_REQUEST, sentence).into_response();
    }
    let from = proxy::origin(peer.ip(), &headers, &site.proxies);
    let place = match class.strangers.enter(from) {
        Ok(place) => place,
        Err(crowded) => return turn_away(site, crowded),
    };
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(0)
        .max_write_buffer_size(WRITE_BUFFER)
        .max_message_size(MAX_MESSAGE)
        .max_frame_size(MAX_MESSAGE)
        .on_failed_upgrade(|error| tracing::debug!(%error, "a WebSocket was not opened after all"))
        .on_upgrade(async move |socket| {
            run(class, socket, Stranger { place, from }).await;
            drop(guest);
        })
}

/// What goes out to one page. Waiting for it is waiting for that page alone.
struct Telling<'a> {
    sink: &'a mut Sink,
    silence: Duration,
    pings: Interval,
}

impl<'a> Telling<'a> {
    fn new(sink: &'a mut Sink, limits: &Limits) -> Self {
        let mut pings = interval(limits.ping.min(limits.silence));
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            sink,
            silence: limits.silence,
            pings,
        }
    }

    async fn tell(&mut self, letter: Utf8Bytes) -> Result<(), End> {
        self.send(Message::Text(letter)).await
    }

    async fn ping(&mut self) -> Result<(), End> {
        self.send(Message::Ping(Bytes::new())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(self.silence, self.sink.send(message)).await {
            Ok(sent) => sent.map_err(|_| End::Dropped),
            Err(_) => Err(End::Silence),
        }
    }
}
