//! What has happened and isn't shown yet, in the order in which it happened. Knows no page.

use std::collections::VecDeque;

use super::exchange::Side;
use crate::runtime::{Call, Happens, What};

/// Something that happened on a side.
#[derive(Debug)]
pub struct Event {
    pub side: Side,
    /// Milliseconds of the clock that all workers share.
    pub at: f64,
    pub what: Happened,
}

/// What it was.
#[derive(Debug)]
pub enum Happened {
    Began,
    Called(Call),
    Ended,
}

/// Events that wait to be shown. A worker sends few in a second (web/program/watch.js), so they can't pile up.
#[derive(Default)]
pub struct Queue {
    ahead: VecDeque<Event>,
}

impl Queue {
    /// Messages of two workers come in any order and are put in that of their times; those of one side stay in theirs.
    pub fn add(&mut self, event: Event) {
        if let Happened::Called(call) = &event.what {
            // A wait that is over before it was shown is no wait.
            self.ahead
                .retain(|known| known.side != event.side || !ends(call, &known.what));
        }
        let before = |known: &Event| known.side == event.side || known.at <= event.at;
        let place = self.ahead.iter().rposition(before);
        self.ahead.insert(place.map_or(0, |place| place + 1), event);
    }

    /// The first of them.
    pub fn next(&mut self) -> Option<Event> {
        self.ahead.pop_front()
    }

    pub fn len(&self) -> usize {
        self.ahead.len()
    }
}

/// Whether a call is how a wait that was told before has come out.
fn ends(call: &Call, known: &Happened) -> bool {
    let Happened::Called(wait) = known else {
        return false;
    };
    let same = match (wait.what, call.what) {
        (What::Recv { .. }, What::Recv { .. } | What::End) => true,
        (known, what) => std::mem::discriminant(&known) == std::mem::discriminant(&what),
    };
    same && wait.state == Happens::Waits && wait.fd == call.fd && call.state != Happens::Waits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(side: Side, at: f64, what: What, state: Happens) -> Event {
        let call = Call {
            what,
            fd: 3,
            state,
            at,
        };
        Event {
            side,
            at,
            what: Happened::Called(call),
        }
    }

    fn times(mut queue: Queue) -> Vec<(Side, f64)> {
        std::iter::from_fn(|| queue.next())
            .map(|event| (event.side, event.at))
            .collect()
    }

    #[test]
    fn two_sides_are_put_in_the_order_of_their_times() {
        let mut queue = Queue::default();
        queue.add(call(Side::Server, 5.0, What::Close, Happens::Done));
        queue.add(call(Side::Client, 2.0, What::Socket, Happens::Done));
        queue.add(call(Side::Client, 7.0, What::Close, Happens::Done));
        queue.add(call(Side::Server, 6.0, What::Listen, Happens::Done));
        let order = [
            (Side::Client, 2.0),
            (Side::Server, 5.0),
            (Side::Server, 6.0),
            (Side::Client, 7.0),
        ];
        assert_eq!(times(queue), order);
    }

    #[test]
    fn one_side_stays_in_its_order_whatever_its_clock_says() {
        let mut queue = Queue::default();
        queue.add(call(Side::Server, 5.0, What::Listen, Happens::Done));
        queue.add(call(Side::Server, 4.0, What::Close, Happens::Done));
        assert_eq!(times(queue), [(Side::Server, 5.0), (Side::Server, 4.0)]);
    }

    #[test]
    fn a_wait_that_is_over_is_not_shown_any_more() {
        let mut queue = Queue::default();
        let recv = What::Recv { bytes: 0 };
        queue.add(call(Side::Client, 1.0, recv, Happens::Waits));
        queue.add(call(Side::Server, 1.5, recv, Happens::Waits));
        queue.add(call(Side::Client, 2.0, What::End, Happens::Done));
        assert_eq!(times(queue), [(Side::Server, 1.5), (Side::Client, 2.0)]);
    }
}
