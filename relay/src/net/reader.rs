//! Readers: who runs programs here. A reader *has* a token, a name and an address; nothing else says who they are.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use socket2::SockAddr;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wire::{Address, Kind};

use super::address::{Ends, Home, Room, Seat};
use super::limits::Limits;
use super::names::{Directory, Names};
use super::person::{BadName, Person};
use super::policy::Answers;
use super::quota::{Quota, ReaderLimits};
use super::refused::Lines;
use crate::hex;

/// The solo reader's name, which is also a host name: gethostbyname(gethostname()) works as on a machine of their own.
const SOLO_NAME: &str = "echoroom";

/// A reader's secret: 128 random bits in hexadecimal. Whoever shows it is that reader.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Token(String);

/// One reader.
#[derive(Debug)]
pub(super) struct Reader {
    /// Also a host name of theirs.
    pub(super) name: String,
    /// What they call themselves.
    pub(super) person: String,
    /// Where their sockets are.
    pub(super) home: Home,
    /// What their sockets of AF_UNIX are called.
    pub(super) names: Names,
    /// What names beyond the class meant when they looked them up.
    pub(super) answers: Answers,
    /// What they may use.
    pub(super) quota: Quota,
    /// What the log may still tell of them.
    pub(super) lines: Lines,
    programs: Arc<Semaphore>,
}

/// All readers this relay knows.
#[derive(Debug)]
pub(super) struct Readers {
    table: RwLock<Table>,
    directory: Arc<Directory>,
    programs: usize,
    limits: ReaderLimits,
}

#[derive(Debug, Default)]
struct Table {
    by_token: HashMap<Token, Arc<Reader>>,
    by_name: HashMap<String, Arc<Reader>>,
    by_seat: HashMap<Seat, Arc<Reader>>,
    /// The machine's own user's, if this is no class.
    solo: Option<Token>,
}

/// Why somebody can't join a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// There are as many as there may be.
    #[error("the class is full")]
    Full,
    /// Nobody can be called that.
    #[error(transparent)]
    Name(#[from] BadName),
    /// The operating system gives no random numbers to make a token of.
    #[error("the relay cannot make a token now")]
    NoToken,
}

impl Token {
    fn random() -> Result<Self, getrandom::Error> {
        hex::secret().map(Self)
    }

    /// The secret itself, for its reader only.
    pub(super) fn reveal(self) -> String {
        self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Reader {
    /// A place for one more program; `None` if the reader runs as many as a reader may.
    pub(super) fn place(&self) -> Option<OwnedSemaphorePermit> {
        self.programs.clone().try_acquire_owned().ok()
    }

    /// How the address that a datagram came from looks to the reader's programs.
    pub(super) fn shown(&self, real: &SockAddr) -> Address {
        match real.as_socket() {
            Some(real) => {
                let ends = Ends {
                    local: real,
                    peer: real,
                };
                self.home.ends(Kind::Dgram, ends).peer.into()
            }
            None => self.names.shown(real).into(),
        }
    }
}

impl Readers {
    /// One reader, who is the machine's own user.
    pub(super) fn solo(limits: &Limits, directory: Arc<Directory>) -> Result<Self, getrandom::Error> {
        let readers = Self::class(limits, directory);
        let token = Token::random()?;
        let reader = Arc::new(readers.reader(SOLO_NAME.into(), SOLO_NAME.into(), Home::Solo));
        let mut table = readers.write();
        table.by_token.insert(token.clone(), reader);
        table.solo = Some(token);
        drop(table);
        Ok(readers)
    }

    /// Nobody yet.
    pub(super) fn class(limits: &Limits, directory: Arc<Directory>) -> Self {
        Self {
            table: RwLock::default(),
            directory,
            programs: limits.programs.min(Semaphore::MAX_PERMITS),
            limits: limits.reader.clone(),
        }
    }

    /// One more reader of a class of at most so many.
    pub(super) fn join(
        &self,
        room: Room,
        name: &str,
        most: usize,
    ) -> Result<(Token, Arc<Reader>), JoinError> {
        let person = Person::new(name)?;
        let token = Token::random().map_err(|_| JoinError::NoToken)?;
        let mut table = self.write();
        if table.by_seat.len() >= most {
            return Err(JoinError::Full);
        }
        let seat = Room::seats()
            .find(|seat| !table.by_seat.contains_key(seat))
            .ok_or(JoinError::Full)?;
        let host = person.host(|host| table.by_name.contains_key(host));
        let reader = Arc::new(self.reader(host.clone(), person.to_string(), Home::Class(room, seat)));
        table.by_token.insert(token.clone(), reader.clone());
        table.by_name.insert(host, reader.clone());
        table.by_seat.insert(seat, reader.clone());
        Ok((token, reader))
    }

    /// The solo reader's token.
    pub(super) fn solo_token(&self) -> Option<Token> {
        self.read().solo.clone()
    }

    /// Whose token this is. The map's keyed hash is what is compared first, so time tells nothing about a token.
    pub(super) fn find(&self, token: &str) -> Option<Arc<Reader>> {
        self.read().by_token.get(&Token(token.into())).cloned()
    }

    /// Who has this host name in a class.
    pub(super) fn named(&self, host: &str) -> Option<Arc<Reader>> {
        self.read().by_name.get(host).cloned()
    }

    /// How many have a program that runs.
    pub(super) fn present(&self) -> usize {
        let table = self.read();
        let places = table
            .by_token
            .values()
            .map(|reader| reader.programs.available_permits());
        places.filter(|places| *places < self.programs).count()
    }

    /// Whether somebody sits there.
    pub(super) fn is_taken(&self, seat: Seat) -> bool {
        self.read().by_seat.contains_key(&seat)
    }

    fn reader(&self, name: String, person: String, home: Home) -> Reader {
        Reader {
            name,
            person,
            home,
            names: Names::new(self.directory.clone()),
            answers: Answers::default(),
            quota: match home {
                Home::Solo => Quota::unlimited(),
                Home::Class(..) => Quota::new(&self.limits),
            },
            lines: Lines::default(),
            programs: Arc::new(Semaphore::new(self.programs)),
        }
    }

    fn read(&self) -> RwLockReadGuard<'_, Table> {
        self.table.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Table> {
        self.table.write().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solo() -> Readers {
        Readers::solo(&Limits::default(), Arc::default()).unwrap()
    }

    #[test]
    fn a_token_is_long_random_and_never_shown() {
        let (one, two) = (solo(), solo());
        let token = |readers: &Readers| readers.solo_token().unwrap().reveal();
        assert_eq!(token(&one).len(), 32);
        assert_ne!(token(&one), token(&two));
        assert!(one.find(&token(&one)).is_some());
        assert!(one.find(&token(&two)).is_none());
        assert!(!format!("{one:?}").contains(&token(&one)));
    }

    #[test]
    fn who_joins_gets_a_seat_and_a_name_of_their_own_until_the_class_is_full() {
        let readers = Readers::class(&Limits::default(), Arc::default());
        let room = Room::all().next().unwrap();
        let join = |name| readers.join(room, name, 3);
        let (token, anna) = join("Анна").unwrap();
        let (other, again) = join("Anna").unwrap();
        assert_eq!((anna.name.as_str(), again.name.as_str()), ("anna", "anna-2"));
        assert_ne!(anna.home, again.home);
        assert!(Arc::ptr_eq(&readers.find(&token.reveal()).unwrap(), &anna));
        assert!(Arc::ptr_eq(&readers.find(&other.reveal()).unwrap(), &again));
        assert!(join("").is_err() && join("Bob").is_ok());
        assert_eq!(join("Carol").err(), Some(JoinError::Full));
        assert!(readers.solo_token().is_none());
        assert_eq!(readers.present(), 0);
        let programs = [anna.place(), anna.place(), again.place()];
        assert_eq!(readers.present(), 2);
        drop(programs);
        assert_eq!(readers.present(), 0);
    }
}
