//! Texts that pages send, each as long as it may be. What only people read is cut; what names something is refused.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Text for people: its first `MOST` bytes, cut between two characters.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String")]
pub(super) struct Text<const MOST: usize>(String);

/// The same of which the end counts, as of a console.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String")]
pub(super) struct Tail<const MOST: usize>(String);

/// What a page calls a cell or a tab, a program's key, a reader's host name: at most 64 bytes.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct Id(String);

/// The path of one of this relay's pages, which a teacher can open.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Path(String);

/// Twice what a page makes up: as long as the key of a program's hello (`wire::limits::MAX_KEY`).
const ID: usize = wire::limits::MAX_KEY;

/// A language and a slug, or an address that somebody has typed.
const PATH: usize = 256;

impl<const MOST: usize> From<String> for Text<MOST> {
    fn from(mut text: String) -> Self {
        text.truncate(text.floor_char_boundary(MOST));
        text.shrink_to_fit();
        Self(text)
    }
}

impl<const MOST: usize> From<String> for Tail<MOST> {
    fn from(text: String) -> Self {
        let from = text.ceil_char_boundary(text.len().saturating_sub(MOST));
        Self(text.get(from..).unwrap_or_default().to_owned())
    }
}

impl TryFrom<String> for Id {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.len() <= ID {
            Ok(Self(text))
        } else {
            Err(format!("an id or a key has at most {ID} bytes"))
        }
    }
}

impl TryFrom<String> for Path {
    type Error = String;

    fn try_from(path: String) -> Result<Self, String> {
        let is_own = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '#', '?']);
        if is_own && path.len() <= PATH && !path.chars().any(|c| c.is_control() || c.is_whitespace()) {
            Ok(Self(path))
        } else {
            Err("a page is named by its path on this relay".to_owned())
        }
    }
}

impl Id {
    /// As it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// What pages send is nobody's business but the teacher's: a log shows how long it is.
impl<const MOST: usize> fmt::Debug for Text<MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.0.len())
    }
}

impl<const MOST: usize> fmt::Debug for Tail<MOST> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tail({} bytes)", self.0.len())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({} bytes)", self.0.len())
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read<T: for<'a> Deserialize<'a>>(text: &str) -> Option<T> {
        serde_json::from_value(text.into()).ok()
    }

    #[test]
    fn a_path_leads_to_this_relay() {
        for good in ["/", "/ru/echo", "/ru/эхо", "/kk-Latn/lab"] {
            assert!(read::<Path>(good).is_some(), "{good}");
        }
        let long = format!("/{}", "x".repeat(PATH));
        for bad in [
            "",
            "ru",
            "//evil.test/",
            "/\\evil.test",
            "javascript:alert(1)",
            "/a b",
            "/a\n",
            "/a#b",
            &long,
        ] {
            assert!(read::<Path>(bad).is_none(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn texts_are_cut_between_characters_and_ids_are_not(text in any::<String>()) {
            let (head, tail): (Text<8>, Tail<8>) = (read(&text).unwrap(), read(&text).unwrap());
            prop_assert!(head.0.len() <= 8 && tail.0.len() <= 8);
            prop_assert!(text.starts_with(&head.0) && text.ends_with(&tail.0));
            prop_assert_eq!(read::<Id>(&text).map(|id| id.0), Some(text).filter(|text| text.len() <= ID));
        }
    }
}
