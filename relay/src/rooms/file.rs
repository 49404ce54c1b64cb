//! The file that describes rooms: TOML, the same on every relay behind a balancer. A mistake is named with its line, and
//! no message repeats a code.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::label::{Domain, check_label};
use crate::http::{Code, Secret};
use crate::net::{ClassRules, Rule, Source};

/// Why rooms can't be read, in a sentence for who wrote the file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file isn't there, or isn't text.
    #[error("cannot read the rooms {}", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Something in it is wrong.
    #[error("{}:{line}: {mistake}", .path.display())]
    Mistake {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        mistake: String,
    },
}

/// What the file says.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) domain: Domain,
    pub(super) rooms: BTreeMap<String, RoomPlan>,
}

/// One room as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RoomPlan {
    pub(super) title: String,
    pub(super) code: Code,
    /// What the teacher's link ends in; without it there is no teacher's page.
    pub(super) teacher: Option<Secret>,
    pub(super) isolated: bool,
    pub(super) allow: Vec<Rule>,
}

impl RoomPlan {
    /// What its readers may do.
    pub(super) fn rules(&self) -> ClassRules {
        ClassRules {
            isolated: self.isolated,
            policy: Source {
                rules: self.allow.clone(),
                file: None,
            },
            ..ClassRules::default()
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    domain: Spanned<String>,
    #[serde(default)]
    rooms: BTreeMap<Spanned<String>, Described>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    title: Spanned<String>,
    code: Spanned<toml::Value>,
    #[serde(default)]
    teacher: Option<Spanned<String>>,
    #[serde(default)]
    isolated: bool,
    #[serde(default)]
    allow: Vec<Spanned<String>>,
}

/// Where in the text something is wrong, and what.
type Mistake = (usize, String);

impl Plan {
    /// Reads a file.
    ///
    /// # Errors
    /// [`FileError`].
    pub(super) fn read(path: &Path) -> Result<Self, FileError> {
        let text = std::fs::read_to_string(path).map_err(|source| FileError::Read {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&text).map_err(|(at, mistake)| FileError::Mistake {
            path: path.to_owned(),
            line: 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count(),
            mistake,
        })
    }

    fn parse(text: &str) -> Result<Self, Mistake> {
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            (at, error.message().to_owned())
        })?;
        let plan = Self {
            domain: parsed(&file.domain)?,
            rooms: file.rooms.into_iter().map(room).collect::<Result<_, _>>()?,
        };
        if plan.rooms.is_empty() {
            let sentence = "there is no room: begin each with a line such as [rooms.networks-101]";
            return Err((text.len(), sentence.to_owned()));
        }
        Ok(plan)
    }
}

fn room((label, described): (Spanned<String>, Described)) -> Result<(String, RoomPlan), Mistake> {
    check_label(label.get_ref()).map_err(|mistake| (label.span().start, mistake.to_string()))?;
    let title = described.title.get_ref().trim();
    if title.is_empty() || title.contains(char::is_control) {
        let sentence = "the title of a room is a line of text";
        return Err((described.title.span().start, sentence.to_owned()));
    }
    // Numbers lose their zeros, so a code is a text; what stands there instead isn't shown.
    let code = described.code.get_ref().as_str().and_then(Code::parse);
    let no_code = || {
        (
            described.code.span().start,
            "the join code of a room is eight digits in quotes".to_owned(),
        )
    };
    let teacher = described.teacher.as_ref().map(|text| {
        let sentence = "the teacher's secret has 16 to 64 letters of Latin, digits, hyphens and underscores";
        Secret::parse(text.get_ref()).ok_or_else(|| (text.span().start, sentence.to_owned()))
    });
    let plan = RoomPlan {
        title: title.to_owned(),
        code: code.ok_or_else(no_code)?,
        teacher: teacher.transpose()?,
        isolated: described.isolated,
        allow: described.allow.iter().map(parsed).collect::<Result<_, _>>()?,
    };
    Ok((label.into_inner(), plan))
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(text: &Spanned<String>) -> Result<T, Mistake> {
    let outcome = text.get_ref().parse();
    outcome.map_err(|mistake: T::Err| (text.span().start, mistake.to_string()))
}
