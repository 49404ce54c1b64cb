//! The names a relay answers to. Without such a list any web site could point a name of its own at 127.0.0.1 and
//! talk to the relay as if it were its own server (DNS rebinding).

use std::net::{Ipv4Addr, SocketAddr, UdpSocket};

use super::Scheme;

/// An exact list of `Host` values; origins are these with a scheme in front.
#[derive(Clone, Debug)]
pub struct Hosts {
    scheme: Scheme,
    allowed: Vec<String>,
    /// Of a class: the port at which each of this machine's addresses is right, too.
    machine: Option<u16>,
}

/// A value of `--allow-host` that no browser would send.
#[derive(Debug, thiserror::Error)]
#[error("give a host as `name` or `name:port`, without http:// and without a path")]
pub struct BadHost;

impl Hosts {
    /// The list of a relay that listens on `local`: this machine's own names, and those in `extra`. An extra name
    /// without a port is meant with the relay's port, and without one, as a proxy in front of the relay shows it.
    pub fn new(scheme: Scheme, local: SocketAddr, extra: &[String]) -> Hosts {
        let port = local.port();
        let own = [
            "127.0.0.1".to_owned(),
            "localhost".to_owned(),
            "[::1]".to_owned(),
            literal(local),
        ];
        let mut allowed: Vec<String> = own.iter().map(|name| format!("{name}:{port}")).collect();
        if port == scheme.usual_port() {
            allowed.extend(own); // browsers leave the scheme's own port out
        }
        allowed.extend(Hosts::named(scheme, local, extra).allowed);
        Hosts {
            scheme,
            allowed,
            machine: None,
        }
    }

    /// These names only, in the same two ways.
    pub fn named(scheme: Scheme, local: SocketAddr, names: &[String]) -> Hosts {
        let mut allowed = Vec::new();
        for host in names.iter().map(|host| host.to_ascii_lowercase()) {
            if name_of(&host) == host {
                allowed.push(format!("{host}:{}", local.port()));
            }
            allowed.push(host);
        }
        Hosts {
            scheme,
            allowed,
            machine: None,
        }
    }

    /// The list of a class's relay, whose readers come from other machines: every address of this one as well. No name can
    /// be pointed at an address that is written out, and a laptop that changes networks keeps its class.
    pub fn of_class(scheme: Scheme, local: SocketAddr, extra: &[String]) -> Hosts {
        Hosts {
            machine: Some(local.port()),
            ..Hosts::new(scheme, local, extra)
        }
    }

    /// Whether a `Host` header is this relay's.
    pub fn accepts(&self, host: &str) -> bool {
        self.allowed
            .iter()
            .any(|allowed| allowed.eq_ignore_ascii_case(host))
            || self
                .machine
                .is_some_and(|port| is_machine(self.scheme, host, port))
    }

    /// Whether an `Origin` header is one of this relay's own pages. Over TLS none came from plain HTTP; without it, a
    /// proxy may have added TLS.
    pub fn accepts_origin(&self, origin: &str) -> bool {
        let host = match (self.scheme, origin.strip_prefix("https://")) {
            (Scheme::Http, None) => origin.strip_prefix("http://"),
            (_, host) => host,
        };
        host.is_some_and(|host| self.accepts(host))
    }
}

/// A `Host` without its port.
pub fn name_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() && name.starts_with('[') == name.ends_with(']') => {
            name
        }
        _ => host,
    }
}

/// Checks a value of `--allow-host`.
pub fn allowed_host(value: &str) -> Result<String, BadHost> {
    let name = name_of(value);
    let bracketed = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let good = match bracketed {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c))
        }
    };
    if good { Ok(value.to_owned()) } else { Err(BadHost) }
}

/// Whether this is an address of this machine as browsers write it, with the relay's port.
fn is_machine(scheme: Scheme, host: &str, port: u16) -> bool {
    let address = match host.parse::<SocketAddr>() {
        Ok(address) => Some(address).filter(|address| address.port() == port && address.to_string() == host),
        Err(_) if port == scheme.usual_port() => host.parse().ok().map(|ip: Ipv4Addr| (ip, port).into()),
        Err(_) => None,
    };
    // The kernel lets nothing be bound to others' addresses, nor to this host's being unspecified.
    address
        .is_some_and(|address| !address.ip().is_unspecified() && UdpSocket::bind((address.ip(), 0)).is_ok())
}

fn literal(local: SocketAddr) -> String {
    match local {
        SocketAddr::V4(local) => local.ip().to_string(),
        SocketAddr::V6(local) => format!("[{}]", local.ip()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(port: u16, extra: &[&str]) -> Hosts {
        let extra: Vec<_> = extra.iter().map(|host| (*host).to_owned()).collect();
        Hosts::new(Scheme::Http, SocketAddr::from(([127, 0, 0, 1], port)), &extra)
    }

    #[test]
    fn a_relay_answers_to_its_own_machine_and_port() {
        let hosts = hosts(8080, &[]);
        for host in ["127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080", "[::1]:8080"] {
            assert!(hosts.accepts(host), "{host}");
        }
        for host in [
            "",
            "localhost",
            "localhost:80",
            "localhost:8080.evil.test",
            "evil.test:8080",
            "localhost.:8080",
        ] {
            assert!(!hosts.accepts(host), "{host}");
        }
    }

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        let hosts = hosts(8080, &["room.example"]);
        assert!(
            hosts.accepts_origin("http://localhost:8080") && hosts.accepts_origin("https://room.example")
        );
        for origin in [
            "null",
            "",
            "localhost:8080",
            "http://evil.test",
            "file://localhost:8080",
            "http://localhost",
        ] {
            assert!(!hosts.accepts_origin(origin), "{origin}");
        }
    }

    #[test]
    fn a_class_answers_to_every_address_of_the_machine_and_to_no_name() {
        let hosts = Hosts::of_class(
            Scheme::Http,
            SocketAddr::from(([0, 0, 0, 0], 8080)),
            &["room.example".to_owned()],
        );
        for host in ["127.0.0.1:8080", "localhost:8080", "room.example"] {
            assert!(hosts.accepts(host), "{host}");
        }
        for host in [
            "127.0.0.1:8081",
            "8.8.8.8:8080",
            "0.0.0.1:8080",
            "[::]:8080",
            "127.1:8080",
            "0x7f.0.0.1:8080",
            "127.0.0.1.evil.test:8080",
            "evil.test:8080",
            "127.0.0.1:08080",
            "127.0.0.1",
        ] {
            assert!(!hosts.accepts(host), "{host}");
        }
        assert!(!hosts.accepts_origin("http://8.8.8.8:8080"));
    }

    #[test]
    fn the_scheme_s_own_port_may_be_left_out() {
        assert!(hosts(80, &[]).accepts("localhost") && !hosts(443, &[]).accepts("localhost"));
        for (port, host, accepted) in [
            (443, "127.0.0.1", true),
            (443, "localhost", true),
            (80, "127.0.0.1", false),
        ] {
            let address = SocketAddr::from(([0, 0, 0, 0], port));
            let hosts = Hosts::of_class(Scheme::Https, address, &[]);
            assert_eq!(hosts.accepts(host), accepted, "{host} {port}");
        }
    }

    #[test]
    fn over_tls_no_page_came_from_plain_http() {
        let address = SocketAddr::from(([127, 0, 0, 1], 8443));
        let hosts = Hosts::new(Scheme::Https, address, &[]);
        assert!(hosts.accepts_origin("https://localhost:8443"));
        assert!(!hosts.accepts_origin("http://localhost:8443"));
        assert!(!hosts.accepts_origin("https://localhost"));
    }

    #[test]
    fn extra_hosts_are_exact_when_they_have_a_port() {
        let hosts = hosts(8080, &["room.example", "Other.example:9000"]);
        assert!(hosts.accepts("room.example") && hosts.accepts("room.example:8080"));
        assert!(hosts.accepts("other.example:9000") && !hosts.accepts("other.example:8080"));
    }

    #[test]
    fn extra_hosts_are_checked() {
        for good in [
            "room.example",
            "room.example:80",
            "[fe80::1]",
            "[fe80::1]:8080",
            "10.0.0.1",
        ] {
            assert!(allowed_host(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "http://room.example",
            "room.example/",
            "a b",
            "fe80::1",
            "x:99999",
            "[nothing]",
        ] {
            assert!(allowed_host(bad).is_err(), "{bad}");
        }
    }
}
