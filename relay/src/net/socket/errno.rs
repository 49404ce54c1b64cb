//! The operating system's errors as the wire names them. On Linux the numbers are the wire's own.

use std::io;

use wire::Errno;

/// What a system call failed with. `EIO` for what sockets don't report.
pub(in crate::net) fn errno(error: &io::Error) -> Errno {
    error
        .raw_os_error()
        .and_then(from_number)
        .or_else(|| from_kind(error.kind()))
        .unwrap_or(Errno::EIO)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn from_number(number: i32) -> Option<Errno> {
    Errno::ALL
        .iter()
        .copied()
        .find(|errno| errno.number() == number && number > 0)
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn from_number(number: i32) -> Option<Errno> {
    NUMBERS
        .iter()
        .find(|(n, _)| *n == number)
        .map(|(_, errno)| *errno)
}

/// The numbers of 4.4BSD, which macOS and today's BSDs share (sys/errno.h).
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android"))))]
const NUMBERS: &[(i32, Errno)] = &[
    (1, Errno::EPERM),
    (2, Errno::ENOENT),
    (4, Errno::EINTR),
    (9, Errno::EBADF),
    (12, Errno::ENOMEM),
    (13, Errno::EACCES),
    (22, Errno::EINVAL),
    (23, Errno::ENFILE),
    (24, Errno::EMFILE),
    (28, Errno::ENOSPC),
    (32, Errno::EPIPE),
    (35, Errno::EAGAIN),
    (36, Errno::EINPROGRESS),
    (37, Errno::EALREADY),
    (38, Errno::ENOTSOCK),
    (39, Errno::EDESTADDRREQ),
    (40, Errno::EMSGSIZE),
    (41, Errno::EPROTOTYPE),
    (42, Errno::ENOPROTOOPT),
    (43, Errno::EPROTONOSUPPORT),
    (44, Errno::ESOCKTNOSUPPORT),
    (45, Errno::EOPNOTSUPP),
    (47, Errno::EAFNOSUPPORT),
    (48, Errno::EADDRINUSE),
    (49, Errno::EADDRNOTAVAIL),
    (50, Errno::ENETDOWN),
    (51, Errno::ENETUNREACH),
    (52, Errno::ENETRESET),
    (53, Errno::ECONNABORTED),
    (54, Errno::ECONNRESET),
    (55, Errno::ENOBUFS),
    (56, Errno::EISCONN),
    (57, Errno::ENOTCONN),
    (58, Errno::ESHUTDOWN),
    (60, Errno::ETIMEDOUT),
    (61, Errno::ECONNREFUSED),
    (64, Errno::EHOSTDOWN),
    (65, Errno::EHOSTUNREACH),
    (102, Errno::EOPNOTSUPP),
];

/// Winsock's numbers (winsock2.h); a connect that has begun is `WSAEWOULDBLOCK` there.
#[cfg(windows)]
const NUMBERS: &[(i32, Errno)] = &[
    (10004, Errno::EINTR),
    (10009, Errno::EBADF),
    (10013, Errno::EACCES),
    (10014, Errno::EFAULT),
    (10022, Errno::EINVAL),
    (10024, Errno::EMFILE),
    (10035, Errno::EINPROGRESS),
    (10036, Errno::EINPROGRESS),
    (10037, Errno::EALREADY),
    (10038, Errno::ENOTSOCK),
    (10039, Errno::EDESTADDRREQ),
    (10040, Errno::EMSGSIZE),
    (10041, Errno::EPROTOTYPE),
    (10042, Errno::ENOPROTOOPT),
    (10043, Errno::EPROTONOSUPPORT),
    (10044, Errno::ESOCKTNOSUPPORT),
    (10045, Errno::EOPNOTSUPP),
    (10047, Errno::EAFNOSUPPORT),
    (10048, Errno::EADDRINUSE),
    (10049, Errno::EADDRNOTAVAIL),
    (10050, Errno::ENETDOWN),
    (10051, Errno::ENETUNREACH),
    (10052, Errno::ENETRESET),
    (10053, Errno::ECONNABORTED),
    (10054, Errno::ECONNRESET),
    (10055, Errno::ENOBUFS),
    (10056, Errno::EISCONN),
    (10057, Errno::ENOTCONN),
    (10058, Errno::ESHUTDOWN),
    (10060, Errno::ETIMEDOUT),
    (10061, Errno::ECONNREFUSED),
    (10064, Errno::EHOSTDOWN),
    (10065, Errno::EHOSTUNREACH),
];

fn from_kind(kind: io::ErrorKind) -> Option<Errno> {
    use io::ErrorKind::*;
    Some(match kind {
        PermissionDenied => Errno::EACCES,
        ConnectionRefused => Errno::ECONNREFUSED,
        ConnectionReset => Errno::ECONNRESET,
        ConnectionAborted => Errno::ECONNABORTED,
        HostUnreachable => Errno::EHOSTUNREACH,
        NetworkUnreachable => Errno::ENETUNREACH,
        NetworkDown => Errno::ENETDOWN,
        NotConnected => Errno::ENOTCONN,
        AddrInUse => Errno::EADDRINUSE,
        AddrNotAvailable => Errno::EADDRNOTAVAIL,
        BrokenPipe => Errno::EPIPE,
        WouldBlock => Errno::EAGAIN,
        InvalidInput => Errno::EINVAL,
        TimedOut => Errno::ETIMEDOUT,
        Interrupted => Errno::EINTR,
        Unsupported => Errno::EOPNOTSUPP,
        OutOfMemory => Errno::ENOMEM,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_system_and_of_the_library_have_names() {
        assert_eq!(
            errno(&io::ErrorKind::ConnectionRefused.into()),
            Errno::ECONNREFUSED
        );
        assert_eq!(errno(&io::Error::other("what")), Errno::EIO);
        #[cfg(target_os = "linux")]
        for (number, name) in [
            (98, Errno::EADDRINUSE),
            (32, Errno::EPIPE),
            (113, Errno::EHOSTUNREACH),
            (2, Errno::ENOENT),
            (3, Errno::EIO),
        ] {
            assert_eq!(errno(&io::Error::from_raw_os_error(number)), name);
        }
    }
}
