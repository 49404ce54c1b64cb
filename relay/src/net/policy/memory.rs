//! What names meant when a reader looked them up, so that a rule for a name can be applied to the address that is dialled.

use std::collections::VecDeque;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Answers of one reader that are remembered: a program that looks up more forgets the oldest.
const ANSWERS: usize = 256;

/// How long an answer counts: as long as resolvers commonly keep one, and no program waits longer before it connects.
const LIFE: Duration = Duration::from_secs(3600);

/// One reader's answers, the oldest first.
#[derive(Debug, Default)]
pub(in crate::net) struct Answers(Mutex<VecDeque<Answer>>);

#[derive(Debug)]
struct Answer {
    host: String,
    ip: Ipv4Addr,
    at: Instant,
}

impl Answers {
    /// A name has these addresses now.
    pub(super) fn remember(&self, host: &str, found: &[IpAddr]) {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for ip in found {
            let IpAddr::V4(ip) = *ip else { continue };
            answers.retain(|answer| answer.ip != ip || answer.host != host);
            if answers.len() == ANSWERS {
                answers.pop_front();
            }
            answers.push_back(Answer {
                host: host.to_owned(),
                ip,
                at: Instant::now(),
            });
        }
    }

    /// The names that had this address.
    pub(super) fn of(&self, ip: Ipv4Addr) -> Vec<String> {
        let answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let current = answers
            .iter()
            .filter(|answer| answer.ip == ip && answer.at.elapsed() < LIFE);
        current.map(|answer| answer.host.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_of_the_names_that_had_it_and_the_oldest_are_forgotten() {
        let answers = Answers::default();
        let ip = Ipv4Addr::new(93, 184, 216, 34);
        answers.remember("a.test", &[ip.into()]);
        answers.remember("b.test", &[ip.into()]);
        answers.remember("a.test", &[ip.into()]);
        assert_eq!(answers.of(ip), ["b.test", "a.test"]);
        for n in 0..ANSWERS as u32 {
            answers.remember("c.test", &[Ipv4Addr::from_bits(0x0800_0000 + n).into()]);
        }
        assert!(answers.of(ip).is_empty());
    }
}
