//! `http` or `https`: what the relay itself speaks.

use std::fmt;

/// What an address of the relay begins with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scheme {
    /// Plain HTTP.
    #[default]
    Http,
    /// HTTP over TLS.
    Https,
}

impl Scheme {
    /// What is spoken with a certificate, or without one.
    pub fn of<T>(certificate: &Option<T>) -> Self {
        match certificate {
            Some(_) => Scheme::Https,
            None => Scheme::Http,
        }
    }

    /// What addresses at this host begin with, or at this address of the network.
    pub fn origin(self, host: impl fmt::Display) -> String {
        format!("{self}://{host}")
    }

    /// The port that browsers leave out of addresses.
    pub(super) fn usual_port(self) -> u16 {
        match self {
            Scheme::Http => 80,
            Scheme::Https => 443,
        }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Scheme::Http => "http",
            Scheme::Https => "https",
        })
    }
}
