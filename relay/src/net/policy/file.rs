//! The policy file: TOML with one list, `allow`, of the rules that `--allow` takes. A mistake is named with its line.

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::rules::Rules;
use super::{BadRule, Rule, Source};

/// Why the policy can't be loaded, in a sentence for who wrote it.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// The file isn't there, or isn't text.
    #[error("cannot read the policy {}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It isn't TOML, or has other things in it.
    #[error("{}:{line}: {mistake}", .path.display())]
    Toml {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        mistake: String,
    },
    /// One of its rules is wrong.
    #[error("{}:{line}: {mistake}", .path.display())]
    Rule {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        mistake: BadRule,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    allow: Vec<Spanned<String>>,
}

impl Source {
    /// The rules as they are now.
    pub(super) fn load(&self) -> Result<Rules, PolicyError> {
        let mut rules = self.rules.clone();
        if let Some(path) = &self.file {
            let text = std::fs::read_to_string(path).map_err(|source| PolicyError::Read {
                path: path.clone(),
                source,
            })?;
            rules.extend(parse(path, &text)?);
        }
        Ok(Rules::new(rules))
    }
}

fn parse(path: &Path, text: &str) -> Result<Vec<Rule>, PolicyError> {
    let line_of = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let file: File = toml::from_str(text).map_err(|error| PolicyError::Toml {
        path: path.to_owned(),
        line: line_of(error.span().map_or(0, |span| span.start)),
        mistake: error.message().to_owned(),
    })?;
    let parse = |rule: &Spanned<String>| {
        rule.get_ref().parse().map_err(|mistake| PolicyError::Rule {
            path: path.to_owned(),
            line: line_of(rule.span().start),
            mistake,
        })
    };
    file.allow.iter().map(parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(text: &str) -> String {
        parse(Path::new("policy.toml"), text).unwrap_err().to_string()
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        assert!(
            mistake("# ours\nallow = [\n  \"a.test:80\",\n  \"b.test\",\n]\n")
                .starts_with("policy.toml:4: `b.test` names no port")
        );
        assert!(mistake("allow = []\nalow = []\n").starts_with("policy.toml:2: unknown field `alow`"));
        assert!(mistake("allow = [80]\n").starts_with("policy.toml:1: "));
        assert!(mistake("\n\nallow = [\n").starts_with("policy.toml:"));
    }

    #[test]
    fn an_empty_file_allows_nothing() {
        assert_eq!(parse(Path::new("p"), "# nothing\n").unwrap(), []);
        assert_eq!(
            parse(Path::new("p"), "allow = ['*.example.org:443', '10.1.0.0/16:80']")
                .unwrap()
                .len(),
            2
        );
    }

    #[test]
    fn rules_of_file_and_flags_hold_together() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(&file, "allow = ['b.test:2']").unwrap();
        let source = Source {
            rules: vec!["a.test:1".parse().unwrap()],
            file: Some(file.path().into()),
        };
        assert_eq!(source.load().unwrap().len(), 2);
        let missing = Source {
            rules: Vec::new(),
            file: Some("/nowhere/at/all".into()),
        };
        assert!(
            missing
                .load()
                .unwrap_err()
                .to_string()
                .contains("cannot read the policy /nowhere/at/all")
        );
    }
}
