//! Errors as they travel: symbolic names on the wire, Linux numbers in Python. No other numbering exists here.

use serde::{Deserialize, Serialize};

macro_rules! errnos {
    ($($name:ident = $number:literal),+ $(,)?) => {
        /// What a socket call failed with: the names of errno(3), and those of gai_strerror(3) for a name lookup.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[allow(clippy::upper_case_acronyms, non_camel_case_types, missing_docs)]
        pub enum Errno { $($name),+ }

        impl Errno {
            /// Every errno that can travel, in order of its number.
            pub const ALL: &[Errno] = &[$(Errno::$name),+];

            /// The number that Linux (x86-64, arm64) gives it; negative for `EAI_…`, as in netdb.h.
            pub const fn number(self) -> i32 {
                match self { $(Errno::$name => $number),+ }
            }

            /// The symbolic name, `ECONNREFUSED`.
            pub const fn name(self) -> &'static str {
                match self { $(Errno::$name => stringify!($name)),+ }
            }
        }
    };
}

errnos! {
    EAI_SERVICE = -8, EAI_SOCKTYPE = -7, EAI_FAMILY = -6, EAI_FAIL = -4, EAI_AGAIN = -3, EAI_NONAME = -2,
    EPERM = 1, ENOENT = 2, EINTR = 4, EIO = 5, EBADF = 9, EAGAIN = 11, ENOMEM = 12, EACCES = 13, EFAULT = 14, EINVAL = 22,
    ENFILE = 23, EMFILE = 24, ENOSPC = 28, EPIPE = 32, ENOTSOCK = 88, EDESTADDRREQ = 89, EMSGSIZE = 90, EPROTOTYPE = 91,
    ENOPROTOOPT = 92, EPROTONOSUPPORT = 93, ESOCKTNOSUPPORT = 94, EOPNOTSUPP = 95, EAFNOSUPPORT = 97,
    EADDRINUSE = 98, EADDRNOTAVAIL = 99, ENETDOWN = 100, ENETUNREACH = 101, ENETRESET = 102, ECONNABORTED = 103,
    ECONNRESET = 104, ENOBUFS = 105, EISCONN = 106, ENOTCONN = 107, ESHUTDOWN = 108, ETIMEDOUT = 110,
    ECONNREFUSED = 111, EHOSTDOWN = 112, EHOSTUNREACH = 113, EALREADY = 114, EINPROGRESS = 115,
}

impl std::fmt::Display for Errno {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::error::Error for Errno {}
