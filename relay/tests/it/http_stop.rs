//! The end of a relay: nothing that it held stays behind.

use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;

use crate::support::{DEADLINE, TestServer};

#[tokio::test]
async fn idle_connections_and_the_port_are_let_go() {
    let server = TestServer::start().await;
    let address: SocketAddr = server.address;
    let mut idle = TcpStream::connect(address).await.unwrap();
    let request = format!("GET /healthz HTTP/1.1\r\nhost: {address}\r\n\r\n");
    idle.write_all(request.as_bytes()).await.unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");

    server.stop().await;
    let mut rest = Vec::new();
    timeout(DEADLINE, idle.read_to_end(&mut rest))
        .await
        .unwrap()
        .unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn programs_are_told_that_the_relay_goes() {
    let server = TestServer::start().await;
    let mut request = format!("ws://{}/ws", server.address)
        .into_client_request()
        .unwrap();
    request.headers_mut().insert(
        "sec-websocket-protocol",
        HeaderValue::from_static(wire::SUBPROTOCOL),
    );
    let (mut program, _) = connect_async(request).await.unwrap();
    let hello = format!(r#"{{"t":"hello","token":"{}","label":"test"}}"#, server.token());
    program.send(Message::text(hello)).await.unwrap();
    let welcome = timeout(DEADLINE, program.next()).await.unwrap().unwrap().unwrap();
    assert!(welcome.to_text().unwrap().contains("welcome"), "{welcome:?}");

    let told = async {
        loop {
            match program.next().await {
                Some(Ok(Message::Close(frame))) => return frame.map(|frame| u16::from(frame.code)),
                Some(Ok(_)) => {}
                _ => return None,
            }
        }
    };
    let net = server.net.clone();
    let (code, ()) = timeout(DEADLINE, async { tokio::join!(told, server.stop()) })
        .await
        .unwrap();
    assert_eq!(code, Some(1001));
    let status = net.status();
    assert_eq!((status.programs, status.sockets), (0, 0));
}
