//! Between the listener and the pages: connections, TLS, and how long and how many of them there may be before anybody
//! knows whose they are. What is asked for over them is [`crate::http`]'s.

mod crowd;

use std::io;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::{Extension, Router};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub(crate) use crowd::{Crowd, Crowded, Place};

use crate::net::{House, Limit};
use crate::tls::Tls;

/// Bytes of a connection that hyper may buffer: the longest head a browser sends has a few KiB.
const BUFFER: usize = 64 * 1024;

/// Connections at once that are told why they aren't served; more are closed without a word.
const REFUSALS: usize = 64;

/// How long to wait when the relay itself is out of descriptors: somebody must close something first.
const PAUSE: Duration = Duration::from_millis(500);

/// Lines about connections that were turned away, in an hour.
const LINES: NonZeroU32 = NonZeroU32::new(60).unwrap();

/// What connections have to pass.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    /// What the listener speaks, if not plain HTTP.
    pub(crate) tls: Option<Arc<Tls>>,
    /// Who is connected.
    pub(crate) guests: Crowd,
    /// How long a TLS handshake may take.
    pub(crate) handshake: Duration,
    /// How long a request's head may take, and a connection may be kept without a request.
    pub(crate) request: Duration,
}

/// Serves connections.
pub(crate) struct Front {
    /// What is served.
    pub(crate) app: Router,
    /// What a connection without TLS gets where it should have some.
    pub(crate) unsecured: Router,
    /// How they come in.
    pub(crate) gate: Gate,
    /// Where it is counted who was turned away.
    pub(crate) house: Arc<House>,
}

/// Somebody who is counted as connected, for as long as a copy of this is kept.
#[derive(Clone, Debug)]
pub(crate) struct Guest(#[expect(dead_code, reason = "held, and never asked")] Arc<Place>);

/// What all connections share.
struct Shared {
    front: Front,
    refusals: Arc<Semaphore>,
    lines: DefaultDirectRateLimiter,
    stop: CancellationToken,
}

impl Front {
    /// Serves until it is to stop, then until the requests under way are answered.
    pub(crate) async fn serve(self, listener: TcpListener, stop: CancellationToken) {
        let connections = TaskTracker::new();
        let shared = Arc::new(Shared {
            front: self,
            refusals: Arc::new(Semaphore::new(REFUSALS)),
            lines: RateLimiter::direct(Quota::per_hour(LINES).allow_burst(NonZeroU32::MIN)),
            stop: stop.clone(),
        });
        let accepting = async {
            loop {
                let (stream, peer) = shared.accept(&listener).await;
                // Here, so that places are given in the order of coming.
                let place = shared.front.gate.guests.enter(peer.ip());
                connections.spawn(shared.clone().welcome(stream, peer, place));
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = accepting => {}
        }
        drop(listener);
        connections.close();
        connections.wait().await;
    }
}

impl Shared {
    /// accept(2) until it succeeds. What can fail is the new connection, or the relay's own resources.
    async fn accept(&self, listener: &TcpListener) -> (TcpStream, SocketAddr) {
        use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
        loop {
            match listener.accept().await {
                Ok(accepted) => return accepted,
                Err(error)
                    if matches!(
                        error.kind(),
                        ConnectionAborted | ConnectionRefused | ConnectionReset
                    ) => {}
                Err(error) => {
                    tracing::warn!(%error, "no connection can be accepted");
                    self.front.house.reached(Limit::Machine);
                    sleep(PAUSE).await;
                }
            }
        }
    }

    /// Sees to one connection until it ends.
    async fn welcome(self: Arc<Self>, stream: TcpStream, peer: SocketAddr, place: Result<Place, Crowded>) {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY is not set"); // small frames must not wait for one another
        }
        match place {
            Ok(place) => {
                let guest = Guest(Arc::new(place));
                self.open(stream, peer, &self.front.app.clone().layer(Extension(guest)))
                    .await;
            }
            Err(_) => self.refuse(stream, peer).await,
        }
    }

    /// One connection too many: says so, for a moment, if few others are being told.
    async fn refuse(&self, stream: TcpStream, peer: SocketAddr) {
        self.front.house.reached(Limit::Connections);
        if self.lines.check().is_ok() {
            tracing::warn!(
                address = %peer.ip(),
                "too many connections from one address: --address-connections; a proxy needs --trusted-proxy"
            );
        }
        let Ok(_place) = self.refusals.clone().try_acquire_owned() else {
            return;
        };
        let sentence = async || {
            let headers = [(header::RETRY_AFTER, "10"), (header::CONNECTION, "close")];
            let sentence =
                "Too many connections come from your address. Close some pages, or try again in a while.\n";
            (StatusCode::TOO_MANY_REQUESTS, headers, sentence).into_response()
        };
        let app = Router::new().fallback(sentence);
        let _ = timeout(self.front.gate.handshake, self.open(stream, peer, &app)).await;
    }

    async fn open(&self, stream: TcpStream, peer: SocketAddr, app: &Router) {
        let Some(tls) = &self.front.gate.tls else {
            return self.serve(stream, peer, app).await;
        };
        let handshake = async {
            let mut first = [0];
            stream.peek(&mut first).await?;
            if first != [HANDSHAKE] {
                return Ok(Err(stream));
            }
            tls.acceptor().accept(stream).await.map(Ok)
        };
        let opened = tokio::select! {
            opened = timeout(self.front.gate.handshake, handshake) => opened,
            () = self.stop.cancelled() => return,
        };
        match opened {
            Ok(Ok(Ok(stream))) => self.serve(stream, peer, app).await,
            Ok(Ok(Err(stream))) => self.serve(stream, peer, &self.front.unsecured).await,
            Ok(Err(error)) => tracing::debug!(%error, %peer, "no TLS came about"),
            Err(_) => {
                tracing::debug!(%peer, "a TLS handshake took too long");
                self.front.house.reached(Limit::Handshake);
            }
        }
    }

    async fn serve(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        peer: SocketAddr,
        app: &Router,
    ) {
        let app = app.clone().layer(Extension(ConnectInfo(peer)));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.front.gate.request)
            .max_buf_size(BUFFER)
            .serve_connection(TokioIo::new(stream), TowerToHyperService::new(app))
            .with_upgrades();
        let mut connection = pin!(connection);
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = self.stop.cancelled() => {
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, %peer, "a connection has ended early");
        }
    }
}

/// The first byte of a TLS connection: the type of a handshake's record (RFC 8446 §5.1). No method of HTTP begins so.
const HANDSHAKE: u8 = 22;
