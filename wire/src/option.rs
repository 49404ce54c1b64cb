//! The socket options a program may set or read, by name; which number each has is the kernel's affair.

use serde::{Deserialize, Serialize};

macro_rules! options {
    ($($name:ident = ($level:literal, $number:literal)),+ $(,)?) => {
        /// An option of setsockopt(2), named as in socket(7), tcp(7), ip(7) and ipv6(7).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[allow(non_camel_case_types, missing_docs)]
        pub enum SocketOption { $($name),+ }

        impl SocketOption {
            /// Every option that can travel.
            pub const ALL: &[SocketOption] = &[$(SocketOption::$name),+];

            /// The option that Linux knows by these two numbers.
            pub fn from_linux(level: i32, number: i32) -> Option<Self> {
                match (level, number) { $(($level, $number) => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

options! {
    SO_REUSEADDR = (1, 2), SO_TYPE = (1, 3), SO_ERROR = (1, 4), SO_DONTROUTE = (1, 5), SO_BROADCAST = (1, 6),
    SO_SNDBUF = (1, 7), SO_RCVBUF = (1, 8), SO_KEEPALIVE = (1, 9), SO_OOBINLINE = (1, 10), SO_LINGER = (1, 13),
    SO_REUSEPORT = (1, 15), SO_ACCEPTCONN = (1, 30), SO_PROTOCOL = (1, 38), SO_DOMAIN = (1, 39),
    IP_TOS = (0, 1), IP_TTL = (0, 2), IP_MULTICAST_TTL = (0, 33), IP_MULTICAST_LOOP = (0, 34),
    TCP_NODELAY = (6, 1), TCP_MAXSEG = (6, 2), TCP_KEEPIDLE = (6, 4), TCP_KEEPINTVL = (6, 5), TCP_KEEPCNT = (6, 6),
    TCP_USER_TIMEOUT = (6, 18), IPV6_UNICAST_HOPS = (41, 16), IPV6_V6ONLY = (41, 26),
}

/// An option's value: an `int`, or the pair of `struct linger` (on, seconds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OptionValue {
    /// Most options: a C `int`.
    Int(i32),
    /// `SO_LINGER`: `l_onoff`, `l_linger` in seconds.
    Linger(i32, i32),
}
