//! Files of settings in TOML, which people write: a mistake is named with its line, and its message repeats no value, which may
//! be a secret.

use std::fmt::Display;
use std::io;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use serde::de::DeserializeOwned;
use toml::Spanned;

/// Why a file can't be used, in a sentence for who wrote it.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The file isn't there, or isn't text.
    #[error("cannot read the {what} {}", .path.display())]
    Read {
        /// What it should describe.
        what: &'static str,
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

/// At which byte of a text something is wrong, and what.
pub(crate) type Mistake = (usize, String);

/// Reads a file that describes something.
pub(crate) fn read<T>(
    what: &'static str,
    path: &Path,
    parse: impl FnOnce(&str) -> Result<T, Mistake>,
) -> Result<T, FileError> {
    let text = std::fs::read_to_string(path).map_err(|source| FileError::Read {
        what,
        path: path.to_owned(),
        source,
    })?;
    parse(&text).map_err(|(at, mistake)| FileError::Mistake {
        path: path.to_owned(),
        line: 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count(),
        mistake,
    })
}

/// What a text says.
pub(crate) fn table<T: DeserializeOwned>(text: &str) -> Result<T, Mistake> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (at, without_value(error.message()))
    })
}

/// What one of its strings says.
pub(crate) fn parsed<T: FromStr<Err: Display>>(text: &Spanned<String>) -> Result<T, Mistake> {
    let outcome = text.get_ref().parse();
    outcome.map_err(|mistake: T::Err| (text.span().start, mistake.to_string()))
}

/// Where serde shows a value that won't do, what belongs there instead.
fn without_value(message: &str) -> String {
    let shows_one = message.starts_with("invalid type: ") || message.starts_with("invalid value: ");
    match message.rsplit_once(", expected ") {
        Some((_, wanted)) if shows_one => format!("here belongs {wanted}"),
        _ => message.to_owned(),
    }
}
