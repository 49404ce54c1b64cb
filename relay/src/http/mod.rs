//! Pages, assets and who may ask for them: the routes, and nothing of what programs do with their sockets.

mod accept;
mod assets;
mod changes;
mod class;
mod context;
mod dist;
mod end;
mod guard;
mod headers;
mod hosts;
mod mime;
mod outline;
mod pages;
mod pictures;
mod proxy;
mod results;
mod scheme;
mod session;
mod shell;
mod socket;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::StatusCode;
use axum::middleware;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use ipnet::IpNet;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

use crate::course::Course;
use crate::front::Crowd;
use crate::lessons::Lessons;
use crate::net::Net;

pub use class::{Classroom, Code, Door, Secret};
pub use dist::Dist;
pub use guard::named_host;
pub use headers::secure;
pub use hosts::{BadHost, Hosts, allowed_host, name_of};
pub use scheme::Scheme;
pub use shell::{Shell, ShellError};

/// Bytes of a request's body: a token, a key, or a name and a code.
const BODY: usize = 4096;

/// Everything that answering a request in one room needs. Of it only the course may change while the relay runs.
pub struct Site {
    /// What the build made.
    pub dist: Arc<Dist>,
    /// The page around every body.
    pub shell: Arc<Shell>,
    /// The lessons, as they stand at each moment.
    pub course: Arc<Course>,
    /// The names this room answers to.
    pub hosts: Hosts,
    /// What it speaks.
    pub scheme: Scheme,
    /// Proxies that are believed about where requests come from.
    pub proxies: Vec<IpNet>,
    /// How long a request's body may take to arrive, and its answer to begin.
    pub patience: Duration,
    /// WebSockets that no program has said hello on.
    pub(crate) newcomers: Crowd,
    /// Where programs open their sockets.
    pub net: Arc<Net>,
    /// The class that it is for, if it isn't the machine's own user who reads.
    pub class: Option<Arc<Classroom>>,
}

/// Renders every page once, so that a mistake in the shell shows when the relay starts.
pub fn check_pages(shell: &Shell, dist: &Dist, lessons: &Lessons, of_class: bool) -> Result<(), ShellError> {
    pages::check(shell, dist, lessons, of_class)
}

/// The routes of one room.
pub fn router(site: Arc<Site>) -> Router {
    let own_pages_only = Router::new()
        .route("/session", post(session::open))
        .route("/join", post(class::join).get(pages::join))
        .route("/end", post(end::end))
        .route("/ws", get(socket::program))
        .route("/room", get(class::page))
        .route("/teacher/room", get(class::teacher))
        .route("/changes", get(changes::stream))
        .route_layer(DefaultBodyLimit::max(BODY))
        .route_layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            site.patience,
        ))
        .route_layer(middleware::from_fn_with_state(site.clone(), guard::origin));
    // Rendered for each request, so compressed on the way; assets were compressed when they were built.
    let pages = Router::new()
        .route("/", get(pages::root))
        .route("/preflight", get(pages::preflight))
        .route("/teacher", get(pages::teacher))
        .route("/{language}", get(pages::language))
        .route("/{language}/", get(pages::index))
        .route("/{language}/search", get(pages::search))
        .route("/{language}/{slug}", get(pages::page))
        .route("/{language}/{slug}/", get(pages::without_slash))
        .route_layer(CompressionLayer::new());
    Router::new()
        .merge(pages)
        .route("/assets/{*path}", get(assets::built))
        .route("/pyodide/{version}/{*path}", get(assets::runtime))
        .route("/pictures/{digest}/{name}", get(pictures::one))
        .merge(own_pages_only)
        .fallback(pages::missing)
        .layer(middleware::from_fn_with_state(site.clone(), guard::host))
        .layer(middleware::from_fn_with_state(site.clone(), headers::isolate))
        .with_state(site)
}

/// What plain HTTP gets at an address that speaks TLS: the way to the same page over TLS.
///
/// The way is a temporary one, as the next relay at this address may speak plain HTTP.
pub fn unsecured(site: Arc<Site>) -> Router {
    Router::new()
        .fallback(to_https)
        .layer(middleware::from_fn_with_state(site, guard::host))
}

async fn to_https(request: Request) -> Response {
    match (named_host(&request), request.uri().path_and_query()) {
        (Some(host), Some(path)) => Redirect::temporary(&format!("https://{host}{path}")).into_response(),
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
}
