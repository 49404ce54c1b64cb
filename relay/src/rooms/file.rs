//! The file that describes rooms: TOML, the same on every relay behind a balancer. No message about a
//! mistake in it repeats a code or a secret.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::label::{Domain, check_label};
use crate::http::{Code, Secret};
use crate::net::{ClassRules, Rule, Source};
use crate::settings::{self, FileError, Mistake};

/// What the file says.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) domain: Domain,
    pub(super) rooms: BTreeMap<String, RoomPlan>,
}

/// One room as it is to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RoomPlan {
    /// The name that it is found by.
    pub(super) host: String,
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
#[serde(deny_unknown_fields, expecting = "a room with title and code")]
struct Described {
    title: Spanned<String>,
    code: Spanned<toml::Value>,
    #[serde(default)]
    teacher: Option<Spanned<toml::Value>>,
    #[serde(default)]
    isolated: bool,
    #[serde(default)]
    allow: Vec<Spanned<String>>,
}

impl Plan {
    /// Reads a file.
    ///
    /// # Errors
    /// [`FileError`].
    pub(super) fn read(path: &Path) -> Result<Self, FileError> {
        settings::read("rooms", path, Self::parse)
    }

    fn parse(text: &str) -> Result<Self, Mistake> {
        let File { domain, rooms } = settings::table(text)?;
        let domain: Domain = settings::parsed(&domain)?;
        let rooms = rooms
            .into_iter()
            .map(|(label, described)| room(&domain, label, described));
        let plan = Self {
            rooms: rooms.collect::<Result<_, _>>()?,
            domain,
        };
        if plan.rooms.is_empty() {
            let sentence = "there is no room: begin each with a line such as [rooms.networks-101]";
            return Err((text.len(), sentence.to_owned()));
        }
        Ok(plan)
    }
}

fn room(
    domain: &Domain,
    label: Spanned<String>,
    described: Described,
) -> Result<(String, RoomPlan), Mistake> {
    check_label(label.get_ref()).map_err(|mistake| (label.span().start, mistake.to_string()))?;
    let title = described.title.get_ref().trim();
    if title.is_empty() || title.contains(char::is_control) {
        let sentence = "the title of a room is a line of text";
        return Err((described.title.span().start, sentence.to_owned()));
    }
    let code = text_in(
        &described.code,
        Code::parse,
        "the join code of a room is eight digits in quotes",
    );
    let teacher = described.teacher.as_ref().map(|secret| {
        let sentence =
            "the teacher's secret is 16 to 64 letters of Latin, digits, hyphens and underscores in quotes";
        text_in(secret, Secret::parse, sentence)
    });
    let allow = described.allow.iter().map(settings::parsed);
    let plan = RoomPlan {
        host: domain.host(label.get_ref()),
        title: title.to_owned(),
        code: code?,
        teacher: teacher.transpose()?,
        isolated: described.isolated,
        allow: allow.collect::<Result<_, _>>()?,
    };
    Ok((label.into_inner(), plan))
}

/// What a text in quotes says: numbers lose their zeros.
fn text_in<T>(
    value: &Spanned<toml::Value>,
    parse: fn(&str) -> Option<T>,
    sentence: &str,
) -> Result<T, Mistake> {
    let said = value.get_ref().as_str().and_then(parse);
    said.ok_or_else(|| (value.span().start, sentence.to_owned()))
}
