//! What epoll(7) needs beyond poll(2): which open file a descriptor means, and whether anything has come to it since its
//! program was last told.

use super::descriptors::Fd;
use super::link::{File, Link};
use super::pair::End;

impl Link {
    /// Which open file a descriptor means, as a number that no other file of this program has or had; `None` if it isn't open.
    pub fn file(&self, fd: Fd) -> Option<u64> {
        // Sockets have even numbers here, the ends of pairs odd ones.
        match self.descriptors.get(fd).ok()? {
            File::Socket(id) => Some(u64::from(id.0) << 1),
            File::Pair(id, end) => Some(u64::from(id) << 2 | u64::from(end == End::B) << 1 | 1),
        }
    }

    /// [`Link::ready`] as EPOLLET has it: 0 while nothing has come since [`Link::see`].
    pub fn ready_anew(&self, fd: Fd) -> u32 {
        let seen = match self.descriptors.get(fd) {
            Ok(File::Socket(id)) => self.sockets.get(&id).is_some_and(|socket| socket.seen),
            Ok(File::Pair(id, end)) => self.pairs.get(&id).is_some_and(|pair| pair.is_seen(end)),
            Err(_) => false,
        };
        if seen { 0 } else { self.ready(fd) }
    }

    /// The program has been told what is ready; or, if `seen` is false, it is to be told again.
    pub fn see(&mut self, fd: Fd, seen: bool) {
        match self.descriptors.get(fd) {
            Ok(File::Socket(id)) => {
                if let Some(socket) = self.sockets.get_mut(&id) {
                    socket.seen = seen;
                }
            }
            Ok(File::Pair(id, end)) => {
                if let Some(pair) = self.pairs.get_mut(&id) {
                    pair.see(end, seen);
                }
            }
            Err(_) => {}
        }
    }
}
