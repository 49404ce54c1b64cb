//! UDP: a datagram is put into the mailbox of the address it goes to, or comes back as an error.

use std::collections::VecDeque;

use wire::{Address, Errno};

use super::Kernel;

impl Kernel {
    /// sendto(2). `ECONNREFUSED` stands for the ICMP message that a closed port answers with.
    pub(crate) fn send_to(&mut self, from: Address, to: Address, bytes: &[u8]) -> Result<(), Errno> {
        if self.forbidden.contains(&to) {
            return Err(Errno::EACCES);
        }
        let missing = self.missing(to);
        let mailbox = self.mailboxes.get_mut(&to).ok_or(missing)?;
        mailbox.push_back((from, bytes.to_vec()));
        Ok(())
    }

    /// How long the next datagram for this address is.
    pub(crate) fn next_len(&self, at: Address) -> Option<usize> {
        Some(self.mailboxes.get(&at)?.front()?.1.len())
    }

    /// How many datagrams nobody has received.
    pub(crate) fn waiting_at(&self, at: Address) -> usize {
        self.mailboxes.get(&at).map_or(0, VecDeque::len)
    }

    /// recvfrom(2).
    pub(crate) fn receive_from(&mut self, at: Address) -> Option<(Address, Vec<u8>)> {
        self.mailboxes.get_mut(&at)?.pop_front()
    }
}
