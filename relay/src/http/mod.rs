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
mod results;
mod session;
mod shell;
mod socket;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use tokio_util::sync::CancellationToken;
use tower_http::compression::CompressionLayer;

use crate::course::Course;
use crate::lessons::Lessons;
use crate::net::Net;

pub use class::Classroom;
pub use dist::Dist;
pub use hosts::{BadHost, Hosts, allowed_host};
pub use shell::{Shell, ShellError};

/// Bytes of a request's body: a token, a key, or a name and a code.
const BODY: usize = 4096;

/// Everything that answering a request needs. Of it only the course may change while the relay runs.
pub struct Site {
    /// What the build made.
    pub dist: Dist,
    /// The page around every body.
    pub shell: Shell,
    /// The lessons, as they stand at each moment.
    pub course: Course,
    /// Cancelled when the relay is to stop; answers that would never end, end then.
    pub stopping: CancellationToken,
    /// The names this relay answers to.
    pub hosts: Hosts,
    /// Where programs open their sockets.
    pub net: Arc<Net>,
    /// The class that it is for, if it isn't the machine's own user who reads.
    pub class: Option<Arc<Classroom>>,
}

/// Renders every page once, so that a mistake in the shell shows when the relay starts.
pub fn check_pages(
    shell: &Shell,
    dist: &Dist,
    lessons: &Lessons,
    class: Option<&str>,
) -> Result<(), ShellError> {
    pages::check(shell, dist, lessons, class)
}

/// The routes of one relay.
pub fn router(site: Arc<Site>) -> Router {
    let own_pages_only = Router::new()
        .route("/session", post(session::open))
        .route("/join", post(class::join).get(pages::join))
        .route("/end", post(end::end))
        .route("/ws", get(socket::upgrade))
        .route("/changes", get(changes::stream))
        .route_layer(DefaultBodyLimit::max(BODY))
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
        .route("/healthz", get(async || "ok"))
        .merge(own_pages_only)
        .fallback(pages::missing)
        .layer(middleware::from_fn_with_state(site.clone(), guard::host))
        .layer(middleware::from_fn(headers::secure))
        .with_state(site)
}
