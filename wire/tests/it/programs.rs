//! Whatever a Python program does, in whatever order: its sockets fail with an errno, its WebSocket with no violation.

use proptest::prelude::*;
use wire::program::{Fd, How, ready};
use wire::{CloseCode, Errno, Family, Kind, OptionValue, SocketOption};

use crate::kernel::{EndId, here};
use crate::pair::Pair;

/// One call, on one of a few descriptors, about one of a few ports; or something that happens outside.
#[derive(Clone, Copy, Debug)]
enum Act {
    Open(Kind),
    Pair(Kind),
    Bind(Fd, u16),
    Listen(Fd),
    Connect(Fd, Option<u16>),
    Accept(Fd),
    Send(Fd, usize, Option<u16>),
    Receive(Fd, usize),
    Shutdown(Fd, How),
    Close(Fd),
    Dup(Fd),
    Set(Fd, bool),
    Lookup(usize),
    ClientConnects(u16),
    ClientSends(usize, usize),
    ClientReceives(usize),
    ClientCloses(usize, bool),
    Up,
    Down,
    Work,
}

fn act() -> impl Strategy<Value = Act> {
    let fd = || (2..9i32).prop_map(Fd);
    let port = || 9090..9093u16;
    let kind = || prop_oneof![3 => Just(Kind::Stream), 1 => Just(Kind::Dgram)];
    let len = || prop_oneof![4 => 0..100usize, 1 => 0..150_000usize];
    let how = prop_oneof![Just(How::Read), Just(How::Write), Just(How::Both)];
    let client = || 0..8usize;
    prop_oneof![
        4 => kind().prop_map(Act::Open),
        1 => kind().prop_map(Act::Pair),
        3 => (fd(), port()).prop_map(|(fd, port)| Act::Bind(fd, port)),
        3 => fd().prop_map(Act::Listen),
        4 => (fd(), prop::option::weighted(0.9, port())).prop_map(|(fd, port)| Act::Connect(fd, port)),
        4 => fd().prop_map(Act::Accept),
        6 => (fd(), len(), prop::option::of(port())).prop_map(|(fd, len, to)| Act::Send(fd, len, to)),
        6 => (fd(), len()).prop_map(|(fd, len)| Act::Receive(fd, len)),
        2 => (fd(), how).prop_map(|(fd, how)| Act::Shutdown(fd, how)),
        2 => fd().prop_map(Act::Close),
        1 => fd().prop_map(Act::Dup),
        1 => (fd(), any::<bool>()).prop_map(|(fd, valid)| Act::Set(fd, valid)),
        1 => (0..400usize).prop_map(Act::Lookup),
        4 => port().prop_map(Act::ClientConnects),
        3 => (client(), len()).prop_map(|(client, len)| Act::ClientSends(client, len)),
        3 => client().prop_map(Act::ClientReceives),
        2 => (client(), any::<bool>()).prop_map(|(client, reset)| Act::ClientCloses(client, reset)),
        12 => Just(Act::Up),
        12 => Just(Act::Down),
        12 => Just(Act::Work),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_program_breaks_the_protocol(acts in prop::collection::vec(act(), 0..300), most in 2..7u32) {
        let mut pair = Pair::with_sockets(most);
        let mut clients = Vec::new();
        for act in acts {
            perform(&mut pair, &mut clients, act)?;
            (2..9).try_for_each(|fd| readiness_is_true(&mut pair, Fd(fd)))?;
        }
        pair.link.bye();
        pair.settle();
        prop_assert_eq!(pair.relay.closed, Some(CloseCode::Normal));
        prop_assert_eq!(pair.relay.session.open(), 0);
        prop_assert_eq!(requests(&pair), answers(&pair));
    }
}

/// The numbers that were asked with, in order.
fn requests(pair: &Pair) -> Vec<u64> {
    sorted(
        pair.asked
            .iter()
            .map(|control| serde_json::to_value(control).unwrap()["req"].as_u64()),
    )
}

/// The numbers that were answered, in order.
fn answers(pair: &Pair) -> Vec<u64> {
    sorted(
        pair.told
            .iter()
            .map(|control| serde_json::to_value(control).unwrap()["req"].as_u64()),
    )
}

fn sorted(numbers: impl Iterator<Item = Option<u64>>) -> Vec<u64> {
    let mut numbers: Vec<u64> = numbers.flatten().collect();
    numbers.sort_unstable();
    numbers
}

fn perform(pair: &mut Pair, clients: &mut Vec<EndId>, act: Act) -> Result<(), TestCaseError> {
    let link = &mut pair.link;
    match act {
        Act::Open(kind) => drop(link.open(Family::Inet, kind)),
        Act::Pair(kind) => drop(link.pair(kind)),
        Act::Bind(fd, port) => drop(link.bind(fd, here(port))),
        Act::Listen(fd) => drop(link.listen(fd, 2)),
        Act::Connect(fd, port) => drop(link.connect(fd, port.map(here))),
        Act::Accept(fd) => drop(link.accept(fd)),
        Act::Send(fd, len, to) => {
            let writable = link.ready(fd) & ready::OUT != 0;
            let outcome = link.send(fd, &vec![0; len], to.map(here));
            prop_assert!(
                !writable || outcome != Err(Errno::EAGAIN),
                "{fd:?} said it was writable"
            );
        }
        Act::Receive(fd, len) => drop(link.recv(fd, len, false, &mut Vec::new())),
        Act::Shutdown(fd, how) => drop(link.shutdown(fd, how)),
        Act::Close(fd) => drop(link.close(fd)),
        Act::Dup(fd) => drop(link.dup(fd)),
        Act::Set(fd, valid) => {
            let value = if valid {
                OptionValue::Linger(1, 0)
            } else {
                OptionValue::Int(1)
            };
            let _ = link.set_option(fd, SocketOption::SO_LINGER, value);
            let _ = link.get_option(fd, SocketOption::SO_LINGER);
        }
        Act::Lookup(len) => drop(link.resolve(&"a".repeat(len), None)),
        Act::ClientConnects(port) => clients.extend(pair.relay.kernel.connect(None, here(port))),
        Act::ClientSends(client, len) => {
            if let Some(client) = clients.get(client) {
                let _ = pair.relay.kernel.write(*client, &vec![0; len]);
            }
        }
        Act::ClientReceives(client) => {
            if let Some(client) = clients.get(client) {
                pair.relay.kernel.drain(*client);
            }
        }
        Act::ClientCloses(client, reset) => {
            if client < clients.len() {
                pair.relay.kernel.close(clients.swap_remove(client), reset);
            }
        }
        Act::Up => {
            let delivered = pair.deliver_up();
            prop_assert!(delivered.is_ok(), "{delivered:?}");
        }
        Act::Down => {
            let delivered = pair.deliver_down();
            prop_assert!(delivered.is_ok(), "{delivered:?}");
        }
        Act::Work => drop(pair.relay.work()),
    }
    Ok(())
}

/// Who waits for bytes until poll(2) says so neither waits for ever nor in circles.
fn readiness_is_true(pair: &mut Pair, fd: Fd) -> Result<(), TestCaseError> {
    let mask = pair.link.ready(fd);
    if mask & (ready::NVAL | ready::ERR) != 0 {
        return Ok(());
    }
    let outcome = pair.link.recv(fd, 1, true, &mut Vec::new());
    if mask & ready::IN != 0 {
        prop_assert_ne!(outcome, Err(Errno::EAGAIN), "{:?} said it was readable", fd);
    } else {
        let nothing = matches!(outcome, Err(Errno::EAGAIN | Errno::ENOTCONN));
        prop_assert!(nothing, "{fd:?} did not say it was readable: {outcome:?}");
    }
    Ok(())
}
