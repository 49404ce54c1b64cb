//! What comes in from one page: message by message, no faster than one may talk.

use std::num::NonZeroU32;
use std::time::Duration;

use axum::extract::ws::{Message, Utf8Bytes, WebSocket};
use futures_util::StreamExt;
use futures_util::stream::SplitStream;
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use super::ending::End;
use crate::closing::Broken;
use crate::room::MAX_MESSAGE;

/// Messages of one page in a second, each 4 KiB of a longer one counted as one. A page has ten at most to say; who says more
/// is read later, and so waits for nobody but itself.
const RATE: NonZeroU32 = NonZeroU32::new(100).unwrap();

/// Bytes that count as one message.
const PIECE: usize = 4 * 1024;

/// Those that may come at once: two of the longest, or everything that a page says when it comes back.
const BURST: NonZeroU32 = NonZeroU32::new(2 * (MAX_MESSAGE / PIECE) as u32 + 2).unwrap();

/// One page's.
pub(super) struct Hearing {
    pub(super) stream: SplitStream<WebSocket>,
    pace: DefaultDirectRateLimiter,
    silence: Duration,
}

impl Hearing {
    /// A page that shows no sign of life for `silence` is gone.
    pub(super) fn new(stream: SplitStream<WebSocket>, silence: Duration) -> Self {
        Self {
            stream,
            pace: RateLimiter::direct(Quota::per_second(RATE).allow_burst(BURST)),
            silence,
        }
    }

    /// The first message, for which there is so much time.
    pub(super) async fn first<T: DeserializeOwned>(&mut self, within: Duration) -> Result<T, End> {
        timeout(within, self.next()).await.unwrap_or(Err(End::NoHello))
    }

    /// The next message. What was read is lost if this is dropped.
    pub(super) async fn next<T: DeserializeOwned>(&mut self) -> Result<T, End> {
        let text = self.text().await?;
        let pieces = u32::try_from(text.len() / PIECE).unwrap_or(u32::MAX);
        let cost = NonZeroU32::MIN.saturating_add(pieces);
        // No message costs more than may come at once.
        let _ = self.pace.until_n_ready(cost).await;
        Ok(serde_json::from_str(&text)?)
    }

    async fn text(&mut self) -> Result<Utf8Bytes, End> {
        loop {
            let message = timeout(self.silence, self.stream.next()).await;
            match message.map_err(|_| End::Silence)? {
                Some(Ok(Message::Text(text))) => return Ok(text),
                Some(Ok(Message::Binary(_))) => return Err(End::Mistake("messages are text")),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(Message::Close(_))) => return Err(End::Closed),
                Some(Err(error)) => return Err(Broken::from(error).into()),
                None => return Err(End::Dropped),
            }
        }
    }
}
