//! Whose request it is that a proxy hands on, and how it came to the proxy: the `X-Forwarded-For` and `X-Forwarded-Proto` of
//! proxies that are trusted.
//!
//! Not `Forwarded` (RFC 7239): a proxy that writes these hands the other on as the client has made it up.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

use crate::household::is_in;

/// The address that a request really comes from: the last that isn't a trusted proxy's. What comes before it anybody may
/// have made up.
pub(super) fn origin(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let mut client = peer.to_canonical();
    let mut hops = hops(headers);
    while is_in(trusted, client) {
        match hops.pop() {
            Some(Some(hop)) => client = hop,
            _ => break,
        }
    }
    client
}

/// Whether a trusted proxy says that the browser came over TLS.
pub(super) fn is_https(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> bool {
    let said = headers
        .get("x-forwarded-proto")
        .and_then(|value| value.to_str().ok()?.split(',').next());
    is_in(trusted, peer) && said.is_some_and(|proto| proto.trim().eq_ignore_ascii_case("https"))
}

fn hops(headers: &HeaderMap) -> Vec<Option<IpAddr>> {
    let values = headers
        .get_all("x-forwarded-for")
        .into_iter()
        .map(|value| value.to_str().unwrap_or(""));
    values
        .flat_map(|value| value.split(','))
        .map(|hop| address(hop.trim()))
        .collect()
}

/// With a port or without.
fn address(text: &str) -> Option<IpAddr> {
    let ip = text
        .parse()
        .ok()
        .or_else(|| text.parse().ok().map(|with_port: SocketAddr| with_port.ip()));
    let bracketed = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    ip.or_else(bracketed).map(|ip: IpAddr| ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn from(peer: &str, name: &'static str, value: &'static str) -> String {
        let headers =
            HeaderMap::from_iter([(HeaderName::from_static(name), HeaderValue::from_static(value))]);
        let trusted = ["10.0.0.0/8", "::1/128"].map(|net| net.parse().unwrap());
        origin(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_about_tls() {
        for (peer, name, value, secure) in [
            ("10.0.0.1", "x-forwarded-proto", "https", true),
            ("10.0.0.1", "x-forwarded-proto", "HTTPS, http", true),
            ("10.0.0.1", "x-forwarded-proto", "http", false),
            ("192.0.2.1", "x-forwarded-proto", "https", false),
            ("::ffff:10.0.0.1", "x-forwarded-proto", "https", true),
            ("10.0.0.1", "forwarded", "proto=https", false),
            ("10.0.0.1", "x-forwarded-for", "https", false),
        ] {
            let headers =
                HeaderMap::from_iter([(HeaderName::from_static(name), HeaderValue::from_static(value))]);
            let trusted = ["10.0.0.0/8".parse().unwrap()];
            let said = is_https(peer.parse().unwrap(), &headers, &trusted);
            assert_eq!(said, secure, "{peer} {name}: {value}");
        }
    }

    #[test]
    fn only_a_trusted_proxy_is_believed_and_only_about_the_last_that_is_not_one() {
        for (peer, name, value, client) in [
            ("192.0.2.1", "x-forwarded-for", "8.8.8.8", "192.0.2.1"),
            ("10.0.0.1", "x-forwarded-for", "8.8.8.8", "8.8.8.8"),
            (
                "10.0.0.1",
                "x-forwarded-for",
                "6.6.6.6, 8.8.8.8, 10.0.0.2",
                "8.8.8.8",
            ),
            ("10.0.0.1", "x-forwarded-for", "6.6.6.6, unknown", "10.0.0.1"),
            ("10.0.0.1", "x-forwarded-for", "8.8.8.8:1234", "8.8.8.8"),
            ("::1", "x-forwarded-for", "2001:db8::1", "2001:db8::1"),
            ("::ffff:10.0.0.1", "x-forwarded-for", "8.8.8.8", "8.8.8.8"),
            ("10.0.0.1", "x-forwarded-for", "[2001:db8::1]:4711", "2001:db8::1"),
            ("10.0.0.1", "forwarded", "for=8.8.8.8", "10.0.0.1"),
            ("10.0.0.1", "x-other", "8.8.8.8", "10.0.0.1"),
        ] {
            assert_eq!(from(peer, name, value), client, "{peer} {name}: {value}");
        }
    }
}
