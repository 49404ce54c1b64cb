//! What is counted, against real traffic: it is there while it happens, and what exists counts back to zero.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use wire::{Errno, Family, Kind};

use crate::link_program::Program;
use crate::net_program::{all_gone, own_address};
use crate::support::{DEADLINE, TestServer};

/// The value of a line that begins with this name and these labels; 0 if there is none.
fn value(metrics: &str, series: &str) -> f64 {
    let line = metrics
        .lines()
        .find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    line.map_or(0.0, |value| value.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_echo_is_counted_and_what_exists_goes_back_to_zero() {
    let server = TestServer::start().await;
    let mut program = Program::start(&server).await;
    let (listener, address) = program.listener(own_address().parse().unwrap(), 1).await;
    let client = program.connect(address).await;
    let (connection, _) = program.accept(listener).await;
    program.send_all(client, b"hello").await;
    program.recv(connection).await.unwrap();
    program.socket(Family::Inet, Kind::Dgram).await;

    let during = server.rooms.metrics();
    for (series, expected) in [
        ("echoroom_readers", 1.0),
        ("echoroom_programs", 1.0),
        ("echoroom_programs_started_total", 1.0),
        (r#"echoroom_sockets{kind="stream",state="connected"}"#, 2.0),
        (r#"echoroom_sockets{kind="stream",state="listening"}"#, 1.0),
        (r#"echoroom_sockets{kind="stream",state="open"}"#, 0.0),
        (r#"echoroom_sockets{kind="datagram",state="open"}"#, 1.0),
        (r#"echoroom_bytes_total{direction="from_programs"}"#, 5.0),
        ("echoroom_connect_seconds_count", 1.0),
        ("echoroom_write_seconds_count", 1.0),
        ("echoroom_hello_seconds_count", 1.0),
    ] {
        assert_eq!(value(&during, series), expected, "{series}\n{during}");
    }
    assert!(value(&during, r#"echoroom_bytes_total{direction="to_programs"}"#) >= 5.0);
    if cfg!(target_os = "linux") {
        assert!(value(&during, "process_open_fds") > 3.0, "{during}");
        assert!(value(&during, "process_resident_memory_bytes") > 1e6, "{during}");
    }
    assert!(during.ends_with("# EOF\n"));

    program.link.bye();
    program.transmit().await;
    all_gone(&server).await;
    let after = server.rooms.metrics();
    for series in [
        "echoroom_readers",
        "echoroom_programs",
        r#"echoroom_sockets{kind="stream",state="connected"}"#,
        r#"echoroom_sockets{kind="stream",state="listening"}"#,
        r#"echoroom_sockets{kind="stream",state="open"}"#,
        r#"echoroom_sockets{kind="datagram",state="open"}"#,
    ] {
        assert_eq!(value(&after, series), 0.0, "{series}");
    }
    assert_eq!(
        value(&after, r#"echoroom_programs_ended_total{reason="bye"}"#),
        1.0
    );
    assert_eq!(value(&after, "echoroom_program_seconds_count"), 1.0);
}

#[tokio::test]
async fn refusals_errors_and_limits_are_counted_by_kind() {
    // A mebibyte is room for 16 windows.
    let server = TestServer::start_with(|options| options.limits.buffered = 1).await;
    let mut program = Program::start(&server).await;
    let fd = program.socket(Family::Inet, Kind::Stream).await;
    for outcome in [Ok(()); 15].into_iter().chain([Err(Errno::ENOBUFS)]) {
        let (_, req) = program.link.open(Family::Inet, Kind::Stream).unwrap();
        assert_eq!(program.done(req).await, outcome);
    }
    let denied = program.try_connect(fd, "192.168.1.1:80".parse().unwrap()).await;
    assert_eq!(denied, Err(Errno::EACCES));
    server.request("GET", "/en/", &[("host", "evil.test")]).await;
    server
        .request("POST", "/session", &[("origin", "http://evil.test")])
        .await;

    let metrics = server.rooms.metrics();
    for series in [
        r#"echoroom_limits_reached_total{limit="buffered"}"#,
        r#"echoroom_errors_total{errno="ENOBUFS"}"#,
        r#"echoroom_errors_total{errno="EACCES"}"#,
        r#"echoroom_refusals_total{reason="policy"}"#,
        r#"echoroom_refusals_total{reason="host"}"#,
        r#"echoroom_refusals_total{reason="origin"}"#,
    ] {
        assert_eq!(value(&metrics, series), 1.0, "{series}\n{metrics}");
    }
}

#[tokio::test]
async fn metrics_have_an_address_of_their_own_and_readers_have_none() {
    let server = TestServer::start().await;
    assert_eq!(server.get("/metrics").await.status, 404);

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(echoroom::watch::serve(listener, server.rooms.clone()));
    for (path, status) in [
        ("/metrics", "200 OK"),
        ("/", "404"),
        ("/session", "404"),
        ("/ws", "404"),
    ] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!("GET {path} HTTP/1.1\r\nhost: watcher\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut reply = String::new();
        timeout(DEADLINE, stream.read_to_string(&mut reply))
            .await
            .unwrap()
            .unwrap();
        assert!(
            reply.starts_with(&format!("HTTP/1.1 {status}")),
            "{path}: {reply}"
        );
        assert_eq!(reply.contains("echoroom_programs 0"), path == "/metrics");
    }
    serving.abort();
}
