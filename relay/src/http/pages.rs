//! The pages that people read: index, lessons, Lab, and the one that says there is nothing.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};

use super::context::{Context, Page};
use super::dist::Dist;
use super::shell::{Shell, ShellError};
use super::{Site, accept, headers};
use crate::lessons::{Language, Lessons};

/// `/`: to the index in the reader's language.
pub(super) async fn root(request: HeaderMap) -> Response {
    let location = format!("/{}/", accept::language(&request).code());
    (
        StatusCode::FOUND,
        [
            (header::LOCATION, location),
            (header::VARY, "accept-language".to_owned()),
        ],
    )
        .into_response()
}

/// `/ru`, which is `/ru/`.
pub(super) async fn language(
    State(site): State<Arc<Site>>,
    Path(code): Path<String>,
    request: HeaderMap,
) -> Response {
    match Language::from_code(&code) {
        Some(language) => moved(format!("/{}/", language.code())),
        None => respond(&site, accept::language(&request), Page::Missing),
    }
}

/// `/ru/`
pub(super) async fn index(
    State(site): State<Arc<Site>>,
    Path(code): Path<String>,
    request: HeaderMap,
) -> Response {
    match Language::from_code(&code) {
        Some(language) => respond(&site, language, Page::Index),
        None => respond(&site, accept::language(&request), Page::Missing),
    }
}

/// `/ru/echo`, `/ru/lab`
pub(super) async fn page(
    State(site): State<Arc<Site>>,
    Path((code, slug)): Path<(String, String)>,
    request: HeaderMap,
) -> Response {
    match Language::from_code(&code) {
        Some(language) => respond(&site, language, Page::find(&site.lessons, language, &slug)),
        None => respond(&site, accept::language(&request), Page::Missing),
    }
}

/// `/ru/echo/`, which is `/ru/echo`.
pub(super) async fn without_slash(
    State(site): State<Arc<Site>>,
    Path((code, slug)): Path<(String, String)>,
    request: HeaderMap,
) -> Response {
    let language = Language::from_code(&code).unwrap_or_else(|| accept::language(&request));
    match Page::find(&site.lessons, language, &slug) {
        Page::Missing => respond(&site, language, Page::Missing),
        _ => moved(format!("/{}/{slug}", language.code())),
    }
}

/// Everything else.
pub(super) async fn missing(State(site): State<Arc<Site>>, uri: Uri, request: HeaderMap) -> Response {
    let code = uri.path().split('/').nth(1).unwrap_or("");
    let language = Language::from_code(code).unwrap_or_else(|| accept::language(&request));
    respond(&site, language, Page::Missing)
}

/// Renders every page that could be asked for.
pub(super) fn check(shell: &Shell, dist: &Dist, lessons: &Lessons) -> Result<(), ShellError> {
    for language in Language::ALL {
        let fixed = [Page::Index, Page::Lab, Page::Missing];
        for page in fixed.into_iter().chain(lessons.of(language).map(Page::Lesson)) {
            shell.render(Context::new(dist, lessons, language, page, ""))?;
        }
    }
    Ok(())
}

fn moved(location: String) -> Response {
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, location)]).into_response()
}

fn respond(site: &Site, language: Language, page: Page<'_>) -> Response {
    let rendered = nonce().map_err(|error| error.to_string()).and_then(|nonce| {
        let context = Context::new(&site.dist, &site.lessons, language, page, &nonce);
        let html = site.shell.render(context).map_err(|error| error.to_string())?;
        Ok((nonce, html))
    });
    let (nonce, html) = match rendered {
        Ok(rendered) => rendered,
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let status = if matches!(page, Page::Missing) {
        StatusCode::NOT_FOUND
    } else {
        StatusCode::OK
    };
    let mut response = (status, Html(html)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(
        header::CONTENT_LANGUAGE,
        HeaderValue::from_static(language.code()),
    );
    headers::allow_nonce(headers, &nonce);
    response
}

/// 128 random bits: a page that someone smuggled a script into must not be able to guess them.
fn nonce() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
