//! Bytes in a second: what is beyond the limit comes later, nothing is lost, and neighbours don't notice.
//!
//! Times are asserted from below only: never how fast something is, but that a limit holds.

use std::time::{Duration, Instant};

use echoroom::net::Member;
use tokio::time::timeout;
use wire::{Address, Family, Kind};

use crate::link_program::Program;
use crate::net_program::all_gone;
use crate::support::{DEADLINE, TestServer, until};

/// What is moved at 512 KiB a second: two seconds' worth, of which a quarter of a second's may go at once.
const BYTES: usize = 1 << 20;
const AT_LEAST: Duration = Duration::from_millis(1_500);

async fn join(server: &TestServer, name: &str) -> (Program, Member) {
    let (token, member) = server.net.join(name).unwrap();
    (Program::start_as(server, &token).await, member)
}

/// Two programs with a stream between them: `to` has accepted `from`'s connection.
async fn connect(
    from: &mut Program,
    to: &mut Program,
    host: &Member,
) -> (wire::program::Fd, wire::program::Fd) {
    let anywhere: Address = "0.0.0.0:0".parse().unwrap();
    let (listener, at) = to.listener(anywhere, 1).await;
    let port = at.inet().unwrap().port();
    let client = from
        .connect(std::net::SocketAddr::new(host.address, port).into())
        .await;
    (client, to.accept(listener).await.0)
}

/// Sends all of it and ends; returns what arrived.
async fn transfer(from: &mut Program, to: &mut Program, host: &Member, bytes: &[u8]) -> Vec<u8> {
    let (client, connection) = connect(from, to, host).await;
    let sending = async {
        from.send_all(client, bytes).await;
        from.link.shutdown(client, wire::program::How::Write).unwrap();
        from.transmit().await;
    };
    let both = async { tokio::join!(sending, to.read_to_end(connection)).1 };
    timeout(3 * DEADLINE, both).await.expect("it arrives")
}

fn bytes() -> Vec<u8> {
    (0..BYTES).map(|n| (n % 251) as u8).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_reader_moves_beyond_the_limit_comes_later_and_complete() {
    let server = TestServer::start_class_within(|limits| limits.reader.rate = "512K".parse().unwrap()).await;
    let ((mut anna, her), (mut boris, _)) = (join(&server, "Anna").await, join(&server, "Boris").await);
    let began = Instant::now();
    let arrived = transfer(&mut boris, &mut anna, &her, &bytes()).await;
    assert!(arrived == bytes(), "{} of {BYTES} bytes, in order", arrived.len());
    assert!(began.elapsed() >= AT_LEAST, "{:?}", began.elapsed());
    assert!(server.has_reached("reader_bytes") && !server.has_reached("all_bytes"));
    for mut program in [anna, boris] {
        program.link.bye();
        program.transmit().await;
    }
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_all_readers_move_together_has_a_limit_too() {
    let server = TestServer::start_class_within(|limits| limits.rate = "512K".parse().unwrap()).await;
    let ((mut anna, her), (mut boris, his)) = (join(&server, "Anna").await, join(&server, "Boris").await);
    let ((mut vera, _), (mut gleb, _)) = (join(&server, "Vera").await, join(&server, "Gleb").await);
    let began = Instant::now();
    let (bytes, half) = (bytes(), BYTES / 2);
    let (one, two) = tokio::join!(
        transfer(&mut vera, &mut anna, &her, &bytes[..half]),
        transfer(&mut gleb, &mut boris, &his, &bytes[half..]),
    );
    assert!(one == bytes[..half] && two == bytes[half..]);
    assert!(began.elapsed() >= AT_LEAST, "{:?}", began.elapsed());
    assert!(server.has_reached("all_bytes") && !server.has_reached("reader_bytes"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_neighbour_s_echo_goes_on_beside_a_reader_at_the_limit() {
    let server = TestServer::start_class_within(|limits| limits.reader.rate = "64K".parse().unwrap()).await;
    let ((mut anna, her), (mut boris, _)) = (join(&server, "Anna").await, join(&server, "Boris").await);
    let ((mut vera, his), (mut gleb, _)) = (join(&server, "Vera").await, join(&server, "Gleb").await);
    // Sixteen seconds' worth, which nobody waits for.
    let bulk = tokio::spawn(async move { transfer(&mut boris, &mut anna, &her, &bytes()).await });
    until("Boris is at the limit", || server.has_reached("reader_bytes")).await;
    let (client, connection) = connect(&mut gleb, &mut vera, &his).await;
    for round in 0..100u8 {
        gleb.send_all(client, &[round; 64]).await;
        gleb.transmit().await;
        let (heard, _) = vera.recv(connection).await.unwrap();
        vera.send_all(connection, &heard).await;
        vera.transmit().await;
        assert_eq!(gleb.recv(client).await.unwrap().0, [round; 64]);
    }
    assert!(!bulk.is_finished(), "it has not ended before");
    bulk.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn datagrams_beyond_the_limit_are_lost_and_the_socket_goes_on() {
    let server = TestServer::start_class_within(|limits| limits.reader.rate = "64K".parse().unwrap()).await;
    let ((mut anna, her), (mut boris, _)) = (join(&server, "Anna").await, join(&server, "Boris").await);
    let inbox = anna.socket(Family::Inet, Kind::Dgram).await;
    anna.bind(inbox, "0.0.0.0:0".parse().unwrap()).await.unwrap();
    let port = anna.link.sockname(inbox).unwrap().inet().unwrap().port();
    let to: Address = std::net::SocketAddr::new(her.address, port).into();
    let outbox = boris.socket(Family::Inet, Kind::Dgram).await;
    for _ in 0..200 {
        boris.send(outbox, &[1; 1_000], Some(to)).await.unwrap();
    }
    boris.transmit().await;
    // A moment later there is room again.
    let heard = async {
        loop {
            boris.send(outbox, &[2; 10], Some(to)).await.unwrap();
            boris.transmit().await;
            while let Ok(received) = timeout(Duration::from_millis(100), anna.recv(inbox)).await {
                if received.unwrap().0 == [2; 10] {
                    return;
                }
            }
        }
    };
    timeout(DEADLINE, heard).await.expect("datagrams arrive again");
    assert!(server.has_reached("reader_bytes"));
}
