//! UDP as a program sees it: datagrams keep their borders and addresses, and errors come as on Linux.

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};

use wire::limits::{DATAGRAM_COST, DATAGRAM_WINDOW, MAX_DATAGRAM};
use wire::{Errno, Family, Kind, OptionValue, SocketOption, ToRelay};

use crate::net_program::{TestProgram, all_gone, own_address};
use crate::support::{DEADLINE, TestServer};

fn outside() -> (UdpSocket, SocketAddr) {
    let socket = UdpSocket::bind(own_address()).unwrap();
    socket.set_read_timeout(Some(DEADLINE)).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_answers_whoever_asks() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let id = program.udp().await;
    let local = program.bind(id, "0.0.0.0:0").await.unwrap();
    assert_eq!(local.ip(), Ipv4Addr::UNSPECIFIED);
    let real = SocketAddr::from((Ipv4Addr::LOCALHOST, local.port()));
    let (one, two) = (outside(), outside());
    for (socket, address) in [&one, &two, &one] {
        socket.send_to(b"", real).unwrap();
        socket.send_to(b"question", real).unwrap();
        assert_eq!(program.receive(id).await, (vec![], *address));
        assert_eq!(program.receive(id).await, (b"question".to_vec(), *address));
        program.send_to(id, b"answer", Some(*address)).await;
        let mut buffer = [0; 100];
        let (n, from) = socket.recv_from(&mut buffer).unwrap();
        assert_eq!((&buffer[..n], from), (&b"answer"[..], real));
    }
    program.close(id).await;
    program.bye().await;
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_bound_by_its_first_datagram() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let (socket, address) = outside();
    let id = program.udp().await;
    assert_eq!(program.name(id).await.port(), 0);
    program.send_to(id, b"hello", Some(address)).await;
    let reply = program.request(|req| ToRelay::Flush { req, id }).await.unwrap();
    let mut buffer = [0; 100];
    let (n, from) = socket.recv_from(&mut buffer).unwrap();
    assert_eq!(&buffer[..n], b"hello");
    assert_eq!(reply.local.unwrap().port(), from.port());
    socket.send_to(b"welcome", from).unwrap();
    assert_eq!(program.receive(id).await.0, b"welcome");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connected_socket_hears_that_nobody_is_there() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let (socket, nobody) = outside();
    drop(socket);
    let id = program.udp().await;
    assert_eq!(program.connect(id, nobody).await.unwrap().peer, Some(nobody));
    for _ in 0..3 {
        program.send_to(id, b"anybody?", None).await;
        assert_eq!(program.flush(id).await, Ok(()));
        assert_eq!(program.failed(id).await, Errno::ECONNREFUSED);
    }
    // One that is not connected doesn't, as on Linux.
    let id = program.udp().await;
    program.send_to(id, b"anybody?", Some(nobody)).await;
    assert_eq!(program.flush(id).await, Ok(()));
    program.send_to(id, b"anybody?", Some(nobody)).await;
    assert_eq!(program.flush(id).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread")]
async fn connect_filters_and_can_be_undone() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let ((friend, friends), (stranger, _)) = (outside(), outside());
    let id = program.udp().await;
    let local = program.bind(id, &own_address()).await.unwrap();
    program.connect(id, friends).await.unwrap();
    stranger.send_to(b"not heard", local).unwrap();
    friend.send_to(b"heard", local).unwrap();
    assert_eq!(program.receive(id).await, (b"heard".to_vec(), friends));
    program.send_to(id, b"to the friend", None).await;
    assert_eq!(friend.recv(&mut [0; 20]).unwrap(), 13);

    program
        .request(|req| ToRelay::Connect {
            req,
            id,
            address: None,
        })
        .await
        .unwrap();
    program.send_to(id, b"to whom?", None).await;
    assert_eq!(program.flush(id).await, Err(Errno::EDESTADDRREQ));
    let local = program.name(id).await;
    stranger.send_to(b"heard now", local).unwrap();
    assert_eq!(program.receive(id).await.0, b"heard now");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_datagram_is_checked_and_each_error_is_told_once() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let id = program.udp().await;
    for forbidden in [
        "10.0.0.1:53",
        "169.254.169.254:80",
        "224.0.0.1:5000",
        "255.255.255.255:5000",
    ] {
        program.send_to(id, b"?", Some(forbidden.parse().unwrap())).await;
        assert_eq!(program.flush(id).await, Err(Errno::EACCES), "{forbidden}");
        assert_eq!(program.flush(id).await, Ok(()), "told once");
        program.send_to(id, b"?", Some(forbidden.parse().unwrap())).await;
        assert_eq!(program.failed(id).await, Errno::EACCES, "{forbidden}");
        assert_eq!(program.flush(id).await, Ok(()), "told once");
    }
    program
        .send_to(id, b"?", Some("[::1]:5000".parse().unwrap()))
        .await;
    assert_eq!(program.flush(id).await, Err(Errno::EAFNOSUPPORT));
    program
        .send_to(id, b"?", Some("127.0.0.1:0".parse().unwrap()))
        .await;
    assert_eq!(program.flush(id).await, Err(Errno::EINVAL));
    assert_eq!(
        program
            .connect(id, "10.0.0.1:53".parse().unwrap())
            .await
            .unwrap_err(),
        Errno::EACCES
    );

    // The broadcast address of loopback is the kernel's own affair.
    let broadcast = Some("127.255.255.255:5000".parse().unwrap());
    program.send_to(id, b"all", broadcast).await;
    assert_eq!(program.flush(id).await, Err(Errno::EACCES));
    program
        .set(id, SocketOption::SO_BROADCAST, OptionValue::Int(1))
        .await
        .unwrap();
    program.send_to(id, b"all", broadcast).await;
    assert_eq!(program.flush(id).await, Ok(()));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_largest_datagram_fits_and_ports_are_separate() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let (_, taken) = program.listener(1).await;
    let id = program.udp().await;
    assert_eq!(
        program.bind(id, &taken.to_string()).await,
        Ok(taken),
        "TCP's ports are not UDP's"
    );
    let other = program.udp().await;
    assert_eq!(
        program.bind(other, &taken.to_string()).await,
        Err(Errno::EADDRINUSE)
    );
    assert_eq!(program.bind(other, "127.0.0.1:53").await, Err(Errno::EACCES));

    let (socket, address) = outside();
    let large = vec![9; MAX_DATAGRAM];
    program.send_to(id, &large, Some(address)).await;
    let mut buffer = vec![0; 70_000];
    assert_eq!(socket.recv(&mut buffer).unwrap(), MAX_DATAGRAM);
    socket.send_to(&large, taken).unwrap();
    assert_eq!(program.receive(id).await.0, large);

    program.close(id).await;
    assert_eq!(
        program.bind(other, &taken.to_string()).await,
        Ok(taken),
        "free as soon as it is closed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn without_credit_datagrams_wait_and_then_are_dropped() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let id = program.udp().await;
    let local = program.bind(id, &own_address()).await.unwrap();
    let (socket, _) = outside();
    let cost = 8_000 + DATAGRAM_COST;
    let fit = DATAGRAM_WINDOW / cost;
    for i in 0..fit {
        socket.send_to(&[i as u8; 8_000], local).unwrap();
        assert_eq!(program.receive(id).await.0[0], i as u8);
    }
    // Far more than the kernel's buffer holds: the first ones wait there, the last ones are lost.
    for i in 0..500 {
        socket.send_to(&[i as u8; 8_000], local).unwrap();
    }
    program.flush(id).await.unwrap();
    program
        .say(ToRelay::Credit {
            id,
            upto: (fit + 5) * cost,
        })
        .await;
    for i in 0..5 {
        assert_eq!(program.receive(id).await.0[0], i);
    }
    program.flush(id).await.unwrap();
    assert!(!program.has_data(), "more than there was credit for");
}

#[tokio::test(flavor = "multi_thread")]
async fn ipv6_works_where_there_is_any() {
    if UdpSocket::bind("[::1]:0").is_err() {
        return;
    }
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let a = program.try_open(Family::Inet6, Kind::Dgram).await.unwrap();
    let b = program.try_open(Family::Inet6, Kind::Dgram).await.unwrap();
    let local = program.bind(a, "[::]:0").await.unwrap();
    assert!(local.ip().is_unspecified());
    program.send_to(b, b"six", Some(local)).await;
    assert_eq!(program.receive(a).await.0, b"six");
}
