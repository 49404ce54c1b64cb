//! The policy file: TOML with one list, `allow`, of the rules that `--allow` takes. A mistake is named with its line.

use serde::Deserialize;
use toml::Spanned;

use super::rules::Rules;
use super::{Rule, Source};
use crate::settings::{self, FileError, Mistake};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    allow: Vec<Spanned<String>>,
}

impl Source {
    /// The rules as they are now.
    pub(super) fn load(&self) -> Result<Rules, FileError> {
        let mut rules = self.rules.clone();
        if let Some(path) = &self.file {
            rules.extend(settings::read("policy", path, parse)?);
        }
        Ok(Rules::new(rules))
    }
}

fn parse(text: &str) -> Result<Vec<Rule>, Mistake> {
    let file: File = settings::table(text)?;
    file.allow.iter().map(settings::parsed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> (Source, tempfile::NamedTempFile) {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(&file, text).unwrap();
        let source = Source {
            rules: vec!["a.test:1".parse().unwrap()],
            file: Some(file.path().into()),
        };
        (source, file)
    }

    /// From the line's number on.
    fn mistake(text: &str) -> String {
        let (source, file) = source(text);
        let said = source.load().unwrap_err().to_string();
        let path = format!("{}:", file.path().display());
        said.strip_prefix(&path).unwrap().to_owned()
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        assert!(
            mistake("# ours\nallow = [\n  \"a.test:80\",\n  \"b.test\",\n]\n")
                .starts_with("4: `b.test` names no port")
        );
        assert!(mistake("allow = []\nalow = []\n").starts_with("2: unknown field `alow`"));
        assert!(mistake("allow = [80]\n").starts_with("1: here belongs a string"));
        assert!(mistake("\n\nallow = [\n").starts_with("3: "));
    }

    #[test]
    fn an_empty_file_allows_nothing() {
        assert_eq!(parse("# nothing\n").unwrap(), []);
        assert_eq!(
            parse("allow = ['*.example.org:443', '10.1.0.0/16:80']")
                .unwrap()
                .len(),
            2
        );
    }

    #[test]
    fn rules_of_file_and_flags_hold_together() {
        let (source, _file) = source("allow = ['b.test:2']");
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
