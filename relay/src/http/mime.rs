//! Media types by file name, as far as the build makes such files.

/// The `content-type` of a file. wasm must be exactly `application/wasm`, or browsers refuse to compile it while it
/// arrives.
pub(super) fn of(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "txt" | "md" | "py" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        "zip" | "whl" => "application/zip",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn by_the_last_extension() {
        assert_eq!(super::of("pyodide/pyodide.asm.wasm"), "application/wasm");
        assert_eq!(super::of("pyodide.mjs"), "text/javascript; charset=utf-8");
        assert_eq!(super::of("VERSION"), "application/octet-stream");
    }
}
