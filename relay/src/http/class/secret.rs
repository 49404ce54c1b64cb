//! What the teacher's page has to know: it stands behind the `#` of the teacher's link. Nothing that is printed for whoever mends
//! the relay shows it.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::hex;

/// Characters of one that somebody has made up: a passphrase, or what a generator gives.
const CHARACTERS: std::ops::RangeInclusive<usize> = 16..=wire::limits::MAX_KEY;

/// A teacher's secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// 128 random bits in hexadecimal.
    ///
    /// # Errors
    /// If the operating system has no random numbers.
    pub fn random() -> Result<Self, getrandom::Error> {
        hex::secret().map(Self)
    }

    /// One that somebody has made up: 16 to 64 letters and digits of Latin, hyphens and underscores, which a link can end in as
    /// they are.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (CHARACTERS.contains(&text.len()) && text.chars().all(is_plain)).then(|| Self(text.to_owned()))
    }

    /// For the teacher only.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }

    /// Digests are compared, so time tells nothing about the secret.
    pub(super) fn is(&self, other: &str) -> bool {
        Sha256::digest(&self.0) == Sha256::digest(other)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_long_and_fits_into_a_link_and_only_it_is_it() {
        let (one, two) = (Secret::random().unwrap(), Secret::random().unwrap());
        assert!(one.is(&one.0) && !one.is(&two.0) && !one.is("") && !one.is(&one.0[1..]));
        assert_eq!(Secret::parse(&one.0), Some(one.clone()));
        assert!(!format!("{one:?}").contains(&one.0));
        for bad in [
            "",
            "short",
            "correct horse battery",
            "пароль-пароль-пароль",
            &"x".repeat(65),
        ] {
            assert_eq!(Secret::parse(bad), None, "{bad}");
        }
    }
}
