//! The page around every body: `dist/index.html`, which the build made as a template, or a bare one where there was no
//! build.

use minijinja::{Environment, Output, State, UndefinedBehavior, Value};
use serde::Serialize;

use super::dist::Dist;
use crate::lessons::Escaped;

/// The shell, ready to be filled.
pub struct Shell {
    environment: Environment<'static>,
    source: String,
    /// Whether the build made it. Without a build, lessons can be read but not run.
    pub built: bool,
}

/// The shell isn't a template, or asks for something that pages don't have.
#[derive(Debug, thiserror::Error)]
pub enum ShellError {
    /// It isn't even text.
    #[error("dist/index.html is not UTF-8 text")]
    NotText,
    /// What the template engine says, with the line.
    #[error("dist/index.html does not fit this relay")]
    Template(#[from] minijinja::Error),
}

impl Shell {
    /// Takes the shell out of a build.
    pub fn new(dist: &Dist) -> Result<Shell, ShellError> {
        let built = dist
            .shell()
            .map(|file| String::from_utf8(file.plain.bytes.to_vec()));
        let source = built.transpose().map_err(|_| ShellError::NotText)?;
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_formatter(escape);
        let built = source.is_some();
        Ok(Shell {
            environment,
            source: source.unwrap_or_else(|| include_str!("bare.html").to_owned()),
            built,
        })
    }

    /// Fills it. Values are escaped unless the template calls them safe.
    pub fn render(&self, context: impl Serialize) -> Result<String, ShellError> {
        Ok(self
            .environment
            .render_named_str("index.html", &self.source, context)?)
    }
}

/// The engine's own escaping would also turn every slash of every path into `&#x2f;`.
fn escape(output: &mut Output<'_>, state: &State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    match value.as_str() {
        Some(text) if !value.is_safe() => Ok(write!(output, "{}", Escaped(text))?),
        _ => minijinja::escape_formatter(output, state, value),
    }
}
