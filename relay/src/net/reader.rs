//! Readers: who runs programs here. A reader *has* a token, a name and an address; nothing else says who they are.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::SystemTime;

use socket2::SockAddr;
use tokio_util::sync::CancellationToken;
use wire::{Address, Kind};

use super::address::{Ends, Home, Room, Seat};
use super::doings::{Doings, News};
use super::house::House;
use super::names::Names;
use super::person::{BadName, Person};
use super::policy::Answers;
use super::quota::Quota;
use super::refused::Lines;
use crate::hex;

/// The solo reader's name, which is also a host name: gethostbyname(gethostname()) works as on a machine of their own.
const SOLO_NAME: &str = "echoroom";

/// A reader's secret: 128 random bits in hexadecimal. Whoever shows it is that reader.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Token(String);

/// A reader among all that this relay ever had: a name may be another's later, this is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ReaderId(u64);

/// One reader.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) id: ReaderId,
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
    /// What their programs do now.
    pub(super) doings: Doings,
    pub(super) joined: SystemTime,
    /// Cancelled when they are in the class no longer.
    pub(super) gone: CancellationToken,
}

/// All readers this relay knows.
#[derive(Debug)]
pub(super) struct Readers {
    table: RwLock<Table>,
    house: Arc<House>,
    /// Tells of whatever a teacher sees of readers.
    pub(super) news: News,
}

#[derive(Debug, Default)]
struct Table {
    by_token: HashMap<Token, Arc<Reader>>,
    by_name: HashMap<String, Arc<Reader>>,
    by_seat: HashMap<Seat, Arc<Reader>>,
    /// The machine's own user's, if this is no class.
    solo: Option<Token>,
    /// The last reader's.
    last: ReaderId,
    entry: Entry,
}

/// Who may join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Entry {
    /// Everybody.
    #[default]
    Open,
    /// Nobody for now.
    Closed,
    /// Nobody any more.
    Over,
}

/// Why somebody can't join a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// Nobody is let in, for now or any more.
    #[error("the class is closed")]
    Closed,
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

impl ReaderId {
    /// The one after it.
    pub(crate) fn next(self) -> Self {
        Self(self.0 + 1)
    }
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
    pub(super) fn solo(house: Arc<House>) -> Result<Self, getrandom::Error> {
        let readers = Self::class(house);
        let token = Token::random()?;
        let solo = readers.reader(
            ReaderId::default(),
            SOLO_NAME.into(),
            SOLO_NAME.into(),
            Home::Solo,
        );
        let reader = Arc::new(solo);
        let mut table = readers.write();
        table.by_token.insert(token.clone(), reader);
        table.solo = Some(token);
        drop(table);
        Ok(readers)
    }

    /// Nobody yet.
    pub(super) fn class(house: Arc<House>) -> Self {
        Self {
            table: RwLock::default(),
            house,
            news: News::default(),
        }
    }

    /// One more reader of a class.
    pub(super) fn join(&self, room: Room, name: &str) -> Result<(Token, Arc<Reader>), JoinError> {
        let person = Person::new(name)?;
        let token = Token::random().map_err(|_| JoinError::NoToken)?;
        let mut table = self.write();
        if table.entry != Entry::Open {
            return Err(JoinError::Closed);
        }
        if table.by_seat.len() >= self.house.limits.readers {
            return Err(JoinError::Full);
        }
        let seat = Room::seats()
            .find(|seat| !table.by_seat.contains_key(seat))
            .ok_or(JoinError::Full)?;
        let host = person.host(|host| table.by_name.contains_key(host));
        table.last = table.last.next();
        let home = Home::Class(room, seat);
        let reader = Arc::new(self.reader(table.last, host.clone(), person.to_string(), home));
        table.by_token.insert(token.clone(), reader.clone());
        table.by_name.insert(host, reader.clone());
        table.by_seat.insert(seat, reader.clone());
        drop(table);
        self.news.tell();
        Ok((token, reader))
    }

    /// Lets people join, or lets nobody; a class that is over stays so.
    pub(super) fn open(&self, is_open: bool) {
        let mut table = self.write();
        if table.entry != Entry::Over {
            table.entry = if is_open { Entry::Open } else { Entry::Closed };
        }
        drop(table);
        self.news.tell();
    }

    /// Whether anybody may join.
    pub(super) fn is_open(&self) -> bool {
        self.read().entry == Entry::Open
    }

    /// All who are in the class.
    pub(super) fn all(&self) -> Vec<Arc<Reader>> {
        self.read().by_token.values().cloned().collect()
    }

    /// Voids a reader's token. Their name and seat stay taken until [`Readers::vacate`]; `None` if they are gone already.
    pub(super) fn dismiss(&self, id: ReaderId) -> Option<Arc<Reader>> {
        let mut table = self.write();
        let mut dismissed = table.by_token.extract_if(|_, reader| reader.id == id);
        let (_, reader) = dismissed.next()?;
        drop(dismissed);
        drop(table);
        reader.gone.cancel();
        self.news.tell();
        Some(reader)
    }

    /// Voids all tokens, and lets nobody join any more.
    pub(super) fn close(&self) -> Vec<Arc<Reader>> {
        let mut table = self.write();
        table.entry = Entry::Over;
        let dismissed: Vec<_> = table.by_token.drain().map(|(_, reader)| reader).collect();
        drop(table);
        dismissed.iter().for_each(|reader| reader.gone.cancel());
        self.news.tell();
        dismissed
    }

    /// Frees the name and the seat of a reader who was dismissed and has no sockets any more.
    pub(super) fn vacate(&self, reader: &Reader) {
        let mut table = self.write();
        table.by_name.remove(&reader.name);
        if let Home::Class(_, seat) = reader.home {
            table.by_seat.remove(&seat);
        }
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
        let readers = table.by_token.values();
        readers.filter(|reader| reader.doings.programs() > 0).count()
    }

    /// Who sits there.
    pub(super) fn at(&self, seat: Seat) -> Option<Arc<Reader>> {
        self.read().by_seat.get(&seat).cloned()
    }

    /// Whether somebody sits there.
    pub(super) fn is_taken(&self, seat: Seat) -> bool {
        self.read().by_seat.contains_key(&seat)
    }

    fn reader(&self, id: ReaderId, name: String, person: String, home: Home) -> Reader {
        let limits = &self.house.limits;
        Reader {
            id,
            name,
            person,
            home,
            names: Names::new(self.house.directory.clone()),
            answers: Answers::default(),
            quota: match home {
                Home::Solo => Quota::unlimited(),
                Home::Class(..) => Quota::new(&limits.reader),
            },
            lines: Lines::default(),
            doings: Doings::new(limits.programs, self.news.clone()),
            joined: SystemTime::now(),
            gone: CancellationToken::new(),
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
    use crate::net::Limits;

    fn solo() -> Readers {
        Readers::solo(House::new(Limits::default())).unwrap()
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
        let readers = Readers::class(House::new(Limits {
            readers: 3,
            ..Limits::default()
        }));
        let room = Room::all().next().unwrap();
        let join = |name| readers.join(room, name);
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
        let programs = [&anna, &anna, &again].map(|reader| reader.doings.program());
        assert_eq!(readers.present(), 2);
        drop(programs);
        assert_eq!(readers.present(), 0);
    }
}
