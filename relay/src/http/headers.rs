//! The headers that every response has: what a page may load, and that nothing outside may look in.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use super::{Scheme, Site, name_of, named_host, proxy};

/// For everything that isn't a page and isn't the program worker.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; \
     connect-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; \
     manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// A worker has the policy its own script came with. Pyodide makes functions out of text, so this one may.
const WORKER_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval' blob:; \
     connect-src 'self' blob:";

/// The headers that don't depend on what is served, nor to whom.
const FIXED: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// What keeps the way to SharedArrayBuffer open for browsers that need it. They heed it only where nobody can have changed
/// the page on its way, and elsewhere complain of it to whoever looks into the console.
const ISOLATION: [(HeaderName, &str); 2] = [
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-embedder-policy"),
        "require-corp",
    ),
];

/// Middleware: isolates the page, if its origin is potentially trustworthy.
pub(super) async fn isolate(
    State(site): State<Arc<Site>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let is_trustworthy = site.scheme == Scheme::Https
        || named_host(&request).is_some_and(is_loopback)
        || proxy::is_https(peer.ip(), request.headers(), &site.proxies);
    let mut response = next.run(request).await;
    if is_trustworthy {
        let isolation = ISOLATION.map(|(name, value)| (name, HeaderValue::from_static(value)));
        response.headers_mut().extend(isolation);
    }
    response
}

/// Whether the browser was asked for this machine itself (Secure Contexts, §3.1).
fn is_loopback(host: &str) -> bool {
    let name = name_of(host).trim_matches(['[', ']']).to_ascii_lowercase();
    match name.parse::<IpAddr>() {
        Ok(ip) => ip.is_loopback(),
        Err(_) => name == "localhost" || name.ends_with(".localhost"),
    }
}

/// Middleware: adds what a handler hasn't set itself.
pub async fn secure(request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = next.run(request).await;
    tracing::debug!(%method, path, status = response.status().as_u16(), "answered");

    let headers = response.headers_mut();
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(POLICY));
    response
}

/// Lets the one inline script with this nonce run in a page. A nonce is letters and digits.
pub(super) fn allow_nonce(headers: &mut HeaderMap, nonce: &str) {
    let policy = POLICY.replacen(
        "script-src 'self'",
        &format!("script-src 'self' 'nonce-{nonce}'"),
        1,
    );
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// Gives the program worker's script the policy of a worker.
pub(super) fn allow_worker(headers: &mut HeaderMap) {
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(WORKER_POLICY),
    );
}
