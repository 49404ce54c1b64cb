//! Readers: who runs programs here. A reader *has* a token, a name and an address; nothing else says who they are.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::address::Home;

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
}

impl Readers {
    /// One reader, who is the machine's own user.
    pub(super) fn solo(programs: usize) -> Result<Self, getrandom::Error> {
        let solo = Token::random()?;
        let reader = Reader {
            name: SOLO_NAME.into(),
            home: Home::SOLO,
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

    #[test]
    fn a_token_is_long_random_and_never_shown() {
        let (one, two) = (Readers::solo(1).unwrap(), Readers::solo(1).unwrap());
        assert_eq!(one.solo_token().len(), 32);
        assert_ne!(one.solo_token(), two.solo_token());
        assert!(one.find(one.solo_token()).is_some());
        assert!(one.find(two.solo_token()).is_none());
        assert!(!format!("{one:?}").contains(one.solo_token()));
    }
}
