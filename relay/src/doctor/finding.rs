//! One line of the report, and the language it is in.

use std::fmt;

use clap::ValueEnum;

/// A language of the report and of the welcome. A course may be in others; whoever runs the relay reads one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// English, for all systems that aren't Russian.
    En,
    /// Russian.
    Ru,
}

/// What a finding means for the relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// As it should be.
    Good,
    /// The relay works, with a limit that is worth knowing.
    Note,
    /// The relay doesn't work.
    Bad,
}

/// What one check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it means.
    pub mark: Mark,
    /// What was looked at, in a word or two.
    pub subject: &'static str,
    /// What was found and what to do about it, in sentences.
    pub text: String,
}

impl Lang {
    /// The system's own, or the one that `LC_ALL`, `LC_MESSAGES` or `LANG` asks for.
    pub fn of_system() -> Lang {
        Lang::of_locale(&sys_locale::get_locale().unwrap_or_default())
    }

    fn of_locale(locale: &str) -> Lang {
        if locale.to_ascii_lowercase().starts_with("ru") {
            Lang::Ru
        } else {
            Lang::En
        }
    }

    /// Whichever of the two is in this language.
    pub(crate) fn say<T>(self, ru: T, en: T) -> T {
        match self {
            Lang::En => en,
            Lang::Ru => ru,
        }
    }
}

impl Finding {
    pub(super) fn good(subject: &'static str, text: impl Into<String>) -> Finding {
        Finding::new(Mark::Good, subject, text)
    }

    pub(super) fn note(subject: &'static str, text: impl Into<String>) -> Finding {
        Finding::new(Mark::Note, subject, text)
    }

    pub(super) fn bad(subject: &'static str, text: impl Into<String>) -> Finding {
        Finding::new(Mark::Bad, subject, text)
    }

    fn new(mark: Mark, subject: &'static str, text: impl Into<String>) -> Finding {
        Finding {
            mark,
            subject,
            text: text.into(),
        }
    }
}

/// Columns for the subject.
const SUBJECT: usize = 13;

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.mark {
            Mark::Good => '✓',
            Mark::Note => '!',
            Mark::Bad => '✗',
        };
        write!(f, "{mark} {:SUBJECT$} ", self.subject)?;
        for (at, line) in self.text.lines().enumerate() {
            if at > 0 {
                write!(f, "\n{:1$}", "", SUBJECT + 3)?;
            }
            f.write_str(line)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_chooses_the_language() {
        for russian in ["ru", "ru_RU.UTF-8", "RU-by"] {
            assert_eq!(Lang::of_locale(russian), Lang::Ru, "{russian}");
        }
        for other in ["", "C", "POSIX", "en_GB.UTF-8", "de_DE"] {
            assert_eq!(Lang::of_locale(other), Lang::En, "{other}");
        }
    }

    #[test]
    fn further_lines_stand_below_the_first() {
        let finding = Finding::note("Memory", "little\nvery little");
        assert_eq!(
            finding.to_string(),
            "! Memory        little\n                very little"
        );
    }
}
