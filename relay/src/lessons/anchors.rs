//! Ids of headings, which links lead to.

use std::collections::BTreeSet;

/// The ids given so far in one lesson.
#[derive(Default)]
pub(super) struct Anchors {
    pub(super) used: BTreeSet<String>,
}

impl Anchors {
    /// A heading's text as an id: letters of any alphabet and digits, with hyphens between words.
    pub(super) fn of(&mut self, heading: &str) -> String {
        let heading = heading.to_lowercase();
        let words = heading
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let anchor = words.collect::<Vec<_>>().join("-");
        self.unique(if anchor.is_empty() {
            "section".to_owned()
        } else {
            anchor
        })
    }

    /// The id itself, or numbered if it is taken.
    pub(super) fn unique(&mut self, anchor: String) -> String {
        let mut free = anchor.clone();
        for number in 2.. {
            if self.used.insert(free.clone()) {
                break;
            }
            free = format!("{anchor}-{number}");
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_any_alphabet_and_no_id_twice() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.of("Шаг 1: `bind()` и «accept»"), "шаг-1-bind-и-accept");
        assert_eq!(anchors.of("!?"), "section");
        assert_eq!(anchors.of("?!"), "section-2");
        assert_eq!(anchors.unique("section-2".to_owned()), "section-2-2");
    }
}
