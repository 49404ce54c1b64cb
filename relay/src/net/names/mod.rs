//! Names of AF_UNIX, and the one place that knows which file stands for a program's path.
//!
//! The kernel's own sockets are used, so that what a connect or a datagram meets is the kernel's word. Invariants:
//! - no byte of a program's name reaches the file system: a socket is bound to a number, in a directory of the relay's
//!   own ([`directory`]), and nothing outside that is bound, dialled or unlinked;
//! - a reader finds their own names only;
//! - an abstract name is such a file too, which goes with its socket: the kernel's abstract names are everybody's.

mod directory;
mod twins;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use socket2::SockAddr;
use wire::{Errno, UnixName};

use super::socket::errno;
pub(super) use directory::Directory;
pub(super) use twins::Twin;

/// Where a program's relative paths begin: the folder that it runs in (web/python/program.py).
const HOME: &[u8] = b"/home/reader";

/// Names one reader may have: four for each socket of a program, so that forgotten files don't fill a disk.
const NAMES: usize = 1024;

/// One reader's names.
#[derive(Clone, Debug)]
pub(super) struct Names(Arc<Mutex<Table>>);

/// A socket's name, held as long as the socket is open.
#[derive(Debug)]
pub(super) struct Bound {
    names: Names,
    file: u64,
    shown: UnixName,
}

#[derive(Debug)]
struct Table {
    directory: Arc<Directory>,
    /// The file of each name that can be found.
    files: HashMap<Key, u64>,
    /// What each file stands for, while it can be found or its socket is open.
    entries: BTreeMap<u64, Entry>,
}

#[derive(Debug)]
struct Entry {
    key: Key,
    /// The name as bind(2) had it.
    shown: UnixName,
    open: bool,
    linked: bool,
    /// Of connections that nobody has accepted, in the kernel's order.
    waiting: VecDeque<Twin>,
}

/// What a name means: an absolute path without detours, or an abstract name with its 0.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key(Vec<u8>);

impl Names {
    /// No names yet.
    pub(super) fn new(directory: Arc<Directory>) -> Self {
        Self(Arc::new(Mutex::new(Table {
            directory,
            files: HashMap::new(),
            entries: BTreeMap::new(),
        })))
    }

    /// bind(2): `bind` is to give the kernel's socket the address that stands for the name.
    ///
    /// # Errors
    /// `EADDRINUSE` for a name that exists, `ENOSPC` for one too many, and what `bind` fails with.
    pub(super) fn bind(
        &self,
        name: UnixName,
        bind: impl FnOnce(&SockAddr) -> Result<(), Errno>,
    ) -> Result<Bound, Errno> {
        let mut table = self.table();
        let file = table.directory.next_file();
        let shown = match name {
            UnixName::UNNAMED => automatic(file)?,
            name => name,
        };
        let key = Key::of(&shown);
        if table.files.contains_key(&key) {
            return Err(Errno::EADDRINUSE);
        }
        table.make_room()?;
        bind(&table.directory.address(file).map_err(|error| errno(&error))?)?;
        table.files.insert(key.clone(), file);
        let entry = Entry {
            key,
            shown,
            open: true,
            linked: true,
            waiting: VecDeque::new(),
        };
        table.entries.insert(file, entry);
        Ok(Bound {
            names: self.clone(),
            file,
            shown,
        })
    }

    /// Where connect(2) or sendto(2) to this name really goes.
    ///
    /// # Errors
    /// `ENOENT` where there is no such file, `ECONNREFUSED` for an abstract name, `EINVAL` for none at all.
    pub(super) fn target(&self, name: UnixName) -> Result<SockAddr, Errno> {
        let table = self.table();
        let file = table.find(name)?;
        table.directory.address(file).map_err(|error| errno(&error))
    }

    /// connect(2) of a stream, done by `connect`: its end of what the two sockets have in common.
    ///
    /// # Errors
    /// As [`Names::target`], and what `connect` fails with.
    pub(super) fn connect(
        &self,
        name: UnixName,
        connect: impl FnOnce(&SockAddr) -> Result<(), Errno>,
    ) -> Result<Twin, Errno> {
        // The table stays locked, so that connections wait here in the order in which they wait in the kernel.
        let mut table = self.table();
        let file = table.find(name)?;
        connect(&table.directory.address(file).map_err(|error| errno(&error))?)?;
        let (mine, other) = Twin::pair();
        if let Some(entry) = table.entries.get_mut(&file) {
            entry.waiting.push_back(other);
        }
        Ok(mine)
    }

    /// The other end's twin of the connection that a socket at this address has just accepted.
    pub(super) fn accept(&self, local: &SockAddr) -> Option<Twin> {
        let mut table = self.table();
        let file = table.directory.file(local)?;
        table.entries.get_mut(&file)?.waiting.pop_front()
    }

    /// How a kernel's address looks to programs.
    pub(super) fn shown(&self, real: &SockAddr) -> UnixName {
        let table = self.table();
        let file = table.directory.file(real);
        file.and_then(|file| table.entries.get(&file))
            .map_or(UnixName::UNNAMED, |entry| entry.shown)
    }

    /// stat(2).
    ///
    /// # Errors
    /// `ENOENT` for a path that names no socket.
    pub(super) fn stat(&self, path: UnixName) -> Result<(), Errno> {
        self.table().find_path(path).map(drop)
    }

    /// unlink(2).
    ///
    /// # Errors
    /// `ENOENT` for a path that names no socket.
    pub(super) fn unlink(&self, path: UnixName) -> Result<(), Errno> {
        let mut table = self.table();
        let file = table.find_path(path)?;
        table.unlink(file);
        Ok(())
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Bound {
    /// The name as programs see it.
    pub(super) fn shown(&self) -> UnixName {
        self.shown
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        self.names.table().close(self.file);
    }
}

impl Table {
    fn find(&self, name: UnixName) -> Result<u64, Errno> {
        match name {
            UnixName::UNNAMED => Err(Errno::EINVAL),
            name if name.is_abstract() => self
                .files
                .get(&Key::of(&name))
                .copied()
                .ok_or(Errno::ECONNREFUSED),
            path => self.find_path(path),
        }
    }

    fn find_path(&self, path: UnixName) -> Result<u64, Errno> {
        if path.is_abstract() {
            return Err(Errno::ENOENT);
        }
        self.files.get(&Key::of(&path)).copied().ok_or(Errno::ENOENT)
    }

    /// Room for one more name. The oldest file that no socket has goes first, as from a /tmp that is cleaned up.
    fn make_room(&mut self) -> Result<(), Errno> {
        if self.entries.len() < NAMES {
            return Ok(());
        }
        let stale = self.entries.iter().find(|(_, entry)| !entry.open);
        let file = stale.map(|(file, _)| *file).ok_or(Errno::ENOSPC)?;
        self.unlink(file);
        Ok(())
    }

    /// The name can't be found any more; who is bound to it keeps it.
    fn unlink(&mut self, file: u64) {
        let Some(entry) = self.entries.get_mut(&file) else {
            return;
        };
        if std::mem::take(&mut entry.linked) {
            self.directory.remove_file(file);
            self.files.remove(&entry.key);
        }
        self.forget(file);
    }

    /// The socket is closed.
    fn close(&mut self, file: u64) {
        if let Some(entry) = self.entries.get_mut(&file) {
            entry.open = false;
            entry.waiting.clear();
            if entry.shown.is_abstract() {
                self.unlink(file);
            }
        }
        self.forget(file);
    }

    fn forget(&mut self, file: u64) {
        if self
            .entries
            .get(&file)
            .is_some_and(|entry| !entry.open && !entry.linked)
        {
            self.entries.remove(&file);
        }
    }
}

/// Files that no program has removed go with their reader.
impl Drop for Table {
    fn drop(&mut self) {
        for file in self.files.values() {
            self.directory.remove_file(*file);
        }
    }
}

impl Key {
    fn of(name: &UnixName) -> Self {
        let bytes = name.as_bytes();
        if name.is_abstract() {
            return Self(bytes.to_vec());
        }
        // The kernel reads a path up to its first 0.
        let path = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
        let start = if path.starts_with(b"/") { &[][..] } else { HOME };
        let mut parts: Vec<&[u8]> = Vec::new();
        for part in start
            .split(|byte| *byte == b'/')
            .chain(path.split(|byte| *byte == b'/'))
        {
            match part {
                b"" | b"." => {}
                b".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        Self([b"/", parts.join(&b'/').as_slice()].concat())
    }
}

/// The abstract name that Linux gives to a socket that is bound to no name: five hexadecimal digits (unix(7)).
fn automatic(file: u64) -> Result<UnixName, Errno> {
    UnixName::new(format!("\0{:05x}", file & 0xf_ffff).as_bytes()).ok_or(Errno::ENOSPC)
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
