//! A relay on a free port with a small build of its own, and a client that sends exactly what a test writes.

use std::collections::HashMap;
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use echoroom::http::Classroom;
use echoroom::net::{Limits, Net};
use echoroom::rooms::Rooms;
use echoroom::server::{Class, Options, Readers, Server};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

/// How long anything in a test may take before the test has failed.
pub(crate) const DEADLINE: Duration = Duration::from_secs(10);

/// Every key that a shell may use, in a form that tests can look for.
const SHELL: &str = r#"<!doctype html><html lang="{{ lang }}" dir="{{ dir }}" data-assets="/assets/@{{ digest }}/">
<title>{{ title }}</title><meta name="description" content="{{ description }}">
<link rel="canonical" href="{{ canonical }}">
{% for other in alternates %}<a lang="{{ other.lang }}" dir="{{ other.dir }}" href="{{ other.href }}"{% if other.same %} rel="alternate"{% endif %}>{{ other.name }}</a>{% endfor %}
<script type="application/json">{{ ui_texts|tojson }}</script><i>{{ texts.contents }}</i>
<script nonce="{{ nonce }}"></script><p>{{ kind }} {{ pyodide }}</p>
{% for lesson in nav %}[{{ lesson.slug }}|{{ lesson.title }}|{{ lesson.description }}|{{ lesson.href }}|{% if lesson.current %}here{% endif %}]{% endfor %}
previous={% if previous %}{{ previous.href }}{% endif %} next={% if next %}{{ next.title }}{% endif %}
minutes={{ minutes }} parts={% for part in contents %}{{ part.anchor }}:{{ part.heading }}{% endfor %} x-default={{ unspecified }}
query={{ query }} found {% if results %}{{ results.total }}: {% for hit in results.hits %}[{{ hit.href }}|{{ hit.title|safe }}|{{ hit.heading|safe }}]{{ hit.excerpt|safe }}{% endfor %}{% endif %}
{% if outline %}<script data-outline>{{ outline|tojson }}</script>{% endif %}
<main>{{ body|safe }}</main></html>"#;

/// A relay that ends with the test.
pub(crate) struct TestServer {
    pub(crate) address: SocketAddr,
    pub(crate) net: Arc<Net>,
    class: Option<Arc<Classroom>>,
    pub(crate) rooms: Arc<Rooms>,
    /// The folder of built files and lessons.
    pub(crate) files: TempDir,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl TestServer {
    /// A relay with two lessons and a build of a few files.
    pub(crate) async fn start() -> TestServer {
        TestServer::start_with(|_| {}).await
    }

    /// A relay for a class.
    pub(crate) async fn start_class(change: impl FnOnce(&mut Class)) -> TestServer {
        let mut class = Class {
            title: "Networks 101".into(),
            ..Class::default()
        };
        change(&mut class);
        TestServer::start_with(|options| options.readers = Readers::Class(class)).await
    }

    /// One with other limits than usual.
    pub(crate) async fn start_class_within(change: impl FnOnce(&mut Limits)) -> TestServer {
        TestServer::start_with(|options| {
            options.readers = Readers::Class(Class::default());
            change(&mut options.limits);
        })
        .await
    }

    /// A class whose relay believes what loopback says of where requests come from.
    pub(crate) async fn start_behind_proxies() -> TestServer {
        TestServer::start_with(|options| {
            options.readers = Readers::Class(Class::default());
            options.proxies = vec!["127.0.0.0/8".parse().unwrap()];
        })
        .await
    }

    /// The same with other options, or other files.
    pub(crate) async fn start_with(change: impl FnOnce(&mut Options)) -> TestServer {
        let files = tempfile::tempdir().unwrap();
        write_build(&files.path().join("dist"));
        write_lessons(&files.path().join("content"));
        let mut options = Options {
            dist: Some(files.path().join("dist")),
            content: Some(files.path().join("content")),
            ..Options::default()
        };
        change(&mut options);

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = Server::new(options, address).unwrap();
        let rooms = server.rooms();
        let first = rooms.room("").or_else(|| rooms.room("networks-101")).unwrap();
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(async move {
            let stopped = async move { drop(stopped.await) };
            server.serve(listener, stopped).await.unwrap();
        });
        TestServer {
            address,
            net: first.net.clone(),
            class: first.class.clone(),
            rooms,
            files,
            stop: Some(stop),
            task,
        }
    }

    /// The solo reader's token.
    pub(crate) fn token(&self) -> String {
        self.net.solo_token().unwrap()
    }

    /// Asks for a path as a browser would that sends nothing special.
    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.request("GET", path, &[]).await
    }

    /// Sends a request with these headers; `host` among them replaces the right one.
    pub(crate) async fn request(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut text = format!("{method} {path} HTTP/1.1\r\nconnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "host") {
            text += &format!("host: {}\r\n", self.address);
        }
        for (name, value) in headers {
            text += &format!("{name}: {value}\r\n");
        }
        self.send(&(text + "\r\n")).await
    }

    /// Posts JSON, as a page of this relay does.
    pub(crate) async fn post(&self, path: &str, body: &str, headers: &[(&str, &str)]) -> Reply {
        let mut text = format!(
            "POST {path} HTTP/1.1\r\nconnection: close\r\nhost: {}\r\n",
            self.address
        );
        for (name, value) in headers {
            text += &format!("{name}: {value}\r\n");
        }
        let length = body.len();
        text += &format!("content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}");
        self.send(&text).await
    }

    /// The class that it is for.
    pub(crate) fn class(&self) -> &Classroom {
        self.class.as_ref().unwrap()
    }

    /// Whether somebody has run into this limit.
    pub(crate) fn has_reached(&self, limit: &str) -> bool {
        let series = format!("echoroom_limits_reached_total{{limit=\"{limit}\"}}");
        self.rooms.metrics().contains(&series)
    }

    /// Sends text as it is, and reads until the relay closes.
    pub(crate) async fn send(&self, request: &str) -> Reply {
        let exchange = async {
            let mut stream = TcpStream::connect(self.address).await.unwrap();
            stream.write_all(request.as_bytes()).await.unwrap();
            let mut reply = Vec::new();
            stream.read_to_end(&mut reply).await.unwrap();
            Reply::parse(&reply)
        };
        timeout(DEADLINE, exchange)
            .await
            .expect("the relay answers in time")
    }

    /// Tells the relay to stop and waits until it has.
    pub(crate) async fn stop(mut self) {
        drop(self.stop.take());
        let ended = timeout(DEADLINE, &mut self.task)
            .await
            .expect("the relay stops in time");
        ended.unwrap();
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A response, taken apart.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: HashMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn parse(bytes: &[u8]) -> Reply {
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .expect("a response has a head");
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .unwrap()
            .parse()
            .unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_ascii_lowercase(), value.to_owned())
        };
        Reply {
            status,
            headers: lines.map(header).collect(),
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// A header's value, empty if it isn't there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// What stands between two pieces of the body.
    pub(crate) fn between(&self, before: &str, after: &str) -> &str {
        let rest = self.text().split_once(before).map_or("", |(_, rest)| rest);
        rest.split_once(after).map_or("", |(found, _)| found)
    }
}

/// What a build makes, as small as it can be.
pub(crate) fn write_build(dist: &Path) {
    let files: [(&str, &str); 13] = [
        ("index.html", SHELL),
        ("ui-0123456789abcdef.js", "the interface"),
        ("ui-0123456789abcdef.js.br", "the interface in brotli"),
        ("ui-0123456789abcdef.js.gz", "the interface in gzip"),
        ("ui-0123456789abcdef_bg.wasm", "\0asm"),
        ("program.js", "the program"),
        ("program.js.gz", "the program in gzip"),
        ("program-worker.js", "the worker"),
        ("icon.svg", "<svg/>"),
        ("pyodide/VERSION", "314.0.7\n"),
        ("pyodide/pyodide.asm.wasm", "\0asm python"),
        ("pyodide/pyodide.asm.wasm.br", "python in brotli"),
        ("pyodide/python_stdlib.zip", "PK"),
    ];
    for (name, content) in files {
        write(&dist.join(name), content);
    }
}

/// Two short ones in each language.
pub(crate) fn write_lessons(content: &Path) {
    for (language, first, second) in [
        ("ru", "Эхо <1>", "Эхо по UDP"),
        ("en", "Echo <1>", "Echo over UDP"),
    ] {
        let lesson = |title, order, body: &str| {
            format!("---\ntitle: {title}\ndescription: About \"{title}\".\norder: {order}\n---\n{body}")
        };
        let cell = "Read this.\n\n```python\n#| id: echo\nprint('<b>')\n```\n";
        write(&content.join(language).join("echo.md"), &lesson(first, 1, cell));
        write(
            &content.join(language).join("udp-echo.md"),
            &lesson(second, 2, "## More\n"),
        );
    }
}

/// Writes a file and the folders it needs.
pub(crate) fn write(path: &Path, content: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

/// Waits until something is so.
pub(crate) async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let waiting = async {
        while !is_so() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    assert!(timeout(DEADLINE, waiting).await.is_ok(), "not in time: {what}");
}
