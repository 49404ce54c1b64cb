//! Languages: the folders of a course, and the first part of a page's path.

use std::fmt;
use std::sync::Arc;

use unic_langid::{CharacterDirection, LanguageIdentifier};

/// A language by its tag (BCP 47), such as `ru`, `pt-BR` or `sr-Latn`. Copies are cheap.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language {
    tag: Arc<str>,
    right_to_left: bool,
}

impl Language {
    /// Reads a tag in any spelling of its letters. `None` if it isn't one, or begins with more letters than the two or
    /// three that a language's code has: the folder `pictures` is no language.
    pub fn parse(tag: &str) -> Option<Language> {
        let known: LanguageIdentifier = tag.parse().ok()?;
        let language = known.language.as_str();
        (matches!(language.len(), 2 | 3) && language != "und").then(|| Language {
            tag: known.to_string().into(),
            right_to_left: known.character_direction() == CharacterDirection::RTL,
        })
    }

    /// The tag in its usual spelling, as it stands in paths and in `<html lang>`.
    pub fn code(&self) -> &str {
        &self.tag
    }

    /// The tag without scripts, countries and variants.
    pub fn primary(&self) -> &str {
        self.tag.split('-').next().unwrap_or_default()
    }

    /// The value of `<html dir>`.
    pub fn direction(&self) -> &'static str {
        if self.right_to_left { "rtl" } else { "ltr" }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_languages_in_their_usual_spelling() {
        let spelt = |tag| Language::parse(tag).map(|language| language.code().to_owned());
        assert_eq!(spelt("ru").as_deref(), Some("ru"));
        assert_eq!(spelt("PT-br").as_deref(), Some("pt-BR"));
        assert_eq!(spelt("uz_cyrl").as_deref(), Some("uz-Cyrl"));
        for other in ["", "pictures", "u", "e n", "../ru", "und", "ru-"] {
            assert_eq!(spelt(other), None, "{other}");
        }
    }

    #[test]
    fn some_are_written_from_the_right() {
        let direction = |tag| Language::parse(tag).unwrap().direction();
        assert_eq!((direction("ar"), direction("he")), ("rtl", "rtl"));
        assert_eq!((direction("kk"), direction("kk-Arab")), ("ltr", "rtl"));
    }
}
