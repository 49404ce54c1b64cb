//! A network each: what readers of a class see of themselves and of one another, over real sockets.

use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream, UdpSocket};

use wire::{Errno, Family, Kind, OptionValue, SocketOption, ToProgram};

use crate::net_program::{TestProgram, all_gone};
use crate::student::{Student, home};
use crate::support::TestServer;

#[tokio::test(flavor = "multi_thread")]
async fn everybody_may_listen_on_9090_and_is_found_by_name() {
    let server = TestServer::start_class(|_| {}).await;
    let mut students = Vec::new();
    for name in ["Анна", "Boris", "Вера"] {
        let mut student = Student::join(&server, name).await;
        let listener = student.tcp_server("0.0.0.0:9090").await;
        assert_eq!(
            student.program.name(listener).await,
            "0.0.0.0:9090".parse().unwrap()
        );
        students.push((student, listener));
    }
    for from in 0..3 {
        for (to, name) in ["anna", "boris", "vera"].into_iter().enumerate() {
            let nth = from as u64 + 1;
            let ip = students[to].0.ip;
            let (client, local, peer) = {
                let program = &mut students[from].0;
                let found = program.program.resolve(name, None).await.unwrap();
                assert_eq!(found, [ip]);
                program.try_connect((found[0], 9090).into()).await.unwrap()
            };
            let own = students[from].0.ip;
            assert_eq!((local.ip(), peer), (own, (ip, 9090).into()));
            let (there, listener) = &mut students[to];
            let accepted = there.program.accept(*listener, nth).await;
            assert_eq!(
                (accepted.local, accepted.peer),
                (peer, local),
                "both ends say the same"
            );
            there.program.send(accepted.id, name.as_bytes()).await;
            let here = &mut students[from].0.program;
            assert_eq!(here.read(client, name.len()).await, name.as_bytes());
        }
    }
    // 127.0.0.1 is everybody's own.
    for (student, listener) in &mut students {
        let (_, local, peer) = student.try_connect(home(9090)).await.unwrap();
        let accepted = student.program.accept(*listener, 4).await;
        assert_eq!(local.ip(), home(0).ip());
        assert_eq!((accepted.local, accepted.peer), (peer, local));
    }
    drop(students);
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_that_a_server_binds_decides_who_reaches_it() {
    let server = TestServer::start_class(|_| {}).await;
    let (mut anna, mut boris) = (
        Student::join(&server, "Anna").await,
        Student::join(&server, "Boris").await,
    );
    anna.tcp_server("127.0.0.1:9001").await;
    anna.tcp_server("127.0.0.2:9001").await;
    let own = anna.at(9001).to_string();
    anna.udp_at("127.0.0.1:9001").await;
    assert_eq!(
        boris.try_connect(anna.at(9001)).await.err(),
        Some(Errno::ECONNREFUSED)
    );
    assert_eq!(
        anna.try_connect(anna.at(9001)).await.err(),
        Some(Errno::ECONNREFUSED)
    );
    anna.try_connect(home(9001)).await.unwrap();
    anna.try_connect("127.0.0.2:9001".parse().unwrap()).await.unwrap();
    let nobody = "127.0.0.3:9001".parse().unwrap();
    assert_eq!(anna.try_connect(nobody).await.err(), Some(Errno::ECONNREFUSED));

    // At its own address beside it, and then it can be reached.
    anna.tcp_server(&own).await;
    boris.try_connect(anna.at(9001)).await.unwrap();
    assert_eq!(
        boris.try_connect(home(9001)).await.err(),
        Some(Errno::ECONNREFUSED)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn datagrams_come_from_where_their_sender_is() {
    let server = TestServer::start_class(|_| {}).await;
    let (mut anna, mut boris) = (
        Student::join(&server, "Anna").await,
        Student::join(&server, "Boris").await,
    );
    let open = anna.udp_at("0.0.0.0:9999").await;
    let private = anna.udp_at("127.0.0.1:9998").await;

    let client = boris.program.udp().await;
    boris.program.send_to(client, b"hello", Some(anna.at(9999))).await;
    let (bytes, from) = anna.program.receive(open).await;
    assert_eq!((bytes.as_slice(), from.ip()), (b"hello".as_slice(), boris.ip));
    anna.program.send_to(open, b"back", Some(from)).await;
    assert_eq!(
        boris.program.receive(client).await,
        (b"back".to_vec(), anna.at(9999))
    );
    let name = boris.program.name(client).await;
    assert!(name.ip().is_unspecified() && name.port() == from.port(), "{name}");

    // Anna's own, by 127.0.0.1, to a wildcard and to a private one; answers find the way back.
    for (server, port) in [(open, 9999), (private, 9998)] {
        let client = anna.program.udp().await;
        anna.program.send_to(client, b"own", Some(home(port))).await;
        let (_, from) = anna.program.receive(server).await;
        assert_eq!(from.ip(), home(0).ip());
        anna.program.send_to(server, b"back", Some(from)).await;
        assert_eq!(anna.program.receive(client).await, (b"back".to_vec(), home(port)));
    }

    // Boris can't reach the private one, nor Anna's 127.0.0.1; what he sends there is lost, as on any network.
    boris.program.send_to(client, b"lost", Some(anna.at(9998))).await;
    boris.program.send_to(client, b"lost", Some(home(9998))).await;
    assert_eq!(boris.program.flush(client).await, Ok(()));
    boris.program.send_to(client, b"found", Some(anna.at(9999))).await;
    assert_eq!(anna.program.receive(open).await.0, b"found");
    assert!(!anna.program.has_data());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connected_datagram_socket_follows_its_peer_and_is_told_when_nobody_is_there() {
    let server = TestServer::start_class(|_| {}).await;
    let (mut anna, mut boris) = (
        Student::join(&server, "Anna").await,
        Student::join(&server, "Boris").await,
    );
    let client = boris.program.udp().await;
    let reply = boris.program.connect(client, anna.at(9999)).await.unwrap();
    assert_eq!(reply.peer, Some(anna.at(9999)));
    boris.program.send_to(client, b"nobody", None).await;
    assert_eq!(boris.program.failed(client).await, Errno::ECONNREFUSED);
    for round in 0..2 {
        let there = anna.udp_at("0.0.0.0:9999").await;
        boris.program.send_to(client, b"hello", None).await;
        let (_, from) = anna.program.receive(there).await;
        assert_eq!(from.ip(), boris.ip);
        anna.program.send_to(there, b"back", Some(from)).await;
        assert_eq!(
            boris.program.receive(client).await,
            (b"back".to_vec(), anna.at(9999))
        );
        // The kernel lets through nothing but the peer's.
        let mut stranger = Student::join(&server, &format!("Eve {round}")).await;
        let eve = stranger.program.udp().await;
        stranger.program.send_to(eve, b"eve", Some(from)).await;
        assert_eq!(stranger.program.flush(eve).await, Ok(()));
        anna.program.send_to(there, b"again", Some(from)).await;
        assert_eq!(boris.program.receive(client).await.0, b"again");
        anna.program.close(there).await;
        // Its answer tells that what was said before was done.
        anna.program.tcp().await;
        boris.program.send_to(client, b"gone", None).await;
        assert_eq!(boris.program.failed(client).await, Errno::ECONNREFUSED);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_port_is_taken_on_all_addresses_by_a_wildcard() {
    let server = TestServer::start_class(|_| {}).await;
    let mut anna = Student::join(&server, "Anna").await;
    let own = anna.at(9002).to_string();
    for kind in [Kind::Stream, Kind::Dgram] {
        for (first, second, outcome) in [
            ("0.0.0.0:9002", "127.0.0.1:9002", Some(Errno::EADDRINUSE)),
            ("127.0.0.1:9002", "0.0.0.0:9002", Some(Errno::EADDRINUSE)),
            ("127.0.0.2:9002", "0.0.0.0:9002", Some(Errno::EADDRINUSE)),
            ("0.0.0.0:9002", &own, Some(Errno::EADDRINUSE)),
            ("127.0.0.1:9002", &own, None),
            ("127.0.0.1:9002", "127.0.0.2:9002", None),
        ] {
            let a = anna.program.try_open(Family::Inet, kind).await.unwrap();
            let b = anna.program.try_open(Family::Inet, kind).await.unwrap();
            anna.program.bind(a, first).await.unwrap();
            assert_eq!(
                anna.program.bind(b, second).await.err(),
                outcome,
                "{kind:?} {first} {second}"
            );
            anna.program.close(a).await;
            anna.program.close(b).await;
        }
    }
    // With SO_REUSEADDR on both it may be shared while nobody listens.
    let (a, b, c) = (
        anna.program.tcp().await,
        anna.program.tcp().await,
        anna.program.tcp().await,
    );
    for id in [a, b, c] {
        anna.program
            .set(id, SocketOption::SO_REUSEADDR, OptionValue::Int(1))
            .await
            .unwrap();
    }
    anna.program.bind(a, "0.0.0.0:9003").await.unwrap();
    anna.program.bind(b, "127.0.0.1:9003").await.unwrap();
    anna.program.listen(a, 1).await.unwrap();
    assert_eq!(
        anna.program.bind(c, "127.0.0.2:9003").await.err(),
        Some(Errno::EADDRINUSE)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_a_reader_s_is_not_there() {
    let server = TestServer::start_class(|_| {}).await;
    let (mut anna, boris) = (
        Student::join(&server, "Anna").await,
        Student::join(&server, "Boris").await,
    );
    // A service of the machine that would answer at every address of 127.0.0.0/8.
    let service = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = service.local_addr().unwrap().port();
    let mailbox = UdpSocket::bind("0.0.0.0:0").unwrap();
    mailbox.set_nonblocking(true).unwrap();
    let mail_port = mailbox.local_addr().unwrap().port();
    for (to, errno) in [
        (home(port), Errno::ECONNREFUSED),
        (anna.at(port), Errno::ECONNREFUSED),
        (boris.at(port), Errno::ECONNREFUSED),
        (([10, 64, 200, 200], port).into(), Errno::EHOSTUNREACH),
        (([127, 64, 0, 16], port).into(), Errno::ECONNREFUSED),
        (([192, 168, 0, 1], port).into(), Errno::EACCES),
        (([8, 8, 8, 8], 53).into(), Errno::EACCES),
    ] {
        let to: SocketAddr = match to {
            SocketAddr::V4(to) if errno == Errno::EHOSTUNREACH => {
                let IpAddr::V4(own) = anna.ip else { unreachable!() };
                (([10, own.octets()[1], 15, 254]), to.port()).into()
            }
            to => to,
        };
        assert_eq!(anna.try_connect(to).await.err(), Some(errno), "{to}");
    }
    let udp = anna.program.udp().await;
    for to in [home(mail_port), boris.at(mail_port), anna.at(mail_port)] {
        anna.program.send_to(udp, b"reflected", Some(to)).await;
    }
    assert_eq!(anna.program.flush(udp).await, Ok(()));
    assert!(mailbox.recv(&mut [0; 16]).is_err());
    assert_eq!(
        anna.program.resolve("example.org", None).await.err(),
        Some(Errno::EAI_NONAME)
    );
    for kind in [Kind::Stream, Kind::Dgram] {
        assert_eq!(
            anna.program.try_open(Family::Inet6, kind).await.err(),
            Some(Errno::EAFNOSUPPORT)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_of_the_machine_that_is_no_reader_s_gets_nowhere() {
    let server = TestServer::start_class(|_| {}).await;
    let mut anna = Student::join(&server, "Anna").await;
    let real = anna.real_ip();
    let listener = anna.tcp_server("0.0.0.0:9004").await;
    let mailbox = anna.udp_at("0.0.0.0:9004").await;

    let mut stranger = TcpStream::connect((real, 9004)).unwrap();
    stranger.set_read_timeout(Some(crate::support::DEADLINE)).unwrap();
    let end = std::io::Read::read(&mut stranger, &mut [0; 1]);
    assert_eq!(end.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset);
    let sender = UdpSocket::bind("127.0.0.1:0").unwrap();
    sender.send_to(b"stranger", (real, 9004)).unwrap();

    anna.try_connect(home(9004)).await.unwrap();
    let udp = anna.program.udp().await;
    anna.program.send_to(udp, b"own", Some(home(9004))).await;
    assert_eq!(anna.program.receive(mailbox).await.0, b"own");
    assert_eq!(anna.program.accept(listener, 1).await.peer.ip(), home(0).ip());
}

#[tokio::test(flavor = "multi_thread")]
async fn in_an_isolated_class_everybody_is_alone() {
    let server = TestServer::start_class(|class| class.rules.isolated = true).await;
    let (mut anna, mut boris) = (
        Student::join(&server, "Anna").await,
        Student::join(&server, "Boris").await,
    );
    let listener = anna.tcp_server("0.0.0.0:9005").await;
    let mailbox = anna.udp_at("0.0.0.0:9005").await;
    assert_eq!(
        boris.program.resolve("anna", None).await.err(),
        Some(Errno::EAI_NONAME)
    );
    assert_eq!(boris.try_connect(anna.at(9005)).await.err(), Some(Errno::EACCES));
    let udp = boris.program.udp().await;
    boris.program.send_to(udp, b"no", Some(anna.at(9005))).await;
    assert_eq!(boris.program.flush(udp).await, Err(Errno::EACCES));

    // Her own address is still hers.
    assert_eq!(anna.program.resolve("anna", None).await, Ok(vec![anna.ip]));
    let (_, local, _) = anna.try_connect(anna.at(9005)).await.unwrap();
    assert_eq!(anna.program.accept(listener, 1).await.peer, local);
    assert_eq!(local.ip(), anna.ip);
    let udp = anna.program.udp().await;
    anna.program.send_to(udp, b"yes", Some(anna.at(9005))).await;
    assert_eq!(anna.program.receive(mailbox).await.0, b"yes");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_has_another_s_token_address_or_programs() {
    let server = TestServer::start_class(|_| {}).await;
    let (anna, boris) = (
        Student::join(&server, "Anna").await,
        Student::join(&server, "Anna").await,
    );
    let named = |program: &TestProgram| match &program.welcome {
        ToProgram::Welcome { name, address, .. } => (name.clone(), *address),
        other => panic!("{other:?}"),
    };
    assert_eq!(named(&anna.program), ("anna".to_owned(), anna.ip));
    assert_eq!(named(&boris.program), ("anna-2".to_owned(), boris.ip));
    assert_ne!(anna.ip, boris.ip);
    assert_eq!(server.net.solo_token(), None);
}
