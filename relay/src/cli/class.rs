//! The flags of classes.

use std::path::PathBuf;

use clap::Args;
use ipnet::IpNet;

use crate::net::{ClassRules, Resolver, Rule, Source};
use crate::server::{Class, Readers};

/// Whom to serve, if not the machine's own user.
#[derive(Debug, Args)]
#[command(next_help_heading = "Class")]
pub struct ClassFlags {
    /// Serve a class of this name on the network: who has the join code gets an address of their own
    #[arg(id = "class", long = "class", env = "ECHOROOM_CLASS", value_name = "TITLE")]
    pub title: Option<String>,

    /// Serve the rooms that this file describes, a class in each, at a name of its own: TOML; loaded again on SIGHUP
    #[arg(long, env = "ECHOROOM_ROOMS", value_name = "FILE", conflicts_with = "class")]
    pub rooms: Option<PathBuf>,

    /// Readers of the class can't reach one another
    #[arg(long, env = "ECHOROOM_ISOLATED", requires = "class")]
    pub isolated: bool,

    /// What readers may reach beyond the class, such as 192.168.1.10:5432, 10.1.0.0/16:80-90 or *.example.org:443; may be
    /// repeated
    #[arg(
        long,
        env = "ECHOROOM_ALLOW",
        value_name = "HOST:PORT",
        value_delimiter = ',',
        requires = "class"
    )]
    pub allow: Vec<Rule>,

    /// File with more of such rules: TOML, allow = ["…", "…"]; loaded again on SIGHUP
    #[arg(long, env = "ECHOROOM_POLICY", value_name = "FILE", requires = "class")]
    pub policy: Option<PathBuf>,

    /// Address or network of a reverse proxy that is believed about where requests come from; may be repeated
    #[arg(long, env = "ECHOROOM_TRUSTED_PROXY", value_name = "CIDR", value_delimiter = ',', value_parser = proxy)]
    pub trusted_proxy: Vec<IpNet>,
}

impl ClassFlags {
    /// Whether it is others than the machine's own user who read.
    pub fn is_given(&self) -> bool {
        self.title.is_some() || self.rooms.is_some()
    }

    /// Whom to serve.
    pub(super) fn readers(self) -> Readers {
        let class = |title| Class {
            title,
            rules: ClassRules {
                isolated: self.isolated,
                policy: Source {
                    rules: self.allow,
                    file: self.policy,
                },
                resolver: Resolver::default(),
            },
        };
        match self.rooms {
            Some(file) => Readers::Rooms(file),
            None => self
                .title
                .map_or(Readers::Solo, |title| Readers::Class(class(title))),
        }
    }
}

/// An address alone is a network of one.
fn proxy(text: &str) -> Result<IpNet, String> {
    let address = || text.parse().ok().map(|ip: std::net::IpAddr| ip.into());
    let sentence = || format!("{text:?} is neither an address nor a network such as 10.0.0.0/8");
    text.parse().ok().or_else(address).ok_or_else(sentence)
}
