//! Numbers that are Linux's: errno(3), socket options, poll(2)'s bits, compared with the C library's headers.

use std::collections::BTreeSet;

use wire::{Errno, SocketOption};

#[test]
fn each_name_travels_as_itself() {
    for errno in Errno::ALL {
        assert_eq!(serde_json::to_string(errno).unwrap(), format!("\"{errno}\""));
        assert_eq!(errno.name(), errno.to_string());
    }
    for option in SocketOption::ALL {
        assert_eq!(serde_json::to_string(option).unwrap(), format!("\"{option:?}\""));
    }
}

#[test]
fn errnos_are_in_order_and_none_is_twice() {
    assert!(Errno::ALL.is_sorted_by(|a, b| a.number() < b.number()));
    let names: BTreeSet<&str> = Errno::ALL.iter().map(|errno| errno.name()).collect();
    assert_eq!(names.len(), Errno::ALL.len());
}

#[test]
fn other_options_are_unknown() {
    assert_eq!(SocketOption::from_linux(1, 2), Some(SocketOption::SO_REUSEADDR));
    assert_eq!(SocketOption::from_linux(1, 36), None);
    assert_eq!(SocketOption::from_linux(-1, 2), None);
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod linux {
    use wire::program::{How, ready};
    use wire::{Errno, SocketOption};

    macro_rules! in_c {
        ($type:ident, $value:expr; $($name:ident),+ $(,)?) => {
            match $value { $($type::$name => libc::$name),+ }
        };
    }

    #[test]
    fn errnos() {
        for errno in Errno::ALL {
            let number = in_c!(Errno, *errno;
                EAI_SERVICE, EAI_SOCKTYPE, EAI_FAMILY, EAI_FAIL, EAI_AGAIN, EAI_NONAME, EPERM, ENOENT, EINTR, EIO,
                EBADF, EAGAIN, ENOMEM, EACCES, EFAULT, EINVAL, ENFILE, EMFILE, ENOSPC, EPIPE, ENOTSOCK,
                EDESTADDRREQ, EMSGSIZE, EPROTOTYPE, ENOPROTOOPT, EPROTONOSUPPORT, ESOCKTNOSUPPORT, EOPNOTSUPP, EAFNOSUPPORT, EADDRINUSE,
                EADDRNOTAVAIL, ENETDOWN, ENETUNREACH, ENETRESET, ECONNABORTED, ECONNRESET, ENOBUFS, EISCONN,
                ENOTCONN, ESHUTDOWN, ETIMEDOUT, ECONNREFUSED, EHOSTDOWN, EHOSTUNREACH, EALREADY, EINPROGRESS,
            );
            assert_eq!(errno.number(), number, "{errno}");
        }
    }

    #[test]
    fn options() {
        use SocketOption::*;
        for option in SocketOption::ALL {
            let number = in_c!(SocketOption, *option;
                SO_REUSEADDR, SO_TYPE, SO_ERROR, SO_DONTROUTE, SO_BROADCAST, SO_SNDBUF, SO_RCVBUF, SO_KEEPALIVE,
                SO_OOBINLINE, SO_LINGER, SO_REUSEPORT, SO_ACCEPTCONN, SO_PROTOCOL, SO_DOMAIN, IP_TOS, IP_TTL,
                IP_MULTICAST_TTL, IP_MULTICAST_LOOP, TCP_NODELAY, TCP_MAXSEG, TCP_KEEPIDLE, TCP_KEEPINTVL,
                TCP_KEEPCNT, TCP_USER_TIMEOUT, IPV6_UNICAST_HOPS, IPV6_V6ONLY,
            );
            let level = match option {
                IP_TOS | IP_TTL | IP_MULTICAST_TTL | IP_MULTICAST_LOOP => libc::IPPROTO_IP,
                TCP_NODELAY | TCP_MAXSEG | TCP_KEEPIDLE | TCP_KEEPINTVL | TCP_KEEPCNT | TCP_USER_TIMEOUT => {
                    libc::IPPROTO_TCP
                }
                IPV6_UNICAST_HOPS | IPV6_V6ONLY => libc::IPPROTO_IPV6,
                _ => libc::SOL_SOCKET,
            };
            assert_eq!(SocketOption::from_linux(level, number), Some(*option));
        }
    }

    #[test]
    fn readiness() {
        for (ours, c) in [
            (ready::IN, libc::POLLIN),
            (ready::OUT, libc::POLLOUT),
            (ready::ERR, libc::POLLERR),
            (ready::HUP, libc::POLLHUP),
            (ready::NVAL, libc::POLLNVAL),
            (ready::RDHUP, libc::POLLRDHUP),
        ] {
            assert_eq!(ours, u32::from(c.cast_unsigned()));
        }
        assert_eq!(How::Read as i32, libc::SHUT_RD);
        assert_eq!(How::Write as i32, libc::SHUT_WR);
        assert_eq!(How::Both as i32, libc::SHUT_RDWR);
    }
}
