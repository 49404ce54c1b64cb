//! What a reader of a class may use up, and that it is nobody else's loss.

use wire::{Errno, Family, Kind};

use crate::net_program::{TestProgram, all_gone};
use crate::student::{Student, home};
use crate::support::TestServer;

async fn class(change: impl FnOnce(&mut echoroom::net::ReaderLimits)) -> TestServer {
    TestServer::start_class_within(|limits| change(&mut limits.reader)).await
}

/// Anna with two programs, and Boris.
async fn two_of_hers_and_one_of_his(server: &TestServer) -> (Student, TestProgram, Student) {
    let (token, _) = server.net.join("Anna").unwrap();
    let (one, two) = (
        TestProgram::start_at(server.address, token.clone()).await,
        TestProgram::start_at(server.address, token.clone()).await,
    );
    let ip = server.net.member(&token).unwrap().address;
    let boris = Student::join(server, "Boris").await;
    (Student { program: one, ip }, two, boris)
}

#[tokio::test(flavor = "multi_thread")]
async fn sockets_are_counted_for_all_programs_of_a_reader_and_for_nobody_else() {
    let server = class(|limits| limits.sockets = 5).await;
    let (mut anna, mut two, mut boris) = two_of_hers_and_one_of_his(&server).await;
    let mut hers = Vec::new();
    for _ in 0..3 {
        hers.push(anna.program.tcp().await);
    }
    for _ in 0..2 {
        two.udp().await;
    }
    for kind in [Kind::Stream, Kind::Dgram] {
        let refused = two.try_open(Family::Inet, kind).await.err();
        assert_eq!(refused, Some(Errno::ENFILE));
    }
    for _ in 0..5 {
        boris.program.tcp().await;
    }
    anna.program.close(hers[0]).await;
    // The answer to anything tells that the socket is closed.
    anna.program.name(hers[1]).await;
    two.tcp().await;
    drop((anna, two, boris));
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn listeners_and_connects_have_limits_of_their_own() {
    let server = class(|limits| {
        limits.listeners = 2;
        limits.connects = std::num::NonZeroU32::MIN;
    })
    .await;
    let (mut anna, mut two, mut boris) = two_of_hers_and_one_of_his(&server).await;
    let first = anna.tcp_server("127.0.0.1:9301").await;
    let other = two.tcp().await;
    two.listen(other, 1).await.unwrap();
    let third = two.tcp().await;
    assert_eq!(two.listen(third, 1).await.err(), Some(Errno::ENOBUFS));
    boris.tcp_server("127.0.0.1:9301").await;
    two.close(other).await;
    assert!(two.listen(third, 1).await.is_ok());

    // Four at once, and then one a second.
    let mut outcomes = Vec::new();
    for _ in 0..8 {
        outcomes.push(anna.try_connect(home(9301)).await.err());
    }
    assert_eq!(outcomes[..4], [None; 4]);
    assert!(outcomes.contains(&Some(Errno::ENOBUFS)), "{outcomes:?}");
    assert!(boris.try_connect(home(9301)).await.is_ok());
    assert_eq!(anna.program.accept(first, 1).await.peer.ip(), home(0).ip());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_who_opens_everything_leaves_the_others_their_echo() {
    let server = class(|_| {}).await;
    let (mut eve, mut two, mut boris) = two_of_hers_and_one_of_his(&server).await;
    let listener = boris.tcp_server("0.0.0.0:9302").await;
    let mut opened = 0;
    for program in [&mut eve.program, &mut two] {
        while program.try_open(Family::Inet, Kind::Dgram).await.is_ok() {
            opened += 1;
        }
    }
    assert!((256..=512).contains(&opened), "{opened}");
    let (client, ..) = boris.try_connect(home(9302)).await.unwrap();
    let accepted = boris.program.accept(listener, 1).await;
    for round in 0..20u8 {
        boris.program.send(client, &[round]).await;
        assert_eq!(boris.program.read(accepted.id, 1).await, [round]);
    }
}
