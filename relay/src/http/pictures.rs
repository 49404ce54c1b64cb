//! `/pictures/@{digest}/{name}`: photographs of lessons. Drawings are in the pages themselves.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::assets::{IMMUTABLE, REVALIDATE, missing};
use super::{Site, accept};

/// One picture. A page names it with its digest, so it may be kept for ever; by an old digest, one gets what is there now.
pub(super) async fn one(
    State(site): State<Arc<Site>>,
    Path((digest, name)): Path<(String, String)>,
    request: HeaderMap,
) -> Response {
    let now = site.course.now();
    let (Some(digest), Some(picture)) = (digest.strip_prefix('@'), now.lessons.picture(&name)) else {
        return missing();
    };
    let etag = format!("\"{}\"", picture.digest);
    let mut response = if accept::has(&request, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = [(header::CONTENT_TYPE, picture.mime)];
        (kind, picture.bytes.clone()).into_response()
    };
    let caching = if digest == picture.digest {
        IMMUTABLE
    } else {
        REVALIDATE
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    response
}
