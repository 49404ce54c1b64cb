//! `/assets/…` and `/pyodide/…`: files of the build, compressed in advance, kept by browsers for as long as that is right.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::accept::{self, Encoding};
use super::dist::{File, Form, RUNTIME, SHELL};
use super::{Site, headers, mime};

/// The script that every program's worker starts with.
const WORKER: &str = "program-worker.js";

/// For a name that stands for these bytes for ever: kept a year, never asked about again.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// For a name whose bytes change: kept, but asked about each time.
const REVALIDATE: &str = "no-cache";

/// Everything but the runtime: `{file}`, or `@{digest}/{file}` to name the build as well.
pub(super) async fn built(
    State(site): State<Arc<Site>>,
    Path(path): Path<String>,
    request: HeaderMap,
) -> Response {
    let versioned = path.strip_prefix('@').and_then(|rest| rest.split_once('/'));
    let (name, immutable) = match versioned {
        Some((digest, name)) => (name, digest == site.dist.digest()),
        None => (path.as_str(), has_hash(&path)),
    };
    if name == SHELL || name.starts_with(RUNTIME) {
        return missing();
    }
    let Some(file) = site.dist.file(name) else {
        return missing();
    };
    let mut response = send(file, name, immutable, &request);
    if name == WORKER {
        headers::allow_worker(response.headers_mut());
    }
    response
}

/// The runtime, whose version is in its path.
pub(super) async fn runtime(
    State(site): State<Arc<Site>>,
    Path((version, name)): Path<(String, String)>,
    request: HeaderMap,
) -> Response {
    if version != site.dist.runtime() {
        return missing();
    }
    match site.dist.file(&format!("{RUNTIME}{name}")) {
        Some(file) => send(file, &name, true, &request),
        None => missing(),
    }
}

pub(super) fn missing() -> Response {
    (StatusCode::NOT_FOUND, "There is no such file.\n").into_response()
}

fn send(file: &File, name: &str, immutable: bool, request: &HeaderMap) -> Response {
    let (encoding, form) = choose(file, request);
    let whole = || Response::new(Body::from(form.bytes.clone()));
    let mut response = cached(request, &form.etag, immutable, whole);
    let headers = response.headers_mut();
    if !file.compressed.is_empty() {
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    }
    if response.status() == StatusCode::OK {
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime::of(name)));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(form.bytes.len()));
        if let Some(encoding) = encoding {
            headers.insert(
                header::CONTENT_ENCODING,
                HeaderValue::from_static(encoding.name()),
            );
        }
    }
    response
}

/// What a browser keeps: the whole of it, unless this browser has it by this tag.
pub(super) fn cached(
    request: &HeaderMap,
    etag: &str,
    immutable: bool,
    whole: impl FnOnce() -> Response,
) -> Response {
    let mut response = if accept::has(request, etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        whole()
    };
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(etag) {
        headers.insert(header::ETAG, etag);
    }
    let caching = if immutable { IMMUTABLE } else { REVALIDATE };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    response
}

fn choose<'a>(file: &'a File, request: &HeaderMap) -> (Option<Encoding>, &'a Form) {
    let mut readable = file
        .compressed
        .iter()
        .filter(|(encoding, _)| accept::takes(request, *encoding));
    readable
        .next()
        .map_or((None, &file.plain), |(encoding, form)| (Some(*encoding), form))
}

/// Whether the name holds a hash of the content, as Trunk writes it: `ui-1f2e3d4c5b6a7988.js`, `…_bg.wasm`.
fn has_hash(name: &str) -> bool {
    name.split('-').skip(1).any(|part| {
        let end = part
            .find(|c: char| !matches!(c, '0'..='9' | 'a'..='f'))
            .unwrap_or(0);
        end >= 8 && part.split_at(end).1.starts_with(['.', '_'])
    })
}

#[cfg(test)]
mod tests {
    use super::has_hash;

    #[test]
    fn a_hash_is_eight_hexadecimal_digits_or_more_before_a_dot_or_underscore() {
        for name in [
            "ui-0123456789abcdef.js",
            "ui-0123456789abcdef_bg.wasm",
            "a-b-deadbeef.css",
        ] {
            assert!(has_hash(name), "{name}");
        }
        for name in [
            "ui.js",
            "program_bg.wasm",
            "program-worker.js",
            "ui-123.js",
            "ui-deadbeef",
            "ui-DEADBEEF.js",
        ] {
            assert!(!has_hash(name), "{name}");
        }
    }
}
