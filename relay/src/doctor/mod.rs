//! `echoroom doctor`: looks at the machine that will run the relay and says in plain words whether it will, and what to
//! do if not. It changes nothing and asks nobody but this machine, its resolver and whoever listens on the relay's port.

mod certificate;
mod files;
mod finding;
mod machine;
mod network;

use std::fmt;
use std::path::PathBuf;

use clap::Args;

use crate::http::Scheme;
use crate::tls::TlsFlags;

pub use finding::{Finding, Lang, Mark};

/// What to look at.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Address that the relay will listen on
    #[arg(
        long,
        env = "ECHOROOM_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8080"
    )]
    pub listen: String,

    /// Folder with the course that the relay will serve instead of the built-in one
    #[arg(long, env = "ECHOROOM_CONTENT", value_name = "DIR")]
    pub content: Option<PathBuf>,

    /// The certificate that the relay will serve with.
    #[command(flatten)]
    pub tls: TlsFlags,

    /// Language of the report [default: that of LC_ALL or LANG]
    #[arg(long, value_name = "LANGUAGE")]
    pub lang: Option<Lang>,

    /// Only ask whether a relay answers at that address, as a health check does
    #[arg(long)]
    pub running: bool,

    /// Folder with built pages instead of the embedded ones
    #[arg(long, env = "ECHOROOM_DIST", value_name = "DIR", hide = true)]
    pub dist: Option<PathBuf>,
}

/// What was found. It prints as lines, with the verdict last.
#[derive(Debug)]
pub struct Report {
    lang: Lang,
    findings: Vec<Finding>,
}

impl Doctor {
    /// Looks at everything, which takes a few seconds where the resolver doesn't answer.
    pub async fn examine(self) -> Report {
        let lang = self.lang.unwrap_or_else(Lang::of_system);
        if self.running {
            let findings = vec![network::running(lang, &self.listen).await];
            return Report { lang, findings };
        }
        let mut findings = vec![
            files::version(lang),
            files::pages(lang, self.dist),
            files::lessons(lang, self.content),
        ];
        let tls = self.tls.files();
        let scheme = Scheme::of(&tls);
        findings.extend(tls.map(|files| certificate::certificate(lang, &files)));
        findings.push(network::listen(lang, scheme, &self.listen).await);
        findings.push(network::loopback(lang));
        findings.push(network::ipv6(lang));
        findings.push(network::others(lang, scheme, &self.listen).await);
        findings.push(network::names(lang).await);
        findings.push(machine::descriptors(lang));
        findings.push(machine::memory(lang));
        findings.push(machine::clock(lang));
        Report { lang, findings }
    }
}

impl Report {
    /// Whether a relay would start here and serve.
    pub fn is_ready(&self) -> bool {
        !self.has(Mark::Bad)
    }

    fn has(&self, mark: Mark) -> bool {
        self.findings.iter().any(|finding| finding.mark == mark)
    }

    /// The last line.
    fn verdict(&self) -> &'static str {
        match (self.is_ready(), self.has(Mark::Note)) {
            (true, false) => self.lang.say(
                "Всё готово: ретранслятор будет здесь работать.",
                "All is well: the relay will work here.",
            ),
            (true, true) => self.lang.say(
                "Ретранслятор будет здесь работать, с оговорками, отмеченными знаком «!».",
                "The relay will work here, within the limits marked with “!”.",
            ),
            (false, _) => self.lang.say(
                "Так ретранслятор работать не будет: сначала исправьте отмеченное знаком «✗».",
                "The relay will not work like this: first mend what is marked with “✗”.",
            ),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        write!(f, "\n{}", self.verdict())
    }
}
