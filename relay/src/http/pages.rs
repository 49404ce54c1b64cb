//! The pages that people read: index, lessons, Lab, and the one that says there is nothing.

use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::context::{Context, Page};
use super::dist::Dist;
use super::shell::{Shell, ShellError};
use super::{Site, accept, headers};
use crate::hex;
use crate::lessons::search::Question;
use crate::lessons::{Edition, JOIN, Lessons, PREFLIGHT, SEARCH, TEACHER};

/// `/`: to the index in the reader's language.
pub(super) async fn root(State(site): State<Arc<Site>>, request: HeaderMap) -> Response {
    in_reader_s_language(&site, &request, "")
}

/// `/preflight`: to the checks in the reader's language. An address to be read out in a classroom.
pub(super) async fn preflight(State(site): State<Arc<Site>>, request: HeaderMap) -> Response {
    in_reader_s_language(&site, &request, PREFLIGHT)
}

fn in_reader_s_language(site: &Site, request: &HeaderMap, slug: &str) -> Response {
    let location = accept::edition(request, &site.course.now().lessons).path(slug);
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
    Path(tag): Path<String>,
    request: HeaderMap,
) -> Response {
    let lessons = &site.course.now().lessons;
    match lessons.edition(&tag) {
        Some(edition) => moved(edition.path("")),
        None => missing_at(&site, lessons, &tag, &request),
    }
}

/// `/ru/`
pub(super) async fn index(
    State(site): State<Arc<Site>>,
    Path(tag): Path<String>,
    request: HeaderMap,
) -> Response {
    let lessons = &site.course.now().lessons;
    respond_in(&site, lessons, (&tag, &request), |_| Page::Index)
}

/// `/ru/echo`, `/ru/lab`, in a class `/ru/join`
pub(super) async fn page(
    State(site): State<Arc<Site>>,
    Path((tag, slug)): Path<(String, String)>,
    request: HeaderMap,
) -> Response {
    let lessons = &site.course.now().lessons;
    respond_in(&site, lessons, (&tag, &request), |edition| {
        Page::find(edition, &slug, site.class.is_some())
    })
}

/// What a search form sends.
#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

/// `/ru/search?q=сокет`; without a question, or with one that isn't text, the empty form.
pub(super) async fn search(
    State(site): State<Arc<Site>>,
    Path(tag): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
    request: HeaderMap,
) -> Response {
    let Query(Asked { q }) = asked.unwrap_or_default();
    let lessons = &site.course.now().lessons;
    let question = Question::new(&q);
    respond_in(&site, lessons, (&tag, &request), |_| Page::Search(&question))
}

/// `/join`: to the page in the reader's language.
pub(super) async fn join(State(site): State<Arc<Site>>, request: HeaderMap) -> Response {
    of_a_class(&site, &request, JOIN)
}

/// `/teacher`: to the page in the teacher's language. The secret behind its `#` goes along by itself.
pub(super) async fn teacher(State(site): State<Arc<Site>>, request: HeaderMap) -> Response {
    of_a_class(&site, &request, TEACHER)
}

fn of_a_class(site: &Site, request: &HeaderMap, slug: &str) -> Response {
    match site.class {
        Some(_) => in_reader_s_language(site, request, slug),
        None => {
            let lessons = &site.course.now().lessons;
            respond(site, lessons, accept::edition(request, lessons), Page::Missing)
        }
    }
}

/// `/ru/echo/`, which is `/ru/echo`.
pub(super) async fn without_slash(
    State(site): State<Arc<Site>>,
    Path((tag, slug)): Path<(String, String)>,
    request: HeaderMap,
) -> Response {
    let lessons = &site.course.now().lessons;
    let is_there = |edition| {
        slug == SEARCH || !matches!(Page::find(edition, &slug, site.class.is_some()), Page::Missing)
    };
    match lessons.edition(&tag) {
        Some(edition) if is_there(edition) => moved(edition.path(&slug)),
        _ => missing_at(&site, lessons, &tag, &request),
    }
}

/// Everything else.
pub(super) async fn missing(State(site): State<Arc<Site>>, uri: Uri, request: HeaderMap) -> Response {
    let lessons = &site.course.now().lessons;
    missing_at(
        &site,
        lessons,
        uri.path().split('/').nth(1).unwrap_or(""),
        &request,
    )
}

/// The page of the edition in the path; where there is no such edition, the one that says so.
fn respond_in<'a>(
    site: &Site,
    lessons: &'a Lessons,
    (tag, request): (&str, &HeaderMap),
    page: impl FnOnce(&'a Edition) -> Page<'a>,
) -> Response {
    match lessons.edition(tag) {
        Some(edition) => respond(site, lessons, edition, page(edition)),
        None => missing_at(site, lessons, tag, request),
    }
}

/// Says that there is nothing, in the language of the path or else the browser's.
fn missing_at(site: &Site, lessons: &Lessons, tag: &str, request: &HeaderMap) -> Response {
    let edition = lessons.edition(tag);
    let edition = edition.unwrap_or_else(|| accept::edition(request, lessons));
    respond(site, lessons, edition, Page::Missing)
}

/// Renders every page that could be asked for, in a class or for one reader.
pub(super) fn check(shell: &Shell, dist: &Dist, lessons: &Lessons, of_class: bool) -> Result<(), ShellError> {
    let class = of_class.then_some("Networks 101");
    let question = Question::new("a b");
    for edition in lessons.editions() {
        let fixed = [
            Page::Index,
            Page::Lab,
            Page::Preflight,
            Page::Search(&question),
            Page::Join,
            Page::Teacher,
            Page::Missing,
        ];
        for page in fixed.into_iter().chain(edition.lessons.iter().map(Page::Lesson)) {
            shell.render(Context::new(dist, lessons, edition, page, class, "", true))?;
        }
    }
    Ok(())
}

fn moved(location: String) -> Response {
    (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, location)]).into_response()
}

fn respond(site: &Site, lessons: &Lessons, edition: &Edition, page: Page<'_>) -> Response {
    // A page that someone smuggled a script into must not be able to guess its nonce.
    let nonce = hex::secret().map_err(|error| error.to_string());
    let rendered = nonce.and_then(|nonce| {
        let class = site.class.as_ref().map(|class| class.title());
        let context = Context::new(
            &site.dist,
            lessons,
            edition,
            page,
            class,
            &nonce,
            site.course.is_live(),
        );
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
    // A tag is letters, digits and hyphens, which always fit.
    if let Ok(language) = HeaderValue::from_str(edition.language.code()) {
        headers.insert(header::CONTENT_LANGUAGE, language);
    }
    headers::allow_nonce(headers, &nonce);
    response
}
