//! What readers of a class may reach: nothing but one another, unless a rule says so.

use std::net::{IpAddr, Ipv4Addr, TcpListener, UdpSocket};

use echoroom::net::{Resolver, Source};
use wire::Errno;

use crate::class_attacks::{datagram, lan};
use crate::student::{Student, home};
use crate::support::TestServer;

/// A class with these rules, a student in it, and a server of this machine on its network address.
async fn class_with_lan_server(rules: impl Fn(u16) -> Vec<String>) -> (TestServer, Student, TcpListener) {
    let service = TcpListener::bind((lan(), 0)).unwrap();
    let port = service.local_addr().unwrap().port();
    let server = TestServer::start_class(|class| {
        class.rules.policy.rules = rules(port).iter().map(|rule| rule.parse().unwrap()).collect();
    })
    .await;
    let student = Student::join(&server, "Anna").await;
    (server, student, service)
}

fn has_lan() -> bool {
    lan() != Ipv4Addr::new(192, 0, 2, 99)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_rule_names_is_reached_and_seen_to_come_from_the_machine() {
    if !has_lan() {
        return;
    }
    let (_server, mut anna, service) = class_with_lan_server(|port| vec![format!("{}:{port}", lan())]).await;
    let address = service.local_addr().unwrap();
    let (_, local, peer) = anna.try_connect(address).await.unwrap();
    assert_eq!((local.ip(), peer), (anna.ip, address));
    assert_eq!(service.accept().unwrap().1.ip(), IpAddr::V4(lan()));

    // From a socket that was bound, too, but not from one that is private.
    let id = anna.program.tcp().await;
    anna.program.bind(id, "0.0.0.0:0").await.unwrap();
    anna.program.connect(id, address).await.unwrap();
    let id = anna.program.tcp().await;
    anna.program.bind(id, "127.0.0.1:0").await.unwrap();
    assert_eq!(anna.program.connect(id, address).await.err(), Some(Errno::EINVAL));

    let mailbox = UdpSocket::bind(address).unwrap();
    let udp = anna.program.udp().await;
    assert_eq!(datagram(&mut anna.program, udp, Some(address)).await, Ok(()));
    let mut buffer = [0; 16];
    let (n, from) = mailbox.recv_from(&mut buffer).unwrap();
    assert_eq!(&buffer[..n], b"attack");
    // The answer comes through, a stranger's datagram doesn't.
    let stranger = UdpSocket::bind((lan(), 0)).unwrap();
    stranger.send_to(b"stranger", from).unwrap();
    mailbox.send_to(b"answer", from).unwrap();
    assert_eq!(anna.program.receive(udp).await, (b"answer".to_vec(), address));
    assert!(!anna.program.has_data());
    // Within the class it can't be used any more.
    assert_eq!(
        datagram(&mut anna.program, udp, Some(home(9090))).await,
        Err(Errno::EINVAL)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rule_for_this_machine_opens_one_port_and_never_the_relay_s() {
    if !has_lan() {
        return;
    }
    let (server, mut anna, service) = class_with_lan_server(|_| vec![format!("{}:*", lan())]).await;
    anna.try_connect(service.local_addr().unwrap()).await.unwrap();
    let relay = (lan(), server.address.port()).into();
    assert_eq!(anna.try_connect(relay).await.err(), Some(Errno::EACCES));
    let (_server, mut anna, service) =
        class_with_lan_server(|port| vec![format!("{}:{port}", lan()).replace(&port.to_string(), "1-2")])
            .await;
    assert_eq!(
        anna.try_connect(service.local_addr().unwrap()).await.err(),
        Some(Errno::EACCES)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_policy_is_loaded_again_and_a_mistake_leaves_the_old_one() {
    if !has_lan() {
        return;
    }
    let file = tempfile::NamedTempFile::new().unwrap();
    let write = |text: &str| std::fs::write(&file, text).unwrap();
    let service = TcpListener::bind((lan(), 0)).unwrap();
    let address = service.local_addr().unwrap();
    write("allow = []\n");
    let server = TestServer::start_class(|class| {
        class.rules.policy = Source {
            rules: Vec::new(),
            file: Some(file.path().into()),
        };
    })
    .await;
    let mut anna = Student::join(&server, "Anna").await;
    let udp = anna.program.udp().await;
    assert_eq!(anna.try_connect(address).await.err(), Some(Errno::EACCES));
    write(&format!("allow = ['{address}']\n"));
    assert_eq!(server.net.reload_policy().unwrap(), 1);
    anna.try_connect(address).await.unwrap();
    anna.program.connect(udp, address).await.unwrap();
    assert_eq!(datagram(&mut anna.program, udp, None).await, Ok(()));

    write("allow = ['nothing']\n");
    let mistake = server.net.reload_policy().unwrap_err().to_string();
    assert!(mistake.ends_with(":1: `nothing` names no port: write HOST:PORT, such as `192.168.1.10:5432`, `10.1.0.0/16:80-90` or `*.example.org:443`"), "{mistake}");
    anna.try_connect(address).await.unwrap();

    // A socket that is connected already asks again with every datagram.
    write("");
    assert_eq!(server.net.reload_policy().unwrap(), 0);
    assert_eq!(datagram(&mut anna.program, udp, None).await, Err(Errno::EACCES));
    assert_eq!(anna.try_connect(address).await.err(), Some(Errno::EACCES));
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_answered_as_far_as_rules_open_their_addresses() {
    let server = TestServer::start_class(|class| {
        class.rules.policy.rules = ["*.open.test:443", "10.1.0.0/16:80"]
            .map(|rule| rule.parse().unwrap())
            .into();
        class.rules.resolver = Resolver::fixed(|host| {
            assert_ne!(host, "a", "what can't be a name isn't asked for");
            [
                "93.184.215.14",
                "10.1.2.3",
                "10.2.2.3",
                "127.0.0.1",
                "2001:db8::1",
            ]
            .map(|ip| ip.parse().unwrap())
            .into()
        });
    })
    .await;
    let mut anna = Student::join(&server, "Anna").await;
    let texts = |ips: Result<Vec<IpAddr>, Errno>| {
        ips.map(|ips| ips.iter().map(IpAddr::to_string).collect::<Vec<_>>())
    };
    assert_eq!(
        texts(anna.program.resolve("www.open.test", None).await),
        Ok(vec!["93.184.215.14".into(), "10.1.2.3".into()])
    );
    assert_eq!(
        texts(anna.program.resolve("other.test", None).await),
        Ok(vec!["10.1.2.3".into()])
    );
    assert_eq!(
        texts(anna.program.resolve("1", None).await),
        Err(Errno::EAI_NONAME)
    );
}
