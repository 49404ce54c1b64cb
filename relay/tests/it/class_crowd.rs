//! Who comes before anybody knows who they are: how many, for how long, and that others don't notice.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::SinkExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};
use wire::ToRelay;

use crate::net_program::text;
use crate::support::{DEADLINE, Reply, TestServer};

/// A connection from an address of this machine's choice: another device.
async fn from(device: u8, server: &TestServer) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(SocketAddr::from(([127, 3, 3, device], 0))).unwrap();
    socket.connect(server.address).await.unwrap()
}

async fn ask(device: u8, server: &TestServer, request: &str) -> Option<Reply> {
    let mut stream = from(device, server).await;
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut reply = Vec::new();
    timeout(DEADLINE, stream.read_to_end(&mut reply))
        .await
        .unwrap()
        .ok()?;
    (!reply.is_empty()).then(|| Reply::parse(&reply))
}

async fn health(device: u8, server: &TestServer) -> Option<Reply> {
    let host = server.address;
    let request = format!("GET /healthz HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    ask(device, server, &request).await
}

async fn websocket(device: u8, server: &TestServer) -> Result<WebSocketStream<TcpStream>, u16> {
    let mut request = format!("ws://{}/ws", server.address)
        .into_client_request()
        .unwrap();
    let headers = request.headers_mut();
    headers.insert("sec-websocket-protocol", wire::SUBPROTOCOL.parse().unwrap());
    match client_async(request, from(device, server).await).await {
        Ok((ws, _)) => Ok(ws),
        Err(Error::Http(reply)) => Err(reply.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

/// Waits until this is so.
async fn until<T>(mut found: impl AsyncFnMut() -> Option<T>) -> T {
    let waiting = async {
        loop {
            match found().await {
                Some(found) => return found,
                None => sleep(Duration::from_millis(5)).await,
            }
        }
    };
    timeout(DEADLINE, waiting)
        .await
        .expect("it comes to be so in time")
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn one_address_has_so_many_connections_and_another_has_its_own() {
    let server = TestServer::start_class_within(|limits| limits.address_connections = 3).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(from(1, &server).await);
    }
    let refused = until(async || health(1, &server).await.filter(|reply| reply.status == 429)).await;
    assert!(refused.text().contains("Too many connections") && refused.header("retry-after") == "10");
    assert_eq!(health(2, &server).await.unwrap().text(), "ok");
    assert!(server.has_reached("connections"));
    drop(held);
    until(async || health(1, &server).await.filter(|reply| reply.status == 200)).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_websocket_counts_as_a_connection_for_as_long_as_it_lives() {
    let server = TestServer::start_class_within(|limits| limits.address_connections = 1).await;
    let ws = websocket(1, &server).await.unwrap();
    let refused = until(async || health(1, &server).await).await;
    assert_eq!(refused.status, 429);
    drop(ws);
    until(async || health(1, &server).await.filter(|reply| reply.status == 200)).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn websockets_without_a_hello_are_few_for_one_address_and_for_all() {
    let server = TestServer::start_class_within(|limits| {
        limits.address_newcomers = 2;
        limits.newcomers = 3;
    })
    .await;
    let (token, _) = server.net.join("Anna").unwrap();
    let (mut one, two) = (
        websocket(1, &server).await.unwrap(),
        websocket(1, &server).await.unwrap(),
    );
    assert_eq!(websocket(1, &server).await.err(), Some(429));
    let other = websocket(2, &server).await.unwrap();
    assert_eq!(websocket(3, &server).await.err(), Some(503));
    assert!(server.has_reached("newcomers"));

    let hello = ToRelay::Hello {
        token,
        label: "crowd".into(),
        key: String::new(),
    };
    one.send(text(&hello)).await.unwrap();
    // Who has said hello is no newcomer.
    let fourth = until(async || websocket(1, &server).await.ok()).await;
    drop((one, two, other, fourth));
    crate::net_program::all_gone(&server).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_flood_of_websockets_that_say_nothing_ends_by_itself_and_a_reader_s_program_goes_on() {
    let server = TestServer::start_class_within(|limits| {
        limits.address_newcomers = 20;
        limits.hello = Duration::from_millis(300);
    })
    .await;
    let mut flood = Vec::new();
    for _ in 0..60 {
        flood.extend(websocket(1, &server).await.ok());
    }
    let mut anna = crate::student::Student::join(&server, "Anna").await;
    anna.program.tcp().await;
    for mut ws in flood {
        let ended =
            async { while let Some(Ok(Message::Ping(_))) = futures_util::StreamExt::next(&mut ws).await {} };
        timeout(DEADLINE, ended).await.expect("it is closed");
    }
    anna.program.tcp().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_dribbles_is_ended_in_time() {
    let server = TestServer::start_class_within(|limits| limits.request = Duration::from_millis(300)).await;
    let host = server.address;
    for beginning in [
        String::new(),
        "GET / HT".into(),
        format!("GET / HTTP/1.1\r\nhost: {host}\r\nx: "),
        format!(
            "POST /join HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{{"
        ),
    ] {
        let mut stream = TcpStream::connect(host).await.unwrap();
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let mut reply = Vec::new();
        // A reset is an end, too.
        let _ = timeout(DEADLINE, stream.read_to_end(&mut reply))
            .await
            .unwrap_or_else(|_| panic!("{beginning:?} is ended"));
        assert!(!reply.starts_with(b"HTTP/1.1 2"), "{beginning:?}");
    }
    assert_eq!(server.get("/healthz").await.text(), "ok");
}
