//! Who may ask, and what a page may do: Host, Origin, security headers.

use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::{connect_async, tungstenite};

use crate::support::{Reply, TestServer};

#[tokio::test]
async fn a_foreign_host_is_misdirected() {
    let server = TestServer::start().await;
    let port = server.address.port();
    for host in ["evil.test", "127.0.0.1", "127.0.0.1:1", "localhost.evil.test", ""] {
        for path in ["/en/", "/assets/icon.svg", "/session", "/ws"] {
            let reply = server.request("GET", path, &[("host", host)]).await;
            assert_eq!(reply.status, 421, "{host} {path}");
            assert!(reply.text().contains("--allow-host"), "{reply:?}");
        }
    }
    for host in [
        format!("localhost:{port}"),
        format!("[::1]:{port}"),
        format!("LOCALHOST:{port}"),
    ] {
        assert_eq!(
            server.request("GET", "/en/", &[("host", &host)]).await.status,
            200,
            "{host}"
        );
    }
    let absolute = format!(
        "GET http://evil.test/en/ HTTP/1.1\r\nconnection: close\r\nhost: {}\r\n\r\n",
        server.address
    );
    assert_eq!(server.send(&absolute).await.status, 421);
    assert_eq!(server.send("GET /en/ HTTP/1.0\r\n\r\n").await.status, 421);
}

#[tokio::test]
async fn hosts_can_be_added() {
    let server =
        TestServer::start_with(|options| options.allow_hosts = vec!["room.example".to_owned()]).await;
    assert_eq!(
        server
            .request("GET", "/en/", &[("host", "room.example")])
            .await
            .status,
        200
    );
    assert_eq!(
        server
            .request("GET", "/en/", &[("host", "other.example")])
            .await
            .status,
        421
    );
    let own = [("host", "room.example"), ("origin", "https://room.example")];
    assert_eq!(server.request("POST", "/session", &own).await.status, 200);
}

#[tokio::test]
async fn only_the_relay_s_own_pages_get_a_session() {
    let server = TestServer::start().await;
    let own = format!("http://{}", server.address);
    let reply = server.request("POST", "/session", &[("origin", &own)]).await;
    assert_eq!((reply.status, reply.header("cache-control")), (200, "no-store"));
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(reply.between("{\"token\":\"", "\"}"), server.token());

    for origin in [
        "http://evil.test",
        "null",
        "http://localhost:1",
        "https://127.0.0.1",
        "\u{ff}",
    ] {
        let reply = server.request("POST", "/session", &[("origin", origin)]).await;
        assert_eq!(reply.status, 403, "{origin}");
        assert!(!reply.text().contains(&server.token()));
    }
    let two = [("origin", own.as_str()), ("origin", "http://evil.test")];
    assert_eq!(server.request("POST", "/session", &two).await.status, 403);
}

/// Tries to open a WebSocket and says which status refused it, or which protocol was agreed on.
async fn websocket(server: &TestServer, origin: Option<&str>, protocol: Option<&str>) -> Result<String, u16> {
    let mut request = format!("ws://{}/ws", server.address)
        .into_client_request()
        .unwrap();
    let headers = request.headers_mut();
    let mut set = |name, value: Option<&str>| {
        value.map(|value| headers.insert(name, HeaderValue::from_str(value).unwrap()))
    };
    set("origin", origin);
    set("sec-websocket-protocol", protocol);
    match connect_async(request).await {
        Ok((_, response)) => Ok(response.headers()["sec-websocket-protocol"]
            .to_str()
            .unwrap()
            .to_owned()),
        Err(tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn only_the_relay_s_own_pages_open_websockets() {
    let server = TestServer::start().await;
    let own = format!("http://{}", server.address);
    let protocol = Some(wire::SUBPROTOCOL);
    assert_eq!(
        websocket(&server, Some(&own), protocol).await.as_deref(),
        Ok(wire::SUBPROTOCOL)
    );
    assert_eq!(
        websocket(&server, None, protocol).await.as_deref(),
        Ok(wire::SUBPROTOCOL)
    );
    for origin in ["http://evil.test", "null", "https://evil.test:443"] {
        assert_eq!(
            websocket(&server, Some(origin), protocol).await,
            Err(403),
            "{origin}"
        );
    }
}

#[tokio::test]
async fn a_websocket_must_speak_the_protocol() {
    let server = TestServer::start().await;
    assert_eq!(websocket(&server, None, Some("echoroom.v0")).await, Err(400));
    let plain = server.get("/ws").await;
    assert!((400..500).contains(&plain.status), "{plain:?}");
}

fn policy(reply: &Reply) -> &str {
    reply.header("content-security-policy")
}

#[tokio::test]
async fn every_answer_is_locked_up() {
    let server = TestServer::start().await;
    for path in [
        "/",
        "/en/",
        "/en/nothing",
        "/assets/program.js",
        "/assets/nothing",
        "/ws",
    ] {
        let reply = server.get(path).await;
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(
            reply.header("cross-origin-opener-policy"),
            "same-origin",
            "{path}"
        );
        assert_eq!(
            reply.header("cross-origin-embedder-policy"),
            "require-corp",
            "{path}"
        );
        assert_eq!(
            reply.header("cross-origin-resource-policy"),
            "same-origin",
            "{path}"
        );
        assert!(
            policy(&reply).starts_with("default-src 'none'; script-src 'self' "),
            "{path}: {}",
            policy(&reply)
        );
        assert!(!policy(&reply).contains("'unsafe-eval'"), "{path}");
    }
    let foreign = server.request("GET", "/", &[("host", "evil.test")]).await;
    assert!(policy(&foreign).starts_with("default-src 'none'"));
}

#[tokio::test]
async fn a_page_is_isolated_where_browsers_trust_its_origin_and_nowhere_else() {
    let server = TestServer::start_with(|options| {
        options.allow_hosts = vec!["room.example".into(), "networks-101.localhost".into()];
    })
    .await;
    let isolated = async |host: &str, forwarded: Option<&str>| {
        let mut headers = vec![("host", host)];
        headers.extend(forwarded.map(|proto| ("x-forwarded-proto", proto)));
        let reply = server.request("GET", "/en/", &headers).await;
        assert_eq!(reply.status, 200, "{host}");
        let sent = [
            reply.header("cross-origin-opener-policy"),
            reply.header("cross-origin-embedder-policy"),
        ];
        assert!(
            sent == ["same-origin", "require-corp"] || sent == [""; 2],
            "{sent:?}"
        );
        sent != [""; 2]
    };
    let port = server.address.port();
    for host in ["127.0.0.1", "localhost", "[::1]", "networks-101.localhost"] {
        assert!(isolated(&format!("{host}:{port}"), None).await, "{host}");
    }
    assert!(!isolated("room.example", None).await);
    assert!(!isolated("room.example", Some("http")).await);
    assert!(
        isolated("room.example", Some("https")).await,
        "a proxy on this machine is believed"
    );

    let class = TestServer::start_class(|_| {}).await;
    let own = if_addrs::get_if_addrs().unwrap_or_default();
    for lan in own.iter().filter(|own| !own.is_loopback() && own.ip().is_ipv4()) {
        let host = format!("{}:{}", lan.ip(), class.address.port());
        let reply = class
            .request("GET", "/en/", &[("host", &host), ("x-forwarded-proto", "https")])
            .await;
        assert_eq!(
            (reply.status, reply.header("cross-origin-opener-policy")),
            (200, ""),
            "no proxy is trusted here"
        );
    }
}

#[tokio::test]
async fn a_page_s_inline_script_has_a_nonce_that_is_never_used_again() {
    let server = TestServer::start().await;
    let mut nonces = Vec::new();
    for path in ["/en/", "/en/", "/ru/nothing"] {
        let page = server.get(path).await;
        let nonce = page.between("<script nonce=\"", "\"").to_owned();
        assert_eq!(nonce.len(), 32);
        assert!(policy(&page).contains(&format!("script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval';")));
        assert!(!nonces.contains(&nonce));
        nonces.push(nonce);
    }
}

#[tokio::test]
async fn only_the_program_worker_may_make_functions_of_text() {
    let server = TestServer::start().await;
    for path in ["/assets/program-worker.js", "/assets/@0/program-worker.js"] {
        let reply = server.get(path).await;
        assert_eq!(
            policy(&reply),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval' blob:; connect-src 'self' blob:"
        );
    }
}
