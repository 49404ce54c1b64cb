//! The relay behind the proxies that `deploy/` has configurations for. Skipped, with a word, where they aren't installed.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use wire::Packet;
use wire::program::Link;

use crate::support::{DEADLINE, TestServer, write};

/// The name that `deploy/nginx.conf` serves.
const NAME: &str = "room.example";

/// A proxy that ends with the test.
struct Proxy(Child);

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn deploy(file: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy").join(file)
}

fn is_installed(program: &str, argument: &str) -> bool {
    let there = Command::new(program).arg(argument).stderr(Stdio::null()).output();
    let there = there.is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("skipped: {program} is not installed");
    }
    there
}

/// nginx with our configuration, on a port of its own and without the folders that only root writes to.
async fn nginx(relay: &TestServer, folder: &Path) -> (Proxy, u16) {
    let free = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let ours = std::fs::read_to_string(deploy("nginx.conf")).unwrap();
    let ours = ours
        .replace("127.0.0.1:8080", &relay.address.to_string())
        .replace("listen 80;", &format!("listen 127.0.0.1:{port};"));
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|place| format!("{place}_temp_path {place};"))
        .concat();
    let all = format!(
        "daemon off; master_process off; pid nginx.pid; error_log stderr error;\n\
         events {{}}\nhttp {{ access_log off; {places}\n{ours}\n}}\n"
    );
    write(&folder.join("nginx.conf"), &all);
    let child = Command::new("nginx")
        .arg("-p")
        .arg(folder)
        .args(["-e", "stderr", "-c", "nginx.conf"])
        .spawn()
        .unwrap();
    let proxy = Proxy(child);
    let up = async {
        while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(DEADLINE, up).await.expect("nginx starts in time");
    (proxy, port)
}

async fn ask(port: u16, request: String) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut reply = String::new();
    timeout(DEADLINE, stream.read_to_string(&mut reply))
        .await
        .unwrap()
        .unwrap();
    reply
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_sessions_and_websockets_pass_nginx() {
    if !is_installed("nginx", "-v") {
        return;
    }
    let relay = TestServer::start_with(|options| options.allow_hosts = vec![NAME.into()]).await;
    let folder = tempfile::tempdir().unwrap();
    let (_proxy, port) = nginx(&relay, folder.path()).await;

    let end = "connection: close\r\n\r\n";
    let page = ask(port, format!("GET /en/echo HTTP/1.1\r\nhost: {NAME}\r\n{end}")).await;
    assert!(
        page.starts_with("HTTP/1.1 200") && page.contains("Read this."),
        "{page}"
    );
    let session = |origin: &str| {
        format!("POST /session HTTP/1.1\r\nhost: {NAME}\r\norigin: {origin}\r\ncontent-length: 0\r\n{end}")
    };
    let own = ask(port, session(&format!("http://{NAME}"))).await;
    assert!(own.starts_with("HTTP/1.1 200") && own.contains("token"), "{own}");
    let foreign = ask(port, session("http://evil.test")).await;
    assert!(foreign.starts_with("HTTP/1.1 403"), "{foreign}");
    let unknown = ask(port, format!("GET /en/ HTTP/1.1\r\nhost: other.example\r\n{end}")).await;
    assert!(unknown.starts_with("HTTP/1.1 421"), "{unknown}");

    let mut request = format!("ws://{NAME}/ws").into_client_request().unwrap();
    let headers = request.headers_mut();
    headers.insert("sec-websocket-protocol", wire::SUBPROTOCOL.parse().unwrap());
    headers.insert("origin", format!("http://{NAME}").parse().unwrap());
    let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let (mut ws, _) = client_async(request, stream).await.unwrap();
    let mut link = Link::new(&relay.net.solo_token().unwrap(), "proxy", "");
    let Some(Packet::Text(hello)) = link.transmit() else {
        panic!("a program begins with hello");
    };
    ws.send(Message::text(hello)).await.unwrap();
    let answer = timeout(DEADLINE, ws.next()).await.unwrap().unwrap().unwrap();
    assert!(answer.to_text().unwrap().contains("welcome"), "{answer}");
}

#[test]
fn the_configurations_for_haproxy_are_valid() {
    if !is_installed("haproxy", "-v") {
        return;
    }
    let manifest = std::fs::read_to_string(deploy("kubernetes.yaml")).unwrap();
    let (_, rest) = manifest.split_once("  haproxy.cfg: |\n").unwrap();
    let (in_manifest, _) = rest.split_once("---").unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    write(
        file.path(),
        &in_manifest.replace("\n    ", "\n").replacen("    ", "", 1),
    );
    for path in [
        deploy("haproxy.cfg"),
        deploy("haproxy-rooms.cfg"),
        file.path().to_owned(),
    ] {
        let checked = Command::new("haproxy")
            .args(["-c", "-f"])
            .arg(&path)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&checked.stderr);
        assert!(checked.status.success(), "{}: {said}", path.display());
    }
}
