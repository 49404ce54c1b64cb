//! How connections end: EOF, half close, reset and close are four different things, and each arrives as what it was.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::time::Duration;

use socket2::SockRef;
use tokio::task::spawn_blocking;
use wire::{Errno, OptionValue, SocketId, SocketOption, ToRelay};

use crate::net_program::{TestProgram, all_gone, own_address, relay};
use crate::support::{DEADLINE, TestServer};

/// A program connected to a peer that the test holds.
pub(crate) async fn pair(server: &TestServer) -> (TestProgram, SocketId, TcpStream) {
    let outside = TcpListener::bind(own_address()).unwrap();
    let mut program = TestProgram::start(server).await;
    let id = program.client(outside.local_addr().unwrap()).await;
    let (peer, _) = outside.accept().unwrap();
    peer.set_read_timeout(Some(DEADLINE)).unwrap();
    (program, id, peer)
}

/// Closes with RST.
fn reset(peer: TcpStream) {
    SockRef::from(&peer).set_linger(Some(Duration::ZERO)).unwrap();
}

/// Everything until the end, and what the end was.
async fn read_to_end(mut peer: TcpStream) -> (Vec<u8>, Option<ErrorKind>) {
    let read = move || {
        let mut bytes = Vec::new();
        let end = peer.read_to_end(&mut bytes);
        (bytes, end.err().map(|error| error.kind()))
    };
    spawn_blocking(read).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_peers_fin_is_eof_and_its_half() {
    let server = TestServer::start().await;
    let (mut program, id, mut peer) = pair(&server).await;
    peer.write_all(b"last words").unwrap();
    peer.shutdown(Shutdown::Write).unwrap();
    assert_eq!(program.read(id, 10).await, b"last words");
    program.eof(id).await;
    program.send(id, b"still heard").await;
    program.close(id).await;
    assert_eq!(read_to_end(peer).await, (b"still heard".to_vec(), None));
    program.bye().await;
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_peers_reset_comes_after_its_data() {
    let server = TestServer::start().await;
    let (mut program, id, mut peer) = pair(&server).await;
    peer.write_all(b"before").unwrap();
    assert_eq!(program.read(id, 6).await, b"before");
    reset(peer);
    assert_eq!(program.failed(id).await, Errno::ECONNRESET);
    // What is sent to a dead stream goes nowhere, and is no reason to end the program.
    program.send(id, b"too late").await;
    assert!(program.flush(id).await.is_err());
    program.close(id).await;
    program.bye().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_peers_fin_a_reset_is_a_broken_pipe() {
    let server = TestServer::start().await;
    let (mut program, id, peer) = pair(&server).await;
    drop(peer);
    program.eof(id).await;
    // The first send goes through and makes the peer's kernel answer with RST; the second one fails.
    program.send(id, b"first").await;
    assert_eq!(program.flush(id).await, Ok(()));
    assert_eq!(program.failed(id).await, Errno::EPIPE);
    program.send(id, b"second").await;
    assert_eq!(program.flush(id).await, Err(Errno::EPIPE));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_is_noticed_behind_a_program_that_does_not_read() {
    let server = TestServer::start().await;
    let (mut program, id, mut peer) = pair(&server).await;
    // Exactly what fits the program's window, so that nothing is left in the kernel.
    let window = vec![7; wire::limits::WINDOW as usize];
    peer.write_all(&window).unwrap();
    let mut got = 0;
    while got < window.len() {
        got += program.arrive(id).await.len();
    }
    reset(peer);
    assert_eq!(program.failed(id).await, Errno::ECONNRESET);
}

#[tokio::test(flavor = "multi_thread")]
async fn data_that_waits_for_credit_comes_before_the_reset() {
    let server = TestServer::start().await;
    let (mut program, id, mut peer) = pair(&server).await;
    let size = wire::limits::WINDOW as usize + 50_000;
    peer.write_all(&vec![7; size]).unwrap();
    let mut got = 0;
    while got < wire::limits::WINDOW as usize {
        got += program.arrive(id).await.len();
    }
    reset(peer);
    program.flush(id).await.unwrap();
    program.take(id, got as u64).await;
    program.read(id, size - got).await;
    assert_eq!(program.failed(id).await, Errno::ECONNRESET);
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_finds_the_reset_even_without_credit() {
    let server = TestServer::start().await;
    let (mut program, id, mut peer) = pair(&server).await;
    peer.write_all(&vec![7; wire::limits::WINDOW as usize + 50_000])
        .unwrap();
    let mut got = 0;
    while got < wire::limits::WINDOW as usize {
        got += program.arrive(id).await.len();
    }
    reset(peer);
    program.flush(id).await.unwrap();
    program.send(id, b"hello?").await;
    assert_eq!(program.failed(id).await, Errno::ECONNRESET);
}

#[tokio::test(flavor = "multi_thread")]
async fn close_with_everything_read_is_a_fin() {
    let server = TestServer::start().await;
    let (mut program, id, mut peer) = pair(&server).await;
    peer.write_all(b"hello").unwrap();
    assert_eq!(program.read(id, 5).await, b"hello");
    program.send(id, b"bye").await;
    program
        .say(ToRelay::Close {
            id,
            taken: 5,
            reset: false,
        })
        .await;
    assert_eq!(read_to_end(peer).await, (b"bye".to_vec(), None));
}

#[tokio::test(flavor = "multi_thread")]
async fn close_with_something_unread_is_a_reset() {
    let server = TestServer::start().await;
    let (mut program, id, mut peer) = pair(&server).await;
    peer.write_all(b"hello").unwrap();
    assert_eq!(program.read(id, 5).await, b"hello");
    program.send(id, b"bye").await;
    program
        .say(ToRelay::Close {
            id,
            taken: 4,
            reset: false,
        })
        .await;
    let (bytes, end) = read_to_end(peer).await;
    assert_eq!(end, Some(ErrorKind::ConnectionReset));
    assert!(bytes.is_empty() || bytes == b"bye");
}

#[tokio::test(flavor = "multi_thread")]
async fn linger_of_zero_seconds_resets() {
    let server = TestServer::start().await;
    let (mut program, id, peer) = pair(&server).await;
    program
        .set(id, SocketOption::SO_LINGER, OptionValue::Linger(1, 0))
        .await
        .unwrap();
    program.close(id).await;
    assert_eq!(read_to_end(peer).await.1, Some(ErrorKind::ConnectionReset));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_linger_does_not_hold_the_relay_up() {
    let server = TestServer::start().await;
    let (mut program, id, peer) = pair(&server).await;
    program
        .set(id, SocketOption::SO_LINGER, OptionValue::Linger(1, 3600))
        .await
        .unwrap();
    // More than the kernels hold, to a peer that doesn't read yet.
    fill(&mut program, id).await;
    program.close(id).await;
    program.tcp().await;
    program.bye().await;
    assert!(read_to_end(peer).await.1.is_none());
    all_gone(&server).await;
}

/// Sends until the relay's kernel takes no more: a flush then has to wait.
pub(crate) async fn fill(program: &mut TestProgram, id: SocketId) {
    let chunk = vec![1; wire::limits::MAX_DATA];
    let mut upto = wire::limits::WINDOW;
    let mut sent = 0;
    loop {
        while sent + chunk.len() as u64 <= upto {
            program.send(id, &chunk).await;
            sent += chunk.len() as u64;
        }
        let credit = program.expect("credit", |frame| match *frame {
            crate::net_program::Frame::Control(wire::ToProgram::Credit { upto, .. }) => Some(upto),
            _ => None,
        });
        match tokio::time::timeout(Duration::from_millis(300), credit).await {
            Ok(more) => upto = more,
            Err(_) => return,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_before_close_arrives_however_slow_the_peer() {
    let server = TestServer::start().await;
    let (mut program, id, peer) = pair(&server).await;
    fill(&mut program, id).await;
    program.close(id).await;
    program.bye().await;
    let status = server.net.status();
    assert_eq!(
        (status.programs, status.sockets),
        (0, 1),
        "the bytes left are still under way"
    );
    let (bytes, end) = read_to_end(peer).await;
    assert_eq!(end, None);
    assert_eq!(bytes.len() % wire::limits::MAX_DATA, 0, "cut short");
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_peer_that_never_reads_is_reset_in_the_end() {
    let server = relay(|limits| limits.drain = Duration::from_millis(300)).await;
    let (mut program, id, peer) = pair(&server).await;
    fill(&mut program, id).await;
    program.close(id).await;
    program.bye().await;
    all_gone(&server).await;
    assert_eq!(read_to_end(peer).await.1, Some(ErrorKind::ConnectionReset));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flush_waits_for_the_kernel() {
    let server = TestServer::start().await;
    let (mut program, id, peer) = pair(&server).await;
    fill(&mut program, id).await;
    let flush = program.ask(|req| ToRelay::Flush { req, id }).await;
    let other = program.tcp().await;
    let reader = tokio::spawn(read_to_end(peer));
    assert!(program.answer(flush).await.is_ok());
    program.close(other).await;
    program.say(ToRelay::Shutdown { id }).await;
    assert_eq!(reader.await.unwrap().1, None);
    // Closing with a flush under way answers it, too.
    program.close(id).await;
    program.bye().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn close_ends_a_connect_and_answers_it() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    // A full queue that nobody takes from: the connect hangs.
    let full = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    let any: std::net::SocketAddr = own_address().parse().unwrap();
    full.bind(&any.into()).unwrap();
    full.listen(0).unwrap();
    let address = full.local_addr().unwrap().as_socket().unwrap();
    let _inside = TcpStream::connect(address).unwrap();

    let id = program.tcp().await;
    let connect = program
        .ask(|req| ToRelay::Connect {
            req,
            id,
            address: Some(address.into()),
        })
        .await;
    let again = program.connect(id, address).await;
    assert_eq!(again.unwrap_err(), Errno::EALREADY);
    program.close(id).await;
    assert!(program.answer(connect).await.is_err());
    program.bye().await;
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_nobody_accepted_are_reset() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let (listener, address) = program.listener(5).await;
    let clients: Vec<_> = (0..3).map(|_| TcpStream::connect(address).unwrap()).collect();
    program.pushed(listener).await;
    // The program dies without a word.
    drop(program);
    for client in clients {
        client.set_read_timeout(Some(DEADLINE)).unwrap();
        assert_eq!(read_to_end(client).await.1, Some(ErrorKind::ConnectionReset));
    }
    all_gone(&server).await;
}
