//! The program's descriptor table: small numbers, the lowest free one first, several of which may mean one socket.

use std::collections::BTreeMap;

use crate::Errno;

/// A descriptor, as `fileno()` shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fd(pub i32);

/// 0, 1 and 2 are the standard streams.
const FIRST: i32 = 3;

/// Which descriptor means which open file; `T` names the file.
#[derive(Debug)]
pub(super) struct Descriptors<T> {
    table: BTreeMap<Fd, T>,
    most: usize,
}

impl<T: Copy + PartialEq> Descriptors<T> {
    pub(super) fn new(most: usize) -> Self {
        Self {
            table: BTreeMap::new(),
            most,
        }
    }

    /// How many may be open at once (RLIMIT_NOFILE, less the standard streams).
    pub(super) fn set_most(&mut self, most: usize) {
        self.most = most;
    }

    /// Fails with `EMFILE` where [`Descriptors::insert`] would.
    pub(super) fn check_room(&self) -> Result<(), Errno> {
        if self.table.len() >= self.most {
            Err(Errno::EMFILE)
        } else {
            Ok(())
        }
    }

    pub(super) fn insert(&mut self, file: T) -> Result<Fd, Errno> {
        self.check_room()?;
        let mut free = FIRST;
        for fd in self.table.keys() {
            if fd.0 != free {
                break;
            }
            free += 1;
        }
        self.table.insert(Fd(free), file);
        Ok(Fd(free))
    }

    pub(super) fn get(&self, fd: Fd) -> Result<T, Errno> {
        self.table.get(&fd).copied().ok_or(Errno::EBADF)
    }

    /// Forgets a descriptor; says what it meant, and whether it was the last one to mean it.
    pub(super) fn remove(&mut self, fd: Fd) -> Result<(T, bool), Errno> {
        let file = self.table.remove(&fd).ok_or(Errno::EBADF)?;
        let last = !self.table.values().any(|other| *other == file);
        Ok((file, last))
    }

    /// Forgets every descriptor that means this file.
    pub(super) fn remove_all(&mut self, file: T) {
        self.table.retain(|_, other| *other != file);
    }

    pub(super) fn fds(&self) -> Vec<Fd> {
        self.table.keys().copied().collect()
    }
}
