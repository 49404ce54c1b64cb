//! What readers of a class are called: the name they choose, in any script, and the host name derived from it.

use std::fmt;

use deunicode::deunicode;

/// Characters of a name: first and last name with room to spare, and still a line of the teacher's table.
const NAME: usize = 40;

/// Characters of a host name: RFC 1035 allows 63, and these are to be typed.
const HOST: usize = 20;

/// Host names that mean something else than a classmate, here or elsewhere.
const RESERVED: [&str; 8] = [
    "localhost",
    "echoroom",
    "teacher",
    "broadcasthost",
    "gateway",
    "router",
    "server",
    "wpad",
];

/// What somebody is called that nothing can be derived of.
const NOBODY: &str = "reader";

/// A reader's own name: no more than a line, nothing invisible in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person(String);

/// A name that nobody can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a name has 1 to {NAME} characters that can be seen")]
pub struct BadName;

impl Person {
    pub(super) fn new(name: &str) -> Result<Self, BadName> {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_visible = |c: char| !c.is_control() && !is_invisible(c);
        if name.is_empty() || name.chars().count() > NAME || !name.chars().all(is_visible) {
            return Err(BadName);
        }
        Ok(Self(name))
    }

    /// A host name that nobody has yet: `anna`, or `anna-2`. Letters, digits and hyphens, a letter first.
    pub(super) fn host(&self, is_taken: impl Fn(&str) -> bool) -> String {
        let base = host(&self.0);
        if !is_taken(&base) && !RESERVED.contains(&base.as_str()) {
            return base;
        }
        let numbered = (2u32..).map(|n| format!("{base}-{n}"));
        numbered.into_iter().find(|host| !is_taken(host)).unwrap_or(base)
    }
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Characters that change how others around them look, or that look like nothing (Unicode TR 36, §3).
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{e0000}'..='\u{10ffff}'
    )
}

fn host(name: &str) -> String {
    let mut host = String::new();
    for c in deunicode(name).chars() {
        match c {
            'A'..='Z' | 'a'..='z' => host.push(c.to_ascii_lowercase()),
            '0'..='9' if !host.is_empty() => host.push(c),
            // A soft sign is an apostrophe in Latin script.
            '\'' | '"' | '`' => {}
            _ if host.is_empty() || host.ends_with('-') => {}
            _ => host.push('-'),
        }
        if host.len() == HOST {
            break;
        }
    }
    let host = host.trim_end_matches('-');
    if host.is_empty() {
        NOBODY.into()
    } else {
        host.into()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn derived(name: &str) -> String {
        Person::new(name).unwrap().host(|_| false)
    }

    #[test]
    fn host_names_are_what_a_person_would_type() {
        for (name, host) in [
            ("Anna", "anna"),
            ("Анна", "anna"),
            ("  Пётр   Ильич ", "piotr-ilich"),
            ("Щукарь", "shchukar"),
            ("Ольга", "olga"),
            ("Zoë O’Neill", "zoe-oneill"),
            ("Jürgen_Groß", "jurgen-gross"),
            ("7 of 9", "of-9"),
            ("🙂", "slight-smile"),
            ("***", "reader"),
            ("127.0.0.1", "reader"),
            ("0x7f000001", "x7f000001"),
        ] {
            assert_eq!(derived(name), host, "{name}");
        }
    }

    #[test]
    fn a_name_that_is_taken_or_reserved_gets_a_number() {
        let anna = Person::new("Anna").unwrap();
        assert_eq!(anna.host(|host| ["anna", "anna-2"].contains(&host)), "anna-3");
        assert_eq!(derived("localhost"), "localhost-2");
        assert_eq!(derived("Teacher"), "teacher-2");
    }

    #[test]
    fn a_name_can_be_seen_and_is_a_line() {
        for bad in [
            "",
            "  \t",
            "a\u{0}b",
            "a\u{202e}b",
            "a\u{200b}b",
            "\u{feff}",
            &"x".repeat(41),
        ] {
            assert_eq!(Person::new(bad), Err(BadName), "{bad:?}");
        }
        assert_eq!(Person::new(" a \n b ").unwrap().to_string(), "a b");
        assert!(Person::new(&"ж".repeat(40)).is_ok());
    }

    proptest! {
        #[test]
        fn every_name_has_a_host_name_that_is_no_number(name in any::<String>(), taken in any::<bool>()) {
            if let Ok(person) = Person::new(&name) {
                let host = person.host(|host| taken && !host.ends_with("-3"));
                prop_assert!(host.starts_with(|c: char| c.is_ascii_lowercase()), "{host}");
                prop_assert!(host.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{host}");
                prop_assert!(host.len() <= HOST + 3 && !host.ends_with('-'), "{host}");
            }
        }
    }
}
