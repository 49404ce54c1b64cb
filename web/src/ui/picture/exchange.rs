//! How far a pair of programs has come in the life of a TCP exchange, learnt from their calls. Knows no page.

use std::collections::BTreeMap;

use crate::runtime::{Call, Happens, What};

/// Whose socket it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Side {
    Server,
    Client,
}

/// A step of one side, as `data-step` in drawings names it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Deed {
    Socket,
    Bind,
    Listen,
    Accept,
    Connect,
    Send,
    Recv,
    /// A recv that said that nothing more will come.
    End,
    /// The socket that was connected.
    Close,
    /// The socket that listened.
    Stop,
}

/// What became of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    Waits,
    Done,
    Failed { errno: i32 },
}

/// The last thing that happened on a side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Said {
    pub deed: Deed,
    pub mark: Mark,
    /// A port or a number of bytes.
    pub number: Option<u32>,
}

/// Both sides.
#[derive(Default, Debug)]
pub struct Exchange {
    pub server: Progress,
    pub client: Progress,
}

/// One side.
#[derive(Default, Debug)]
pub struct Progress {
    /// Its program runs.
    pub runs: bool,
    pub marks: BTreeMap<Deed, Mark>,
    pub port: Option<u16>,
    pub sent: u32,
    pub received: u32,
    pub said: Option<Said>,
    /// The socket that was made first, or that listens, and the one that is connected.
    first: Option<i32>,
    connected: Option<i32>,
}

impl Side {
    pub fn other(self) -> Side {
        match self {
            Side::Server => Side::Client,
            Side::Client => Side::Server,
        }
    }
}

impl Exchange {
    pub fn of(&self, side: Side) -> &Progress {
        match side {
            Side::Server => &self.server,
            Side::Client => &self.client,
        }
    }

    fn side(&mut self, side: Side) -> &mut Progress {
        match side {
            Side::Server => &mut self.server,
            Side::Client => &mut self.client,
        }
    }

    /// A program starts; what is left of an exchange that is over goes.
    pub fn begin(&mut self, side: Side) {
        if !self.of(side.other()).runs {
            *self.side(side.other()) = Progress::default();
        }
        *self.side(side) = Progress {
            runs: true,
            ..Progress::default()
        };
    }

    /// A program has ended, and with it all its sockets.
    pub fn end(&mut self, side: Side) {
        let progress = self.side(side);
        progress.runs = false;
        progress.marks.retain(|_, mark| *mark != Mark::Waits);
        let said = progress.said;
        for fd in [progress.connected, progress.first].into_iter().flatten() {
            progress.close(side, fd);
        }
        // Why it failed is worth more than that the system has tidied up.
        if let Some(Mark::Failed { .. }) = said.map(|said| said.mark) {
            progress.said = said;
        }
    }

    /// A call of a side's program.
    pub fn hear(&mut self, side: Side, call: &Call) {
        self.side(side).hear(side, call);
    }
}

impl Progress {
    fn hear(&mut self, side: Side, call: &Call) {
        let fd = call.fd;
        let mark = match call.state {
            Happens::Waits => Mark::Waits,
            Happens::Done => Mark::Done,
            Happens::Failed { errno } => Mark::Failed { errno },
        };
        let done = mark == Mark::Done;
        match call.what {
            What::Socket => self.open(side, fd),
            What::Bind { port } => {
                self.port = port.or(self.port);
                self.mark(Deed::Bind, mark, port.map(u32::from));
            }
            What::Listen => self.mark(Deed::Listen, mark, None),
            What::Accept { accepted, port } => {
                if done {
                    self.forget_talk();
                    self.connected = Some(accepted);
                }
                self.mark(Deed::Accept, mark, port.map(u32::from));
            }
            What::Connect { port } => {
                if done {
                    self.connected = Some(fd);
                    self.port = port;
                }
                self.mark(Deed::Connect, mark, port.map(u32::from));
            }
            What::Send { bytes } => {
                self.sent += bytes;
                self.mark(Deed::Send, mark, Some(self.sent));
            }
            What::Recv { .. } if mark == Mark::Waits && self.has_done(Deed::Recv) && side == Side::Server => {
                // It has had the message, so what it waits for now is another one, or the end.
                self.mark(Deed::End, mark, None);
            }
            What::Recv { bytes } => {
                self.received += bytes;
                if self.marks.get(&Deed::End) == Some(&Mark::Waits) {
                    self.marks.remove(&Deed::End);
                }
                self.mark(Deed::Recv, mark, Some(self.received));
            }
            What::End => {
                if self.marks.get(&Deed::Recv) == Some(&Mark::Waits) {
                    self.marks.remove(&Deed::Recv);
                }
                self.mark(Deed::End, mark, None);
            }
            What::Close => self.close(side, fd),
        }
    }

    /// A client's new socket begins an exchange anew; a server's second one isn't the one that listens.
    fn open(&mut self, side: Side, fd: i32) {
        if side == Side::Server && self.first.is_some() {
            return;
        }
        let runs = self.runs;
        *self = Progress {
            runs,
            first: Some(fd),
            ..Progress::default()
        };
        self.mark(Deed::Socket, Mark::Done, None);
    }

    fn close(&mut self, side: Side, fd: i32) {
        if self.connected == Some(fd) || (side == Side::Client && self.first == Some(fd)) {
            self.connected = None;
            if side == Side::Client {
                self.first = None;
            }
            self.mark(Deed::Close, Mark::Done, None);
        } else if self.first == Some(fd) {
            self.first = None;
            self.mark(Deed::Stop, Mark::Done, None);
        }
    }

    /// A server has its next client.
    fn forget_talk(&mut self) {
        self.sent = 0;
        self.received = 0;
        for deed in [Deed::Send, Deed::Recv, Deed::End, Deed::Close] {
            self.marks.remove(&deed);
        }
    }

    fn has_done(&self, deed: Deed) -> bool {
        self.marks.get(&deed) == Some(&Mark::Done)
    }

    fn mark(&mut self, deed: Deed, mark: Mark, number: Option<u32>) {
        self.marks.insert(deed, mark);
        self.said = Some(Said { deed, mark, number });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(what: What, fd: i32, state: Happens) -> Call {
        Call {
            what,
            fd,
            state,
            at: 0.0,
        }
    }

    fn hear(exchange: &mut Exchange, side: Side, calls: &[(What, i32)]) {
        for (what, fd) in calls {
            exchange.hear(side, &call(*what, *fd, Happens::Done));
        }
    }

    fn echo() -> Exchange {
        let mut exchange = Exchange::default();
        exchange.begin(Side::Server);
        let port = Some(9090);
        hear(
            &mut exchange,
            Side::Server,
            &[(What::Socket, 3), (What::Bind { port }, 3), (What::Listen, 3)],
        );
        exchange.begin(Side::Client);
        let port = Some(51544);
        hear(
            &mut exchange,
            Side::Client,
            &[
                (What::Socket, 3),
                (What::Connect { port }, 3),
                (What::Send { bytes: 22 }, 3),
            ],
        );
        hear(
            &mut exchange,
            Side::Server,
            &[
                (What::Accept { accepted: 5, port }, 3),
                (What::Recv { bytes: 22 }, 5),
                (What::Send { bytes: 22 }, 5),
            ],
        );
        exchange.hear(Side::Server, &call(What::Recv { bytes: 0 }, 5, Happens::Waits));
        exchange
    }

    #[test]
    fn an_exchange_goes_through_all_its_steps() {
        let mut exchange = echo();
        let server = exchange.of(Side::Server);
        assert_eq!(server.marks[&Deed::Recv], Mark::Done);
        assert_eq!(
            server.marks[&Deed::End],
            Mark::Waits,
            "it has its message, and waits for the end"
        );
        assert_eq!((server.port, server.received, server.sent), (Some(9090), 22, 22));

        hear(
            &mut exchange,
            Side::Client,
            &[(What::Recv { bytes: 22 }, 3), (What::Close, 3)],
        );
        exchange.end(Side::Client);
        hear(
            &mut exchange,
            Side::Server,
            &[(What::End, 5), (What::Close, 5), (What::Close, 3)],
        );
        exchange.end(Side::Server);
        for (side, steps) in [(Side::Server, 9), (Side::Client, 5)] {
            let marks = &exchange.of(side).marks;
            assert_eq!(marks.len(), steps, "{side:?}: {marks:?}");
            assert!(marks.values().all(|mark| *mark == Mark::Done), "{marks:?}");
        }
        assert_eq!(exchange.of(Side::Client).port, Some(51544));
    }

    #[test]
    fn a_program_that_ends_closes_what_it_left_open() {
        let mut exchange = echo();
        exchange.end(Side::Server);
        let marks = &exchange.of(Side::Server).marks;
        assert_eq!(marks[&Deed::Close], Mark::Done);
        assert_eq!(marks[&Deed::Stop], Mark::Done);
        assert_eq!(marks.get(&Deed::End), None, "it waited, and nothing came of it");
    }

    #[test]
    fn the_next_client_begins_the_talk_anew() {
        let mut exchange = echo();
        hear(&mut exchange, Side::Server, &[(What::Close, 5)]);
        exchange.end(Side::Client);
        exchange.begin(Side::Client);
        assert!(exchange.of(Side::Client).marks.is_empty());
        let again = What::Accept {
            accepted: 6,
            port: Some(51546),
        };
        hear(&mut exchange, Side::Server, &[(again, 3)]);
        let server = exchange.of(Side::Server);
        assert_eq!(server.marks.get(&Deed::Close), None);
        assert_eq!(server.received, 0);
        assert_eq!(server.marks[&Deed::Listen], Mark::Done);
    }

    #[test]
    fn a_client_without_a_server_is_refused_and_tries_again() {
        let mut exchange = Exchange::default();
        exchange.begin(Side::Client);
        hear(&mut exchange, Side::Client, &[(What::Socket, 3)]);
        let refused = Happens::Failed { errno: 111 };
        exchange.hear(Side::Client, &call(What::Connect { port: None }, 3, refused));
        exchange.end(Side::Client);
        let client = exchange.of(Side::Client);
        assert_eq!(client.marks[&Deed::Connect], Mark::Failed { errno: 111 });
        assert_eq!(client.marks[&Deed::Close], Mark::Done);
        assert_eq!(client.said.unwrap().deed, Deed::Connect);
        assert!(exchange.of(Side::Server).marks.is_empty());

        exchange.begin(Side::Client);
        hear(&mut exchange, Side::Client, &[(What::Socket, 4)]);
        assert_eq!(exchange.of(Side::Client).marks.len(), 1);
    }
}
