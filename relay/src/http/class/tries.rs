//! How often one address may knock: so that a code can't be guessed, nor a class filled by one who has it.

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::household::household;

/// Attempts that an address has at once, and one more each second: a school may share one address.
const ATTEMPTS: NonZeroU32 = NonZeroU32::new(60).unwrap();

/// Wrong codes that an address has at once, and one more every six seconds.
const MISTAKES: NonZeroU32 = NonZeroU32::new(10).unwrap();

/// How long an address waits that has made more.
const LOCKED: Duration = Duration::from_secs(60);

/// Addresses that are remembered before those are forgotten that needn't be.
const ADDRESSES: usize = 4096;

#[derive(Debug)]
pub(super) struct Tries {
    attempts: DefaultKeyedRateLimiter<IpAddr>,
    mistakes: DefaultKeyedRateLimiter<IpAddr>,
    locked: Mutex<HashMap<IpAddr, Instant>>,
}

impl Default for Tries {
    fn default() -> Self {
        let mistakes = Quota::per_minute(MISTAKES);
        Self {
            attempts: RateLimiter::keyed(Quota::per_second(NonZeroU32::MIN).allow_burst(ATTEMPTS)),
            mistakes: RateLimiter::keyed(mistakes),
            locked: Mutex::default(),
        }
    }
}

impl Tries {
    /// Counts an attempt.
    ///
    /// # Errors
    /// How long to wait for the next, if this is one too many.
    pub(super) fn attempt(&self, from: IpAddr) -> Result<(), Duration> {
        let from = household(from);
        if self.attempts.len() > ADDRESSES {
            self.attempts.retain_recent();
        }
        let now = Instant::now();
        if let Some(until) = self.locked().get(&from).filter(|until| **until > now) {
            return Err(*until - now);
        }
        let outcome = self.attempts.check_key(&from);
        outcome.map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()))
    }

    /// The attempt had a wrong code.
    pub(super) fn mistake(&self, from: IpAddr) {
        let from = household(from);
        if self.mistakes.len() > ADDRESSES {
            self.mistakes.retain_recent();
        }
        if self.mistakes.check_key(&from).is_err() {
            let now = Instant::now();
            let mut locked = self.locked();
            locked.retain(|_, until| *until > now);
            locked.insert(from, now + LOCKED);
            tracing::warn!(address = %from, "too many wrong join codes: this address has to wait");
        }
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<IpAddr, Instant>> {
        self.locked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_ten_mistakes_an_address_has_to_wait_and_another_has_not() {
        let (tries, one, other): (_, IpAddr, IpAddr) =
            (Tries::default(), [10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        for _ in 0..11 {
            assert_eq!(tries.attempt(one), Ok(()));
            tries.mistake(one);
        }
        assert!(tries.attempt(one).unwrap_err() > Duration::from_secs(50));
        assert_eq!(tries.attempt(other), Ok(()));
    }

    #[test]
    fn attempts_have_an_end_even_without_mistakes() {
        let tries = Tries::default();
        let refused = (0..100)
            .filter(|_| tries.attempt([10, 0, 0, 1].into()).is_err())
            .count();
        assert!(refused >= 39, "{refused}");
    }
}
