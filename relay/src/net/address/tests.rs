//! Solo as it always was, and the translation of a class as properties.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;

const HOME: Home = Home::Solo;

fn at(text: &str) -> SocketAddr {
    text.parse().unwrap()
}

#[test]
fn a_wildcard_is_bound_at_home_and_shown_as_asked() {
    for (asked, real) in [("0.0.0.0:9090", "127.0.0.1:9090"), ("[::]:9090", "[::1]:9090")] {
        let family = if at(asked).is_ipv4() {
            Family::Inet
        } else {
            Family::Inet6
        };
        assert_eq!(HOME.bind(family, at(asked)), Ok(at(real)));
        assert_eq!(HOME.shown(at(real), Some(at(asked))), at(asked));
    }
    assert_eq!(
        HOME.shown(at("127.0.0.1:40000"), Some(at("0.0.0.0:0"))),
        at("0.0.0.0:40000")
    );
    assert_eq!(HOME.shown(at("127.0.0.1:40000"), None), at("127.0.0.1:40000"));
}

#[test]
fn foreign_addresses_and_low_ports_are_refused_as_linux_does() {
    assert_eq!(HOME.bind(Family::Inet, at("0.0.0.0:80")), Err(Errno::EACCES));
    assert_eq!(HOME.bind(Family::Inet, at("127.0.0.1:1023")), Err(Errno::EACCES));
    assert_eq!(
        HOME.bind(Family::Inet, at("127.0.0.1:1024")),
        Ok(at("127.0.0.1:1024"))
    );
    assert_eq!(HOME.bind(Family::Inet, at("127.0.0.1:0")), Ok(at("127.0.0.1:0")));
    assert_eq!(
        HOME.bind(Family::Inet, at("192.168.1.5:80")),
        Err(Errno::EADDRNOTAVAIL)
    );
    assert_eq!(
        HOME.bind(Family::Inet6, at("[::ffff:192.168.1.5]:9090")),
        Err(Errno::EADDRNOTAVAIL)
    );
    assert_eq!(
        HOME.bind(Family::Inet, at("[::1]:9090")),
        Err(Errno::EAFNOSUPPORT)
    );
}

#[test]
fn nowhere_means_home() {
    let itself = |text| Ok(Meaning::Itself(at(text)));
    assert_eq!(
        HOME.meaning(Family::Inet, at("0.0.0.0:9090")),
        itself("127.0.0.1:9090")
    );
    assert_eq!(HOME.meaning(Family::Inet6, at("[::]:9090")), itself("[::1]:9090"));
    assert_eq!(
        HOME.meaning(Family::Inet6, at("[::ffff:0.0.0.0]:1")),
        itself("[::ffff:127.0.0.1]:1")
    );
    assert_eq!(
        HOME.meaning(Family::Inet, at("93.184.215.14:80")),
        itself("93.184.215.14:80")
    );
    assert_eq!(
        HOME.meaning(Family::Inet, at("[::1]:80")),
        Err(Errno::EAFNOSUPPORT)
    );
}

fn class() -> impl Strategy<Value = Home> {
    let rooms: Vec<_> = Room::all().collect();
    let seats: Vec<_> = Room::seats().collect();
    (select(rooms), select(seats)).prop_map(|(room, seat)| Home::Class(room, seat))
}

/// What a program of this reader can bind: 127.0.0.1 to 127.0.0.15, its own address, the wildcard.
fn own() -> impl Strategy<Value = (Home, Ipv4Addr)> {
    (class(), 0..17u8).prop_map(|(home, n)| match (n, home.public()) {
        (0, _) => (home, Ipv4Addr::UNSPECIFIED),
        (16, IpAddr::V4(public)) => (home, public),
        _ => (home, Ipv4Addr::new(127, 0, 0, n)),
    })
}

fn port() -> impl Strategy<Value = u16> {
    FIRST_PORT..=u16::MAX
}

proptest! {
    #[test]
    fn what_is_bound_is_shown_as_it_was_asked_for((home, ip) in own(), port in port()) {
        let asked = SocketAddr::new(ip.into(), port);
        let real = home.bind(Family::Inet, asked).unwrap();
        prop_assert_eq!(home.shown(real, Some(asked)), asked);
        // As a connection's address, too, but that one is never a wildcard.
        if !ip.is_unspecified() {
            let ends = Ends { local: real, peer: SocketAddr::new(Ipv4Addr::new(9, 9, 9, 9).into(), 9) };
            prop_assert_eq!(home.ends(Kind::Stream, ends).local, asked);
        }
    }

    #[test]
    fn nothing_is_bound_but_the_reader_s_own_addresses(
        home in class(), bits in any::<u32>(), port in any::<u16>(),
    ) {
        let asked = SocketAddr::new(Ipv4Addr::from_bits(bits).into(), port);
        if let Ok(real) = home.bind(Family::Inet, asked) {
            prop_assert!(home.sender(real.ip()).is_some_and(|seat| home.is_at(seat)));
            prop_assert!(port == 0 || port >= FIRST_PORT);
        }
    }

    #[test]
    fn two_readers_are_bound_to_different_addresses((a, ip) in own(), (b, other) in own(), port in port()) {
        let bind = |home: Home, ip: Ipv4Addr| home.bind(Family::Inet, SocketAddr::new(ip.into(), port)).unwrap();
        if a != b {
            prop_assert_ne!(bind(a, ip), bind(b, other));
            prop_assert_ne!(a.public(), b.public());
        }
    }

    #[test]
    fn a_reader_reaches_no_private_address_of_another(home in class(), bits in any::<u32>(), port in any::<u16>()) {
        let asked = SocketAddr::new(Ipv4Addr::from_bits(bits).into(), port);
        match home.meaning(Family::Inet, asked).unwrap() {
            Meaning::Seat(Some(seat), via, to) => {
                prop_assert_eq!(to, port);
                prop_assert!(home.is_at(seat) || via == Via::Public);
                for (real, _) in home.candidates(seat, via) {
                    prop_assert_eq!(home.sender(real), Some(seat));
                    let public = matches!(home, Home::Class(room, _) if real == room.real(seat, Side::Public));
                    prop_assert!(public || home.is_at(seat));
                }
            }
            Meaning::Seat(None, ..) => {}
            Meaning::Itself(real) => {
                prop_assert_eq!(real, asked);
                prop_assert!(!real.ip().is_loopback() && !real.ip().is_unspecified());
            }
        }
    }

    #[test]
    fn a_client_is_seen_where_its_reader_is(
        (home, classmate) in (class(), class()), port in port(), from in port(),
    ) {
        let Home::Class(room, seat) = home else { unreachable!() };
        let Home::Class(_, mate) = classmate else { unreachable!() };
        // To its own server, by 127.0.0.1 and by its own address, and to a classmate's.
        for (to, via) in [(seat, Via::Loopback(Some(Side::LOCALHOST))), (seat, Via::Public), (mate, Via::Public)] {
            let way = Meaning::Seat(Some(to), via, port);
            let source = home.stand(Kind::Stream, None, way).unwrap().unwrap();
            let there = Home::Class(room, to);
            for (real, _) in home.candidates(to, via) {
                let (client, server) = (SocketAddr::new(source, from), SocketAddr::new(real, port));
                let seen = there.ends(Kind::Stream, Ends { local: server, peer: client });
                let own = home.ends(Kind::Stream, Ends { local: client, peer: server });
                // Both ends see the same two addresses.
                prop_assert_eq!((seen.local, seen.peer), (own.peer, own.local));
                let shown: IpAddr = match via {
                    Via::Loopback(_) => Ipv4Addr::LOCALHOST.into(),
                    Via::Public => home.public(),
                };
                prop_assert_eq!(seen.peer, SocketAddr::new(shown, from));
            }
        }
    }

    #[test]
    fn a_private_socket_speaks_to_its_own_reader_only(home in class(), bits in any::<u32>(), n in 1..16u8) {
        let asked = SocketAddr::new(Ipv4Addr::new(127, 0, 0, n).into(), 9090);
        let to = home.meaning(Family::Inet, SocketAddr::new(Ipv4Addr::from_bits(bits).into(), 9090)).unwrap();
        for kind in [Kind::Stream, Kind::Dgram] {
            let allowed = home.stand(kind, Some(asked), to).is_ok();
            prop_assert_eq!(allowed, matches!(to, Meaning::Seat(Some(seat), Via::Loopback(_), _) if home.is_at(seat)));
        }
    }
}

#[test]
fn a_class_has_no_ipv6() {
    let home = Home::Class(Room::all().next().unwrap(), Room::seats().next().unwrap());
    assert_eq!(home.has(Family::Inet6), Err(Errno::EAFNOSUPPORT));
    assert_eq!(home.has(Family::Inet), Ok(()));
    for six in ["[::1]:9090", "[::ffff:127.0.0.1]:9090", "[::]:9090"] {
        assert_eq!(home.meaning(Family::Inet, at(six)), Err(Errno::EAFNOSUPPORT));
        assert_eq!(home.bind(Family::Inet6, at(six)), Err(Errno::EADDRNOTAVAIL));
    }
    assert_eq!(home.localhost(), [IpAddr::V4(Ipv4Addr::LOCALHOST)]);
}
