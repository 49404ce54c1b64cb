//! What one reader of a class may use, all their programs together, so that nobody's loop takes the sockets of thirty others.
//!
//! The machine's own user has no such limits. What happens at each is an errno, for the program that asked for more:
//! the table in README.md says which.

use std::num::NonZeroU32;
use std::sync::Arc;

use clap::Args;
use governor::{DefaultDirectRateLimiter, Quota as PerTime, RateLimiter};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wire::{Errno, Kind};

use super::limits::{windows, windows_of};
use super::pace::{Allowance, Rate};

/// Sockets of one reader: two programs that have as many as a program may.
const SOCKETS: usize = 512;

/// Listening sockets of one reader: the largest exercise opens four, and a loop that forgets to close soon shows.
const LISTENERS: usize = 64;

/// Connects of one reader in a second, of which four times as many may come at once: a lesson about limits makes some
/// hundred, and 28,000 ports of an address last for half an hour at this rate, longer than TIME_WAIT keeps them.
const CONNECTS: NonZeroU32 = NonZeroU32::new(100).unwrap();

/// Seconds' worth of connects that may come at once.
const BURST: NonZeroU32 = NonZeroU32::new(4).unwrap();

/// More connects in a second than a kernel makes: beyond it a clock in nanoseconds would lose its steps.
const FASTEST: NonZeroU32 = NonZeroU32::new(1_000_000).unwrap();

/// Mebibytes that a reader's sockets may hold on their way: as many windows as sockets, twice over for datagrams.
const BUFFERED: usize = 64;

/// Bytes in a second: 16 MiB, more than a classroom's Wi-Fi carries to one device; eight readers fill the relay's own.
const RATE: Rate = Rate::mebibytes(16);

/// Limits of one reader of a class.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Limits of each reader of a class")]
pub struct ReaderLimits {
    /// Sockets one reader may have open in all programs; the next one fails with ENFILE
    #[arg(id = "reader_sockets", long = "reader-sockets", env = "ECHOROOM_READER_SOCKETS", value_name = "N",
          default_value_t = SOCKETS)]
    pub sockets: usize,

    /// Sockets of one reader that may listen; one more fails with ENOBUFS
    #[arg(id = "reader_listeners", long = "reader-listeners", env = "ECHOROOM_READER_LISTENERS", value_name = "N",
          default_value_t = LISTENERS)]
    pub listeners: usize,

    /// Connects of one reader in a second, four times as many at once; one more fails with ENOBUFS
    #[arg(id = "reader_connects", long = "reader-connects", env = "ECHOROOM_READER_CONNECTS", value_name = "N",
          default_value_t = CONNECTS)]
    pub connects: NonZeroU32,

    /// Mebibytes that one reader's sockets may buffer; a socket beyond that fails with ENOBUFS
    #[arg(id = "reader_buffered", long = "reader-buffered", env = "ECHOROOM_READER_BUFFERED", value_name = "MIB",
          default_value_t = BUFFERED)]
    pub buffered: usize,

    /// Bytes in a second that one reader's programs may send, and as many that they may receive; beyond it they wait
    #[arg(id = "reader_bytes_per_second", long = "reader-bytes-per-second", env = "ECHOROOM_READER_BYTES_PER_SECOND",
          value_name = "BYTES", default_value_t = RATE)]
    pub rate: Rate,
}

impl Default for ReaderLimits {
    fn default() -> Self {
        Self {
            sockets: SOCKETS,
            listeners: LISTENERS,
            connects: CONNECTS,
            buffered: BUFFERED,
            rate: RATE,
        }
    }
}

/// What one reader has left.
#[derive(Debug)]
pub(super) struct Quota {
    sockets: Arc<Semaphore>,
    listeners: Arc<Semaphore>,
    windows: Arc<Semaphore>,
    connects: Option<DefaultDirectRateLimiter>,
    /// Of bytes each way in time.
    pub(super) bytes: Allowance,
}

/// What a socket uses up of it, until it is dropped.
#[derive(Debug)]
pub(super) struct Share {
    _socket: OwnedSemaphorePermit,
    _window: OwnedSemaphorePermit,
}

impl Quota {
    /// As much as there is.
    pub(super) fn unlimited() -> Self {
        let all = || Arc::new(Semaphore::new(Semaphore::MAX_PERMITS));
        Self {
            sockets: all(),
            listeners: all(),
            windows: all(),
            connects: None,
            bytes: Allowance::default(),
        }
    }

    /// Of a reader of a class.
    pub(super) fn new(limits: &ReaderLimits) -> Self {
        let most = |n: usize| Arc::new(Semaphore::new(n.min(Semaphore::MAX_PERMITS)));
        let connects = limits.connects.min(FASTEST);
        let burst = connects.saturating_mul(BURST);
        Self {
            sockets: most(limits.sockets),
            listeners: most(limits.listeners),
            windows: most(windows(limits.buffered)),
            connects: Some(RateLimiter::direct(
                PerTime::per_second(connects).allow_burst(burst),
            )),
            bytes: Allowance::new(limits.rate),
        }
    }

    /// One more socket.
    ///
    /// # Errors
    /// `ENFILE` for one too many, `ENOBUFS` if all together could hold too much.
    pub(super) fn socket(&self, kind: Kind) -> Result<Share, Errno> {
        let socket = self.sockets.clone().try_acquire_owned();
        let window = self.windows.clone().try_acquire_many_owned(windows_of(kind));
        Ok(Share {
            _socket: socket.map_err(|_| Errno::ENFILE)?,
            _window: window.map_err(|_| Errno::ENOBUFS)?,
        })
    }

    /// The same for a connection that waits to be accepted: it waits a little longer. `None` if the relay ends.
    pub(super) async fn connection(&self) -> Option<Share> {
        Some(Share {
            _socket: self.sockets.clone().acquire_owned().await.ok()?,
            _window: self.windows.clone().acquire_owned().await.ok()?,
        })
    }

    /// One more that listens.
    ///
    /// # Errors
    /// `ENOBUFS` for one too many.
    pub(super) fn listener(&self) -> Result<OwnedSemaphorePermit, Errno> {
        let place = self.listeners.clone().try_acquire_owned();
        place.map_err(|_| Errno::ENOBUFS)
    }

    /// One more connect.
    ///
    /// # Errors
    /// `ENOBUFS` for one too many in this second.
    pub(super) fn connect(&self) -> Result<(), Errno> {
        match &self.connects {
            Some(connects) => connects.check().map_err(|_| Errno::ENOBUFS),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_given_back_can_be_had_again() {
        let quota = Quota::new(&ReaderLimits {
            sockets: 2,
            listeners: 1,
            buffered: 1,
            ..ReaderLimits::default()
        });
        let (one, two) = (
            quota.socket(Kind::Stream).unwrap(),
            quota.socket(Kind::Dgram).unwrap(),
        );
        assert_eq!(quota.socket(Kind::Stream).err(), Some(Errno::ENFILE));
        drop((one, two));
        let kept = quota.listener().unwrap();
        assert_eq!(quota.listener().err(), Some(Errno::ENOBUFS));
        drop(kept);
        assert!(quota.listener().is_ok() && quota.socket(Kind::Dgram).is_ok());
    }

    #[test]
    fn connects_have_a_rate_in_a_class_and_none_for_the_machine_s_own_user() {
        let made = |quota: &Quota| (0..10_000).filter(|_| quota.connect().is_ok()).count();
        assert!((400..9_000).contains(&made(&Quota::new(&ReaderLimits::default()))));
        assert_eq!(made(&Quota::unlimited()), 10_000);
    }
}
