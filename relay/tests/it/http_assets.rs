//! Files of the build: caching, compression, types, and names that are no names of files.

use crate::support::{TestServer, write};

const YEAR: &str = "public, max-age=31536000, immutable";

async fn digest(server: &TestServer) -> String {
    let page = server.get("/en/").await;
    page.between("data-assets=\"/assets/@", "/\"").to_owned()
}

#[tokio::test]
async fn hashed_and_versioned_names_are_kept_for_ever_and_others_asked_about() {
    let server = TestServer::start().await;
    let digest = digest(&server).await;
    assert!(
        digest.len() == 16 && digest.chars().all(|c| c.is_ascii_hexdigit()),
        "{digest}"
    );
    for (path, caching) in [
        ("/assets/ui-0123456789abcdef.js".to_owned(), YEAR),
        ("/assets/ui-0123456789abcdef_bg.wasm".to_owned(), YEAR),
        (format!("/assets/@{digest}/program.js"), YEAR),
        ("/assets/@0000000000000000/program.js".to_owned(), "no-cache"),
        ("/assets/program.js".to_owned(), "no-cache"),
        ("/pyodide/314.0.7/pyodide.asm.wasm".to_owned(), YEAR),
    ] {
        let reply = server.get(&path).await;
        assert_eq!(
            (reply.status, reply.header("cache-control")),
            (200, caching),
            "{path}"
        );
        assert!(reply.header("etag").starts_with('"'), "{path}");
        assert_eq!(
            reply.header("content-length"),
            reply.body.len().to_string(),
            "{path}"
        );
        assert_eq!(
            reply.header("cross-origin-resource-policy"),
            "same-origin",
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_digest_changes_with_the_build_but_not_with_shell_or_runtime() {
    let edited = async |name: &'static str| {
        let server = TestServer::start_with(|options| {
            let path = options.dist.as_ref().unwrap().join(name);
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(path, text + " ").unwrap();
        })
        .await;
        digest(&server).await
    };
    let same = digest(&TestServer::start().await).await;
    assert_eq!(edited("index.html").await, same);
    assert_eq!(edited("pyodide/python_stdlib.zip").await, same);
    assert_ne!(edited("program.js").await, same);
}

#[tokio::test]
async fn the_best_compression_that_the_browser_takes() {
    let server = TestServer::start().await;
    let path = "/assets/ui-0123456789abcdef.js";
    let mut tags = Vec::new();
    for (accepted, encoding, body) in [
        ("gzip, deflate, br, zstd", "br", "the interface in brotli"),
        ("gzip, br;q=0", "gzip", "the interface in gzip"),
        ("identity", "", "the interface"),
        ("", "", "the interface"),
    ] {
        let reply = server
            .request("GET", path, &[("accept-encoding", accepted)])
            .await;
        assert_eq!(
            (reply.header("content-encoding"), reply.text()),
            (encoding, body),
            "{accepted}"
        );
        assert_eq!(reply.header("vary"), "accept-encoding");
        assert_eq!(reply.header("content-length"), body.len().to_string());
        assert_eq!(reply.header("content-type"), "text/javascript; charset=utf-8");
        tags.push(reply.header("etag").to_owned());
    }
    tags.dedup();
    assert_eq!(tags.len(), 3, "each form has a tag of its own: {tags:?}");

    let brotli = [("accept-encoding", "br")];
    let reply = server
        .request("GET", "/pyodide/314.0.7/pyodide.asm.wasm", &brotli)
        .await;
    assert_eq!(
        (reply.header("content-type"), reply.text()),
        ("application/wasm", "python in brotli")
    );
    let reply = server.request("GET", "/assets/program.js", &brotli).await;
    assert_eq!(
        (reply.header("content-encoding"), reply.text()),
        ("", "the program")
    );
    let reply = server.request("GET", "/assets/icon.svg", &brotli).await;
    assert_eq!(
        (reply.header("vary"), reply.header("content-type")),
        ("", "image/svg+xml")
    );
}

#[tokio::test]
async fn what_the_browser_has_is_not_sent_again() {
    let server = TestServer::start().await;
    let first = server.get("/assets/program.js").await;
    let tag = first.header("etag");
    for known in [tag, &format!("\"other\", W/{tag}"), "*"] {
        let reply = server
            .request("GET", "/assets/program.js", &[("if-none-match", known)])
            .await;
        assert_eq!((reply.status, reply.body.len()), (304, 0), "{known}");
        assert_eq!(
            (reply.header("etag"), reply.header("cache-control")),
            (tag, "no-cache")
        );
        assert_eq!(reply.header("vary"), "accept-encoding");
    }
    let gzip = [("if-none-match", tag), ("accept-encoding", "gzip")];
    assert_eq!(
        server.request("GET", "/assets/program.js", &gzip).await.status,
        200,
        "another form, another tag"
    );
}

#[tokio::test]
async fn only_files_of_the_build_are_served() {
    let server = TestServer::start().await;
    let secret = server.files.path().join("dist/../secret.txt");
    std::fs::write(secret, "secret").unwrap();
    for path in [
        "/assets/../secret.txt",
        "/assets/../../etc/passwd",
        "/assets/..%2fsecret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets/%2e%2e%2fsecret.txt",
        "/assets/..\\secret.txt",
        "/assets//etc/passwd",
        "/assets/%00",
        "/assets/",
        "/assets/@/../secret.txt",
        "/assets/@0000000000000000/../../secret.txt",
        "/assets/index.html",
        "/assets/@x/index.html",
        "/assets/pyodide/VERSION",
        "/assets/program.js.gz",
        "/pyodide/314.0.7/../../secret.txt",
        "/pyodide/../index.html",
        "/pyodide/1.2.3/pyodide.asm.wasm",
        "/pyodide/314.0.7/",
    ] {
        let reply = server.get(path).await;
        assert!(
            reply.status == 404 || reply.status == 400,
            "{path}: {}",
            reply.status
        );
        assert!(
            !reply.text().contains("secret\n") && reply.body != b"secret",
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_picture_is_kept_for_ever_by_its_digest_and_asked_about_by_another() {
    let gif = "GIF89a\u{3}\0\u{2}\0\0\0\0;";
    let server = TestServer::start_with(|options| {
        let content = options.content.as_ref().unwrap();
        write(&content.join("pictures/cat.gif"), gif);
        let lesson = content.join("en/echo.md");
        let text = std::fs::read_to_string(&lesson).unwrap();
        std::fs::write(lesson, text + "\n![A cat](cat.gif \"Our cat\")\n").unwrap();
    })
    .await;
    let page = server.get("/en/echo").await;
    let path = format!("/pictures/@{}", page.between("<img src=\"/pictures/@", "\""));

    let reply = server.get(&path).await;
    assert_eq!((reply.status, reply.body.as_slice()), (200, gif.as_bytes()));
    assert_eq!(reply.header("content-type"), "image/gif");
    assert_eq!(reply.header("cache-control"), YEAR);

    let etag = reply.header("etag");
    let again = server.request("GET", &path, &[("if-none-match", etag)]).await;
    assert_eq!((again.status, again.body.len()), (304, 0));

    let old = server.get("/pictures/@0000000000000000/cat.gif").await;
    assert_eq!((old.status, old.header("cache-control")), (200, "no-cache"));
    for wrong in [
        "/pictures/@0/dog.gif",
        "/pictures/0/cat.gif",
        "/pictures/@0/..%2Fen%2Fecho.md",
    ] {
        assert_eq!(server.get(wrong).await.status, 404, "{wrong}");
    }
}
