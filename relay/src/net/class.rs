//! What makes a relay a class: its rules, and its readers as a page shows them.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use serde::Serialize;

use super::address::NoRoom;
use super::policy::Source;
use super::reader::Reader;
use crate::settings::FileError;

/// What the readers of a class may do to one another and beyond.
#[derive(Clone, Debug, Default)]
pub struct ClassRules {
    /// They can't reach one another.
    pub isolated: bool,
    /// What they may reach beyond the class.
    pub policy: Source,
    /// Who is asked what names mean.
    pub resolver: Resolver,
}

/// Who is asked what names beyond the class mean: the system, unless a test answers itself.
#[derive(Clone, Default)]
pub struct Resolver(Option<Arc<Answer>>);

type Answer = dyn Fn(&str) -> Vec<IpAddr> + Send + Sync;

impl Resolver {
    /// Answers every question by this function.
    pub fn fixed(answer: impl Fn(&str) -> Vec<IpAddr> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(answer)))
    }

    pub(super) fn ask(&self, host: &str) -> Option<Vec<IpAddr>> {
        self.0.as_ref().map(|answer| answer(host))
    }
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() {
            "Resolver::fixed"
        } else {
            "Resolver"
        })
    }
}

/// Why there can be no class, in a sentence for who starts it.
#[derive(Debug, thiserror::Error)]
pub enum NoClass {
    /// The system lacks what a class needs.
    #[error(transparent)]
    Room(#[from] NoRoom),
    /// The policy has a mistake.
    #[error(transparent)]
    Policy(#[from] FileError),
}

/// A reader, as a page shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Member {
    /// What they call themselves.
    pub person: String,
    /// Their host name.
    pub host: String,
    /// Where others reach them.
    pub address: IpAddr,
}

impl From<&Reader> for Member {
    fn from(reader: &Reader) -> Self {
        Self {
            person: reader.person.clone(),
            host: reader.name.clone(),
            address: reader.home.public(),
        }
    }
}
