//! Ways around the policy of a class, one a line. None may reach anything.
//!
//! In a target, `T` stands for the port at which traps listen on every address of this machine, `R` for the relay's own
//! port, `P` for one that Anna has open on her 127.0.0.1 only; `ANNA` for her address, `OWN` for the attacker's, `REAL` and `PRIVATE` for where her
//! public and her private sockets really are, `LAN` for this machine's own address on its network.

/// How a program goes about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// connect(2) of a TCP socket.
    Tcp,
    /// The same, bound to 127.0.0.1, to the wildcard, and to the reader's own address.
    Bound,
    /// sendto(2).
    Udp,
    /// connect(2) of a UDP socket, and send(2).
    Connected,
    /// sendto(2) on a socket connected to one of the reader's own.
    After,
    /// sendto(2) to a socket of the reader's own that shares this address, by SO_REUSEADDR, and is connected elsewhere.
    Shared,
    /// sendto(2) with SO_BROADCAST.
    Broadcast,
    /// A look-up, and everything that its answers allow.
    Name,
    /// IPv6 sockets, TCP and UDP.
    Six,
    /// bind(2), TCP and UDP, which must fail.
    Bind,
    /// A control frame as it stands, after sockets 1 (TCP) and 3 (UDP) were opened.
    Frame,
}

use How::{After, Bind, Bound, Broadcast, Connected, Frame, Name, Shared, Six, Tcp, Udp};

/// All of them.
#[rustfmt::skip]
pub(crate) const WAYS: &[(How, &str)] = &[
    // The machine itself, which in a class is nobody's 127.0.0.1.
    (Tcp, "127.0.0.1:T"), (Udp, "127.0.0.1:T"), (Connected, "127.0.0.1:T"), (After, "127.0.0.1:T"), (Bound, "127.0.0.1:T"),
    (Tcp, "127.0.0.2:T"), (Udp, "127.0.0.2:T"),
    (Tcp, "127.0.1.1:T"), (Udp, "127.0.1.1:T"), (Connected, "127.0.1.1:T"),
    (Tcp, "127.0.0.53:T"), (Udp, "127.0.0.53:T"),
    (Tcp, "127.255.255.254:T"), (Udp, "127.255.255.254:T"),
    (Tcp, "127.255.255.255:T"), (Udp, "127.255.255.255:T"), (Broadcast, "127.255.255.255:T"),
    (Tcp, "127.0.0.0:T"), (Udp, "127.0.0.0:T"), (Broadcast, "127.0.0.0:T"),
    (Tcp, "127.0.0.16:T"), (Tcp, "127.1.0.1:T"), (Tcp, "127.64.0.0:T"), (Udp, "127.64.0.0:9090"),
    // This host, nowhere, everybody.
    (Tcp, "0.0.0.0:T"), (Udp, "0.0.0.0:T"), (Connected, "0.0.0.0:T"), (After, "0.0.0.0:T"), (Bound, "0.0.0.0:T"),
    (Tcp, "0.0.0.1:T"), (Udp, "0.0.0.1:T"), (Tcp, "0.127.0.1:T"),
    (Tcp, "255.255.255.255:T"), (Udp, "255.255.255.255:T"), (Connected, "255.255.255.255:T"),
    (Broadcast, "255.255.255.255:T"), (After, "255.255.255.255:T"),
    (Udp, "224.0.0.1:T"), (Udp, "224.0.0.251:5353"), (Udp, "239.255.255.250:1900"), (Connected, "224.0.0.1:T"),
    (Broadcast, "224.0.0.1:T"), (Tcp, "240.0.0.1:T"), (Udp, "240.0.0.1:T"),
    // The relay.
    (Tcp, "127.0.0.1:R"), (Tcp, "0.0.0.0:R"), (Tcp, "127.0.0.2:R"), (Tcp, "LAN:R"), (Tcp, "ANNA:R"), (Tcp, "REAL:R"),
    (Bound, "127.0.0.1:R"), (Bound, "LAN:R"), (Udp, "127.0.0.1:R"), (Connected, "LAN:R"),
    (Name, "localhost:R"), (Name, "relay.open.test:R"), (Name, "lan.open.test:R"), (Name, "echoroom:R"),
    // Where readers' sockets really are.
    (Tcp, "REAL:P"), (Udp, "REAL:P"), (Connected, "REAL:P"), (After, "REAL:P"), (Bound, "REAL:P"),
    (Tcp, "PRIVATE:P"), (Udp, "PRIVATE:P"), (Connected, "PRIVATE:P"), (After, "PRIVATE:P"), (Bound, "PRIVATE:P"),
    (Tcp, "REAL:T"), (Udp, "REAL:T"), (Tcp, "PRIVATE:T"), (Udp, "PRIVATE:T"),
    // Anna's private port by her public address, and ports that she hasn't.
    (Tcp, "ANNA:P"), (Udp, "ANNA:P"), (Connected, "ANNA:P"), (After, "ANNA:P"), (Bound, "ANNA:P"), (Broadcast, "ANNA:P"),
    (Tcp, "ANNA:T"), (Udp, "ANNA:T"), (Connected, "ANNA:T"), (After, "ANNA:T"), (Bound, "ANNA:T"),
    (Tcp, "ANNA:0"), (Udp, "ANNA:0"), (Connected, "ANNA:0"), (Name, "anna:P"), (Name, "anna:T"), (Name, "ANNA.:P"),
    // Services of this machine that share their port with whoever asks, such as multicast DNS.
    (Shared, "0.0.0.0:T"), (Shared, "127.0.0.1:T"), (Shared, "OWN:T"),
    // Port 0, and connecting to oneself.
    (Tcp, "127.0.0.1:0"), (Udp, "127.0.0.1:0"), (Connected, "127.0.0.1:0"), (Tcp, "0.0.0.0:0"), (Tcp, "LAN:0"),
    (Bound, "127.0.0.1:9191"),
    // The network around.
    (Tcp, "LAN:T"), (Udp, "LAN:T"), (Connected, "LAN:T"), (After, "LAN:T"), (Bound, "LAN:T"), (Broadcast, "LAN:T"),
    (Tcp, "LAN:22"), (Tcp, "LAN:80"), (Tcp, "LAN:631"),
    (Tcp, "10.0.0.1:T"), (Udp, "10.0.0.1:T"), (Tcp, "10.255.255.255:T"), (Broadcast, "10.255.255.255:T"),
    (Tcp, "172.16.0.1:T"), (Tcp, "172.17.0.1:T"), (Udp, "172.17.0.1:T"), (Tcp, "172.31.255.255:T"),
    (Tcp, "192.168.0.1:T"), (Udp, "192.168.0.1:T"), (Tcp, "192.168.1.1:80"), (Broadcast, "192.168.1.255:T"),
    (Tcp, "100.64.0.1:T"), (Tcp, "100.100.100.200:80"), (Tcp, "169.254.0.1:T"), (Udp, "169.254.0.1:T"),
    (Tcp, "198.18.0.1:T"), (Tcp, "192.0.0.8:T"), (Tcp, "192.0.2.1:T"), (Tcp, "198.51.100.1:T"), (Tcp, "203.0.113.1:T"),
    (Tcp, "192.88.99.1:T"),
    // Metadata services of clouds.
    (Tcp, "169.254.169.254:80"), (Udp, "169.254.169.254:80"), (Connected, "169.254.169.254:80"),
    (Bound, "169.254.169.254:80"), (Tcp, "169.254.170.2:80"), (Name, "metadata.open.test:80"),
    (Name, "metadata.google.internal:80"), (Name, "169.254.169.254:80"), (Name, "0xa9fea9fe:80"), (Name, "2852039166:80"),
    // IPv4 in IPv6.
    (Six, "[::ffff:127.0.0.1]:T"), (Six, "[::ffff:7f00:1]:R"), (Six, "[::127.0.0.1]:T"), (Six, "[::1]:T"), (Six, "[::1]:R"),
    (Six, "[::]:T"), (Six, "[::ffff:0.0.0.0]:T"), (Six, "[::ffff:LAN]:T"), (Six, "[::ffff:REAL]:P"),
    (Six, "[::ffff:169.254.169.254]:80"), (Six, "[::ffff:0:127.0.0.1]:T"), (Six, "[64:ff9b::127.0.0.1]:T"),
    (Six, "[64:ff9b::169.254.169.254]:80"), (Six, "[64:ff9b:1::127.0.0.1]:T"), (Six, "[2002:7f00:1::1]:T"),
    (Six, "[2002:a9fe:a9fe::1]:80"), (Six, "[2001:0:7f00:1::80ff:fffe]:T"), (Six, "[::5efe:127.0.0.1]:T"),
    (Six, "[fe80::1]:T"), (Six, "[fe80::5efe:127.0.0.1]:T"), (Six, "[ff02::1]:T"), (Six, "[ff01::1]:T"), (Six, "[fd00:ec2::254]:80"),
    // IPv6 on IPv4 sockets.
    (Tcp, "[::ffff:127.0.0.1]:T"), (Udp, "[::ffff:127.0.0.1]:T"), (Connected, "[::1]:T"), (Tcp, "[::]:T"), (Tcp, "[::1]:R"),
    // Names that mean the machine, in every spelling that a resolver knows.
    (Name, "localhost:T"), (Name, "LOCALHOST:T"), (Name, "localhost.:T"), (Name, "a.localhost:T"), (Name, "localhost.localdomain:T"),
    (Name, "ip6-localhost:T"), (Name, "127.0.0.1:T"), (Name, "127.1:T"), (Name, "127.0.1:T"), (Name, "0177.0.0.1:T"),
    (Name, "0x7f.1:T"), (Name, "0x7f000001:T"), (Name, "2130706433:T"), (Name, "017700000001:T"), (Name, "0:T"), (Name, "0.0.0.0:T"),
    (Name, "127.0.0.1.:T"), (Name, "127.0.0.1%lo:T"), (Name, "::1:T"), (Name, "::ffff:127.0.0.1:T"), (Name, "fe80::1%lo:T"),
    (Name, "①②⑦.⓪.⓪.①:T"), (Name, "１２７.０.０.１:T"), (Name, "127。0。0。1:T"), (Name, "xn--127-0-0-1:T"), (Name, " 127.0.0.1:T"),
    (Name, "127.0.0.1\0.open.test:T"), (Name, "127.0.0.1 open.test:T"), (Name, "HOSTNAME:T"), (Name, ":T"), (Name, ".:T"),
    // Names whose owner points them where he likes, though a rule opens them.
    (Name, "loopback.open.test:T"), (Name, "LOOPBACK.open.test.:T"), (Name, "zero.open.test:T"), (Name, "real.open.test:P"),
    (Name, "private.open.test:P"), (Name, "shown.open.test:P"), (Name, "lan.open.test:T"), (Name, "mapped.open.test:T"),
    (Name, "six.open.test:T"), (Name, "nat64.open.test:T"), (Name, "many.open.test:T"), (Name, "turns.open.test:T"),
    (Name, "turns.open.test:R"), (Name, "broadcast.open.test:T"), (Name, "router.open.test:80"), (Name, "none.open.test:T"),
    (Name, "open.test:T"), (Name, "loopback.open.test.evil.test:T"), (Name, "evil.test:T"),
    // Being somebody else.
    (Bind, "ANNA:9191"), (Bind, "REAL:9191"), (Bind, "PRIVATE:9191"), (Bind, "LAN:9191"), (Bind, "127.0.0.16:9191"),
    (Bind, "127.0.1.1:9191"), (Bind, "127.64.0.0:9191"), (Bind, "0.0.0.0:80"), (Bind, "127.0.0.1:1023"), (Bind, "224.0.0.1:9191"),
    (Bind, "255.255.255.255:9191"), (Bind, "10.0.0.1:9191"), (Bind, "[::1]:9191"), (Bind, "[::]:9191"),
    // Frames that no library writes.
    (Frame, r#"{"t":"connect","req":9,"id":1,"address":"localhost:T"}"#),
    (Frame, r#"{"t":"connect","req":9,"id":1,"address":"127.1:T"}"#),
    (Frame, r#"{"t":"connect","req":9,"id":1,"address":"0x7f000001:T"}"#),
    (Frame, r#"{"t":"connect","req":9,"id":1,"address":"127.0.0.1:0T"}"#),
    (Frame, r#"{"t":"connect","req":9,"id":1,"address":"127.000.000.001:T"}"#),
    (Frame, r#"{"t":"connect","req":9,"id":1,"address":" 127.0.0.1:T"}"#),
    (Frame, r#"{"t":"connect","req":9,"id":1,"address":"127.0.0.1:T","via":"LAN:T"}"#),
    (Frame, r#"{"t":"connect","req":9,"id":1,"address":"ANNA:P","address":"PRIVATE:P"}"#),
    (Frame, r#"{"t":"connect","req":9,"id":1,"address":"unix:/var/run/docker.sock"}"#),
    (Frame, r#"{"t":"connect","req":9,"id":3,"address":"unix:%00/tmp/.X11-unix/X0"}"#),
    (Frame, r#"{"t":"connect","req":9,"id":3,"address":"[::ffff:127.0.0.1]:T"}"#),
    (Frame, r#"{"t":"connect","req":9,"id":3,"address":"[fe80::1%25lo]:T"}"#),
    (Frame, r#"{"t":"bind","req":9,"id":1,"address":"PRIVATE:P"}"#),
    (Frame, r#"{"t":"hello","token":"","label":"anna"}"#),
];
