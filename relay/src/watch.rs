//! The listener for whoever watches the relay: `GET /metrics`, and nothing else. It is apart from the readers' listener,
//! so that what is served to them can't give it away.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::net::TcpListener;

use crate::rooms::Rooms;

/// The address for metrics can't be listened on.
#[derive(Debug, thiserror::Error)]
#[error("cannot listen on {address} for metrics")]
pub struct WatchError {
    address: SocketAddr,
    source: io::Error,
}

/// Listens where `--metrics` says.
///
/// # Errors
/// [`WatchError`].
pub async fn listen(address: SocketAddr) -> Result<TcpListener, WatchError> {
    let listening = TcpListener::bind(address).await;
    listening.map_err(|source| WatchError { address, source })
}

/// Answers for as long as it is polled.
pub async fn serve(listener: TcpListener, rooms: Arc<Rooms>) {
    if let Ok(address) = listener.local_addr() {
        tracing::info!(%address, "metrics");
    }
    let app = Router::new().route("/metrics", get(metrics)).with_state(rooms);
    if let Err(error) = axum::serve(listener, app).await {
        tracing::error!(%error, "metrics are not served any more");
    }
}

async fn metrics(State(rooms): State<Arc<Rooms>>) -> impl IntoResponse {
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], rooms.metrics())
}
