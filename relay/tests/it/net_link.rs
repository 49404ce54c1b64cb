//! The relay against the program's own half of the protocol, which finds every frame out of order.

use wire::Errno;
use wire::program::{Fd, How};

use crate::link_program::Program;
use crate::net_program::{all_gone, own_address};
use crate::support::TestServer;

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_connections_one_after_another() {
    let server = TestServer::start().await;
    let mut there = Program::start(&server).await;
    let (listener, address) = there.listener(own_address().parse().unwrap(), 5).await;
    let serving = tokio::spawn(async move {
        for _ in 0..1_000 {
            let (fd, _) = there.accept(listener).await;
            let request = there.read_to_end(fd).await;
            there.send_all(fd, &request.to_ascii_uppercase()).await;
            there.link.close(fd).unwrap();
        }
        there.link.bye();
        there.turn(false).await;
        there
    });
    let mut here = Program::start(&server).await;
    for n in 0..1_000 {
        let fd = here.connect(address).await;
        here.send_all(fd, format!("hello {n}").as_bytes()).await;
        here.link.shutdown(fd, How::Write).unwrap();
        assert_eq!(here.read_to_end(fd).await, format!("HELLO {n}").as_bytes());
        here.link.close(fd).unwrap();
    }
    drop((serving.await.unwrap(), here));
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_streams_at_once_mix_nothing_up() {
    const STREAMS: usize = 60;
    const SIZE: usize = 300_000;
    let server = TestServer::start().await;
    let mut program = Program::start(&server).await;
    let (listener, address) = program
        .listener(own_address().parse().unwrap(), STREAMS as i32)
        .await;
    let text = |n: usize| {
        (0..SIZE)
            .map(|i| (i * (n + 3) + i / 253) as u8)
            .collect::<Vec<_>>()
    };

    // Client and server are one program; each end is a state, moved on whenever it can be.
    struct End {
        fd: Fd,
        out: Vec<u8>,
        sent: usize,
        got: Vec<u8>,
        over: bool,
    }
    let end = |fd, out| End {
        fd,
        out,
        sent: 0,
        got: Vec::new(),
        over: false,
    };
    let mut clients = Vec::new();
    let mut servers: Vec<End> = Vec::new();
    for n in 0..STREAMS {
        clients.push(end(program.connect(address).await, text(n)));
        let (fd, _) = program.accept(listener).await;
        servers.push(end(fd, text(n + STREAMS)));
    }
    while clients.iter().chain(&servers).any(|end| !end.over) {
        for end in clients.iter_mut().chain(&mut servers) {
            let left = &end.out[end.sent..];
            if !left.is_empty() {
                match program.link.send(end.fd, &left[..left.len().min(9_999)], None) {
                    Ok(sent) => end.sent += sent.n,
                    Err(errno) => assert_eq!(errno, Errno::EAGAIN),
                }
                if end.sent == end.out.len() {
                    program.link.shutdown(end.fd, How::Write).unwrap();
                }
            }
            match program.link.recv(end.fd, 7_777, false, &mut end.got) {
                Ok((n, _)) => end.over = n == 0,
                Err(errno) => assert_eq!(errno, Errno::EAGAIN),
            }
        }
        program.turn(false).await;
        tokio::task::yield_now().await;
    }
    for n in 0..STREAMS {
        assert!(
            clients[n].got == text(n + STREAMS) && servers[n].got == text(n),
            "stream {n}"
        );
    }
    drop(program);
    all_gone(&server).await;
}
