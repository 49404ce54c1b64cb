//! Behind a program that stopped reading: the relay's memory stays flat, and the neighbours don't feel it.
//!
//! The relay runs as a process of its own here, so that its memory is nobody else's.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread;
use std::time::{Duration, Instant};

use socket2::SockRef;
use wire::{OptionValue, SocketOption};

use crate::net_program::TestProgram;
use crate::process::{Relay, ask};

/// Streams with an endless source each.
const SOURCES: usize = 16;

/// How long the sources push.
const PUSH: Duration = Duration::from_secs(4);

/// What a socket may cost: design.md §5 says at most 1 MiB.
const PER_SOCKET: usize = 1 << 20;

/// Programs that do nothing.
const IDLE: usize = 300;

struct Watched {
    relay: Relay,
    address: SocketAddr,
}

impl Watched {
    fn start() -> Self {
        let relay = Relay::start_in(&[("RUST_LOG", "warn")], &["--max-programs", "1000"]);
        let address = relay.address().parse().unwrap();
        Self { relay, address }
    }

    fn token(&self) -> String {
        let reply = ask(&self.address.to_string(), "POST /session", "{}");
        let json = reply.split("\r\n\r\n").nth(1).unwrap();
        let session: serde_json::Value = serde_json::from_str(json).unwrap();
        session["token"].as_str().unwrap().to_owned()
    }

    /// Kilobytes in memory; `None` where the system doesn't say.
    fn memory(&self) -> Option<usize> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.relay.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}

/// Sends to everyone who connects, without end.
fn endless_sources() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            thread::spawn(move || while stream.write_all(&[1; 65_536]).is_ok() {});
        }
    });
    address
}

fn echo_server() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            stream.set_nodelay(true).unwrap();
            thread::spawn(move || {
                let mut buffer = [0; 64];
                while stream.read_exact(&mut buffer).is_ok() && stream.write_all(&buffer).is_ok() {}
            });
        }
    });
    address
}

/// The median time of echoes for so long.
async fn echo(program: &mut TestProgram, id: wire::SocketId, time: Duration) -> Duration {
    let mut times = Vec::new();
    let until = Instant::now() + time;
    while Instant::now() < until {
        let start = Instant::now();
        program.send(id, &[7; 64]).await;
        program.read(id, 64).await;
        times.push(start.elapsed());
    }
    times.sort();
    times[times.len() / 2]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_does_not_read_costs_a_window_a_socket() {
    let relay = Watched::start();
    let token = relay.token();
    let (sources, echoes) = (endless_sources(), echo_server());
    let mut program = TestProgram::start_at(relay.address, token.clone()).await;
    let client = program.client(echoes).await;
    let idle = echo(&mut program, client, Duration::from_millis(500)).await;
    let before = relay.memory();

    // Some that read nothing, in the echo's own program; some in a program that doesn't even read its WebSocket.
    let mut deaf = TestProgram::start_at(relay.address, token).await;
    for _ in 0..SOURCES {
        program.client(sources).await;
        deaf.client(sources).await;
    }
    let first = echo(&mut program, client, PUSH / 4).await;
    let middle = relay.memory();
    let beside = echo(&mut program, client, PUSH * 3 / 4).await;
    let after = relay.memory();

    println!("echo p50: {idle:?} idle, {first:?} and {beside:?} beside {SOURCES} stalled streams");
    println!(
        "relay memory in KiB: {before:?} before, {middle:?} soon, {after:?} after {PUSH:?} of {} sources",
        2 * SOURCES
    );
    if let (Some(before), Some(middle), Some(after)) = (before, middle, after) {
        assert!(
            after < before + 2 * SOURCES * PER_SOCKET / 1024,
            "too much for each socket"
        );
        assert!(after < middle + 2048, "it grows");
    }
    assert!(
        beside < idle * 5 + Duration::from_millis(2),
        "{beside:?} beside stalled streams, {idle:?} idle"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_program_costs_little() {
    let relay = Watched::start();
    let token = relay.token();
    let mut programs = Vec::with_capacity(IDLE);
    // The first ones pay for what all share.
    for _ in 0..20 {
        programs.push(TestProgram::start_at(relay.address, token.clone()).await);
    }
    let before = relay.memory();
    for _ in 0..IDLE {
        let mut program = TestProgram::start_at(relay.address, token.clone()).await;
        program.listener(1).await;
        programs.push(program);
    }
    if let (Some(before), Some(after)) = (before, relay.memory()) {
        let each = (after - before) as f64 / IDLE as f64;
        println!("an idle program with a listener: {each:.1} KiB of the relay's memory");
        assert!(
            each <= 64.0,
            "design.md allows 64 KiB, an idle program takes {each:.1}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn single_bytes_that_nobody_takes_are_only_bytes() {
    let relay = Watched::start();
    let deaf = TcpListener::bind("127.0.0.1:0").unwrap();
    SockRef::from(&deaf).set_recv_buffer_size(1).unwrap();
    let mut program = TestProgram::start_at(relay.address, relay.token()).await;
    let id = program.tcp().await;
    program
        .set(id, SocketOption::SO_SNDBUF, OptionValue::Int(1))
        .await
        .unwrap();
    program.connect(id, deaf.local_addr().unwrap()).await.unwrap();
    let before = relay.memory();
    // Each is a frame of its own; kept as they came, they would take a hundred times as much.
    for _ in 0..wire::limits::WINDOW {
        program.send(id, b"x").await;
    }
    program.name(id).await;
    if let (Some(before), Some(after)) = (before, relay.memory()) {
        println!("relay memory in KiB: {before} before, {after} with a window of single bytes");
        assert!(after < before + PER_SOCKET / 1024);
    }
}
