//! What goes out to one page. Waiting for it is waiting for that page alone.

use std::time::Duration;

use axum::extract::ws::{Message, Utf8Bytes, WebSocket};
use bytes::Bytes;
use futures_util::SinkExt;
use futures_util::stream::SplitSink;
use tokio::time::{Interval, MissedTickBehavior, interval, timeout};

use super::ending::End;
use crate::net::Limits;

/// To one page.
pub(super) struct Telling {
    pub(super) sink: SplitSink<WebSocket, Message>,
    /// When to ping.
    pub(super) pings: Interval,
    silence: Duration,
}

impl Telling {
    /// A page that takes nothing for as long as the limits allow is gone.
    pub(super) fn new(sink: SplitSink<WebSocket, Message>, limits: &Limits) -> Self {
        let mut pings = interval(limits.ping.min(limits.silence));
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            sink,
            pings,
            silence: limits.silence,
        }
    }

    pub(super) async fn tell(&mut self, letter: Utf8Bytes) -> Result<(), End> {
        self.send(Message::Text(letter)).await
    }

    pub(super) async fn ping(&mut self) -> Result<(), End> {
        self.send(Message::Ping(Bytes::new())).await
    }

    async fn send(&mut self, message: Message) -> Result<(), End> {
        match timeout(self.silence, self.sink.send(message)).await {
            Ok(sent) => sent.map_err(|_| End::Dropped),
            Err(_) => Err(End::Silence),
        }
    }
}
