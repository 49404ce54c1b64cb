//! By which addresses other machines find this one.

use std::net::{IpAddr, Ipv4Addr, SocketAddr, UdpSocket};

/// An address in no network of this machine (RFC 5737).
const ELSEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

/// Where other machines find a relay that listens here, the likeliest address first: of a machine's own, those of IPv4, or
/// loopback if it is on no network.
pub(crate) fn reached_at(listens: SocketAddr) -> Vec<SocketAddr> {
    let mut ips = vec![listens.ip()];
    if listens.ip().is_unspecified() {
        ips = addresses();
        ips.retain(IpAddr::is_ipv4);
        if ips.is_empty() {
            ips.push(Ipv4Addr::LOCALHOST.into());
        }
    }
    let port = listens.port();
    ips.into_iter().map(|ip| SocketAddr::new(ip, port)).collect()
}

/// Addresses of this machine that others in its networks may know, the likeliest first: that of the network with the way to
/// the world, IPv4 before IPv6, bridges of containers and virtual machines last.
pub(crate) fn addresses() -> Vec<IpAddr> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let reachable = interfaces
        .into_iter()
        .filter(|interface| !interface.is_loopback() && !interface.is_link_local())
        .map(|interface| (interface.ip(), interface.name));
    likeliest_first(reachable.collect(), outward())
}

/// The address that packets to the world leave from. To connect a socket of UDP sends none.
fn outward() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(ELSEWHERE).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

fn likeliest_first(mut found: Vec<(IpAddr, String)>, outward: Option<IpAddr>) -> Vec<IpAddr> {
    found.sort_by_key(|(ip, name)| (is_virtual(name), Some(*ip) != outward, *ip));
    let mut ips: Vec<_> = found.into_iter().map(|(ip, _)| ip).collect();
    ips.dedup();
    ips
}

/// Bridges of containers and virtual machines, and tunnels, as Linux, macOS and Windows call them.
fn is_virtual(name: &str) -> bool {
    const PREFIXES: [&str; 19] = [
        "docker",
        "podman",
        "br-",
        "cni",
        "veth",
        "vethernet",
        "virbr",
        "lxcbr",
        "lxdbr",
        "vmnet",
        "vboxnet",
        "tun",
        "tap",
        "utun",
        "wg",
        "tailscale",
        "zt",
        "vmware",
        "virtualbox",
    ];
    let name = name.to_ascii_lowercase();
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(outward: Option<&str>) -> Vec<String> {
        let found = [
            ("2001:db8::7", "eth0"),
            ("172.17.0.1", "docker0"),
            ("192.168.0.7", "wlan0"),
            ("10.0.0.7", "eth0"),
            ("10.0.0.7", "eth0"),
        ];
        let found = found.map(|(ip, name)| (ip.parse().unwrap(), name.to_owned()));
        let outward = outward.map(|ip| ip.parse().unwrap());
        let order = likeliest_first(found.into(), outward);
        order.iter().map(IpAddr::to_string).collect()
    }

    #[test]
    fn the_network_of_a_school_comes_before_that_of_containers() {
        let expected = ["10.0.0.7", "192.168.0.7", "2001:db8::7", "172.17.0.1"];
        assert_eq!(order(None), expected);
        assert_eq!(order(Some("172.17.0.1")), expected);
    }

    #[test]
    fn bridges_and_tunnels_are_known_by_their_names_on_all_systems() {
        for name in [
            "docker0",
            "br-1a2b",
            "vEthernet (WSL)",
            "VMware Network Adapter VMnet8",
            "utun3",
            "podman0",
            "cni0",
            "lxcbr0",
            "wg0",
        ] {
            assert!(is_virtual(name), "{name}");
        }
        for name in ["eth0", "en0", "wlan0", "br0", "Ethernet", "Wi-Fi"] {
            assert!(!is_virtual(name), "{name}");
        }
    }

    #[test]
    fn of_two_networks_the_one_with_the_way_to_the_world_comes_first() {
        let expected = ["192.168.0.7", "10.0.0.7", "2001:db8::7", "172.17.0.1"];
        assert_eq!(order(Some("192.168.0.7")), expected);
    }
}
