//! Where a socket of a class is bound while it connects, and where it is when that failed.

use std::net::{SocketAddr, TcpStream, UdpSocket};

use if_addrs::{IfAddr, get_if_addrs};
use socket2::{Domain, Socket, Type};
use wire::Errno;

use crate::class_attacks::lan;
use crate::student::{Student, home};
use crate::support::TestServer;

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_was_bound_keeps_its_port_whichever_way_it_goes() {
    let server = TestServer::start_class(|_| {}).await;
    let (mut anna, mut boris) = (
        Student::join(&server, "Anna").await,
        Student::join(&server, "Boris").await,
    );
    let hers = anna.tcp_server("0.0.0.0:9006").await;
    let his = boris.tcp_server("0.0.0.0:9006").await;
    for (n, bound) in [(1, "0.0.0.0:9101"), (2, "127.0.0.1:9102")] {
        let id = anna.reusing().await;
        let asked: SocketAddr = anna.program.bind(id, bound).await.unwrap();
        let reply = anna.program.connect(id, home(9006)).await.unwrap();
        assert_eq!(reply.local, Some(home(asked.port())));
        assert_eq!(anna.program.name(id).await, home(asked.port()));
        assert_eq!(anna.program.accept(hers, n).await.peer, home(asked.port()));
    }
    for (n, (bound, outcome)) in [
        ("0.0.0.0:9103".to_owned(), None),
        (anna.at(9104).to_string(), None),
        ("127.0.0.1:9105".to_owned(), Some(Errno::EINVAL)),
    ]
    .into_iter()
    .enumerate()
    {
        let id = anna.reusing().await;
        let asked = anna.program.bind(id, &bound).await.unwrap();
        let reply = anna.program.connect(id, boris.at(9006)).await;
        assert_eq!(reply.as_ref().err().copied(), outcome);
        if let Ok(reply) = reply {
            assert_eq!(reply.local, Some(anna.at(asked.port())));
            assert_eq!(
                boris.program.accept(his, n as u64 + 1).await.peer,
                anna.at(asked.port())
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_whose_connect_failed_listens_where_it_was_bound() {
    let server = TestServer::start_class(|class| {
        class.rules.policy.rules = vec![format!("{}:*", lan()).parse().unwrap()];
    })
    .await;
    let (mut anna, mut boris) = (
        Student::join(&server, "Anna").await,
        Student::join(&server, "Boris").await,
    );
    // Bound and not listening: whoever connects is refused, and no other program can take the port.
    let mute = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    let _ = mute.bind(&SocketAddr::from((lan(), 0)).into());
    let bound = mute.local_addr().unwrap().as_socket();
    let beyond = (lan(), bound.map_or(1, |bound| bound.port().max(1))).into();
    for (bound, target) in [
        ("0.0.0.0:9201".to_owned(), home(9209)),
        ("0.0.0.0:9202".to_owned(), boris.at(9209)),
        ("0.0.0.0:9203".to_owned(), beyond),
        (anna.at(0).to_string(), boris.at(9209)),
        (anna.at(0).to_string(), beyond),
        ("127.0.0.2:9204".to_owned(), home(9209)),
    ] {
        let way = format!("{bound} {target}");
        let asked: SocketAddr = bound.parse().unwrap();
        let id = anna.reusing().await;
        anna.program.bind(id, &bound).await.unwrap();
        assert!(anna.program.connect(id, target).await.is_err(), "{way}");
        let address = anna.program.name(id).await;
        assert_eq!(address.ip(), asked.ip(), "{way}");
        anna.program.listen(id, 1).await.unwrap();
        let outcome = match address.ip() {
            ip if ip.is_loopback() => anna.try_connect(address).await,
            ip if ip.is_unspecified() => anna.try_connect(home(address.port())).await,
            _ => boris.try_connect(address).await,
        };
        assert!(outcome.is_ok(), "{way}: {outcome:?}");
        assert!(TcpStream::connect((lan(), address.port())).is_err(), "{way}");
        anna.program.close(id).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_that_nobody_bound_can_connect_again_and_listen() {
    let server = TestServer::start_class(|_| {}).await;
    let mut anna = Student::join(&server, "Anna").await;
    let id = anna.program.tcp().await;
    for target in [home(9219), anna.at(9219)] {
        let refused = anna.program.connect(id, target).await.err();
        assert_eq!(refused, Some(Errno::ECONNREFUSED), "{target}");
        assert_eq!(anna.program.name(id).await.port(), 0, "{target}");
    }
    anna.program.listen(id, 1).await.unwrap();
    let port = anna.program.name(id).await.port();
    assert!(anna.try_connect(home(port)).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_datagram_socket_whose_connect_failed_hears_where_it_was_bound() {
    // Without SO_BROADCAST the kernel connects nothing to it.
    let everybody = get_if_addrs()
        .unwrap()
        .into_iter()
        .find_map(|interface| match interface.addr {
            IfAddr::V4(address) if address.ip == lan() => address.broadcast,
            _ => None,
        });
    let Some(everybody) = everybody else { return };
    let server = TestServer::start_class(|class| {
        class.rules.policy.rules = vec![format!("{everybody}:*").parse().unwrap()];
    })
    .await;
    let mut anna = Student::join(&server, "Anna").await;
    let id = anna.udp_at("0.0.0.0:9220").await;
    let refused = anna.program.connect(id, (everybody, 9).into()).await.err();
    assert_eq!(refused, Some(Errno::EACCES));
    // Nobody has the port on the machine's other addresses.
    assert!(UdpSocket::bind((lan(), 9220)).is_ok());
    let client = anna.program.udp().await;
    anna.program.send_to(client, b"hello", Some(home(9220))).await;
    assert_eq!(anna.program.receive(id).await.0, b"hello");
}
