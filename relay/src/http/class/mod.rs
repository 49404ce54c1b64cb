//! A class at the door: who may join, and what a page is told of it. Its network is [`crate::net`]'s.

mod code;
mod join;
mod room;
mod secret;
mod tries;

use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::front::Crowd;
use crate::net::{JoinError, Member, Net};
use crate::room::{Room, Sign};

pub use code::Code;
pub(super) use join::{Known, join, session};
pub(super) use room::{page, teacher};
pub use secret::Secret;

use tries::Tries;

/// Pages of one address that may be connected and have not said whose they are: a school behind one address, where some
/// come a moment later. Each may fill a message of [`crate::room::MAX_MESSAGE`] bytes.
const STRANGERS_OF_ONE: usize = 32;

/// Those of all addresses.
const STRANGERS: usize = 256;

/// What makes a relay a class's, besides its network.
#[derive(Debug)]
pub struct Classroom {
    title: String,
    code: Code,
    /// What the teacher's link ends in.
    secret: Secret,
    /// Where it can be joined, the likeliest address first.
    addresses: OnceLock<Vec<String>>,
    /// Who is there, as pages say.
    room: Arc<Room>,
    /// Pages that have not said whose they are.
    strangers: Crowd,
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
    /// A class of this title that everybody may join who knows its code, and that is looked after with this secret. What its
    /// pages say goes to the room.
    pub fn new(title: String, code: Code, secret: Secret, room: Arc<Room>) -> Self {
        Self {
            title,
            code,
            secret,
            addresses: OnceLock::new(),
            room,
            strangers: Crowd::new(STRANGERS_OF_ONE, STRANGERS, &[]),
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

    /// What the teacher's page has to know, for the teacher only.
    pub fn secret(&self) -> &str {
        self.secret.reveal()
    }

    /// What pages say of who is there; for tests, too.
    pub fn room(&self) -> &Arc<Room> {
        &self.room
    }

    /// Where it can be joined.
    pub fn is_at(&self, addresses: Vec<String>) {
        // Where it is doesn't change.
        let _ = self.addresses.set(addresses);
    }

    /// Ends it: nobody is in it any more, and nobody can join.
    pub fn close(&self, net: &Arc<Net>) {
        tracing::info!("the class is closed");
        self.set_open(false);
        self.room.close();
        net.close();
    }

    /// Whether anybody is let in.
    pub fn set_open(&self, is_open: bool) {
        self.is_open.store(is_open, Ordering::Relaxed);
    }

    /// What a teacher's page shows of the door.
    fn sign(&self, net: &Net) -> Sign {
        let digits = self.code.digits();
        let (first, second) = digits.split_at(digits.len() / 2);
        Sign {
            title: self.title.clone(),
            code: format!("{first} {second}"),
            join: self.addresses.get().cloned().unwrap_or_default(),
            open: self.is_open.load(Ordering::Relaxed),
            paused: net.is_paused(),
            isolated: net.is_isolated(),
        }
    }

    /// Whether this is the teacher's secret. A wrong one counts as a wrong code does; the right one is never refused for what
    /// others have tried from the same address.
    fn is_teacher(&self, secret: &str, from: IpAddr) -> bool {
        let is_right = self.secret.is(secret);
        if !is_right && self.tries.attempt(from).is_ok() {
            self.tries.mistake(from);
        }
        is_right
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
