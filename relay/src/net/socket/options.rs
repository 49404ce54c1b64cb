//! Socket options on real sockets: each name of the wire, with the value Linux would take and give.
//!
//! What an operating system lacks answers `ENOPROTOOPT`, as an option unknown to Linux does.

use std::io;
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use wire::{Errno, OptionValue, SocketOption};

use super::errno::errno;

/// setsockopt(2).
///
/// # Errors
/// `EINVAL` for a value that doesn't fit, `ENOPROTOOPT` for an option that can't be set, and what the kernel says.
pub(super) fn set(socket: &SockRef<'_>, option: SocketOption, value: OptionValue) -> Result<(), Errno> {
    use SocketOption::*;
    if option == SO_LINGER {
        let OptionValue::Linger(on, seconds) = value else {
            return Err(Errno::EINVAL);
        };
        let time =
            (on != 0).then(|| Duration::from_secs(u64::try_from(seconds).unwrap_or(u64::from(u16::MAX))));
        return done(socket.set_linger(time));
    }
    let int = match value {
        OptionValue::Int(int) | OptionValue::Linger(int, _) => int,
    };
    let on = int != 0;
    match option {
        SO_REUSEADDR => done(socket.set_reuse_address(on)),
        SO_BROADCAST => done(socket.set_broadcast(on)),
        SO_SNDBUF => done(socket.set_send_buffer_size(size(int))),
        SO_RCVBUF => done(socket.set_recv_buffer_size(size(int))),
        SO_KEEPALIVE => done(socket.set_keepalive(on)),
        SO_OOBINLINE => done(socket.set_out_of_band_inline(on)),
        IP_TTL => done(socket.set_ttl_v4(int.cast_unsigned())),
        IP_MULTICAST_TTL => done(socket.set_multicast_ttl_v4(int.cast_unsigned())),
        IP_MULTICAST_LOOP => done(socket.set_multicast_loop_v4(on)),
        TCP_NODELAY => done(socket.set_tcp_nodelay(on)),
        TCP_KEEPIDLE => keepalive(socket, TcpKeepalive::new().with_time(positive(int)?)),
        TCP_KEEPINTVL => keepalive(socket, TcpKeepalive::new().with_interval(positive(int)?)),
        IPV6_UNICAST_HOPS => done(socket.set_unicast_hops_v6(int.cast_unsigned())),
        IPV6_V6ONLY => done(socket.set_only_v6(on)),
        SO_LINGER | SO_TYPE | SO_ERROR | SO_ACCEPTCONN | SO_PROTOCOL | SO_DOMAIN => Err(Errno::ENOPROTOOPT),
        // The library offers no way to it.
        SO_DONTROUTE => Err(Errno::ENOPROTOOPT),
        SO_REUSEPORT | IP_TOS | TCP_MAXSEG | TCP_KEEPCNT | TCP_USER_TIMEOUT => {
            set_native(socket, option, int)
        }
    }
}

/// getsockopt(2), for what the kernel knows.
///
/// # Errors
/// `ENOPROTOOPT` for an option that can't be read, and what the kernel says.
pub(super) fn get(socket: &SockRef<'_>, option: SocketOption) -> Result<OptionValue, Errno> {
    use SocketOption::*;
    if option == SO_LINGER {
        return match socket.linger() {
            Ok(Some(time)) => Ok(OptionValue::Linger(1, seconds(time))),
            Ok(None) => Ok(OptionValue::Linger(0, 0)),
            Err(error) => Err(errno(&error)),
        };
    }
    match option {
        SO_REUSEADDR => flag(socket.reuse_address()),
        SO_BROADCAST => flag(socket.broadcast()),
        SO_SNDBUF => number(socket.send_buffer_size()),
        SO_RCVBUF => number(socket.recv_buffer_size()),
        SO_KEEPALIVE => flag(socket.keepalive()),
        SO_OOBINLINE => flag(socket.out_of_band_inline()),
        IP_TTL => number(socket.ttl_v4()),
        IP_MULTICAST_TTL => number(socket.multicast_ttl_v4()),
        IP_MULTICAST_LOOP => flag(socket.multicast_loop_v4()),
        TCP_NODELAY => flag(socket.tcp_nodelay()),
        IPV6_UNICAST_HOPS => number(socket.unicast_hops_v6()),
        IPV6_V6ONLY => flag(socket.only_v6()),
        SO_LINGER | SO_DONTROUTE | SO_TYPE | SO_ERROR | SO_ACCEPTCONN | SO_PROTOCOL | SO_DOMAIN => {
            Err(Errno::ENOPROTOOPT)
        }
        SO_REUSEPORT | IP_TOS | TCP_MAXSEG | TCP_KEEPIDLE | TCP_KEEPINTVL | TCP_KEEPCNT
        | TCP_USER_TIMEOUT => get_native(socket, option),
    }
}

#[cfg(unix)]
fn set_native(socket: &SockRef<'_>, option: SocketOption, int: i32) -> Result<(), Errno> {
    use SocketOption::*;
    match option {
        SO_REUSEPORT => done(socket.set_reuse_port(int != 0)),
        IP_TOS => done(socket.set_tos_v4(int.cast_unsigned())),
        TCP_MAXSEG => done(socket.set_tcp_mss(int.cast_unsigned())),
        TCP_KEEPCNT => {
            let retries = u32::try_from(int).ok().filter(|n| *n > 0).ok_or(Errno::EINVAL)?;
            keepalive(socket, TcpKeepalive::new().with_retries(retries))
        }
        #[cfg(target_os = "linux")]
        TCP_USER_TIMEOUT => {
            let millis = u64::try_from(int).map_err(|_| Errno::EINVAL)?;
            done(socket.set_tcp_user_timeout((millis > 0).then(|| Duration::from_millis(millis))))
        }
        _ => Err(Errno::ENOPROTOOPT),
    }
}

#[cfg(unix)]
fn get_native(socket: &SockRef<'_>, option: SocketOption) -> Result<OptionValue, Errno> {
    use SocketOption::*;
    match option {
        SO_REUSEPORT => flag(socket.reuse_port()),
        IP_TOS => number(socket.tos_v4()),
        TCP_MAXSEG => number(socket.tcp_mss()),
        TCP_KEEPIDLE => number(socket.tcp_keepalive_time().map(seconds)),
        TCP_KEEPINTVL => number(socket.tcp_keepalive_interval().map(seconds)),
        TCP_KEEPCNT => number(socket.tcp_keepalive_retries()),
        #[cfg(target_os = "linux")]
        TCP_USER_TIMEOUT => number(
            socket
                .tcp_user_timeout()
                .map(|time| time.map_or(0, |time| time.as_millis())),
        ),
        _ => Err(Errno::ENOPROTOOPT),
    }
}

#[cfg(not(unix))]
fn set_native(_: &SockRef<'_>, _: SocketOption, _: i32) -> Result<(), Errno> {
    Err(Errno::ENOPROTOOPT)
}

#[cfg(not(unix))]
fn get_native(_: &SockRef<'_>, _: SocketOption) -> Result<OptionValue, Errno> {
    Err(Errno::ENOPROTOOPT)
}

/// The library turns SO_KEEPALIVE on along with these; Linux leaves it as it is.
fn keepalive(socket: &SockRef<'_>, params: TcpKeepalive) -> Result<(), Errno> {
    let was_on = socket.keepalive().map_err(|error| errno(&error))?;
    let outcome = done(socket.set_tcp_keepalive(&params));
    if !was_on {
        done(socket.set_keepalive(false))?;
    }
    outcome
}

/// Seconds of at least one, as tcp(7) wants them.
fn positive(int: i32) -> Result<Duration, Errno> {
    match u64::try_from(int) {
        Ok(seconds) if seconds > 0 => Ok(Duration::from_secs(seconds)),
        _ => Err(Errno::EINVAL),
    }
}

/// A buffer size goes to the kernel bit for bit: Linux takes a negative one for a very large one.
fn size(int: i32) -> usize {
    int.cast_unsigned() as usize
}

fn seconds(time: Duration) -> i32 {
    i32::try_from(time.as_secs()).unwrap_or(i32::MAX)
}

fn done(outcome: io::Result<()>) -> Result<(), Errno> {
    outcome.map_err(|error| errno(&error))
}

fn flag(value: io::Result<bool>) -> Result<OptionValue, Errno> {
    number(value.map(u32::from))
}

fn number<N: TryInto<i32>>(value: io::Result<N>) -> Result<OptionValue, Errno> {
    let value = value.map_err(|error| errno(&error))?;
    Ok(OptionValue::Int(value.try_into().unwrap_or(i32::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::socket::kernel;
    use wire::{Family, Kind};

    #[test]
    fn every_option_has_an_answer_and_none_panics() {
        for kind in [Kind::Stream, Kind::Dgram] {
            let socket = kernel::open(Family::Inet, kind).unwrap();
            let socket = SockRef::from(&socket);
            for option in SocketOption::ALL {
                for value in [
                    OptionValue::Int(i32::MIN),
                    OptionValue::Int(-1),
                    OptionValue::Linger(1, -1),
                ] {
                    let _ = set(&socket, *option, value);
                    let _ = get(&socket, *option);
                }
            }
        }
    }

    #[test]
    fn values_come_back_as_linux_gives_them() {
        use SocketOption::*;
        let socket = kernel::open(Family::Inet, Kind::Stream).unwrap();
        let socket = SockRef::from(&socket);
        for (option, int) in [
            (SO_REUSEADDR, 1),
            (TCP_NODELAY, 1),
            (SO_KEEPALIVE, 1),
            (IP_TTL, 42),
        ] {
            assert_eq!(set(&socket, option, OptionValue::Int(int)), Ok(()), "{option:?}");
            assert_eq!(get(&socket, option), Ok(OptionValue::Int(int)), "{option:?}");
        }
        assert_eq!(set(&socket, SO_LINGER, OptionValue::Linger(1, 5)), Ok(()));
        assert_eq!(get(&socket, SO_LINGER), Ok(OptionValue::Linger(1, 5)));
        assert_eq!(set(&socket, SO_LINGER, OptionValue::Int(1)), Err(Errno::EINVAL));
        assert_eq!(
            set(&socket, SO_TYPE, OptionValue::Int(1)),
            Err(Errno::ENOPROTOOPT)
        );
        assert_eq!(set(&socket, IP_TTL, OptionValue::Int(256)), Err(Errno::EINVAL));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn keepalive_times_do_not_turn_keepalive_on() {
        use SocketOption::*;
        let socket = kernel::open(Family::Inet, Kind::Stream).unwrap();
        let socket = SockRef::from(&socket);
        for (option, int) in [
            (TCP_KEEPIDLE, 11),
            (TCP_KEEPINTVL, 7),
            (TCP_KEEPCNT, 3),
            (TCP_USER_TIMEOUT, 1500),
        ] {
            assert_eq!(set(&socket, option, OptionValue::Int(int)), Ok(()), "{option:?}");
            assert_eq!(get(&socket, option), Ok(OptionValue::Int(int)), "{option:?}");
        }
        assert_eq!(get(&socket, SO_KEEPALIVE), Ok(OptionValue::Int(0)));
        assert_eq!(
            set(&socket, TCP_KEEPIDLE, OptionValue::Int(0)),
            Err(Errno::EINVAL)
        );
        assert_eq!(set(&socket, SO_RCVBUF, OptionValue::Int(5000)), Ok(()));
        assert_eq!(
            get(&socket, SO_RCVBUF),
            Ok(OptionValue::Int(10_000)),
            "the kernel doubles it"
        );
    }
}
