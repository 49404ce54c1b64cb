//! AF_UNIX between a reader's programs: the kernel's own sockets, under names that only those programs see.

use wire::limits::{DATAGRAM_COST, DATAGRAM_WINDOW};
use wire::program::{Fd, How, ready};
use wire::{Address, Errno, Family, Kind, OptionValue, SocketOption, UnixName};

use crate::link_program::Program;
use crate::net_program::all_gone;
use crate::support::TestServer;

fn name(text: &str) -> UnixName {
    UnixName::new(text.as_bytes()).unwrap()
}

fn at(text: &str) -> Address {
    name(text).into()
}

impl Program {
    async fn unix(&mut self, kind: Kind) -> Fd {
        self.socket(Family::Unix, kind).await
    }

    async fn mailbox(&mut self, path: &str) -> Fd {
        let fd = self.unix(Kind::Dgram).await;
        self.bind(fd, at(path)).await.unwrap();
        fd
    }

    async fn dials(&mut self, path: &str) -> Result<(), Errno> {
        let fd = self.unix(Kind::Stream).await;
        self.try_connect(fd, at(path)).await
    }

    async fn stat(&mut self, path: &str) -> Result<(), Errno> {
        let req = self.link.stat(name(path));
        self.done(req).await
    }

    async fn unlink(&mut self, path: &str) -> Result<(), Errno> {
        let req = self.link.unlink(name(path));
        self.done(req).await
    }
}

async fn two(server: &TestServer) -> (Program, Program) {
    (Program::start(server).await, Program::start(server).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_program_reaches_anothers_path() {
    let server = TestServer::start().await;
    let (mut there, mut here) = two(&server).await;
    let (listener, local) = there.listener(at("chat.sock"), 5).await;
    assert_eq!(local, at("chat.sock"));
    let client = here.unix(Kind::Stream).await;
    here.bind(client, at("/tmp/клиент")).await.unwrap();
    here.try_connect(client, at("/home/reader/chat.sock"))
        .await
        .unwrap();
    let (accepted, peer) = there.accept(listener).await;
    assert_eq!(peer, at("/tmp/клиент"));
    assert_eq!(here.link.peername(client), Ok(at("chat.sock")));
    assert_eq!(here.link.sockname(client), Ok(at("/tmp/клиент")));
    assert_eq!(there.link.sockname(accepted), Ok(at("chat.sock")));

    let long: Vec<u8> = (0..1_000_000).map(|i| (i / 251 + i) as u8).collect();
    let sending = async {
        here.send_all(client, &long).await;
        here.link.shutdown(client, How::Write).unwrap();
        here.read_to_end(client).await
    };
    let answering = async {
        let got = there.read_to_end(accepted).await;
        there.send_all(accepted, b"thanks").await;
        there.link.close(accepted).unwrap();
        there.turn(false).await;
        got
    };
    let (reply, got) = tokio::join!(sending, answering);
    assert!(got == long && reply == b"thanks");
    drop((here, there));
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_outlives_its_program_until_it_is_unlinked() {
    let server = TestServer::start().await;
    let (mut there, mut here) = two(&server).await;
    assert_eq!(here.stat("/tmp/s").await, Err(Errno::ENOENT));
    assert_eq!(here.dials("/tmp/s").await, Err(Errno::ENOENT));
    let (listener, _) = there.listener(at("/tmp/s"), 5).await;
    let second = here.unix(Kind::Stream).await;
    assert_eq!(
        here.bind(second, at("/tmp/../tmp/s")).await,
        Err(Errno::EADDRINUSE)
    );
    assert_eq!(here.stat("/tmp/s").await, Ok(()));
    let datagram = here.unix(Kind::Dgram).await;
    let sent = here.send(datagram, b"x", Some(at("/tmp/s"))).await;
    assert_eq!(sent, Err(Errno::EPROTOTYPE));
    there.link.close(listener).unwrap();
    drop(there);
    // Stale, as on Linux.
    while here.dials("/tmp/s").await != Err(Errno::ECONNREFUSED) {}
    assert_eq!(here.bind(second, at("/tmp/s")).await, Err(Errno::EADDRINUSE));
    assert_eq!(here.unlink("/tmp/s").await, Ok(()));
    assert_eq!(here.unlink("/tmp/s").await, Err(Errno::ENOENT));
    assert_eq!(here.bind(second, at("/tmp/s")).await, Ok(()));
    assert_eq!(here.bind(second, at("/tmp/other")).await, Err(Errno::EINVAL));
    drop(here);
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_abstract_name_ends_with_its_socket() {
    let server = TestServer::start().await;
    let (mut there, mut here) = two(&server).await;
    assert_eq!(here.dials("\0chat").await, Err(Errno::ECONNREFUSED));
    let (listener, _) = there.listener(at("\0chat"), 5).await;
    assert_eq!(here.dials("\0chat").await, Ok(()));
    assert_eq!(here.stat("\0chat").await, Err(Errno::ENOENT));
    there.link.close(listener).unwrap();
    let (_, own) = there.listener(at(""), 5).await;
    assert_eq!(here.dials("\0chat").await, Err(Errno::ECONNREFUSED));
    let Address::Unix(own) = own else { panic!("{own}") };
    assert!(own.is_abstract() && own.as_bytes().len() == 6, "{own}");
    let fd = here.unix(Kind::Stream).await;
    assert_eq!(here.try_connect(fd, own.into()).await, Ok(()));
    assert_eq!(here.link.peername(fd), Ok(own.into()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_says_so_at_once() {
    let server = TestServer::start().await;
    let mut program = Program::start(&server).await;
    let (listener, _) = program.listener(at("s"), 1).await;
    let mut let_in = 0;
    let outcome = loop {
        match program.dials("s").await {
            Ok(()) => let_in += 1,
            Err(errno) => break errno,
        }
    };
    assert_eq!(outcome, Errno::EAGAIN);
    assert!((1..=2).contains(&let_in), "{let_in}");
    program.accept(listener).await;
    // The relay takes the next one from the kernel's queue as soon as it can.
    let fd = program.unix(Kind::Stream).await;
    while program.try_connect(fd, at("s")).await == Err(Errno::EAGAIN) {}
    assert_eq!(program.link.peername(fd), Ok(at("s")));
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_left_unread_reset_the_other_end() {
    let server = TestServer::start().await;
    let (mut there, mut here) = two(&server).await;
    let (listener, _) = there.listener(at("s"), 5).await;
    let client = here.connect(at("s")).await;
    let (accepted, _) = there.accept(listener).await;
    here.send_all(client, b"never read").await;
    here.turn(false).await;
    there
        .until(|link| (link.ready(accepted) & ready::IN != 0).then_some(()))
        .await;
    there.send_all(accepted, b"but answered").await;
    there.link.close(accepted).unwrap();
    there.turn(false).await;
    assert_eq!(here.recv(client).await.unwrap().0, b"but answered");
    assert_eq!(here.recv(client).await, Err(Errno::ECONNRESET));
    assert_eq!(here.recv(client).await.unwrap().0, b"");
    assert_eq!(here.link.send(client, b"x", None), Err(Errno::EPIPE));

    // So does a listener that is closed before the connection is accepted.
    let waiting = here.connect(at("s")).await;
    there
        .until(|link| (link.ready(listener) & ready::IN != 0).then_some(()))
        .await;
    there.link.close(listener).unwrap();
    there.turn(false).await;
    assert_eq!(here.recv(waiting).await, Err(Errno::ECONNRESET));
    drop((here, there));
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_end_that_read_everything_is_an_end() {
    let server = TestServer::start().await;
    let (mut there, mut here) = two(&server).await;
    let (listener, _) = there.listener(at("s"), 5).await;
    // Connections are told apart: the first is reset, the second is not.
    let clients = [here.connect(at("s")).await, here.connect(at("s")).await];
    here.send_all(clients[0], b"unread").await;
    here.send_all(clients[1], b"read").await;
    here.turn(false).await;
    let (first, _) = there.accept(listener).await;
    let (second, _) = there.accept(listener).await;
    there
        .until(|link| (link.ready(first) & ready::IN != 0).then_some(()))
        .await;
    assert_eq!(there.recv(second).await.unwrap().0, b"read");
    there.link.close(first).unwrap();
    there.link.close(second).unwrap();
    there.turn(false).await;
    assert_eq!(here.recv(clients[0]).await, Err(Errno::ECONNRESET));
    assert_eq!(here.recv(clients[1]).await.unwrap().0, b"");
    // Linux lets an end that has closed no more be written to.
    assert_eq!(here.send(clients[1], b"x", None).await, Err(Errno::EPIPE));
}

#[tokio::test(flavor = "multi_thread")]
async fn datagrams_have_senders_and_errors_come_at_once() {
    let server = TestServer::start().await;
    let (mut there, mut here) = two(&server).await;
    let inbox = there.mailbox("/tmp/inbox").await;
    let (named, nameless) = (here.mailbox("reply").await, here.unix(Kind::Dgram).await);
    let to = Some(at("/tmp/inbox"));
    assert_eq!(here.send(named, b"one", to).await, Ok(3));
    assert_eq!(here.send(nameless, b"", to).await, Ok(0));
    assert_eq!(there.recv(inbox).await, Ok((b"one".to_vec(), Some(at("reply")))));
    assert_eq!(there.recv(inbox).await, Ok((vec![], Some(at("")))));
    assert_eq!(
        there.send(inbox, b"two", Some(at("/home/reader/reply"))).await,
        Ok(3)
    );
    assert_eq!(
        here.recv(named).await,
        Ok((b"two".to_vec(), Some(at("/tmp/inbox"))))
    );

    let req = here.link.connect(nameless, to).unwrap();
    here.done(req).await.unwrap();
    assert_eq!(here.link.peername(nameless), Ok(at("/tmp/inbox")));
    assert_eq!(here.send(nameless, b"three", None).await, Ok(5));
    assert_eq!(there.recv(inbox).await.unwrap().0, b"three");
    let nowhere = Some(at("/tmp/nowhere"));
    assert_eq!(here.send(named, b"x", nowhere).await, Err(Errno::ENOENT));
    drop(there);
    while here.send(named, b"x", to).await != Err(Errno::ECONNREFUSED) {}
    assert_eq!(here.send(nameless, b"x", None).await, Err(Errno::ECONNREFUSED));
    drop(here);
    all_gone(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_receiver_that_does_not_read_stops_its_sender_and_loses_nothing() {
    let server = TestServer::start().await;
    let (mut there, mut here) = two(&server).await;
    let inbox = there.mailbox("inbox").await;
    let sender = here.unix(Kind::Dgram).await;
    let letter = |n: usize| format!("{n:0>1000}").into_bytes();
    let mut sent = 0;
    let stopped = loop {
        match here.link.send(sender, &letter(sent), Some(at("inbox"))) {
            Ok(_) => sent += 1,
            Err(errno) => break errno,
        }
        // As far as the relay goes on by itself.
        let req = here.link.stat(name("inbox"));
        here.done(req).await.unwrap();
    };
    assert_eq!(stopped, Errno::EAGAIN);
    assert!(sent as u64 > DATAGRAM_WINDOW / (1_000 + DATAGRAM_COST), "{sent}");
    for n in 0..sent {
        assert_eq!(there.recv(inbox).await.unwrap().0, letter(n));
    }
    assert_eq!(here.send(sender, b"last", Some(at("inbox"))).await, Ok(4));
    assert_eq!(there.recv(inbox).await.unwrap().0, b"last");
}

#[tokio::test(flavor = "multi_thread")]
async fn options_answer_as_linux_does() {
    let server = TestServer::start().await;
    let mut program = Program::start(&server).await;
    let fd = program.unix(Kind::Stream).await;
    for (option, outcome) in [
        (SocketOption::SO_REUSEADDR, Ok(())),
        (SocketOption::SO_BROADCAST, Ok(())),
        (SocketOption::SO_SNDBUF, Ok(())),
        (SocketOption::TCP_NODELAY, Err(Errno::EOPNOTSUPP)),
        (SocketOption::TCP_KEEPIDLE, Err(Errno::EOPNOTSUPP)),
        (SocketOption::IP_TTL, Err(Errno::EOPNOTSUPP)),
    ] {
        let req = program.link.set_option(fd, option, OptionValue::Int(1)).unwrap();
        assert_eq!(program.done(req).await, outcome, "{option:?}");
    }
}
