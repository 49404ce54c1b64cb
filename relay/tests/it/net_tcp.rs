//! TCP as a program sees it: what a system call would do, one frame away.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread;

use wire::{Errno, Family, OptionValue, SocketOption, ToProgram, ToRelay};

use crate::net_program::{TestProgram, all_gone, own_address};
use crate::support::{DEADLINE, TestServer};

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_reached_from_outside() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let listener = program.tcp().await;
    assert_eq!(
        program.bind(listener, "0.0.0.0:0").await.unwrap().ip(),
        Ipv4Addr::UNSPECIFIED
    );
    let local = program.listen(listener, 1).await.unwrap();
    assert_eq!(local.ip(), Ipv4Addr::UNSPECIFIED, "shown as it asked for it");

    let port = local.port();
    let outside = thread::spawn(move || {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream.write_all(b"hello").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        (answer, stream.local_addr().unwrap())
    });
    let client = program.accept(listener, 1).await;
    assert_eq!(program.read(client.id, 5).await, b"hello");
    program.send(client.id, b"HELLO").await;
    program.close(client.id).await;
    let (answer, address) = outside.join().unwrap();
    assert_eq!(answer, "HELLO");
    assert_eq!(client.peer, address);
    assert_eq!(client.local, SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    program.bye().await;
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_reaches_a_server_outside() {
    let server = TestServer::start().await;
    let outside = TcpListener::bind(own_address()).unwrap();
    let address = outside.local_addr().unwrap();
    let echo = thread::spawn(move || {
        let (mut stream, peer) = outside.accept().unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        bytes.reverse();
        stream.write_all(&bytes).unwrap();
        peer
    });
    let mut program = TestProgram::start(&server).await;
    let id = program.tcp().await;
    let reply = program.connect(id, address).await.unwrap();
    assert_eq!(reply.peer, Some(address));
    program.send(id, b"abc").await;
    program.say(ToRelay::Shutdown { id }).await;
    assert_eq!(
        program.read(id, 3).await,
        b"cba",
        "half closed, the other half works"
    );
    program.eof(id).await;
    assert_eq!(echo.join().unwrap(), reply.local.unwrap());
    assert_eq!(program.name(id).await, reply.local.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn both_sides_may_be_one_programs() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let (listener, address) = program.listener(5).await;
    for round in 1..=20 {
        let client = program.client(address).await;
        let accepted = program.accept(listener, round).await;
        program.send(client, b"ping").await;
        assert_eq!(program.read(accepted.id, 4).await, b"ping");
        program.send(accepted.id, b"pong").await;
        program.close(accepted.id).await;
        assert_eq!(program.read(client, 4).await, b"pong");
        program.eof(client).await;
        program.close(client).await;
    }
    program.bye().await;
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_megabytes_go_both_ways_at_once() {
    const SIZE: usize = 10 << 20;
    let server = TestServer::start().await;
    let outside = TcpListener::bind(own_address()).unwrap();
    let address = outside.local_addr().unwrap();
    let byte = |i: usize| (i * 7 + i / 251) as u8;
    let sent: Vec<u8> = (0..SIZE).map(byte).collect();
    let expected = sent.clone();
    thread::spawn(move || {
        let (stream, _) = outside.accept().unwrap();
        let (mut reader, mut writer) = (stream.try_clone().unwrap(), stream);
        let mut buffer = vec![0; 70_000];
        loop {
            match reader.read(&mut buffer).unwrap() {
                0 => break,
                n => writer.write_all(&buffer[..n]).unwrap(),
            }
        }
    });
    let mut program = TestProgram::start(&server).await;
    let id = program.client(address).await;
    let (mut credit, mut position, mut got) = (wire::SendCredit::new(wire::Kind::Stream), 0, Vec::new());
    while got.len() < SIZE {
        while position < SIZE && credit.available() > 0 {
            let n = (credit.available() as usize)
                .min(wire::limits::MAX_DATA)
                .min(SIZE - position);
            assert!(credit.take(n as u64));
            program.send(id, &sent[position..position + n]).await;
            position += n;
        }
        enum Next {
            Bytes(bytes::Bytes),
            Upto(u64),
        }
        let next = program
            .expect("data or credit", |frame| match frame {
                crate::net_program::Frame::Data(wire::Data::Stream { bytes, .. }) => {
                    Some(Next::Bytes(bytes.clone()))
                }
                crate::net_program::Frame::Control(ToProgram::Credit { upto, .. }) => Some(Next::Upto(*upto)),
                _ => None,
            })
            .await;
        match next {
            Next::Upto(upto) => assert!(credit.grant(upto)),
            Next::Bytes(bytes) => {
                program.take(id, bytes.len() as u64).await;
                got.extend_from_slice(&bytes);
            }
        }
    }
    assert!(got == expected, "what came back differs");
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_are_linuxs() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let (_, taken) = program.listener(1).await;

    let id = program.tcp().await;
    assert_eq!(program.bind(id, &taken.to_string()).await, Err(Errno::EADDRINUSE));
    assert_eq!(program.bind(id, "0.0.0.0:80").await, Err(Errno::EACCES));
    assert_eq!(
        program.bind(id, "192.168.77.77:9090").await,
        Err(Errno::EADDRNOTAVAIL)
    );
    assert_eq!(program.bind(id, "[::1]:0").await, Err(Errno::EAFNOSUPPORT));
    program.bind(id, &own_address()).await.unwrap();
    assert_eq!(program.bind(id, &own_address()).await, Err(Errno::EINVAL));

    let free = TcpListener::bind(own_address()).unwrap().local_addr().unwrap();
    let id = program.tcp().await;
    assert_eq!(program.connect(id, free).await.unwrap_err(), Errno::ECONNREFUSED);
    assert_eq!(
        program
            .connect(id, "10.1.2.3:80".parse().unwrap())
            .await
            .unwrap_err(),
        Errno::EACCES
    );
    assert_eq!(
        program.connect(id, taken).await.unwrap().peer,
        Some(taken),
        "usable after a failure"
    );
    assert_eq!(program.connect(id, taken).await.unwrap_err(), Errno::EISCONN);
    assert_eq!(program.listen(id, 1).await, Err(Errno::EINVAL));

    let udp = program.udp().await;
    assert_eq!(program.listen(udp, 1).await, Err(Errno::EOPNOTSUPP));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_connect_keeps_options_and_address() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let free = TcpListener::bind(own_address()).unwrap().local_addr().unwrap();
    let id = program.tcp().await;
    program
        .set(id, SocketOption::SO_RCVBUF, OptionValue::Int(20_000))
        .await
        .unwrap();
    let before = program.get(id, SocketOption::SO_RCVBUF).await.unwrap();
    let bound = program.bind(id, &own_address()).await.unwrap();
    let port = bound.port();
    let named = program.tcp().await;
    program.close(id).await;
    program
        .set(named, SocketOption::SO_RCVBUF, OptionValue::Int(20_000))
        .await
        .unwrap();
    assert_eq!(
        program.bind(named, &bound.to_string()).await.unwrap().port(),
        port
    );
    assert_eq!(
        program.connect(named, free).await.unwrap_err(),
        Errno::ECONNREFUSED
    );
    assert_eq!(program.get(named, SocketOption::SO_RCVBUF).await.unwrap(), before);
    assert_eq!(program.name(named).await, bound);
}

#[tokio::test(flavor = "multi_thread")]
async fn options_are_the_kernels() {
    use SocketOption::*;
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let id = program.tcp().await;
    for (option, value) in [
        (SO_TYPE, 1),
        (SO_DOMAIN, 2),
        (SO_PROTOCOL, 6),
        (SO_ACCEPTCONN, 0),
        (SO_ERROR, 0),
    ] {
        assert_eq!(
            program.get(id, option).await,
            Ok(OptionValue::Int(value)),
            "{option:?}"
        );
    }
    program.set(id, TCP_NODELAY, OptionValue::Int(1)).await.unwrap();
    assert_eq!(program.get(id, TCP_NODELAY).await, Ok(OptionValue::Int(1)));
    assert_eq!(
        program.set(id, SO_TYPE, OptionValue::Int(1)).await,
        Err(Errno::ENOPROTOOPT)
    );
    program.listen(id, 1).await.unwrap();
    assert_eq!(program.get(id, SO_ACCEPTCONN).await, Ok(OptionValue::Int(1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_resolved_here_and_by_the_system() {
    let server = TestServer::start().await;
    let mut program = TestProgram::start(&server).await;
    let v4 = Some(Family::Inet);
    for host in ["localhost", "127.0.0.1", "echoroom"] {
        let host = host.to_owned();
        let reply = program
            .request(|req| ToRelay::Resolve {
                req,
                host,
                family: v4,
            })
            .await
            .unwrap();
        assert_eq!(reply.addresses, [Ipv4Addr::LOCALHOST]);
    }
    let host = "no-such-host.invalid".to_owned();
    let missing = program
        .request(|req| ToRelay::Resolve {
            req,
            host,
            family: v4,
        })
        .await;
    assert!(
        matches!(missing, Err(Errno::EAI_NONAME | Errno::EAI_AGAIN)),
        "{missing:?}"
    );
}
