//! What is refused to a reader: all of it is counted, and the log tells of the first ones.

use std::num::NonZeroU32;

use governor::{DefaultDirectRateLimiter, Quota as Rate, RateLimiter};

use super::reader::Reader;
use super::{Net, Refusal};

/// Lines about one reader in a second in the long run: a teacher reads no more, and a program is refused 100,000 datagrams.
const LINES: NonZeroU32 = NonZeroU32::MIN;

/// Lines that may come at once: the addresses of a lesson about scanning ports, or those of a name.
const BURST: NonZeroU32 = NonZeroU32::new(20).unwrap();

/// How many lines about a reader the log may get now.
#[derive(Debug)]
pub(super) struct Lines(DefaultDirectRateLimiter);

impl Default for Lines {
    fn default() -> Self {
        Self(RateLimiter::direct(Rate::per_second(LINES).allow_burst(BURST)))
    }
}

impl Reader {
    /// Counts what was refused, and has `say` write a line about it unless the log has had enough of them.
    pub(super) fn refused(&self, net: &Net, refusal: Refusal, say: impl FnOnce()) {
        net.refused(refusal);
        if self.lines.0.check().is_ok() {
            say();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::House;

    #[test]
    fn all_refusals_are_counted_and_few_are_told_of() {
        let house = House::new(Default::default());
        let net = Net::solo(house.clone());
        let reader = net.readers.find(&net.solo_token().unwrap()).unwrap();
        let mut lines = 0;
        for _ in 0..10_000 {
            reader.refused(&net, Refusal::Policy, || lines += 1);
        }
        assert!((20..5_000).contains(&lines), "{lines}");
        let metrics = house.metrics();
        assert!(metrics.contains("reason=\"policy\"} 10000"), "{metrics}");
    }
}
