//! A class at the door: who may join, and what a page is told of it. Its network is [`crate::net`]'s.

mod code;
mod join;
mod room;
mod secret;
mod tries;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

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
    door: Door,
    /// Who is there, as pages say.
    room: Arc<Room>,
    /// Pages that have not said whose they are.
    strangers: Crowd,
    tries: Arc<Tries>,
    /// Cancelled when this class has another door.
    replaced: CancellationToken,
}

/// How a class is found and entered.
#[derive(Debug)]
pub struct Door {
    /// What the class is called.
    pub title: String,
    /// What who joins has to know.
    pub code: Code,
    /// What the teacher's link ends in; without it nobody looks after the class.
    pub teacher: Option<Secret>,
    /// Where it is, the likeliest first, such as `http://10.0.0.7:8080`; none where pages are found by one name alone.
    pub origins: Vec<String>,
}

/// Why somebody is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// That isn't the code.
    Code,
    /// Too many attempts from there; the next may be made after this.
    Slow(Duration),
    /// The network says no.
    Net(JoinError),
}

impl Classroom {
    /// A class that everybody may join who knows its code. What its pages say goes to the room.
    pub fn new(door: Door, room: Arc<Room>) -> Self {
        Self {
            door,
            room,
            strangers: Crowd::new(STRANGERS_OF_ONE, STRANGERS, &[]),
            tries: Arc::default(),
            replaced: CancellationToken::new(),
        }
    }

    /// The same class with another door. Who has tried too often still has to wait.
    pub fn with_door(&self, door: Door) -> Self {
        Self {
            door,
            room: self.room.clone(),
            strangers: self.strangers.clone(),
            tries: self.tries.clone(),
            replaced: CancellationToken::new(),
        }
    }

    /// Has its teachers' pages come back, to whatever has taken its place: their secret may be void there.
    pub fn replace(&self) {
        self.replaced.cancel();
    }

    /// What it is called.
    pub fn title(&self) -> &str {
        &self.door.title
    }

    /// What who joins has to know: eight digits.
    pub fn code(&self) -> &str {
        self.door.code.digits()
    }

    /// The same as it is read out and typed.
    pub fn spoken_code(&self) -> String {
        self.door.code.spoken()
    }

    /// What the teacher's page has to know, for the teacher only.
    pub fn secret(&self) -> Option<&str> {
        self.door.teacher.as_ref().map(Secret::reveal)
    }

    /// Where it can be joined, the likeliest address first.
    pub fn join(&self) -> Vec<String> {
        self.door.origins.iter().map(|at| format!("{at}/join")).collect()
    }

    /// The likeliest address of the teacher's page, with the secret: for the teacher only.
    pub fn teacher(&self) -> Option<String> {
        let (origin, secret) = (self.door.origins.first()?, self.secret()?);
        Some(format!("{origin}/teacher#{secret}"))
    }

    /// What pages say of who is there; for tests, too.
    pub fn room(&self) -> &Arc<Room> {
        &self.room
    }

    /// Ends it: nobody is in it any more, and nobody can join.
    pub fn close(&self, net: &Arc<Net>) {
        tracing::info!("the class is closed");
        self.room.close();
        net.close();
    }

    /// What a teacher's page shows of the door.
    fn sign(&self, net: &Net) -> Sign {
        Sign {
            title: self.door.title.clone(),
            code: self.spoken_code(),
            join: self.join(),
            open: net.is_open(),
            paused: net.is_paused(),
            isolated: net.is_isolated(),
        }
    }

    /// Whether this is the teacher's secret. A wrong one counts as a wrong code does; the right one is never refused for what
    /// others have tried from the same address.
    fn is_teacher(&self, secret: &str, from: IpAddr) -> bool {
        let is_right = self.door.teacher.as_ref().is_some_and(|right| right.is(secret));
        if !is_right && self.tries.attempt(from).is_ok() {
            self.tries.mistake(from);
        }
        is_right
    }

    fn admit(&self, net: &Net, from: IpAddr, code: &str, name: &str) -> Result<(String, Member), Refusal> {
        self.tries.attempt(from).map_err(Refusal::Slow)?;
        if Code::parse(code).as_ref() != Some(&self.door.code) {
            self.tries.mistake(from);
            return Err(Refusal::Code);
        }
        net.join(name).map_err(Refusal::Net)
    }
}
