//! getaddrinfo(3) and getnameinfo(3) for programs: literals and the readers' own names here, the rest by the system's resolver.

use std::io;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use wire::{Address, Errno, Family};

use crate::net::Net;
use crate::net::Refusal;
use crate::net::address::Home;
use crate::net::reader::Reader;

/// The addresses of a name, of one family if one is asked for, in the order in which to try them.
///
/// # Errors
/// `EAI_NONAME` for a name that has none, `EAI_AGAIN` if the resolver couldn't say, `EAI_FAIL` for other troubles.
pub(in crate::net) async fn resolve(
    net: &Net,
    reader: &Reader,
    host: &str,
    family: Option<Family>,
) -> Result<Vec<IpAddr>, Errno> {
    let found = match host.parse() {
        Ok(address) => vec![address],
        Err(_) => match known(net, reader, host) {
            Some(known) => known,
            None if !net.policy.may_ask(host) => {
                reader.refused(net, Refusal::Name, || {
                    tracing::info!(reader = reader.name, host, "a lookup was refused by the policy");
                });
                return Err(Errno::EAI_NONAME);
            }
            None => {
                let found = ask(net, host).await?;
                net.policy.answer(&reader.answers, host, found)
            }
        },
    };
    let mut addresses: Vec<IpAddr> = Vec::with_capacity(found.len());
    for address in found {
        let wanted =
            family.is_none_or(|family| Address::from(SocketAddr::new(address, 0)).family() == family);
        if wanted && !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    addresses.truncate(ADDRESSES);
    if addresses.is_empty() {
        Err(Errno::EAI_NONAME)
    } else {
        Ok(addresses)
    }
}

/// The host name of an address: of loopback, of the reader, and in a class of everybody. Nobody else is asked: what an address
/// beyond is called, its owner says, and a question alone can carry a message away.
///
/// # Errors
/// `EAI_NONAME` for an address that has none.
pub(in crate::net) fn reverse(net: &Net, reader: &Reader, ip: IpAddr) -> Result<String, Errno> {
    if reader.home.localhost().contains(&ip) {
        return Ok("localhost".into());
    }
    if ip == reader.home.public() {
        return Ok(reader.name.clone());
    }
    let seat = reader.home.seat(ip).filter(|_| !net.is_isolated());
    seat.and_then(|seat| net.readers.at(seat))
        .map(|classmate| classmate.name.clone())
        .ok_or(Errno::EAI_NONAME)
}

/// Addresses in one answer: 64 of the longest, 45 characters in quotes, are a fifth of a text message.
const ADDRESSES: usize = 64;

/// `localhost` and what is below it (RFC 6761 §6.3), the reader's name, and in a class everybody's.
fn known(net: &Net, reader: &Reader, host: &str) -> Option<Vec<IpAddr>> {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let is_localhost = host == "localhost" || host.ends_with(".localhost");
    if is_localhost || (host == reader.name && !reader.home.is_in_class()) {
        return Some(localhost(&reader.home));
    }
    if host == reader.name {
        return Some(vec![reader.home.public()]);
    }
    let classmate = net.readers.named(&host).filter(|_| !net.is_isolated());
    classmate.map(|classmate| vec![classmate.home.public()])
}

/// IPv6 first where there is such a loopback, as RFC 6724 orders them.
fn localhost(home: &Home) -> Vec<IpAddr> {
    let has_v6 = std::net::UdpSocket::bind((Ipv6Addr::LOCALHOST, 0)).is_ok();
    let addresses = home.localhost().iter().copied();
    addresses.filter(|address| has_v6 || address.is_ipv4()).collect()
}

async fn ask(net: &Net, host: &str) -> Result<Vec<IpAddr>, Errno> {
    if let Some(found) = net.resolver.ask(host) {
        return Ok(found);
    }
    match tokio::net::lookup_host((host, 0)).await {
        Ok(found) => Ok(found.map(|address| address.ip()).collect()),
        Err(error) => Err(failure(&error)),
    }
}

/// Rust keeps getaddrinfo's code to itself and hands on its text (gai_strerror(3)).
fn failure(error: &io::Error) -> Errno {
    let text = error.to_string();
    if text.contains("Temporary failure") || error.raw_os_error() == Some(WSATRY_AGAIN) {
        Errno::EAI_AGAIN
    } else if text.contains("Non-recoverable failure") {
        Errno::EAI_FAIL
    } else {
        Errno::EAI_NONAME
    }
}

/// Winsock's `EAI_AGAIN`; no Unix has an error of that number.
const WSATRY_AGAIN: i32 = 11002;

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::net::House;

    #[tokio::test]
    async fn own_names_and_literals_need_no_resolver() {
        let net = Net::solo(House::new(Default::default()));
        let reader = net.readers.find(&net.solo_token().unwrap()).unwrap();
        let v4 = |host: &'static str| {
            let (net, reader) = (net.clone(), reader.clone());
            async move { resolve(&net, &reader, host, Some(Family::Inet)).await }
        };
        let home: IpAddr = Ipv4Addr::LOCALHOST.into();
        for own in ["localhost", "LOCALHOST.", "a.localhost", "echoroom", "127.0.0.1"] {
            assert_eq!(v4(own).await, Ok(vec![home]), "{own:?}");
        }
        assert_eq!(v4("10.1.2.3").await, Ok(vec!["10.1.2.3".parse().unwrap()]));
        assert_eq!(v4("::1").await, Err(Errno::EAI_NONAME));
        assert_eq!(v4("no such name").await, Err(Errno::EAI_NONAME));
        assert!(
            resolve(&net, &reader, "localhost", None)
                .await
                .unwrap()
                .contains(&home)
        );
    }
}
