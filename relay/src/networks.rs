//! By which addresses other machines find this one.

use std::net::IpAddr;

/// Addresses of this machine that others in its networks may know, the likeliest first: IPv4 before IPv6, bridges of
/// containers and virtual machines last.
pub(crate) fn addresses() -> Vec<IpAddr> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let reachable = interfaces
        .into_iter()
        .filter(|interface| !interface.is_loopback() && !interface.is_link_local())
        .map(|interface| (interface.ip(), interface.name));
    likeliest_first(reachable.collect())
}

fn likeliest_first(mut found: Vec<(IpAddr, String)>) -> Vec<IpAddr> {
    found.sort_by_key(|(ip, name)| (is_virtual(name), *ip));
    let mut ips: Vec<_> = found.into_iter().map(|(ip, _)| ip).collect();
    ips.dedup();
    ips
}

fn is_virtual(name: &str) -> bool {
    ["docker", "br-", "veth", "virbr", "vmnet", "tun", "tap"]
        .iter()
        .any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_network_of_a_school_comes_before_that_of_containers() {
        let found = [
            ("2001:db8::7", "eth0"),
            ("172.17.0.1", "docker0"),
            ("192.168.0.7", "wlan0"),
            ("10.0.0.7", "eth0"),
            ("10.0.0.7", "eth0"),
        ];
        let found = found.map(|(ip, name)| (ip.parse().unwrap(), name.to_owned()));
        let order = likeliest_first(found.into())
            .iter()
            .map(IpAddr::to_string)
            .collect::<Vec<_>>();
        assert_eq!(order, ["10.0.0.7", "192.168.0.7", "2001:db8::7", "172.17.0.1"]);
    }
}
