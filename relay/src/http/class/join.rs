//! `POST /join` and `POST /session` of a class: a name for a token, and whose token it is. Tokens travel in bodies only.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::http::{Site, proxy};
use crate::net::{JoinError, Member};

/// What the join page sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Wish {
    code: String,
    name: String,
}

/// What a page knows of its reader.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct Known {
    #[serde(default)]
    token: String,
}

#[derive(Serialize)]
struct Session {
    token: String,
    #[serde(flatten)]
    member: Member,
}

#[derive(Serialize)]
struct Problem {
    problem: &'static str,
}

/// Lets somebody in, and says who they are now.
pub(in crate::http) async fn join(
    State(site): State<Arc<Site>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    wish: Result<Json<Wish>, JsonRejection>,
) -> Response {
    let Some(class) = &site.class else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(Json(Wish { code, name })) = wish else {
        return refuse(StatusCode::BAD_REQUEST, "request");
    };
    let from = proxy::origin(peer.ip(), &headers, &site.proxies);
    match class.admit(&site.net, from, &code, &name) {
        Ok((token, member)) => answer(token, member),
        Err(Refusal::Code) => refuse(StatusCode::FORBIDDEN, "code"),
        Err(Refusal::Net(JoinError::Closed)) => refuse(StatusCode::FORBIDDEN, "closed"),
        Err(Refusal::Net(JoinError::Full)) => refuse(StatusCode::CONFLICT, "full"),
        Err(Refusal::Net(JoinError::Name(_))) => refuse(StatusCode::UNPROCESSABLE_ENTITY, "name"),
        Err(Refusal::Net(JoinError::NoToken)) => refuse(StatusCode::SERVICE_UNAVAILABLE, "request"),
        Err(Refusal::Slow(wait)) => {
            let mut response = refuse(StatusCode::TOO_MANY_REQUESTS, "slow");
            let seconds = HeaderValue::from(wait.as_secs().saturating_add(1));
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
            response
        }
    }
}

/// Who has the token that a page kept; 401 if nobody has.
pub(in crate::http) fn session(site: &Site, known: Known) -> Response {
    match site.net.member(&known.token) {
        Some(member) => answer(known.token, member),
        None => refuse(StatusCode::UNAUTHORIZED, "join"),
    }
}

fn answer(token: String, member: Member) -> Response {
    (
        [(header::CACHE_CONTROL, "no-store")],
        Json(Session { token, member }),
    )
        .into_response()
}

fn refuse(status: StatusCode, problem: &'static str) -> Response {
    (
        status,
        [(header::CACHE_CONTROL, "no-store")],
        Json(Problem { problem }),
    )
        .into_response()
}
