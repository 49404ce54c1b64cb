//! What a relay grants at most, with the flags that change it. The protocol's own limits are in `wire::limits`.

use std::time::Duration;

use clap::Args;
use tokio::sync::Semaphore;
use wire::Kind;
use wire::limits::WINDOW;

use super::pace::Rate;
use super::quota::ReaderLimits;

/// Sockets of one program: Linux gives a process 1,024 descriptors; a lesson opens two, and 256 is a quarter of that.
const SOCKETS: u32 = 256;

/// Programs of one reader at once: a lesson page runs two to six, the Lab a few more, and five such tabs fit.
const PROGRAMS: usize = 32;

/// Readers of a class: a lecture hall. Each costs the relay some 40 KiB while idle.
const READERS: usize = 200;

/// Mebibytes that all sockets together may hold on their way to the kernel: 4,096 sockets with a full window each.
const BUFFERED: usize = 512;

/// Bytes in a second: 128 MiB, a gigabit Ethernet, and about what a relay moves on one core.
const RATE: Rate = Rate::mebibytes(128);

/// Connections of one address: 200 readers behind one router, with six connections for pages and four programs each.
const ADDRESS_CONNECTIONS: usize = 2_000;

/// WebSockets of one address without a hello: a hello comes with the next packet, so 200 readers behind one router who all
/// press Run at once are that many for some milliseconds.
const ADDRESS_NEWCOMERS: usize = 256;

/// The same of all addresses: some 64 KiB each.
const NEWCOMERS: usize = 1_024;

/// Seconds for a TLS handshake: two round trips; ten cover the slowest classroom Wi-Fi.
const HANDSHAKE: &str = "10";

/// Seconds for a request's head, for its body, and for a connection without a request: half of what proxies grant.
const REQUEST: &str = "30";

/// Seconds for the first frame. A page sends it as soon as the WebSocket opens: ten cover the slowest classroom Wi-Fi.
const HELLO: &str = "10";

/// Seconds between two pings: below the 30 to 60 after which routers and proxies forget a silent connection.
const PING: &str = "20";

/// Seconds without any message, pong included: six pings lost. A browser answers pings even while its Python computes.
const SILENCE: &str = "120";

/// Seconds in which the peer of a closed socket may take the bytes left: half of Linux's FIN-WAIT-2 time (tcp(7)).
const DRAIN: &str = "30";

/// Limits of one relay. Reaching one is an error for the program that did, and nobody else notices.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Limits")]
pub struct Limits {
    /// Sockets one program may have open; the next one fails with EMFILE
    #[arg(long = "max-sockets", env = "ECHOROOM_MAX_SOCKETS", value_name = "N", default_value_t = SOCKETS,
          value_parser = clap::value_parser!(u32).range(1..=65_536))]
    pub sockets: u32,

    /// Programs one reader may run at once; one more is refused
    #[arg(long = "max-programs", env = "ECHOROOM_MAX_PROGRAMS", value_name = "N", default_value_t = PROGRAMS)]
    pub programs: usize,

    /// Readers who may join a class; one more is told that it is full
    #[arg(long = "max-readers", env = "ECHOROOM_MAX_READERS", value_name = "N", default_value_t = READERS)]
    pub readers: usize,

    /// Mebibytes that all sockets together may buffer; a socket beyond that fails with ENOBUFS
    #[arg(long = "max-buffered", env = "ECHOROOM_MAX_BUFFERED", value_name = "MIB", default_value_t = BUFFERED)]
    pub buffered: usize,

    /// Bytes in a second that all programs of a class may send, and as many that they may receive; beyond it they wait
    #[arg(long = "max-bytes-per-second", env = "ECHOROOM_MAX_BYTES_PER_SECOND", value_name = "BYTES", default_value_t = RATE)]
    pub rate: Rate,

    /// Connections one address may have to the relay of a class; one more is answered with 429
    #[arg(long, env = "ECHOROOM_ADDRESS_CONNECTIONS", value_name = "N", default_value_t = ADDRESS_CONNECTIONS)]
    pub address_connections: usize,

    /// WebSockets of one address that have not said hello in a class; one more is answered with 429
    #[arg(long, env = "ECHOROOM_ADDRESS_NEWCOMERS", value_name = "N", default_value_t = ADDRESS_NEWCOMERS)]
    pub address_newcomers: usize,

    /// WebSockets that have not said hello in a class; one more is answered with 503
    #[arg(long = "max-newcomers", env = "ECHOROOM_MAX_NEWCOMERS", value_name = "N", default_value_t = NEWCOMERS)]
    pub newcomers: usize,

    /// Seconds a TLS handshake may take
    #[arg(long = "handshake-timeout", env = "ECHOROOM_HANDSHAKE_TIMEOUT", value_name = "SECONDS",
          default_value = HANDSHAKE, value_parser = seconds)]
    pub handshake: Duration,

    /// Seconds a request's head may take, and its body, and a connection may be kept without a request
    #[arg(long = "request-timeout", env = "ECHOROOM_REQUEST_TIMEOUT", value_name = "SECONDS", default_value = REQUEST,
          value_parser = seconds)]
    pub request: Duration,

    /// Seconds a program has for its first frame
    #[arg(long = "hello-timeout", env = "ECHOROOM_HELLO_TIMEOUT", value_name = "SECONDS", default_value = HELLO,
          value_parser = seconds)]
    pub hello: Duration,

    /// Seconds between two pings to a program
    #[arg(long = "ping", env = "ECHOROOM_PING", value_name = "SECONDS", default_value = PING,
          value_parser = seconds)]
    pub ping: Duration,

    /// Seconds without a sign of life after which a program is given up
    #[arg(long = "silence", env = "ECHOROOM_SILENCE", value_name = "SECONDS", default_value = SILENCE,
          value_parser = seconds)]
    pub silence: Duration,

    /// Seconds in which the peer of a closed socket may still take what was sent to it
    #[arg(long = "drain", env = "ECHOROOM_DRAIN", value_name = "SECONDS", default_value = DRAIN,
          value_parser = seconds)]
    pub drain: Duration,

    /// How much each reader of a class may have.
    #[command(flatten)]
    pub reader: ReaderLimits,
}

impl Default for Limits {
    fn default() -> Self {
        let time = |text| seconds(text).unwrap_or_default();
        Self {
            sockets: SOCKETS,
            programs: PROGRAMS,
            readers: READERS,
            buffered: BUFFERED,
            rate: RATE,
            address_connections: ADDRESS_CONNECTIONS,
            address_newcomers: ADDRESS_NEWCOMERS,
            newcomers: NEWCOMERS,
            handshake: time(HANDSHAKE),
            request: time(REQUEST),
            hello: time(HELLO),
            ping: time(PING),
            silence: time(SILENCE),
            drain: time(DRAIN),
            reader: ReaderLimits::default(),
        }
    }
}

/// How many windows of a socket so many mebibytes are; more than a semaphore counts are as many as it does.
pub(super) fn windows(mebibytes: usize) -> usize {
    let windows = mebibytes.saturating_mul(1 << 20) / WINDOW as usize;
    windows.min(Semaphore::MAX_PERMITS)
}

/// How many of them a socket of this kind may fill.
pub(super) fn windows_of(kind: Kind) -> u32 {
    u32::try_from(kind.window().div_ceil(WINDOW)).unwrap_or(u32::MAX)
}

/// Reads seconds, with a fraction if need be; more than nothing and at most a day.
fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || format!("{text:?} is not a number of seconds between 0.001 and 86400");
    let seconds: f64 = text.parse().map_err(|_| wrong())?;
    if !(0.001..=86_400.0).contains(&seconds) {
        return Err(wrong());
    }
    Ok(Duration::from_secs_f64(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_what_the_flags_say() {
        use clap::{Args as _, FromArgMatches};
        let command = Limits::augment_args(clap::Command::new("echoroom"));
        let parsed = Limits::from_arg_matches(&command.get_matches_from(["echoroom"])).unwrap();
        assert_eq!(format!("{parsed:?}"), format!("{:?}", Limits::default()));
        assert_eq!(parsed.silence, Duration::from_secs(120));
    }

    #[test]
    fn any_number_of_mebibytes_is_a_number_of_windows() {
        assert_eq!(windows(0), 0);
        assert_eq!(windows(1), 16);
        for many in [1 << 44, 1 << 60, usize::MAX] {
            assert!(windows(many) >= windows(1 << 20), "{many}");
            Semaphore::new(windows(many));
        }
    }

    #[test]
    fn seconds_are_checked() {
        assert_eq!(seconds("0.25"), Ok(Duration::from_millis(250)));
        for wrong in ["", "x", "0", "-1", "nan", "inf", "1e9"] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
    }
}
