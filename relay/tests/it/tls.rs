//! TLS at the listening address: pages and WebSockets over it, files that won't do, and connections that never become one.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use echoroom::tls::TlsFiles;
use futures_util::{SinkExt, StreamExt};
use rcgen::{CertificateParams, KeyPair, date_time_ymd};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use wire::ToRelay;

use crate::net_program::text;
use crate::support::until;
use crate::support::{DEADLINE, Reply, TestServer};

/// A certificate made for a test, in files.
pub(crate) struct Made {
    pub(crate) files: TlsFiles,
    der: CertificateDer<'static>,
}

/// Makes one for `localhost`, valid until that year.
pub(crate) fn make(folder: &Path, name: &str, until: i32) -> Made {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(["localhost".to_owned(), "127.0.0.1".to_owned()]).unwrap();
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(until, 1, 1);
    let certificate = params.self_signed(&key).unwrap();
    let files = TlsFiles {
        certificate: folder.join(format!("{name}.crt")),
        key: folder.join(format!("{name}.key")),
    };
    std::fs::write(&files.certificate, certificate.pem()).unwrap();
    std::fs::write(&files.key, key.serialize_pem()).unwrap();
    Made {
        files,
        der: certificate.der().clone(),
    }
}

/// A connection that believes this certificate and no other.
pub(crate) async fn connect(server: &TestServer, made: &Made) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    roots.add(made.der.clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(server.address).await.unwrap();
    let name = "localhost".try_into().unwrap();
    timeout(
        DEADLINE,
        TlsConnector::from(Arc::new(config)).connect(name, stream),
    )
    .await
    .unwrap()
}

async fn ask(server: &TestServer, made: &Made, request: String) -> Reply {
    let mut stream = connect(server, made).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut reply = Vec::new();
    let reading = stream.read_to_end(&mut reply);
    timeout(DEADLINE, reading).await.unwrap().unwrap();
    Reply::parse(&reply)
}

fn session(host: &str, origin: &str) -> String {
    format!(
        "POST /session HTTP/1.1\r\nhost: {host}\r\norigin: {origin}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )
}

async fn relay(made: &Made) -> TestServer {
    let files = made.files.clone();
    TestServer::start_with(move |options| options.tls = Some(files)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_sessions_and_programs_work_over_tls_for_this_relays_own_pages_only() {
    let folder = tempfile::tempdir().unwrap();
    let made = make(folder.path(), "relay", 2120);
    let server = relay(&made).await;
    let host = format!("localhost:{}", server.address.port());
    let get = format!("GET /en/echo HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    let page = ask(&server, &made, get).await;
    assert!(page.status == 200 && page.text().contains("Read this."));
    assert_eq!(page.header("cross-origin-opener-policy"), "same-origin");
    assert_eq!(
        page.header("strict-transport-security"),
        "",
        "the next relay here may be plain"
    );

    let own = format!("https://{host}");
    for (origin, status) in [
        (own.as_str(), 200),
        (&format!("http://{host}"), 403),
        ("https://evil.test", 403),
    ] {
        let reply = ask(&server, &made, session(&host, origin)).await;
        assert_eq!(reply.status, status, "{origin}");
    }

    let mut request = format!("wss://{host}/ws").into_client_request().unwrap();
    let headers = request.headers_mut();
    headers.insert("sec-websocket-protocol", wire::SUBPROTOCOL.parse().unwrap());
    headers.insert("origin", own.parse().unwrap());
    let stream = connect(&server, &made).await.unwrap();
    let (mut ws, _) = client_async(request, stream).await.unwrap();
    let hello = ToRelay::Hello {
        token: server.token(),
        label: "tls".into(),
        key: String::new(),
    };
    ws.send(text(&hello)).await.unwrap();
    let answer = timeout(DEADLINE, ws.next()).await.unwrap().unwrap().unwrap();
    assert!(answer.to_text().unwrap().contains("welcome"), "{answer}");
}

#[tokio::test]
async fn plain_http_is_shown_the_way_to_the_same_page_and_the_health_check_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let server = relay(&make(folder.path(), "relay", 2120)).await;
    let reply = server.get("/en/echo?a=b").await;
    let wanted = format!("https://{}/en/echo?a=b", server.address);
    assert_eq!((reply.status, reply.header("location")), (307, wanted.as_str()));
    assert_eq!(reply.header("cross-origin-opener-policy"), "");
    let foreign = server.request("GET", "/", &[("host", "evil.test")]).await;
    assert_eq!((foreign.status, foreign.header("location")), (421, ""));
    assert_eq!(server.get("/healthz").await.text(), "ok");
    let posted = server
        .request("POST", "/session", &[("content-length", "0")])
        .await;
    assert_eq!(posted.status, 307, "no secret over plain HTTP");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_becomes_a_connection_holds_up_nobody_and_is_gone_in_time() {
    let folder = tempfile::tempdir().unwrap();
    let made = make(folder.path(), "relay", 2120);
    let files = made.files.clone();
    let server = TestServer::start_with(move |options| {
        options.tls = Some(files);
        options.limits.handshake = Duration::from_millis(300);
    })
    .await;
    let mut silent = Vec::new();
    for beginning in [&b""[..], b"\x16", b"\x16\x03\x01\x02\x00\x01"].repeat(20) {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(beginning).await.unwrap();
        silent.push(stream);
    }
    let host = format!("localhost:{}", server.address.port());
    let get = format!("GET /healthz HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    assert_eq!(ask(&server, &made, get).await.text(), "ok");
    for mut stream in silent {
        let mut rest = Vec::new();
        // A reset is an end, too.
        let _ = timeout(DEADLINE, stream.read_to_end(&mut rest))
            .await
            .expect("it is closed");
    }
    let counted = "echoroom_limits_reached_total{limit=\"handshake\"} 60";
    until("all to be counted", || server.rooms.metrics().contains(counted)).await;
}

#[tokio::test]
async fn bytes_that_are_neither_are_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let server = relay(&make(folder.path(), "relay", 2120)).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    stream
        .write_all(b"\x16\x03\x01\x00\x05hello\x00\x01\r\n\r\n")
        .await
        .unwrap();
    let mut reply = Vec::new();
    let _ = timeout(DEADLINE, stream.read_to_end(&mut reply)).await.unwrap();
    assert!(!reply.starts_with(b"HTTP"), "at most an alert");
}

#[tokio::test]
async fn a_certificate_is_read_again_when_asked_and_a_mistake_leaves_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (
        make(folder.path(), "relay", 2120),
        make(folder.path(), "new", 2120),
    );
    let tls = Arc::new(echoroom::tls::Tls::new(old.files.clone()).unwrap());
    std::fs::copy(&new.files.certificate, &old.files.certificate).unwrap();
    let error = tls.reload().unwrap_err().to_string();
    assert!(error.contains("is not that of the certificate"), "{error}");
    std::fs::copy(&new.files.key, &old.files.key).unwrap();
    tls.reload().unwrap();
}

#[tokio::test]
async fn files_that_will_not_do_are_named_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let good = make(folder.path(), "good", 2120).files;
    let other = make(folder.path(), "other", 2120).files;
    let written = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let encrypted = written(
        "encrypted.key",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n",
    );
    let damaged = written(
        "damaged.crt",
        "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
    );
    let cut = written("cut.key", "-----BEGIN PRIVATE KEY-----\nMIIB\n");
    let nowhere = folder.path().join("nowhere");
    for (certificate, key, said) in [
        (&nowhere, &good.key, "cannot read"),
        (&good.certificate, &nowhere, "cannot read"),
        (&good.key, &good.key, "holds no certificate"),
        (&good.certificate, &good.certificate, "holds no private key"),
        (&good.certificate, &encrypted, "is encrypted"),
        (&good.certificate, &other.key, "is not that of the certificate"),
        (&damaged, &good.key, "is damaged"),
        (&good.certificate, &cut, "is damaged"),
    ] {
        let files = TlsFiles {
            certificate: certificate.clone(),
            key: key.clone(),
        };
        let error = echoroom::tls::Tls::new(files).unwrap_err().to_string();
        assert!(error.contains(said) && !error.contains('\n'), "{error}");
    }
}

#[tokio::test]
async fn an_expired_certificate_is_used_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let made = make(folder.path(), "old", 2021);
    let server = relay(&made).await;
    let refused = connect(&server, &made).await.unwrap_err().to_string();
    assert!(refused.contains("expired"), "{refused}");
}
