//! How many bytes may go each way in a second: of one reader, and of all readers of a class together.
//!
//! Bytes are paid for when they have gone, so that what is beyond the limit makes the next ones wait: streams by backpressure,
//! as on a slow link. Who waits asks for the right moment, not again and again; readers wait in turns.

use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{Mutex, MutexGuard};
use tokio::time::{Instant, sleep};

use super::Net;
use super::metrics::Limit;
use super::reader::Reader;

/// Nanoseconds by which bytes may be ahead of their time: what a page or an exercise sends at once doesn't notice a limit.
const AHEAD: u64 = 250_000_000;

/// Bytes in a second, or no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate(Option<NonZeroU64>);

/// A text that is no [`Rate`].
#[derive(Debug, thiserror::Error)]
#[error("give bytes in a second, such as 500K or 16M, or 0 for no limit")]
pub struct BadRate;

/// A direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From programs into the kernel.
    Out,
    /// From the kernel to programs.
    In,
}

/// What one reader, or all of them, may move each way.
#[derive(Debug, Default)]
pub(super) struct Allowance([Option<Meter>; 2]);

/// Bytes in time.
#[derive(Debug)]
struct Meter {
    rate: NonZeroU64,
    began: Instant,
    /// Nanoseconds after `began` at which all that has gone would have gone at this rate.
    due: AtomicU64,
    /// Of those that wait, one at a time looks at the clock.
    turn: Mutex<()>,
}

/// What a socket's bytes have to keep to, by whose they are.
#[derive(Clone, Debug)]
pub(super) struct Pace {
    pub(super) net: Arc<Net>,
    pub(super) reader: Arc<Reader>,
}

impl Rate {
    /// So many mebibytes.
    pub(super) const fn mebibytes(n: u64) -> Self {
        Self(NonZeroU64::new(n << 20))
    }
}

impl FromStr for Rate {
    type Err = BadRate;

    fn from_str(text: &str) -> Result<Self, BadRate> {
        let units = [('K', 1 << 10), ('M', 1 << 20), ('G', 1 << 30)];
        let (digits, unit) = units
            .iter()
            .find_map(|(letter, unit)| Some((text.strip_suffix(*letter)?, *unit)))
            .unwrap_or((text, 1));
        let number: u64 = digits.parse().map_err(|_| BadRate)?;
        let rate = number.checked_mul(unit).ok_or(BadRate)?;
        Ok(Self(NonZeroU64::new(rate)))
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = self.0.map_or(0, NonZeroU64::get);
        match rate.trailing_zeros() {
            20..=63 => write!(f, "{}M", rate >> 20),
            10..=19 => write!(f, "{}K", rate >> 10),
            _ => write!(f, "{rate}"),
        }
    }
}

impl Allowance {
    pub(super) fn new(rate: Rate) -> Self {
        let meter = || rate.0.map(Meter::new);
        Self([meter(), meter()])
    }

    fn of(&self, direction: Direction) -> Option<&Meter> {
        let [outward, inward] = &self.0;
        match direction {
            Direction::Out => outward.as_ref(),
            Direction::In => inward.as_ref(),
        }
    }
}

impl Pace {
    /// Whether bytes may go now. If not, that is counted.
    pub(super) fn is_open(&self, direction: Direction) -> bool {
        let [own, all] = self.meters(direction);
        let limit = match (own.and_then(Meter::wait), all.and_then(Meter::wait)) {
            (None, None) => return true,
            (Some(_), _) => Limit::ReaderBytes,
            (None, Some(_)) => Limit::AllBytes,
        };
        self.net.metrics.reached(limit);
        false
    }

    /// Waits until bytes may go: among the reader's own sockets first, then among readers, so that who has many sockets has
    /// no more turns than others.
    pub(super) async fn open(&self, direction: Direction) {
        if self.is_open(direction) {
            return;
        }
        let [own, all] = self.meters(direction);
        let _own_turn = match own {
            Some(own) => Some(own.pass().await),
            None => None,
        };
        if let Some(all) = all {
            drop(all.pass().await);
        }
    }

    /// These bytes have gone.
    pub(super) fn pay(&self, direction: Direction, bytes: usize) {
        for meter in self.meters(direction).into_iter().flatten() {
            meter.pay(bytes as u64);
        }
    }

    fn meters(&self, direction: Direction) -> [Option<&Meter>; 2] {
        [
            self.reader.quota.bytes.of(direction),
            self.net.bytes.of(direction),
        ]
    }
}

impl Meter {
    fn new(rate: NonZeroU64) -> Self {
        Self {
            rate,
            began: Instant::now(),
            due: AtomicU64::new(0),
            turn: Mutex::new(()),
        }
    }

    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }

    /// How long until bytes may go; `None` if they may now.
    fn wait(&self) -> Option<Duration> {
        self.wait_at(self.now())
    }

    fn wait_at(&self, now: u64) -> Option<Duration> {
        let due = self.due.load(Ordering::Relaxed);
        let wait = due.checked_sub(now.saturating_add(AHEAD))?;
        (wait > 0).then(|| Duration::from_nanos(wait))
    }

    /// Waits for one's turn, and then until bytes may go.
    async fn pass(&self) -> MutexGuard<'_, ()> {
        let turn = self.turn.lock().await;
        while let Some(wait) = self.wait() {
            sleep(wait).await;
        }
        turn
    }

    fn pay(&self, bytes: u64) {
        self.pay_at(self.now(), bytes);
    }

    fn pay_at(&self, now: u64, bytes: u64) {
        let cost = u128::from(bytes) * 1_000_000_000 / u128::from(self.rate.get());
        let cost = u64::try_from(cost).unwrap_or(u64::MAX);
        let later = |due: u64| Some(due.max(now).saturating_add(cost));
        // The closure always answers something.
        let _ = self.due.fetch_update(Ordering::Relaxed, Ordering::Relaxed, later);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_written_as_it_is_read() {
        for (text, bytes) in [
            ("0", 0),
            ("1000", 1000),
            ("500K", 512_000),
            ("16M", 16 << 20),
            ("2G", 2 << 30),
        ] {
            let rate: Rate = text.parse().unwrap();
            assert_eq!(rate, Rate(NonZeroU64::new(bytes)), "{text}");
            assert_eq!(rate.to_string().parse::<Rate>().unwrap(), rate, "{text}");
        }
        for wrong in [
            "",
            "K",
            "-1",
            "1.5M",
            "16MM",
            "16 M",
            "99999999999999999999",
            "99999999999G",
        ] {
            assert!(wrong.parse::<Rate>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn in_the_long_run_bytes_go_at_the_rate_and_no_slower() {
        let meter = Meter::new(NonZeroU64::new(1_000_000).unwrap());
        let mut now = 0;
        for _ in 0..1_000 {
            now += meter.wait_at(now).map_or(0, |wait| wait.as_nanos() as u64);
            assert_eq!(meter.wait_at(now), None, "one wait is enough");
            meter.pay_at(now, 32_000);
        }
        let seconds = now as f64 / 1e9;
        assert!((31.0..=33.0).contains(&seconds), "32 MB at 1 MB/s: {seconds}");
    }

    #[test]
    fn who_was_silent_has_no_more_than_a_moment_s_bytes_ahead() {
        let meter = Meter::new(NonZeroU64::new(1_000_000).unwrap());
        let now = 60_000_000_000;
        let mut at_once = 0;
        while meter.wait_at(now).is_none() {
            meter.pay_at(now, 1_000);
            at_once += 1;
        }
        assert!((250..=252).contains(&at_once), "{at_once}");
    }
}
