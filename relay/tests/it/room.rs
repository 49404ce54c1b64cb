//! The WebSockets of a class's pages as tests use them: what a page says and is told, message by message.

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::HeaderValue;

use crate::net_program::{WebSocket, close_code};
use crate::support::{DEADLINE, TestServer};

/// A page of a reader's or a teacher's.
pub(crate) struct RoomSocket {
    pub(crate) ws: WebSocket,
    /// The longest message that has come, in bytes.
    pub(crate) longest: usize,
}

impl RoomSocket {
    /// One that has said nothing.
    pub(crate) async fn open(server: &TestServer, path: &str) -> Self {
        Self::open_at(&server.address.to_string(), path).await
    }

    /// The same at a relay that isn't this process.
    pub(crate) async fn open_at(relay: &str, path: &str) -> Self {
        Self::open_as(relay, relay, path).await
    }

    /// The same in one of many rooms.
    pub(crate) async fn open_in(server: &TestServer, host: &str, path: &str) -> Self {
        Self::open_as(&server.address.to_string(), host, path).await
    }

    async fn open_as(relay: &str, host: &str, path: &str) -> Self {
        let address = format!("ws://{relay}{path}");
        let mut request = address.into_client_request().unwrap();
        request.headers_mut().insert("host", host.parse().unwrap());
        let protocol = HeaderValue::from_static("echoroom.room.1");
        request.headers_mut().insert("sec-websocket-protocol", protocol);
        let (ws, _) = timeout(DEADLINE, connect_async(request)).await.unwrap().unwrap();
        Self { ws, longest: 0 }
    }

    /// A reader's, once it is welcome.
    pub(crate) async fn page(server: &TestServer, token: &str) -> Self {
        let mut page = Self::hello(server, token, "/en/echo", "").await;
        page.told("welcome").await;
        page
    }

    /// The same that has just said hello.
    pub(crate) async fn hello(server: &TestServer, token: &str, path: &str, tab: &str) -> Self {
        let mut page = Self::open(server, "/room").await;
        let hello = json!({ "token": token, "page": path, "title": "Echo", "tab": tab });
        page.say(json!({ "hello": hello })).await;
        page
    }

    /// A teacher's.
    pub(crate) async fn teacher(server: &TestServer) -> Self {
        Self::teacher_with(server, server.class().secret().unwrap()).await
    }

    /// One that shows this for the teacher's secret.
    pub(crate) async fn teacher_with(server: &TestServer, secret: &str) -> Self {
        Self::teacher_in(server, &server.address.to_string(), secret).await
    }

    /// One in one of many rooms.
    pub(crate) async fn teacher_in(server: &TestServer, host: &str, secret: &str) -> Self {
        let mut teacher = Self::open_in(server, host, "/teacher/room").await;
        teacher.say(json!({ "hello": { "secret": secret } })).await;
        teacher
    }

    pub(crate) async fn say(&mut self, message: Value) {
        self.ws.send(Message::text(message.to_string())).await.unwrap();
    }

    /// Says how a cell stands.
    pub(crate) async fn cell(&mut self, cell: &str, state: &str, key: &str) {
        let cell = json!({ "cell": cell, "file": "server.py", "key": key, "state": state });
        self.say(json!({ "cell": cell })).await;
    }

    /// What the next message with this key holds; others are passed over.
    pub(crate) async fn told(&mut self, key: &str) -> Value {
        self.find(key, |value| Some(value.clone())).await
    }

    /// The first thing that `pick` wants among messages with this key.
    pub(crate) async fn find<T>(&mut self, key: &str, mut pick: impl FnMut(&Value) -> Option<T>) -> T {
        let finding = async {
            loop {
                let message = self.next().await;
                if let Some(found) = message.get(key).and_then(&mut pick) {
                    return found;
                }
            }
        };
        let found = timeout(DEADLINE, finding).await;
        found.unwrap_or_else(|_| panic!("no {key} that fits"))
    }

    /// The row of a reader, by host name, once `fits`.
    pub(crate) async fn row(&mut self, host: &str, fits: impl Fn(&Value) -> bool) -> Value {
        let finding = async {
            loop {
                let message = self.next().await;
                let all = message["readers"].as_array().into_iter().flatten();
                let mut rows = all.chain(message.get("reader"));
                if let Some(row) = rows.find(|row| row["host"] == host && fits(row)) {
                    return row.clone();
                }
            }
        };
        let found = timeout(DEADLINE, finding).await;
        found.unwrap_or_else(|_| panic!("no row of {host} that fits"))
    }

    /// The next message.
    pub(crate) async fn next(&mut self) -> Value {
        loop {
            match self.ws.next().await {
                Some(Ok(Message::Text(text))) => {
                    self.longest = self.longest.max(text.len());
                    return serde_json::from_str(&text).unwrap();
                }
                Some(Ok(Message::Ping(_))) => {}
                other => panic!("instead of a message: {other:?}"),
            }
        }
    }

    /// The code that it is closed with.
    pub(crate) async fn closed_with(&mut self) -> u16 {
        close_code(&mut self.ws).await.0
    }
}

/// A class as most tests have it.
pub(crate) async fn class() -> TestServer {
    TestServer::start_class(|_| {}).await
}

/// Somebody who has joined: token and host name.
pub(crate) fn join(server: &TestServer, name: &str) -> (String, String) {
    let (token, member) = server.net.join(name).unwrap();
    (token, member.host)
}
