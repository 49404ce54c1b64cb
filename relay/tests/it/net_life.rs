//! Programs from hello to their end: who may run, and that nothing is left of one that is gone.

use std::net::{TcpListener, UdpSocket};
use std::time::Duration;

use futures_util::SinkExt;
use tokio::time::timeout;
use wire::{ToProgram, ToRelay};

use crate::net_program::{TestProgram, all_gone, close_code, open, own_address, relay, text};
use crate::support::{DEADLINE, TestServer};

#[tokio::test(flavor = "multi_thread")]
async fn hello_is_answered_with_who_the_reader_is() {
    let server = TestServer::start().await;
    let program = TestProgram::start(&server).await;
    let ToProgram::Welcome {
        address,
        name,
        sockets,
    } = &program.welcome
    else {
        panic!("{:?}", program.welcome);
    };
    assert_eq!(
        (address.to_string().as_str(), name.as_str(), *sockets),
        ("127.0.0.1", "echoroom", 256)
    );
    assert_eq!(server.net.status().programs, 1);
    program.bye().await;
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_another_relay_is_refused() {
    let server = TestServer::start().await;
    let other = TestServer::start().await;
    for token in [other.token(), String::new(), server.token().to_uppercase() + "0"] {
        let mut ws = open(&server).await;
        ws.send(text(&ToRelay::Hello {
            token,
            label: String::new(),
            key: String::new(),
        }))
        .await
        .unwrap();
        assert_eq!(close_code(&mut ws).await.0, 4001);
    }
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_program_too_many_is_refused() {
    let server = relay(|limits| limits.programs = 2).await;
    let one = TestProgram::start(&server).await;
    let _two = TestProgram::start(&server).await;
    let hello = ToRelay::Hello {
        token: server.token(),
        label: String::new(),
        key: String::new(),
    };
    let mut three = open(&server).await;
    three.send(text(&hello)).await.unwrap();
    assert_eq!(close_code(&mut three).await.0, 4002);
    one.bye().await;
    TestProgram::start(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_before_hello_is_not_waited_out() {
    let server = relay(|limits| limits.hello = Duration::from_millis(100)).await;
    let mut ws = open(&server).await;
    let (code, reason) = close_code(&mut ws).await;
    assert_eq!((code, reason.as_str()), (4003, "no hello in time"));
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_vanished_is_noticed() {
    let server = relay(|limits| {
        limits.ping = Duration::from_millis(100);
        limits.silence = Duration::from_secs(2);
    })
    .await;
    // This one reads, so its library answers pings, and it lives on.
    let mut alive = TestProgram::start(&server).await;
    // This one's peer is gone without a word: nobody reads.
    let mut vanished = TestProgram::start(&server).await;
    let (_, address) = vanished.listener(1).await;
    let until = tokio::time::Instant::now() + DEADLINE;
    while TcpListener::bind(address).is_err() {
        assert!(tokio::time::Instant::now() < until, "never noticed");
        let id = alive.tcp().await;
        alive.close(id).await;
    }
    assert_eq!(vanished.closed().await.0, 4003);
    assert_eq!(server.net.status().programs, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_bye_the_ports_are_free() {
    let server = TestServer::start().await;
    for _ in 0..20 {
        let mut program = TestProgram::start(&server).await;
        let (_, tcp) = program.listener(1).await;
        let udp = program.udp().await;
        let udp = program.bind(udp, &own_address()).await.unwrap();
        let bound = program.tcp().await;
        let bound = program.bind(bound, &own_address()).await.unwrap();
        program.bye().await;
        TcpListener::bind(tcp).unwrap();
        TcpListener::bind(bound).unwrap();
        UdpSocket::bind(udp).unwrap();
    }
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_websocket_leaves_nothing_behind() {
    let server = TestServer::start().await;
    let mut addresses = Vec::new();
    for _ in 0..5 {
        let mut program = TestProgram::start(&server).await;
        let (listener, address) = program.listener(5).await;
        for nth in 1..=10 {
            program.client(address).await;
            program.accept(listener, nth).await;
        }
        let udp = program.udp().await;
        program.bind(udp, &own_address()).await.unwrap();
        addresses.push(address);
        // As when a tab is closed, or its worker killed.
        drop(program);
    }
    all_gone(&server).await;
    for address in addresses {
        assert!(std::net::TcpStream::connect(address).is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_programs_end_is_not_anothers() {
    let server = TestServer::start().await;
    let mut stays = TestProgram::start(&server).await;
    let (listener, address) = stays.listener(1).await;
    let mut goes = TestProgram::start(&server).await;
    let client = goes.client(address).await;
    let accepted = stays.accept(listener, 1).await;
    goes.send(client, b"last").await;
    assert_eq!(stays.read(accepted.id, 4).await, b"last");
    drop(goes);
    stays.eof(accepted.id).await;
    let again = stays.client(address).await;
    stays.accept(listener, 2).await;
    stays.close(again).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_that_stops_says_so_to_every_program() {
    let server = TestServer::start().await;
    let net = server.net.clone();
    let mut programs = Vec::new();
    let mut addresses = Vec::new();
    for _ in 0..10 {
        let mut program = TestProgram::start(&server).await;
        addresses.push(program.listener(1).await.1);
        programs.push(program);
    }
    let mut silent = open(&server).await;
    let stopping = tokio::spawn(async move { server.stop().await });
    for program in &mut programs {
        assert_eq!(program.closed().await.0, 1001);
    }
    assert_eq!(close_code(&mut silent).await.0, 1001);
    drop((programs, silent));
    timeout(DEADLINE, stopping).await.unwrap().unwrap();
    assert_eq!(net.status(), Default::default());
    for address in addresses {
        TcpListener::bind(address).unwrap();
    }
}
