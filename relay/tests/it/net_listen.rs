//! Ports and places: who may listen where, how many get in, and what happens when something is used up.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::time::Duration;

use wire::{Errno, Family, Kind, OptionValue, SocketOption, ToProgram, ToRelay};

use crate::net_program::{TestProgram, relay};
use crate::support::{DEADLINE, TestServer};

#[tokio::test(flavor = "multi_thread")]
async fn a_wildcard_is_not_bound_beyond_loopback() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let bound = program.tcp().await;
    let port = program.bind(bound, "0.0.0.0:0").await.unwrap().port();
    let unbound = program.tcp().await;
    let by_listen = program.listen(unbound, 1).await.unwrap();
    assert_eq!(by_listen.ip(), Ipv4Addr::UNSPECIFIED);
    // Another loopback address is still free, so the wildcard was not taken.
    for port in [port, by_listen.port()] {
        assert!(TcpListener::bind(("127.0.0.2", port)).is_ok());
        assert!(TcpListener::bind(("127.0.0.1", port)).is_err());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_in_use_may_be_reused_when_linux_lets_it() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let (listener, address) = program.listener(1).await;
    let client = program.client(address).await;
    let accepted = program.accept(listener, 1).await;
    // The server closes first, so the connection waits in TIME_WAIT on its port.
    program.close(accepted.id).await;
    program.eof(client).await;
    program.close(client).await;
    program.close(listener).await;

    let again = program.tcp().await;
    let address = address.to_string();
    assert_eq!(program.bind(again, &address).await, Err(Errno::EADDRINUSE));
    program
        .set(again, SocketOption::SO_REUSEADDR, OptionValue::Int(1))
        .await
        .unwrap();
    // What is in TIME_WAIT must have had the option too.
    assert_eq!(program.bind(again, &address).await, Err(Errno::EADDRINUSE));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listeners_port_is_free_as_soon_as_it_is_closed() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let (mut listener, address) = program.listener(1).await;
    for _ in 0..50 {
        program.close(listener).await;
        listener = program.tcp().await;
        program.bind(listener, &address.to_string()).await.unwrap();
        program.listen(listener, 1).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_clients_get_in_as_the_backlog_allows() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    // Linux lets one more in than the backlog says: three here.
    let (listener, address) = program.listener(2).await;
    let mut inside = vec![TcpStream::connect_timeout(&address, DEADLINE).unwrap()];
    let first = program.pushed(listener).await;
    for _ in 0..2 {
        inside.push(TcpStream::connect_timeout(&address, DEADLINE).unwrap());
    }
    let one_more = TcpStream::connect_timeout(&address, Duration::from_millis(300));
    assert!(one_more.is_err(), "the queue is full");
    program
        .say(ToRelay::Accept {
            id: listener,
            upto: 2,
        })
        .await;
    assert_ne!(program.pushed(listener).await.id, first.id);
    inside.push(TcpStream::connect_timeout(&address, DEADLINE).unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_relay_pushes_one_connection_ahead_and_no_more() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let (listener, address) = program.listener(10).await;
    let _clients: Vec<_> = (0..5).map(|_| TcpStream::connect(address).unwrap()).collect();
    let mut last = program.pushed(listener).await;
    for upto in 2..=5 {
        program
            .request(|req| ToRelay::Name { req, id: listener })
            .await
            .unwrap();
        assert_eq!(
            server.net.status().sockets,
            upto as usize,
            "one listener, and what was pushed"
        );
        program.say(ToRelay::Accept { id: listener, upto }).await;
        let next = program.pushed(listener).await;
        assert!(next.id > last.id);
        last = next;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_out_of_sockets_gets_linuxs_error() {
    let server = relay(|limits| limits.sockets = 4).await;
    let mut program = TestProgram::start(&server).await;
    assert!(matches!(program.welcome, ToProgram::Welcome { sockets: 4, .. }));
    let (listener, address) = program.listener(5).await;
    // A connection that waits to be accepted is no socket of the program's yet.
    let _waiting = TcpStream::connect(address).unwrap();
    let waiting = program.pushed(listener).await;
    for _ in 0..3 {
        program.tcp().await;
    }
    assert_eq!(
        program.try_open(Family::Inet, Kind::Stream).await,
        Err(Errno::EMFILE)
    );
    program.reset(waiting.id).await;
    program.close(listener).await;
    program.tcp().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_relay_out_of_buffers_gives_linuxs_error_and_goes_on() {
    let server = relay(|limits| limits.buffered = 1).await;
    let mut greedy = TestProgram::start(&server).await;
    let mut ids = Vec::new();
    let errno = loop {
        match greedy.try_open(Family::Inet, Kind::Dgram).await {
            Ok(id) => ids.push(id),
            Err(errno) => break errno,
        }
    };
    assert_eq!(
        (errno, ids.len()),
        (Errno::ENOBUFS, 8),
        "a mebibyte is eight windows"
    );
    let mut other = TestProgram::start(&server).await;
    assert_eq!(
        other.try_open(Family::Inet, Kind::Stream).await,
        Err(Errno::ENOBUFS)
    );
    greedy.close(ids[0]).await;
    greedy
        .request(|req| ToRelay::Name { req, id: ids[1] })
        .await
        .unwrap();
    other.tcp().await;
}
