//! Readers: who runs programs here. A reader *has* a token, a name and an address; nothing else says who they are.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use socket2::SockAddr;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wire::{Address, Errno, Family};

use super::address::Home;
use super::names::{Directory, Names};
use super::policy::Policy;

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
    /// Where their sockets are.
    pub(super) home: Home,
    /// What their sockets of AF_UNIX are called.
    pub(super) names: Names,
    programs: Arc<Semaphore>,
}

/// All readers this relay knows.
#[derive(Debug)]
pub(super) struct Readers {
    by_token: HashMap<Token, Arc<Reader>>,
    solo: Token,
}

impl Token {
    fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect()))
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

    /// Where connect(2) or sendto(2) to this address really goes, if it may.
    ///
    /// # Errors
    /// `EACCES` where the policy says no, `EAFNOSUPPORT` for the other family, and those of [`Names::target`].
    pub(super) fn target(&self, policy: Policy, family: Family, asked: Address) -> Result<SockAddr, Errno> {
        match asked {
            Address::Inet(asked) => {
                let target = self.home.target(family, asked)?;
                policy.check(target.ip())?;
                Ok(target.into())
            }
            Address::Unix(name) if family == Family::Unix => self.names.target(name),
            Address::Unix(_) => Err(Errno::EAFNOSUPPORT),
        }
    }

    /// How the address of a peer looks to the reader's programs.
    pub(super) fn shown(&self, real: &SockAddr) -> Address {
        match real.as_socket() {
            Some(real) => self.home.shown(real, None).into(),
            None => self.names.shown(real).into(),
        }
    }
}

impl Readers {
    /// One reader, who is the machine's own user.
    pub(super) fn solo(programs: usize, directory: Arc<Directory>) -> Result<Self, getrandom::Error> {
        let solo = Token::random()?;
        let reader = Reader {
            name: SOLO_NAME.into(),
            home: Home::SOLO,
            names: Names::new(directory),
            programs: Arc::new(Semaphore::new(programs.min(Semaphore::MAX_PERMITS))),
        };
        Ok(Self {
            by_token: HashMap::from([(solo.clone(), Arc::new(reader))]),
            solo,
        })
    }

    /// The solo reader's token.
    pub(super) fn solo_token(&self) -> &str {
        &self.solo.0
    }

    /// Whose token this is. The map's keyed hash is what is compared first, so time tells nothing about a token.
    pub(super) fn find(&self, token: &str) -> Option<Arc<Reader>> {
        self.by_token.get(&Token(token.into())).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solo() -> Readers {
        Readers::solo(1, Arc::default()).unwrap()
    }

    #[test]
    fn a_token_is_long_random_and_never_shown() {
        let (one, two) = (solo(), solo());
        assert_eq!(one.solo_token().len(), 32);
        assert_ne!(one.solo_token(), two.solo_token());
        assert!(one.find(one.solo_token()).is_some());
        assert!(one.find(two.solo_token()).is_none());
        assert!(!format!("{one:?}").contains(one.solo_token()));
    }
}
