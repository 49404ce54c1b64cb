//! A page ends a program whose worker doesn't listen any more.

use std::net::TcpListener;

use crate::net_program::{TestProgram, all_gone};
use crate::support::{Reply, TestServer};

async fn end(server: &TestServer, key: &str, origin: &str) -> Reply {
    let request = format!(
        "POST /end HTTP/1.1\r\nconnection: close\r\nhost: {}\r\norigin: {origin}\r\ncontent-length: {}\r\n\r\n{key}",
        server.address,
        key.len()
    );
    server.send(&request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn its_ports_are_free_when_the_page_is_answered() {
    let server = TestServer::start().await;
    let (own, token) = (format!("http://{}", server.address), server.token());
    let mut program = TestProgram::start_with_key(server.address, token.clone(), "key").await;
    let mut other = TestProgram::start_with_key(server.address, token, "other").await;
    let (_, port) = program.listener(1).await;
    let (_, others_port) = other.listener(1).await;

    for (key, origin) in [
        ("", &own),
        ("ke", &own),
        (&*"k".repeat(100), &own),
        ("key", &"http://evil.test".to_owned()),
    ] {
        let refused = end(&server, key, origin).await.status;
        assert_eq!(refused, if origin == &own { 204 } else { 403 }, "{key}");
    }
    assert!(TcpListener::bind(port).is_err());
    assert_eq!(end(&server, "key", &own).await.status, 204);
    assert!(TcpListener::bind(port).is_ok());
    assert!(TcpListener::bind(others_port).is_err());
    assert_eq!(end(&server, "key", &own).await.status, 204);

    assert_eq!(program.closed().await.0, 4004);
    other.bye().await;
    all_gone(&server).await;
}
