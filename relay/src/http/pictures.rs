//! `/pictures/@{digest}/{name}`: photographs of lessons. Drawings are in the pages themselves.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use super::Site;
use super::assets::{cached, missing};

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
    let whole = || {
        let kind = [(header::CONTENT_TYPE, picture.mime)];
        (kind, picture.bytes.clone()).into_response()
    };
    let etag = format!("\"{}\"", picture.digest);
    cached(&request, &etag, digest == picture.digest, whole)
}
