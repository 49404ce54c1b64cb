//! What the `echoroom` command understands. Every flag can be given by an environment variable, too.

mod class;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use class::ClassFlags;

use crate::doctor::Doctor;
use crate::http::allowed_host;
use crate::log::Format;
use crate::net::Limits;
use crate::server::{Options, Reach};
use crate::tls::TlsFlags;

/// A tutorial on network programming whose examples run: server and client, in the browser, over real sockets.
#[derive(Debug, Parser)]
#[command(name = "echoroom", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the command can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the tutorial, and open sockets for its programs.
    Serve(Box<Serve>),
    /// Check a course: name the file and line of every mistake in it.
    ///
    /// Prints a line FILE:LINE: SENTENCE for each mistake and exits with 1, or prints "N lessons, no mistakes" and exits with 0.
    /// Looked for are: front matter and options that nobody knows, ids that are missing or given twice, pairs without a
    /// partner, lessons and programs that are there in one language only, links to pages and headings that aren't there, and
    /// pictures that are missing or broken. Links to other sites aren't followed, so it works offline.
    Check(Check),
    /// Say whether the relay will work on this machine, and what to do if not
    ///
    /// Exit code 0: it will. 1: it won't, and the report says why.
    Doctor(Doctor),
}

/// What to check.
#[derive(Debug, Args)]
pub struct Check {
    /// Folder with the course; without it, the folder `content` here, or else this folder
    #[arg(value_name = "DIR", env = "ECHOROOM_CONTENT")]
    pub folder: Option<PathBuf>,
}

/// How to serve.
#[derive(Debug, Args)]
pub struct Serve {
    /// Address to listen on, 127.0.0.1:8080 unless told otherwise, for a class 0.0.0.0:8080; port 0 picks a free one
    #[arg(long, env = "ECHOROOM_LISTEN", value_name = "ADDRESS")]
    pub listen: Option<String>,

    /// Folder with a course to serve instead of the built-in one: in it a folder for each language, such as en, with *.md files
    #[arg(long, env = "ECHOROOM_CONTENT", value_name = "DIR")]
    pub content: Option<PathBuf>,

    /// Another name that pages may be opened by, such as a proxy's; may be repeated
    #[arg(
        long = "allow-host",
        env = "ECHOROOM_ALLOW_HOST",
        value_name = "HOST",
        value_delimiter = ',',
        value_parser = allowed_host
    )]
    pub allow_hosts: Vec<String>,

    /// Address to answer GET /metrics on, such as 127.0.0.1:9100; nowhere without it
    ///
    /// For Prometheus and its like. Whoever reaches this address can read it, so keep it where readers' browsers don't.
    #[arg(long, env = "ECHOROOM_METRICS", value_name = "ADDRESS")]
    pub metrics: Option<SocketAddr>,

    /// How the log on stderr is written; RUST_LOG says how much of it
    #[arg(
        long,
        env = "ECHOROOM_LOG_FORMAT",
        value_name = "FORMAT",
        default_value = "text"
    )]
    pub log_format: Format,

    /// Folder with built pages to serve instead of the embedded ones
    #[arg(long, env = "ECHOROOM_DIST", value_name = "DIR", hide = true)]
    pub dist: Option<PathBuf>,

    /// How to be reached over TLS.
    #[command(flatten)]
    pub tls: TlsFlags,

    /// Whom to serve.
    #[command(flatten)]
    pub class: ClassFlags,

    /// How much a program may have.
    #[command(flatten)]
    pub limits: Limits,
}

impl Serve {
    /// Where to listen, and who may be able to reach that.
    pub fn address(&self) -> (&str, Reach) {
        let (usual, reach) = if self.class.is_given() {
            ("0.0.0.0:8080", Reach::Network)
        } else {
            ("127.0.0.1:8080", Reach::Machine)
        };
        (self.listen.as_deref().unwrap_or(usual), reach)
    }

    /// Everything but the address, which is the listener's.
    pub fn options(self) -> Options {
        Options {
            dist: self.dist,
            content: self.content,
            allow_hosts: self.allow_hosts,
            limits: self.limits,
            tls: self.tls.files(),
            proxies: self.class.trusted_proxy.clone(),
            readers: self.class.readers(),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn flags_do_not_contradict_each_other() {
        super::Cli::command().debug_assert();
    }
}
