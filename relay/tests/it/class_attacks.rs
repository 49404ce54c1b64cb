//! Every way around the policy of a class that is known here, gone by a program with nothing to lose.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use echoroom::net::Resolver;
use echoroom::server::{Class, Readers};
use socket2::{Domain, Type};
use tokio_tungstenite::tungstenite::Message;
use wire::{Errno, Family, Kind, OptionValue, SocketId, SocketOption};

use crate::class_ways::{How, WAYS};
use crate::net_program::{Frame, TestProgram};
use crate::student::{Student, home};
use crate::support::TestServer;

/// This machine as seen from its network; a documentation address if it has none.
pub(crate) fn lan() -> Ipv4Addr {
    let probe = UdpSocket::bind("0.0.0.0:0").unwrap();
    let found = probe.connect("203.0.113.1:9").and_then(|()| probe.local_addr());
    match found.map(|address| address.ip()) {
        Ok(IpAddr::V4(ip)) if !ip.is_loopback() => ip,
        _ => Ipv4Addr::new(192, 0, 2, 99),
    }
}

/// Where a reader's sockets really are: the public one, and that of 127.0.0.1.
fn real(shown: IpAddr) -> [Ipv4Addr; 2] {
    let IpAddr::V4(shown) = shown else { unreachable!() };
    let [_, room, high, low] = shown.octets();
    let seat = u16::from_be_bytes([high, low]);
    [0, 1].map(|side| {
        let [high, low] = (seat << 4 | side).to_be_bytes();
        Ipv4Addr::new(127, room, high, low)
    })
}

/// Listens at one port on every address of this machine, TCP and UDP, and is never to hear anything. Its UDP port it would
/// share.
struct Traps {
    tcp: TcpListener,
    udp: UdpSocket,
    port: u16,
}

impl Traps {
    fn set() -> Self {
        loop {
            let tcp = TcpListener::bind("0.0.0.0:0").unwrap();
            let port = tcp.local_addr().unwrap().port();
            let udp = socket2::Socket::new(Domain::IPV4, Type::DGRAM, None).unwrap();
            udp.set_reuse_address(true).unwrap();
            if udp.bind(&SocketAddr::from(([0, 0, 0, 0], port)).into()).is_ok() {
                tcp.set_nonblocking(true).unwrap();
                udp.set_nonblocking(true).unwrap();
                let udp = udp.into();
                return Self { tcp, udp, port };
            }
        }
    }

    fn caught(&self) -> bool {
        self.tcp.accept().is_ok() || self.udp.recv(&mut [0; 64]).is_ok()
    }
}

/// Answers for names of open.test, whose owner is no friend.
fn resolver(anna: Arc<std::sync::OnceLock<IpAddr>>) -> Resolver {
    let asked = AtomicUsize::new(0);
    Resolver::fixed(move |host| {
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        let v4 = |text: &str| vec![text.parse::<IpAddr>().unwrap()];
        let anna = *anna.get().unwrap();
        match host.split('.').next().unwrap_or("") {
            "loopback" | "relay" => v4("127.0.0.1"),
            "zero" => v4("0.0.0.0"),
            "real" => vec![real(anna)[0].into()],
            "private" => vec![real(anna)[1].into()],
            "shown" => vec![anna],
            "lan" => vec![lan().into()],
            "mapped" => v4("::ffff:127.0.0.1"),
            "six" => v4("::1"),
            "nat64" => v4("64:ff9b::127.0.0.1"),
            "many" => (0..200).map(|n| IpAddr::from([127, 0, n, 1])).collect(),
            // Harmless when it is looked at, and then not.
            "turns" => match asked.fetch_add(1, Ordering::Relaxed) % 2 {
                0 => v4("192.0.2.1"),
                _ => v4("127.0.0.1"),
            },
            "broadcast" => v4("255.255.255.255"),
            "router" => v4("192.168.1.1"),
            "metadata" => v4("169.254.169.254"),
            _ => Vec::new(),
        }
    })
}

/// Sends a datagram, and says what Linux would.
pub(crate) async fn datagram(
    program: &mut TestProgram,
    id: SocketId,
    to: Option<SocketAddr>,
) -> Result<(), Errno> {
    program.send_to(id, b"attack", to).await;
    program.flush(id).await
}

/// Goes one way, and says what came of it: `Ok` for something that was reached, as far as the program can tell.
async fn attempt(eve: &mut Student, how: How, target: &str) -> Result<(), Errno> {
    let own = eve.at(0).ip();
    let program = &mut eve.program;
    let address = || target.parse::<SocketAddr>().unwrap();
    match how {
        How::Tcp => {
            let id = program.tcp().await;
            program.connect(id, address()).await.map(drop)
        }
        How::Bound => {
            for from in [IpAddr::from([127, 0, 0, 1]), IpAddr::from([0, 0, 0, 0]), own] {
                let id = program.tcp().await;
                let from = SocketAddr::new(from, if target.ends_with(":9191") { 9191 } else { 0 });
                program.bind(id, &from.to_string()).await.unwrap();
                if program.connect(id, address()).await.is_ok() {
                    return Ok(());
                }
                program.close(id).await;
            }
            Err(Errno::EACCES)
        }
        How::Udp | How::Broadcast => {
            let id = program.udp().await;
            if how == How::Broadcast {
                let on = OptionValue::Int(1);
                program.set(id, SocketOption::SO_BROADCAST, on).await.unwrap();
            }
            // A datagram that nobody is there for is lost without a word: the traps tell.
            let _ = datagram(program, id, Some(address())).await;
            Err(Errno::EACCES)
        }
        How::Connected => {
            let id = program.udp().await;
            program.connect(id, address()).await?;
            let _ = datagram(program, id, None).await;
            Err(Errno::EACCES)
        }
        How::After => {
            let mine = program.udp().await;
            let local = program.bind(mine, "127.0.0.1:0").await.unwrap();
            let id = program.udp().await;
            program.connect(id, local).await.unwrap();
            let _ = datagram(program, id, Some(address())).await;
            Err(Errno::EACCES)
        }
        How::Shared => {
            let peer = program.udp().await;
            let elsewhere = program.bind(peer, "127.0.0.1:0").await.unwrap();
            let deaf = program.udp().await;
            for option in [SocketOption::SO_REUSEADDR, SocketOption::SO_REUSEPORT] {
                let on = OptionValue::Int(1);
                program.set(deaf, option, on).await.unwrap();
                assert_eq!(program.get(deaf, option).await, Ok(on));
            }
            program.bind(deaf, target).await?;
            program.connect(deaf, elsewhere).await.unwrap();
            let id = program.udp().await;
            for ip in [home(0).ip(), own] {
                let to = SocketAddr::new(ip, address().port());
                let _ = datagram(program, id, Some(to)).await;
            }
            Err(Errno::EACCES)
        }
        How::Name => {
            let (host, port) = target.rsplit_once(':').unwrap();
            let port: u16 = port.parse().unwrap();
            for family in [None, Some(Family::Inet), Some(Family::Inet6)] {
                for ip in program.resolve(host, family).await.unwrap_or_default() {
                    let (tcp, udp) = (program.tcp().await, program.udp().await);
                    let outcome = program.connect(tcp, (ip, port).into()).await.map(drop);
                    let _ = datagram(program, udp, Some((ip, port).into())).await;
                    if outcome.is_ok() {
                        return outcome;
                    }
                    program.close(tcp).await;
                    program.close(udp).await;
                }
            }
            Err(Errno::EAI_NONAME)
        }
        How::Six => {
            for kind in [Kind::Stream, Kind::Dgram] {
                if let Ok(id) = program.try_open(Family::Inet6, kind).await {
                    program.connect(id, address()).await?;
                    return datagram(program, id, None).await;
                }
            }
            Err(Errno::EAFNOSUPPORT)
        }
        How::Bind => {
            for kind in [Kind::Stream, Kind::Dgram] {
                let id = program.try_open(Family::Inet, kind).await.unwrap();
                program.bind(id, target).await?;
            }
            Ok(())
        }
        How::Frame => {
            let (tcp, udp) = (program.tcp().await, program.udp().await);
            assert_eq!((tcp, udp), (SocketId(1), SocketId(3)));
            program.raw(Message::text(target)).await;
            program
                .expect("a refusal", |frame| match frame {
                    Frame::Control(wire::ToProgram::Ok { .. }) => Some(Ok(())),
                    Frame::Control(wire::ToProgram::Err { errno, .. }) => Some(Err(*errno)),
                    Frame::Close(..) => Some(Err(Errno::EBADF)),
                    _ => None,
                })
                .await
        }
    }
}

/// Goes all ways around the rules.
async fn none_gets_through(rules: &[&str]) {
    let anna_ip = Arc::new(std::sync::OnceLock::new());
    let known = anna_ip.clone();
    let server = TestServer::start_with(|options| {
        let mut class = Class::default();
        class.rules.resolver = resolver(known);
        class.rules.policy.rules = rules.iter().map(|rule| rule.parse().unwrap()).collect();
        options.readers = Readers::Class(class);
        // The policy is to stop her, not her quota.
        options.limits.reader.connects = NonZeroU32::MAX;
    })
    .await;
    let traps = Traps::set();
    let mut anna = Student::join(&server, "Anna").await;
    anna_ip.set(anna.ip).unwrap();
    let private = anna.tcp_server("127.0.0.1:0").await;
    let port = anna.program.name(private).await.port();
    anna.udp_at(&format!("127.0.0.1:{port}")).await;

    let (token, eve) = server.net.join("Eve").unwrap();
    let [public, loopback] = real(anna.ip);
    let mut reached = Vec::new();
    for (how, target) in WAYS {
        let target = target
            .replace("HOSTNAME", &hostname())
            .replace("PRIVATE", &loopback.to_string())
            .replace("REAL", &public.to_string())
            .replace("LAN", &lan().to_string());
        // Only as an address: as a name she is `anna`, however it is written.
        let target = match how {
            How::Name => target,
            _ => target
                .replace("ANNA", &anna.ip.to_string())
                .replace("OWN", &eve.address.to_string()),
        };
        let target = [("T", traps.port), ("R", server.address.port()), ("P", port)]
            .iter()
            .fold(target, |target, (letter, port)| {
                target
                    .replace(&format!(":{letter}"), &format!(":{port}"))
                    .replace(&format!(":0{letter}"), &format!(":0{port}"))
            });
        let program = TestProgram::start_at(server.address, token.clone()).await;
        let mut eve = Student {
            program,
            ip: eve.address,
        };
        let outcome = attempt(&mut eve, *how, &target).await;
        let caught = traps.caught();
        if outcome.is_ok() || caught {
            reached.push(format!("{how:?} {target}: {outcome:?}, caught: {caught}"));
        }
    }
    assert!(
        reached.is_empty(),
        "{} of {}: {reached:#?}",
        reached.len(),
        WAYS.len()
    );
    // Whatever went to Anna has arrived by now: this comes after it.
    anna.try_connect(home(port)).await.unwrap();
    assert_eq!(anna.program.accept(private, 1).await.peer.ip(), home(0).ip());
    assert!(!anna.program.has_data());
}

fn hostname() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or("localhost".into());
    name.trim().to_owned()
}

#[test]
fn there_are_many_ways_and_each_is_another() {
    let different: std::collections::HashSet<_> = WAYS
        .iter()
        .map(|(how, target)| format!("{how:?} {target}"))
        .collect();
    assert_eq!(different.len(), WAYS.len());
    assert!(WAYS.len() >= 200, "{}", WAYS.len());
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn no_way_leads_around_a_policy_without_rules() {
    none_gets_through(&[]).await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn no_way_leads_from_a_wide_rule_to_what_it_does_not_mean() {
    none_gets_through(&[
        "*.open.test:*",
        "open.test:*",
        "128.0.0.0/1:*",
        "0.0.0.0/0:1-65535",
    ])
    .await;
}
