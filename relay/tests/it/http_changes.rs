//! A course that is edited while it is served: pages change, a mistake takes nothing down, open pages hear of both.

use std::fs;
use std::path::PathBuf;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::{DEADLINE, TestServer, write};

/// An open page's ear.
pub(crate) struct Changes {
    stream: TcpStream,
    heard: String,
}

impl Changes {
    async fn open(server: &TestServer) -> Changes {
        Self::open_in(server, &server.address.to_string()).await
    }

    /// In one of many rooms.
    pub(crate) async fn open_in(server: &TestServer, host: &str) -> Changes {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        let request = format!("GET /changes HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        Changes {
            stream,
            heard: String::new(),
        }
    }

    /// Reads on until this was heard, and forgets all before it.
    pub(crate) async fn hear(&mut self, wanted: &str) {
        let listening = async {
            let mut buffer = vec![0; 4096];
            loop {
                if let Some(at) = self.heard.find(wanted) {
                    self.heard.drain(..at + wanted.len());
                    return;
                }
                let count = self.stream.read(&mut buffer).await.unwrap();
                assert_ne!(count, 0, "the stream ended before {wanted:?}: {}", self.heard);
                self.heard
                    .push_str(std::str::from_utf8(&buffer[..count]).unwrap());
            }
        };
        timeout(DEADLINE, listening)
            .await
            .unwrap_or_else(|_| panic!("never heard {wanted:?}"));
    }

    /// Waits until the relay has said all.
    pub(crate) async fn ends(mut self) {
        let rest = self.stream.read_to_string(&mut self.heard);
        timeout(DEADLINE, rest).await.expect("it ends in time").unwrap();
    }
}

fn lesson(server: &TestServer) -> PathBuf {
    server.files.path().join("content/en/echo.md")
}

#[tokio::test]
async fn an_edit_shows_in_the_page_and_is_told() {
    let server = TestServer::start().await;
    let mut changes = Changes::open(&server).await;
    changes.hear("content-type: text/event-stream").await;
    changes.hear("\"mistakes\":[]").await;

    let text = fs::read_to_string(lesson(&server)).unwrap();
    write(&lesson(&server), &text.replace("Read this.", "Read that."));
    changes.hear("\"mistakes\":[]").await;
    assert!(server.get("/en/echo").await.text().contains("Read that."));

    write(&server.files.path().join("content/de/neu.md"), &text);
    changes.hear("\"mistakes\":[]").await;
    assert_eq!(server.get("/de/neu").await.status, 200);
}

#[tokio::test]
async fn a_mistake_is_told_with_its_line_and_the_last_good_version_stays() {
    let server = TestServer::start().await;
    let mut changes = Changes::open(&server).await;
    changes.hear("\"mistakes\":[]").await;

    let text = fs::read_to_string(lesson(&server)).unwrap();
    write(
        &lesson(&server),
        &text
            .replace("#| id: echo", "#| name: echo")
            .replace("Read", "Lost"),
    );
    changes
        .hear("\"en/echo.md:9: unknown option `name` (known: ")
        .await;
    let page = server.get("/en/echo").await;
    assert!(
        page.status == 200 && page.text().contains("Read this."),
        "{page:?}"
    );

    // A page that is opened now hears of it, too.
    Changes::open(&server).await.hear("unknown option").await;
    fs::remove_file(lesson(&server)).unwrap();
    changes.hear("\"mistakes\":[]").await;
    assert_eq!(server.get("/en/echo").await.status, 404);
}

#[tokio::test]
async fn an_editor_that_replaces_the_file_is_heard_as_well() {
    let server = TestServer::start().await;
    let mut changes = Changes::open(&server).await;
    changes.hear("\"mistakes\":[]").await;
    let text = fs::read_to_string(lesson(&server)).unwrap();
    let beside = lesson(&server).with_file_name(".echo.md.new");
    write(&beside, &text.replace("Read this.", "Renamed."));
    fs::rename(&beside, lesson(&server)).unwrap();
    changes.hear("\"mistakes\":[]").await;
    assert!(server.get("/en/echo").await.text().contains("Renamed."));
}

#[tokio::test]
async fn a_relay_stops_though_pages_listen() {
    let server = TestServer::start().await;
    let mut changes = Changes::open(&server).await;
    changes.hear("\"mistakes\":[]").await;
    server.stop().await;
}

#[tokio::test]
async fn other_sites_hear_nothing_and_neither_does_anybody_where_nothing_changes() {
    let server = TestServer::start().await;
    let reply = server
        .request("GET", "/changes", &[("origin", "https://evil.example")])
        .await;
    assert_eq!(reply.status, 403);
    let embedded = TestServer::start_with(|options| options.content = None).await;
    assert_eq!(embedded.get("/changes").await.status, 404);
}
