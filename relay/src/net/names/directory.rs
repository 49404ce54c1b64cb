//! The directory in which the relay's sockets of AF_UNIX lie: made when it is first needed, for this process only.
//!
//! It goes when the relay stops. One that was left behind by a relay that was killed is known by its lock, which
//! nobody holds any more, and goes when the next relay starts.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use socket2::SockAddr;

/// What such a directory's name begins with, in the system's directory for temporary files.
const PREFIX: &str = "echoroom-sockets-";

/// The file in it that its relay has locked.
const LOCK: &str = "lock";

/// Attempts to make one: another relay that starts at this very moment may take it for one left behind.
const ATTEMPTS: usize = 3;

/// The relay's directory, whether it is there already or not.
#[derive(Debug, Default)]
pub(in crate::net) struct Directory {
    made: Mutex<Option<Made>>,
    last_file: AtomicU64,
}

#[derive(Debug)]
struct Made {
    path: PathBuf,
    _lock: File,
}

impl Directory {
    /// None yet; those that other relays have left behind are removed.
    pub(in crate::net) fn new() -> Self {
        sweep(&std::env::temp_dir());
        Self::default()
    }

    /// A number for a file.
    pub(super) fn next_file(&self) -> u64 {
        self.last_file.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// The address of a socket that is bound to this file.
    ///
    /// # Errors
    /// If the directory can't be made.
    pub(super) fn address(&self, file: u64) -> io::Result<SockAddr> {
        let mut made = self.made();
        let path = match &*made {
            Some(made) => &made.path,
            None => &made.insert(make(&std::env::temp_dir())?).path,
        };
        SockAddr::unix(path.join(file.to_string()))
    }

    /// The file that a socket is bound to.
    #[cfg(unix)]
    pub(super) fn file(&self, address: &SockAddr) -> Option<u64> {
        let path = address.as_pathname()?;
        let ours = self
            .made()
            .as_ref()
            .is_some_and(|made| path.parent() == Some(&made.path));
        path.file_name()?.to_str()?.parse().ok().filter(|_| ours)
    }

    #[cfg(not(unix))]
    pub(super) fn file(&self, _: &SockAddr) -> Option<u64> {
        None
    }

    pub(super) fn remove_file(&self, file: u64) {
        if let Some(made) = &*self.made() {
            // Without it there is nothing to remove.
            let _ = fs::remove_file(made.path.join(file.to_string()));
        }
    }

    /// Removes it with all that is in it.
    pub(in crate::net) fn remove(&self) {
        if let Some(made) = self.made().take() {
            remove(&made.path);
        }
    }

    fn made(&self) -> MutexGuard<'_, Option<Made>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        self.remove();
    }
}

fn make(parent: &Path) -> io::Result<Made> {
    for _ in 0..ATTEMPTS {
        let path = parent.join(format!("{PREFIX}{:016x}", random()?));
        private().create(&path)?;
        let lock = File::create_new(path.join(LOCK))?;
        match lock.try_lock() {
            Ok(()) => return Ok(Made { path, _lock: lock }),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => {
                remove(&path);
                return Err(error);
            }
        }
    }
    Err(io::ErrorKind::ResourceBusy.into())
}

fn random() -> io::Result<u64> {
    getrandom::u64().map_err(|error| io::Error::other(error.to_string()))
}

/// Nobody else may look into it.
fn private() -> DirBuilder {
    #[allow(unused_mut)]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Removes the directories of relays that run no more. What can't be opened is not ours.
fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PREFIX)
            && entry.file_type().is_ok_and(|kind| kind.is_dir());
        if !is_ours {
            continue;
        }
        let path = entry.path();
        if let Ok(lock) = File::options().write(true).open(path.join(LOCK))
            && lock.try_lock().is_ok()
        {
            remove(&path);
        }
    }
}

fn remove(path: &Path) {
    if let Err(error) = fs::remove_dir_all(path) {
        tracing::debug!(%error, path = %path.display(), "a directory is left behind");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_made_when_needed_for_its_owner_only_and_goes_with_the_relay() {
        let directory = Directory::default();
        assert!(directory.made().is_none());
        directory.address(1).unwrap();
        let path = directory.made().as_ref().unwrap().path.clone();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        }
        drop(directory);
        assert!(!path.exists());
    }

    #[test]
    fn one_left_behind_goes_and_one_in_use_stays() {
        let parent = tempfile::tempdir().unwrap();
        let used = make(parent.path()).unwrap();
        let left = make(parent.path()).unwrap();
        fs::write(left.path.join("1"), "").unwrap();
        let left = {
            let Made { path, _lock } = left;
            path
        };
        let strange = parent.path().join("echoroom-sockets-of-another-kind");
        fs::create_dir(&strange).unwrap();
        sweep(parent.path());
        assert!(used.path.exists() && strange.exists() && !left.exists());
    }
}
