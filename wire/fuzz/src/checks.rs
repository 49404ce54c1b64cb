//! One function a target: feeds the bytes, and panics where something is believed that a peer could have made up.

use bytes::Bytes;
use wire::limits::{MAX_DATAGRAM, MAX_PENDING};
use wire::program::{Fd, Link, ready};
use wire::relay::{Inbound, Session};
use wire::{Address, Data, Errno, Family, Kind, Packet, ToRelay, UnixName};

use super::packets::Packets;

/// What a program may say, apart from `hello`.
const TO_RELAY: &[&str] = &[
    r##"{"t":"socket","req":#,"id":#,"family":"inet","kind":"stream"}"##,
    r##"{"t":"socket","req":#,"id":#,"family":"inet6","kind":"dgram"}"##,
    r##"{"t":"set","req":#,"id":#,"option":"SO_LINGER","value":[1,#]}"##,
    r##"{"t":"bind","req":#,"id":#,"address":"127.0.0.1:9090"}"##,
    r##"{"t":"listen","req":#,"id":#,"backlog":#}"##,
    r##"{"t":"connect","req":#,"id":#,"address":"127.0.0.1:9090"}"##,
    r##"{"t":"flush","req":#,"id":#}"##,
    r##"{"t":"resolve","req":#,"host":"localhost","family":null}"##,
    r##"{"t":"reverse","req":#,"ip":"127.0.0.1"}"##,
    r##"{"t":"socket","req":#,"id":#,"family":"unix","kind":"dgram"}"##,
    r##"{"t":"bind","req":#,"id":#,"address":"unix:/tmp/a%ff"}"##,
    r##"{"t":"unlink","req":#,"path":"unix:%00a"}"##,
    r##"{"t":"credit","id":#,"upto":#}"##,
    r##"{"t":"accept","id":#,"upto":#}"##,
    r##"{"t":"shutdown","id":#}"##,
    r##"{"t":"close","id":#,"taken":#,"reset":false}"##,
    r##"{"t":"bye"}"##,
];

/// What a relay may say.
const TO_PROGRAM: &[&str] = &[
    r##"{"t":"welcome","address":"127.0.0.1","name":"ann","sockets":#}"##,
    r##"{"t":"ok","req":#}"##,
    r##"{"t":"ok","req":#,"local":"127.0.0.1:9090"}"##,
    r##"{"t":"ok","req":#,"local":"127.0.0.1:9090","peer":"127.0.0.1:9091"}"##,
    r##"{"t":"ok","req":#,"local":"unix:","peer":"unix:/tmp/a"}"##,
    r##"{"t":"ok","req":#,"value":#}"##,
    r##"{"t":"ok","req":#,"host":"ann"}"##,
    r##"{"t":"err","req":#,"errno":"ECONNREFUSED"}"##,
    r##"{"t":"accepted","listener":#,"id":#,"local":"127.0.0.1:9090","peer":"127.0.0.1:9091"}"##,
    r##"{"t":"eof","id":#}"##,
    r##"{"t":"failed","id":#,"errno":"ECONNRESET"}"##,
    r##"{"t":"credit","id":#,"upto":#}"##,
];

/// Decodes one data frame; what was decoded is encoded to the same bytes.
pub fn data_frame(input: &[u8]) {
    if let Ok(data) = Data::decode(Bytes::copy_from_slice(input)) {
        let (Data::Stream { bytes, .. } | Data::Datagram { bytes, .. }) = &data;
        assert!(bytes.len() <= MAX_DATAGRAM);
        assert_eq!(data.encode(), input);
    }
}

/// Feeds a relay's session, which then accomplishes whatever passes, until the first violation.
pub fn relay_session(input: &[u8]) {
    let mut session = Session::new();
    let hello = r#"{"t":"hello","token":"t","label":"l"}"#;
    let greeted = session.receive(Packet::Text(hello.into()));
    assert!(greeted.is_ok());
    let (mut requests, mut opened) = (0, 0);
    for packet in Packets::new(input, TO_RELAY) {
        match session.receive(packet) {
            Err(violation) => return drop(violation.to_string()),
            Ok(Inbound::Control(control)) => {
                let request = !matches!(
                    control,
                    ToRelay::Credit { .. }
                        | ToRelay::Accept { .. }
                        | ToRelay::Shutdown { .. }
                        | ToRelay::Close { .. }
                        | ToRelay::Bye
                );
                requests += usize::from(request);
                match control {
                    ToRelay::Socket { .. } => opened += 1,
                    ToRelay::Connect { id, .. } => session.connected(id),
                    ToRelay::Listen { id, .. } => {
                        session.listening(id);
                        let accepted = session.accepted(id);
                        assert!(accepted.is_none_or(|new| new.0.is_multiple_of(2)));
                        opened += usize::from(accepted.is_some());
                    }
                    _ => {}
                }
                assert!(requests <= MAX_PENDING);
            }
            Ok(Inbound::Data(Data::Stream { id, bytes } | Data::Datagram { id, bytes, .. })) => {
                if id.0 % 4 == 1 {
                    session.consumed(id, bytes.len());
                }
            }
        }
        assert!(session.open() <= opened);
    }
}

/// Feeds a program's link, whose program makes every call it can between the messages, until the first violation.
pub fn program_link(input: &[u8]) {
    let mut link = Link::new("token", "test", "");
    let name = UnixName::new(b"/tmp/a").map(Address::Unix);
    let peer = Some(Address::Inet(([127, 0, 0, 1], 9090).into()));
    for kind in [Kind::Stream, Kind::Stream, Kind::Dgram, Kind::Stream] {
        assert!(link.open(Family::Inet, kind).is_ok());
    }
    for kind in [Kind::Stream, Kind::Dgram] {
        assert!(link.open(Family::Unix, kind).is_ok());
    }
    let _ = (
        link.connect(Fd(3), peer),
        link.listen(Fd(4), 1),
        link.connect(Fd(5), peer),
        link.connect(Fd(7), name),
        link.connect(Fd(8), name),
    );
    for packet in Packets::new(input, TO_PROGRAM) {
        let shown = matches!(&packet, Packet::Text(text) if text.len() % 2 == 0);
        if let Err(violation) = link.receive(packet) {
            return drop(violation.to_string());
        }
        for fd in (3..10).map(Fd) {
            let mask = link.ready(fd);
            let read = link.recv(fd, 100, shown, &mut Vec::new());
            let readable = mask & (ready::IN | ready::ERR | ready::NVAL) == ready::IN;
            assert!(!readable || read != Err(Errno::EAGAIN));
            let _ = (
                link.send(fd, &[0; 100], None),
                link.accept(fd),
                link.take_error(fd),
            );
        }
        while link.transmit().is_some() {}
    }
    link.bye();
}
