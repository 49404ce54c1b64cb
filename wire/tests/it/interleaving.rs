//! Whatever the order of sends, receives and deliveries: bytes stay in order, and nobody has more than a window under way.

use proptest::prelude::*;
use wire::Errno;
use wire::limits::WINDOW;
use wire::program::{Fd, How};

use crate::kernel::{EndId, Read};
use crate::pair::{Pair, pattern};

#[derive(Clone, Copy, Debug)]
enum Step {
    Send(usize),
    Receive(usize),
    ClientSends(usize),
    ClientReceives(usize),
    Up,
    Down,
    Work,
    Shutdown,
    ClientShutsDown,
}

fn step() -> impl Strategy<Value = Step> {
    let len = || prop_oneof![4 => 0..2_000usize, 2 => 0..40_000usize, 1 => 0..200_000usize];
    prop_oneof![
        8 => len().prop_map(Step::Send),
        8 => len().prop_map(Step::Receive),
        8 => len().prop_map(Step::ClientSends),
        8 => len().prop_map(Step::ClientReceives),
        12 => Just(Step::Up),
        12 => Just(Step::Down),
        12 => Just(Step::Work),
        1 => Just(Step::Shutdown),
        1 => Just(Step::ClientShutsDown),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn bytes_arrive_once_in_order_and_within_credit(
        steps in prop::collection::vec(step(), 0..300),
        room in prop_oneof![1_000..5_000usize, 10_000..200_000usize],
    ) {
        let mut run = Run::new(room);
        for step in steps {
            run.step(step)?;
            run.check_windows()?;
        }
        run.finish()?;
    }
}

/// A connected stream, and how far each direction has come.
struct Run {
    pair: Pair,
    fd: Fd,
    client: EndId,
    up: Progress,
    down: Progress,
}

#[derive(Default)]
struct Progress {
    sent: u64,
    received: u64,
    shut: bool,
    ended: bool,
}

impl Progress {
    fn receive(&mut self, bytes: &[u8]) -> Result<(), TestCaseError> {
        prop_assert!(
            bytes == pattern(self.received, bytes.len()),
            "at {}",
            self.received
        );
        self.received += bytes.len() as u64;
        Ok(())
    }

    fn end(&mut self) -> Result<(), TestCaseError> {
        prop_assert!(self.shut && self.received == self.sent, "an end before the end");
        self.ended = true;
        Ok(())
    }
}

impl Run {
    fn new(room: usize) -> Self {
        let mut pair = Pair::new();
        pair.relay.kernel.room = room;
        let (fd, client) = pair.stream();
        Self {
            pair,
            fd,
            client,
            up: Progress::default(),
            down: Progress::default(),
        }
    }

    fn step(&mut self, step: Step) -> Result<(), TestCaseError> {
        match step {
            Step::Send(len) => match self.pair.link.send(self.fd, &pattern(self.up.sent, len), None) {
                Ok(sent) => self.up.sent += sent.n as u64,
                Err(Errno::EPIPE) => prop_assert!(self.up.shut),
                Err(errno) => prop_assert_eq!(errno, Errno::EAGAIN),
            },
            Step::Receive(max) => match self.pair.recv(self.fd, max) {
                Ok(bytes) if bytes.is_empty() && max > 0 => self.down.end()?,
                Ok(bytes) => self.down.receive(&bytes)?,
                Err(errno) => prop_assert_eq!(errno, Errno::EAGAIN),
            },
            Step::ClientSends(len) if !self.down.shut => {
                let bytes = pattern(self.down.sent, len);
                self.down.sent += self.pair.relay.kernel.write(self.client, &bytes).unwrap() as u64;
            }
            Step::ClientReceives(max) => match self.pair.relay.kernel.read(self.client, max) {
                Read::Bytes(bytes) => self.up.receive(&bytes)?,
                Read::Eof => self.up.end()?,
                Read::Nothing => {}
                Read::Failed(errno) => prop_assert!(false, "{errno}"),
            },
            Step::Up => {
                prop_assert!(self.pair.deliver_up().is_ok());
            }
            Step::Down => {
                prop_assert!(self.pair.deliver_down().is_ok());
            }
            Step::Work => {
                self.pair.relay.work();
            }
            Step::Shutdown => {
                self.up.shut = true;
                self.pair.link.shutdown(self.fd, How::Write).unwrap();
            }
            Step::ClientSends(_) => {}
            Step::ClientShutsDown => {
                self.down.shut = true;
                self.pair.relay.kernel.shutdown(self.client);
            }
        }
        Ok(())
    }

    /// What a sender has let go of and its receiver's user has not taken fits a window.
    fn check_windows(&self) -> Result<(), TestCaseError> {
        let kernel = &self.pair.relay.kernel;
        let up = self.up.sent - self.up.received - kernel.unread(self.client) as u64;
        let down = self.down.sent - self.down.received - kernel.unread(kernel.other(self.client)) as u64;
        prop_assert!(up <= WINDOW, "{up} bytes to the relay");
        prop_assert!(down <= WINDOW, "{down} bytes to the program");
        Ok(())
    }

    /// Both sides end what they say and read what there is: nothing is stuck, and nothing is lost.
    fn finish(mut self) -> Result<(), TestCaseError> {
        self.step(Step::Shutdown)?;
        self.step(Step::ClientShutsDown)?;
        while !(self.up.ended && self.down.ended) {
            let before = (
                self.up.received,
                self.down.received,
                self.up.ended,
                self.down.ended,
            );
            self.pair.settle();
            self.step(Step::Receive(usize::MAX))?;
            self.step(Step::ClientReceives(usize::MAX))?;
            self.check_windows()?;
            let after = (
                self.up.received,
                self.down.received,
                self.up.ended,
                self.down.ended,
            );
            prop_assert_ne!(before, after, "stuck");
        }
        Ok(())
    }
}
