//! Taking a room: which addresses of 127.0.0.0/8 are this relay's, and whether the system has them at all.

use std::io;
use std::net::UdpSocket;

use super::room::Room;

/// The port at a room's door; any would do, as nothing else is bound to that address.
const PORT: u16 = 9090;

/// A room that is this relay's until this is dropped. Another relay on this machine finds its door shut.
#[derive(Debug)]
pub(in crate::net) struct Claim {
    room: Room,
    _door: UdpSocket,
}

/// A system on which a class can't have a network each.
#[derive(Debug, thiserror::Error)]
pub enum NoRoom {
    /// Not all of 127.0.0.0/8 are addresses of this machine.
    #[error(
        "a class needs an address of its own in 127.0.0.0/8 for each reader, and this system has only 127.0.0.1; \
         run the relay on Linux, in a virtual machine, in WSL 2 or in a container"
    )]
    NoAddresses(#[source] io::Error),
    /// Other relays have them all.
    #[error("{} classes run on this machine already, as many as one machine can have", Room::all().count())]
    Taken,
}

impl Claim {
    /// The first room that is free.
    pub(in crate::net) fn any() -> Result<Self, NoRoom> {
        for room in Room::all() {
            match UdpSocket::bind((room.door(), PORT)) {
                Ok(door) => return Ok(Self { room, _door: door }),
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
                Err(error) => return Err(NoRoom::NoAddresses(error)),
            }
        }
        Err(NoRoom::Taken)
    }

    pub(in crate::net) fn room(&self) -> Room {
        self.room
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn two_relays_never_have_the_same_room() {
        let (one, two) = (Claim::any().unwrap(), Claim::any().unwrap());
        assert_ne!(one.room(), two.room());
    }
}
