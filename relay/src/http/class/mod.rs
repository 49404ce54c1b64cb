//! A class at the door: who may join, and what a page is told of it. Its network is [`crate::net`]'s.

mod code;
mod join;
mod tries;

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::net::{JoinError, Member, Net};

pub use code::Code;
pub(super) use join::{Known, join, session};

use tries::Tries;

/// What makes a relay a class's, besides its network.
#[derive(Debug)]
pub struct Classroom {
    title: String,
    code: Code,
    is_open: AtomicBool,
    tries: Tries,
}

/// Why somebody is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// That isn't the code.
    Code,
    /// Nobody is let in any more.
    Closed,
    /// Too many attempts from there; the next may be made after this.
    Slow(Duration),
    /// The network says no.
    Net(JoinError),
}

impl Classroom {
    /// A class of this title that everybody may join who knows its code.
    pub fn new(title: String, code: Code) -> Self {
        Self {
            title,
            code,
            is_open: AtomicBool::new(true),
            tries: Tries::default(),
        }
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// What who joins has to know: eight digits.
    pub fn code(&self) -> &str {
        self.code.digits()
    }

    /// Whether anybody is let in.
    pub fn set_open(&self, is_open: bool) {
        self.is_open.store(is_open, Ordering::Relaxed);
    }

    fn admit(&self, net: &Net, from: IpAddr, code: &str, name: &str) -> Result<(String, Member), Refusal> {
        self.tries.attempt(from).map_err(Refusal::Slow)?;
        if !self.is_open.load(Ordering::Relaxed) {
            return Err(Refusal::Closed);
        }
        if Code::parse(code).as_ref() != Some(&self.code) {
            self.tries.mistake(from);
            return Err(Refusal::Code);
        }
        net.join(name).map_err(Refusal::Net)
    }
}
