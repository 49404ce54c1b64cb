//! Several classes in one relay: each room has its own name, readers, addresses and rules.

use std::path::PathBuf;

use echoroom::server::Readers;
use wire::Errno;

use crate::net_program::TestProgram;
use crate::student::{Student, home};
use crate::support::{Reply, TestServer, write, write_lessons};

/// Two rooms, of which the second is isolated.
pub(crate) const TWO: &str = r#"domain = "school.example"

[rooms.networks-101]
title = "Networks 101"
code = "0123 4567"

[rooms.networks-102]
title = "Networks <102>"
code = "76543210"
isolated = true
allow = ["192.0.2.1:80"]
"#;

pub(crate) fn file(server: &TestServer) -> PathBuf {
    server.files.path().join("rooms.toml")
}

pub(crate) async fn start(text: &str) -> TestServer {
    TestServer::start_with(|options| {
        let folder = options.dist.as_ref().and_then(|dist| dist.parent()).unwrap();
        let file = folder.join("rooms.toml");
        write(&file, text);
        options.readers = Readers::Rooms(file);
    })
    .await
}

/// Why a relay doesn't start with this file.
async fn refusal(text: &str) -> String {
    use echoroom::server::{Options, Server};
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rooms.toml");
    write(&file, text);
    write_lessons(&folder.path().join("content"));
    let options = Options {
        dist: Some(folder.path().to_owned()),
        content: Some(folder.path().join("content")),
        readers: Readers::Rooms(file),
        ..Options::default()
    };
    let error = Server::new(options, ([127, 0, 0, 1], 8080).into()).err().unwrap();
    format!("{:#}", anyhow::Error::from(error))
}

pub(crate) async fn get(server: &TestServer, host: &str, path: &str) -> Reply {
    server.request("GET", path, &[("host", host)]).await
}

pub(crate) async fn join(server: &TestServer, host: &str, code: &str) -> Reply {
    let body = format!(r#"{{"name":"Anna","code":"{code}"}}"#);
    let length = body.len();
    let head = format!("POST /join HTTP/1.1\r\nconnection: close\r\nhost: {host}\r\norigin: https://{host}");
    let kind = "content-type: application/json";
    server
        .send(&format!(
            "{head}\r\n{kind}\r\ncontent-length: {length}\r\n\r\n{body}"
        ))
        .await
}

#[tokio::test]
async fn each_room_has_its_own_title_code_and_readers() {
    let server = start(TWO).await;
    let (one, two) = ("networks-101.school.example", "NETWORKS-102.school.example:80");
    for host in [one, "networks-102.school.example"] {
        assert_eq!(get(&server, host, "/en/echo").await.status, 200, "{host}");
    }
    let page = get(&server, "networks-102.school.example", "/en/join").await;
    assert!(page.text().contains("Networks &lt;102&gt;"), "{}", page.text());
    assert_eq!(get(&server, two, "/en/").await.status, 421, "another port");

    assert_eq!(join(&server, one, "76543210").await.status, 403);
    let joined = join(&server, one, "01234567").await;
    assert_eq!(joined.status, 200, "{}", joined.text());
    let token = joined.between("\"token\":\"", "\"");
    let rooms = ["networks-101", "networks-102"].map(|label| server.rooms.room(label).unwrap());
    assert!(rooms[0].net.member(token).is_some() && rooms[1].net.member(token).is_none());
}

#[tokio::test]
async fn the_only_names_are_those_of_rooms() {
    let server = start(TWO).await;
    for (host, status) in [
        ("networks-103.school.example", 404),
        ("school.example", 421),
        ("networks-101.evil.test", 421),
        ("networks-101.school.example.evil.test", 421),
        ("127.0.0.1", 421),
        ("localhost", 421),
    ] {
        let reply = get(&server, host, "/en/").await;
        assert_eq!(reply.status, status, "{host}");
        assert!(reply.text().contains("There is no room") && reply.text().contains("комнаты нет"));
        assert!(reply.text().contains("networks-101.school.example") && !reply.text().contains("{{"));
        assert!(
            reply
                .header("content-security-policy")
                .contains("default-src 'none'")
        );
        assert_eq!(get(&server, host, "/healthz").await.text(), "ok", "{host}");
    }
    let foreign = [
        ("host", "networks-101.school.example"),
        ("origin", "http://networks-102.school.example"),
    ];
    assert_eq!(server.request("POST", "/session", &foreign).await.status, 403);
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn programs_of_two_rooms_listen_on_one_port_and_never_meet() {
    let server = start(TWO).await;
    let rooms = ["networks-101", "networks-102"].map(|label| server.rooms.room(label).unwrap());
    let mut programs = Vec::new();
    for room in &rooms {
        let (token, member) = room.net.join("Anna").unwrap();
        let host = if programs.is_empty() {
            "networks-101"
        } else {
            "networks-102"
        };
        let host = format!("{host}.school.example");
        let mut student = Student {
            program: TestProgram::start_in(server.address, &host, token).await,
            ip: member.address,
        };
        student.tcp_server("0.0.0.0:9090").await;
        programs.push((student.program, member));
    }
    let address = |n: usize| (programs[n].1.address, 9090).into();
    let (of_one, of_two) = (address(0), address(1));
    assert_ne!(of_one, of_two);
    assert_eq!(
        programs[0].1.host, programs[1].1.host,
        "names are each room's own"
    );
    for (n, other) in [(0, of_two), (1, of_one)] {
        let program = &mut programs[n].0;
        let id = program.tcp().await;
        assert!(program.connect(id, home(9090)).await.is_ok());
        let id = program.tcp().await;
        assert_eq!(program.connect(id, other).await.unwrap_err(), Errno::EACCES);
    }
    let metrics = server.rooms.metrics();
    for line in [
        r#"echoroom_programs{room="networks-101"} 1"#,
        r#"echoroom_refusals_total{room="networks-102",reason="policy"} 1"#,
        r#"echoroom_hello_seconds_count{room="networks-102"} 1"#,
    ] {
        assert!(metrics.contains(line), "{line}\n{metrics}");
    }
    assert_eq!(metrics.matches("# TYPE echoroom_programs gauge").count(), 1);
}

#[tokio::test]
async fn a_mistake_in_the_file_is_named_with_its_line_and_without_the_code() {
    for (from, to, sentence) in [
        (
            "school.example",
            "http://school.example",
            ":1: the domain is what the rooms' names end with",
        ),
        (
            "networks-102",
            "Networks_102",
            ":7: `Networks_102` can't begin a host name",
        ),
        (
            "0123 4567",
            "0123 456",
            ":5: the join code of a room is eight digits in quotes",
        ),
        (
            "\"76543210\"",
            "76543210",
            ":9: the join code of a room is eight digits in quotes",
        ),
        (
            "title = \"Networks 101\"",
            "title = \"Networks 101\"\nteacher = 1234567812345678",
            ":5: the teacher's secret is 16 to 64 letters",
        ),
        (
            "[rooms.networks-102]",
            "[rooms]\nnetworks-103 = \"76543210\"\n[rooms.networks-102]",
            ":8: here belongs a room with title and code",
        ),
        ("192.0.2.1:80", "192.0.2.1", ":11: `192.0.2.1` names no port"),
        ("isolated", "isolate", ":10: unknown field `isolate`"),
        (
            "\"Networks 101\"",
            "\" \"",
            ":4: the title of a room is a line of text",
        ),
    ] {
        let text = refusal(&TWO.replace(from, to)).await;
        assert!(text.contains(sentence), "{text}");
        assert!(
            !text.contains("4567") && !text.contains("5678") && !text.contains("76543210"),
            "{text}"
        );
    }
    assert!(refusal("domain = 'a.b'\n").await.contains(":2: there is no room"));
}
