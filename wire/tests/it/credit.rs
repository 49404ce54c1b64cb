//! Flow control: who has no credit waits, who takes bytes gives credit back, and nobody holds more than a window.

use wire::limits::{ALONE, CREDIT_STEP, DATAGRAM_COST, DATAGRAM_WINDOW, MAX_DATAGRAM, WIDE_WINDOW, WINDOW};
use wire::program::ready;
use wire::{Errno, Kind, ReceiveWindow, SendCredit, ToProgram, ToRelay};

use crate::kernel::here;
use crate::pair::{Pair, pattern};

#[test]
fn a_program_sends_a_window_and_then_waits() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    let sent = pattern(0, 3 * WINDOW as usize);
    assert_eq!(pair.send(fd, &sent), Ok(WINDOW as usize));
    assert_eq!(pair.send(fd, b"x"), Err(Errno::EAGAIN));
    assert_eq!(pair.link.ready(fd) & ready::OUT, 0);

    // The client doesn't read: its kernel takes what fits, less than what is worth a word, and the rest waits.
    pair.settle();
    assert_eq!(pair.send(fd, b"x"), Err(Errno::EAGAIN));
    assert_eq!(pair.relay.unwritten() + pair.relay.kernel.room, WINDOW as usize);

    let mut arrived = Vec::new();
    let mut done = WINDOW as usize;
    while arrived.len() < sent.len() {
        arrived.extend(pair.relay.kernel.drain(client));
        pair.settle();
        match pair.send(fd, &sent[done..]) {
            Ok(n) => done += n,
            Err(errno) => assert_eq!(errno, Errno::EAGAIN),
        }
    }
    assert_eq!(arrived, sent);
}

#[test]
fn the_relay_stops_reading_for_a_program_that_does_not_read() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    let sent = pattern(0, 2 * WINDOW as usize);
    let mut done = 0;
    loop {
        let n = pair.relay.kernel.write(client, &sent[done..]).unwrap();
        pair.settle();
        done += n;
        if n == 0 {
            break;
        }
    }
    assert_eq!(done, WINDOW as usize + pair.relay.kernel.room);

    let mut arrived = Vec::new();
    while arrived.len() < sent.len() {
        arrived.extend(pair.recv(fd, 10_000).unwrap());
        pair.settle();
        done += pair.relay.kernel.write(client, &sent[done..]).unwrap();
        pair.settle();
    }
    assert_eq!(arrived, sent);
}

#[test]
fn credit_is_said_step_by_step() {
    let mut pair = Pair::new();
    let (fd, client) = pair.stream();
    let sent = pattern(0, WINDOW as usize);
    pair.relay.kernel.room = sent.len();
    pair.relay.kernel.write(client, &sent).unwrap();
    pair.settle();
    pair.asked.clear();
    pair.recv(fd, CREDIT_STEP as usize - 1).unwrap();
    pair.settle();
    assert_eq!(pair.asked, []);
    pair.recv(fd, 1).unwrap();
    pair.settle();
    assert!(matches!(pair.asked[..], [ToRelay::Credit { upto, .. }] if upto == WINDOW + CREDIT_STEP));

    pair.told.clear();
    pair.relay.kernel.room = CREDIT_STEP as usize;
    pair.send(fd, &sent).unwrap();
    for _ in 0..2 {
        pair.settle();
        pair.relay.kernel.drain(client);
    }
    let told: Vec<u64> = pair
        .told
        .iter()
        .map(|control| match control {
            ToProgram::Credit { upto, .. } => *upto,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(told, [1, 2].map(|n| WINDOW + n * CREDIT_STEP));
}

#[test]
fn a_stream_that_arrives_alone_gets_a_wide_window_until_something_else_arrives() {
    let mut pair = Pair::new();
    let (bulk, source) = pair.stream();
    let other = pair.bound(9091);
    let mut moved = 0;
    // A window's worth arrives and is read; how far beyond what was read the relay may go then.
    let mut round = |pair: &mut Pair| {
        moved += pair
            .relay
            .kernel
            .write(source, &pattern(moved, WINDOW as usize))
            .unwrap() as u64;
        pair.settle();
        let expected = pattern(moved - WINDOW, WINDOW as usize);
        assert!(pair.recv(bulk, WINDOW as usize).unwrap() == expected);
        pair.settle();
        let upto = pair.asked.iter().rev().find_map(|control| match control {
            ToRelay::Credit { upto, .. } => Some(*upto),
            _ => None,
        });
        upto.map(|upto| upto - moved)
    };
    pair.relay.kernel.room = WINDOW as usize;
    for _ in 0..ALONE / WINDOW - 1 {
        assert_eq!(round(&mut pair), Some(WINDOW));
    }
    assert_eq!(round(&mut pair), Some(WIDE_WINDOW));

    pair.relay
        .kernel
        .send_to(here(9092), here(9091), b"ping")
        .unwrap();
    pair.settle();
    assert_eq!(pair.recv(other, 10), Ok(b"ping".to_vec()));
    for _ in 0..WIDE_WINDOW / WINDOW {
        round(&mut pair);
    }
    assert_eq!(round(&mut pair), Some(WINDOW));
}

#[test]
fn datagrams_cost_more_than_they_carry() {
    let mut pair = Pair::new();
    let fd = pair.bound(9090);
    let sink = here(9091);
    pair.relay.kernel.bind(Kind::Dgram, sink).unwrap();
    assert_eq!(pair.send_to(fd, b"first", sink), Ok(5));
    pair.all_up();
    let mut count = 0;
    while pair.send_to(fd, b"", sink).is_ok() {
        count += 1;
    }
    assert_eq!(count, (DATAGRAM_WINDOW - 5) / DATAGRAM_COST - 1);
    pair.settle();
    assert_eq!(pair.send_to(fd, b"", sink), Ok(0));
}

#[test]
fn a_socket_that_is_ready_takes_the_largest_datagram() {
    for filler in (0..DATAGRAM_WINDOW as usize - MAX_DATAGRAM)
        .step_by(1_009)
        .chain([65_437, 65_438, 65_439, 65_500])
    {
        let mut pair = Pair::new();
        let fd = pair.socket(Kind::Dgram);
        pair.link.send(fd, &vec![0; filler], Some(here(9090))).unwrap();
        if pair.link.ready(fd) & ready::OUT != 0 {
            assert!(
                pair.link
                    .send(fd, &vec![0; MAX_DATAGRAM], Some(here(9090)))
                    .is_ok(),
                "after {filler}"
            );
        }
    }
}

#[test]
fn datagrams_wait_in_the_kernel_for_a_program_without_room() {
    let mut pair = Pair::new();
    let fd = pair.bound(9090);
    for _ in 0..200 {
        pair.relay
            .kernel
            .send_to(here(9091), here(9090), &[7; 1000])
            .unwrap();
    }
    pair.settle();
    let ahead = DATAGRAM_WINDOW / (1000 + DATAGRAM_COST);
    assert_eq!(pair.relay.kernel.waiting_at(here(9090)), 200 - ahead as usize);
    for n in 0..200 {
        assert_eq!(
            pair.recv_from(fd, 2000),
            Ok((vec![7; 1000], here(9091))),
            "datagram {n}"
        );
        pair.settle();
    }
    assert_eq!(pair.recv(fd, 1), Err(Errno::EAGAIN));
}

#[test]
fn reading_empty_datagrams_gives_credit_too() {
    let mut pair = Pair::new();
    let fd = pair.bound(9090);
    let window = (DATAGRAM_WINDOW / DATAGRAM_COST) as usize;
    for _ in 0..2 * window {
        pair.relay.kernel.send_to(here(9091), here(9090), b"").unwrap();
    }
    pair.settle();
    for _ in 0..2 * window {
        assert_eq!(pair.recv(fd, 1), Ok(Vec::new()));
        pair.settle();
    }
}

#[test]
fn credit_never_goes_back_nor_beyond_the_window() {
    let mut credit = SendCredit::new(Kind::Stream);
    assert!(credit.take(WINDOW) && !credit.take(1) && credit.take(0));
    assert!(!credit.grant(WINDOW - 1));
    assert!(credit.grant(WINDOW) && credit.grant(2 * WINDOW));
    assert!(!credit.grant(WINDOW + WIDE_WINDOW + 1) && !credit.grant(u64::MAX));
    assert_eq!((credit.sent(), credit.available()), (WINDOW, WINDOW));
}

#[test]
fn a_window_holds_a_window() {
    let mut window = ReceiveWindow::new(Kind::Stream);
    assert!(window.arrive(WINDOW) && !window.arrive(1) && !window.arrive(u64::MAX));
    assert_eq!(window.take(CREDIT_STEP - 1), None);
    assert!(!window.arrive(1));
    assert_eq!(window.take(1), Some(WINDOW + CREDIT_STEP));
    assert!(window.arrive(CREDIT_STEP) && !window.arrive(1));
    // More than has arrived can't be taken.
    assert_eq!(window.take(u64::MAX / 2), Some(2 * WINDOW + CREDIT_STEP));
    assert_eq!(window.taken(), WINDOW + CREDIT_STEP);
}
