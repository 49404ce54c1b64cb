//! Names of rooms: `networks-101.school.example` is the room `networks-101` below the domain `school.example`.

use std::str::FromStr;

use crate::http::{allowed_host, name_of};

/// Characters of a label (RFC 1035 §2.3.4).
const LABEL: usize = 63;

/// What all rooms' names end with, in small letters; with a port only if browsers show one that isn't the relay's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Domain(String);

/// A domain that no browser would send.
#[derive(Debug, thiserror::Error)]
#[error(
    "the domain is what the rooms' names end with, such as school.example, or school.example:8443 where a port is shown"
)]
pub(super) struct BadDomain;

/// A label that no name can begin with.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{0}` can't begin a host name: use small letters of Latin, digits and hyphens between them, at most {LABEL}"
)]
pub(super) struct BadLabel(String);

impl Domain {
    /// The name that a room with this label has.
    pub(super) fn host(&self, label: &str) -> String {
        format!("{label}.{}", self.0)
    }

    /// The label in a `Host`, in small letters; `None` if that isn't directly below this domain.
    pub(super) fn label(&self, host: &str) -> Option<String> {
        let name = name_of(host).to_ascii_lowercase();
        let label = name.strip_suffix(name_of(&self.0))?.strip_suffix('.')?;
        check_label(label).is_ok().then(|| label.to_owned())
    }
}

impl FromStr for Domain {
    type Err = BadDomain;

    fn from_str(text: &str) -> Result<Self, BadDomain> {
        let name = name_of(text);
        let is_name = name
            .split('.')
            .all(|label| check_label(&label.to_ascii_lowercase()).is_ok());
        if !is_name || allowed_host(text).is_err() {
            return Err(BadDomain);
        }
        Ok(Self(text.to_ascii_lowercase()))
    }
}

pub(super) fn check_label(label: &str) -> Result<(), BadLabel> {
    let is_inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let good = (1..=LABEL).contains(&label.len())
        && label.chars().all(is_inner)
        && !label.starts_with('-')
        && !label.ends_with('-');
    if good {
        Ok(())
    } else {
        Err(BadLabel(label.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_the_first_label_below_the_domain() {
        let domain: Domain = "School.example".parse().unwrap();
        assert_eq!(domain.host("a-1"), "a-1.school.example");
        for host in ["a-1.school.example", "A-1.SCHOOL.example:8080"] {
            assert_eq!(domain.label(host).as_deref(), Some("a-1"), "{host}");
        }
        for host in [
            "",
            "school.example",
            ".school.example",
            "aschool.example",
            "b.a.school.example",
            "a.school.example.evil.test",
            "a.evil.test",
            "-a.school.example",
            "127.0.0.1:8080",
            "[::1]:8080",
        ] {
            assert_eq!(domain.label(host), None, "{host}");
        }
    }

    #[test]
    fn a_domain_may_have_one_label_or_a_port() {
        let local: Domain = "localhost".parse().unwrap();
        assert_eq!(local.label("a.localhost:8080").as_deref(), Some("a"));
        let with_port: Domain = "school.example:8443".parse().unwrap();
        assert_eq!(with_port.host("a"), "a.school.example:8443");
        assert_eq!(with_port.label("a.school.example:8443").as_deref(), Some("a"));
        for bad in [
            "",
            ".",
            "a..b",
            "-a.b",
            "a_b",
            "http://a",
            "a/",
            "[::1]",
            "школа.example",
            "a:x",
        ] {
            assert!(bad.parse::<Domain>().is_err(), "{bad}");
        }
    }
}
