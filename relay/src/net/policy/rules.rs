//! Rules: `host:port`, where the host is an address, a network, a name or `*.` and a name, and the port may be a range or `*`.

use std::net::Ipv4Addr;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::special::{self, Network, is_public_v4};

/// What the readers of a class may reach beyond it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    host: Host,
    ports: RangeInclusive<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    Network(Network),
    /// A name, in small letters and without the last dot.
    Name(String),
    /// What is below that name, however far, but not the name itself.
    Below(String),
}

/// Why something is no rule, in a sentence for who wrote it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadRule {
    /// There is no colon.
    #[error(
        "`{0}` names no port: write HOST:PORT, such as `192.168.1.10:5432`, `10.1.0.0/16:80-90` or `*.example.org:443`"
    )]
    NoPort(String),
    /// The part after the colon.
    #[error("`{0}` is not a port, nor a range such as 8000-8010, nor *")]
    Port(String),
    /// IPv6.
    #[error("`{0}` is an IPv6 address, and programs of a class have IPv4 only")]
    Six(String),
    /// The bits after the slash, or those beyond them.
    #[error("`{0}` is not a network: write its first address and how many bits count, such as 10.1.0.0/16")]
    Network(String),
    /// An address that no rule can open.
    #[error(
        "`{0}` can't be opened: 127.0.0.0/8 is each reader's own in a class, and 0.0.0.0, multicast and broadcast lead nowhere"
    )]
    Never(String),
    /// A name that nothing has.
    #[error(
        "`{0}` is neither an address nor a name: a * may stand alone before the first dot, as in *.example.org"
    )]
    Name(String),
}

/// All rules of a class.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules(Vec<Rule>);

impl Rules {
    pub(super) fn new(rules: Vec<Rule>) -> Self {
        Self(rules)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether a rule for a network opens this address, at this port or at any.
    pub(super) fn covers(&self, ip: Ipv4Addr, port: Option<u16>) -> bool {
        self.0.iter().any(|rule| match rule.host {
            Host::Network(network) => rule.has(port) && network.contains(ip) && may_cover(network, ip),
            _ => false,
        })
    }

    /// Whether a rule names this very address.
    pub(super) fn covers_exactly(&self, ip: Ipv4Addr, port: u16) -> bool {
        let exactly = Host::Network(Network { first: ip, bits: 32 });
        self.0
            .iter()
            .any(|rule| rule.has(Some(port)) && rule.host == exactly)
    }

    /// Whether a rule opens this name, at this port or at any.
    pub(super) fn names(&self, host: &str, port: Option<u16>) -> bool {
        let host = plain(host);
        self.0.iter().any(|rule| {
            rule.has(port)
                && match &rule.host {
                    Host::Network(_) => false,
                    Host::Name(name) => *name == host,
                    Host::Below(name) => host
                        .strip_suffix(name.as_str())
                        .is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')),
                }
        })
    }

    /// Whether an answer for this name could be of any use.
    pub(super) fn may_ask(&self, host: &str) -> bool {
        let by_address = |rule: &Rule| matches!(rule.host, Host::Network(_));
        is_name(&plain(host)) && (self.names(host, None) || self.0.iter().any(by_address))
    }
}

impl Rule {
    fn has(&self, port: Option<u16>) -> bool {
        port.is_none_or(|port| self.ports.contains(&port))
    }
}

/// Special addresses are opened by rules that mean them.
fn may_cover(network: Network, ip: Ipv4Addr) -> bool {
    is_public_v4(ip) || special::block(ip).is_some_and(|block| block.covers(network))
}

impl FromStr for Rule {
    type Err = BadRule;

    fn from_str(text: &str) -> Result<Self, BadRule> {
        let (host, ports) = text
            .rsplit_once(':')
            .ok_or_else(|| BadRule::NoPort(text.into()))?;
        if host.contains([':', '[']) {
            return Err(BadRule::Six(host.into()));
        }
        if host.is_empty() {
            return Err(BadRule::Name(host.into()));
        }
        Ok(Rule {
            host: parse_host(host)?,
            ports: parse_ports(ports)?,
        })
    }
}

fn parse_ports(text: &str) -> Result<RangeInclusive<u16>, BadRule> {
    let bad = || BadRule::Port(text.into());
    let port = |text: &str| {
        let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u16>()
            .ok()
            .filter(|port| is_plain && *port > 0)
            .ok_or_else(bad)
    };
    match text.split_once('-') {
        _ if text == "*" => Ok(1..=u16::MAX),
        Some((first, last)) => Some(port(first)?..=port(last)?)
            .filter(|range| !range.is_empty())
            .ok_or_else(bad),
        None => port(text).map(|port| port..=port),
    }
}

fn parse_host(text: &str) -> Result<Host, BadRule> {
    let (address, bits) = text.split_once('/').unwrap_or((text, "32"));
    if let Ok(first) = address.parse::<Ipv4Addr>() {
        let bits = bits
            .parse()
            .ok()
            .filter(|bits| *bits <= 32)
            .ok_or_else(|| BadRule::Network(text.into()))?;
        let network = Network { first, bits };
        if first.to_bits() & !network.mask() != 0 {
            return Err(BadRule::Network(text.into()));
        }
        let is_everything = bits < 8;
        if !is_everything && !is_public_v4(first) && special::block(first).is_none() {
            return Err(BadRule::Never(text.into()));
        }
        return Ok(Host::Network(network));
    }
    let name = plain(text);
    let (below, name) = match name.strip_prefix("*.") {
        Some(name) => (true, name.to_owned()),
        None => (false, name),
    };
    match is_name(&name) {
        true if below => Ok(Host::Below(name)),
        true => Ok(Host::Name(name)),
        false => Err(BadRule::Name(text.into())),
    }
}

/// As names are compared.
fn plain(host: &str) -> String {
    host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase()
}

/// Labels of letters, digits and hyphens, the last of which is no number: what a resolver takes for an address, in
/// whichever spelling (inet_aton(3)), isn't a name.
fn is_name(host: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() < 64
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    let is_number = |label: &str| label.starts_with(|c: char| c.is_ascii_digit());
    host.split('.').all(is_label) && !host.rsplit('.').next().is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(texts: &[&str]) -> Rules {
        Rules::new(texts.iter().map(|text| text.parse().unwrap()).collect())
    }

    fn ip(text: &str) -> Ipv4Addr {
        text.parse().unwrap()
    }

    #[test]
    fn a_network_is_its_public_addresses_or_one_special_block() {
        let all = rules(&["0.0.0.0/0:*"]);
        assert!(all.covers(ip("8.8.8.8"), Some(53)));
        for closed in [
            "10.0.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "127.0.0.1",
        ] {
            assert!(!all.covers(ip(closed), Some(80)), "{closed}");
        }
        let home = rules(&["192.168.0.0/16:80-90", "10.0.0.0/8:22", "169.254.169.254:80"]);
        assert!(home.covers(ip("192.168.3.4"), Some(85)) && !home.covers(ip("192.168.3.4"), Some(91)));
        assert!(home.covers(ip("10.9.9.9"), Some(22)) && !home.covers(ip("11.9.9.9"), Some(22)));
        assert!(
            home.covers(ip("169.254.169.254"), Some(80)) && !home.covers(ip("169.254.169.253"), Some(80))
        );
        assert!(
            home.covers_exactly(ip("169.254.169.254"), 80) && !home.covers_exactly(ip("192.168.0.0"), 80)
        );
    }

    #[test]
    fn names_are_exact_and_stars_are_what_is_below() {
        let rules = rules(&["Example.org:443", "*.school.example:*"]);
        assert!(rules.names("example.ORG.", Some(443)) && !rules.names("example.org", Some(80)));
        assert!(rules.names("a.school.example", Some(1)) && rules.names("a.b.school.example", None));
        for other in [
            "school.example",
            "xschool.example",
            ".school.example",
            "www.example.org",
            "example.org.evil.test",
        ] {
            assert!(!rules.names(other, None), "{other}");
        }
        assert!(rules.may_ask("example.org") && !rules.may_ask("evil.test"));
    }

    #[test]
    fn where_addresses_are_open_names_may_be_asked_for_but_spellings_of_numbers_are_none() {
        let rules = rules(&["0.0.0.0/0:443"]);
        assert!(rules.may_ask("anything.test"));
        for number in [
            "0x7f000001",
            "2130706433",
            "127.1",
            "0177.0.0.1",
            "1",
            "a.0x7f",
            "",
            ".",
            "a..b",
            "a b",
            "[::1]",
        ] {
            assert!(!rules.may_ask(number), "{number}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for (text, part) in [
            ("example.org", "names no port"),
            ("example.org:", "is not a port"),
            ("example.org:0", "is not a port"),
            ("example.org:70000", "is not a port"),
            ("example.org:90-80", "is not a port"),
            ("example.org:+80", "is not a port"),
            ("[2001:db8::1]:80", "IPv6"),
            ("2001:db8::1:80", "IPv6"),
            ("10.0.0.0/33:80", "is not a network"),
            ("10.0.0.1/8:80", "is not a network"),
            ("10.0.0.0/:80", "is not a network"),
            ("127.0.0.1:80", "each reader's own"),
            ("0.0.0.0:80", "lead nowhere"),
            ("224.0.0.1:80", "lead nowhere"),
            ("255.255.255.255:80", "lead nowhere"),
            ("*:80", "neither an address nor a name"),
            (":80", "neither an address nor a name"),
            ("a.*.org:80", "neither an address nor a name"),
            ("010.0.0.1:80", "neither an address nor a name"),
            ("0x7f000001:80", "neither an address nor a name"),
            ("http://example.org:80", "IPv6"),
        ] {
            let mistake = text.parse::<Rule>().unwrap_err().to_string();
            assert!(mistake.contains(part), "{text}: {mistake}");
        }
    }
}
