//! A class's addresses, as arithmetic: which real address of 127.0.0.0/8 stands for which one that programs see.
//!
//! Room `r` (64 to 254) has the real addresses 127.r.0.0/16 and shows 10.r.0.0/16. In it each seat has sixteen real
//! addresses: number 0 is what classmates see as 10.r.x.y, numbers 1 to 15 are what its own programs see as 127.0.0.1
//! to 127.0.0.15. Seat 0 is nobody's: the relay that has the room is bound there.

use std::net::Ipv4Addr;

/// The second octet of the first room: what is below it in 127.0.0.0/8 is used by the machine itself (127.0.0.53 is
/// systemd's resolver, 127.0.1.1 Debian's own name).
const FIRST_ROOM: u8 = 64;

/// Rooms: classes that one machine can have at once. 127.255.0.0/16, which would be one more, has the broadcast address.
const ROOMS: u8 = 255 - FIRST_ROOM;

/// Bits of a real address that count a seat's own addresses.
const OWN_BITS: u32 = 4;

/// Seats of one room, 0 among them: what is left of 16 bits.
const SEATS: u16 = 1 << (16 - OWN_BITS);

/// The addresses of one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::net) struct Room(u8);

/// One reader's place in a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::net) struct Seat(u16);

/// One of a seat's real addresses, by what programs see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::net) enum Side {
    /// 10.r.x.y: who may reach the reader comes here.
    Public,
    /// 127.0.0.n: only the reader's own programs do.
    Loopback(u8),
}

impl Side {
    /// 127.0.0.1.
    pub(in crate::net) const LOCALHOST: Self = Side::Loopback(1);

    fn number(self) -> u8 {
        match self {
            Side::Public => 0,
            Side::Loopback(n) => n,
        }
    }
}

impl Room {
    /// Every room, in the order in which relays take them.
    pub(in crate::net) fn all() -> impl Iterator<Item = Self> {
        (FIRST_ROOM..FIRST_ROOM + ROOMS).map(Self)
    }

    /// Every seat that a reader may have. Like a network of its own, none ends in 0 or 255.
    pub(in crate::net) fn seats() -> impl Iterator<Item = Seat> {
        (0..SEATS).filter_map(Seat::new)
    }

    /// The real address that nobody has: whoever is bound to it has the room.
    pub(in crate::net) fn door(self) -> Ipv4Addr {
        Ipv4Addr::new(127, self.0, 0, 0)
    }

    /// The real address of one side of a seat.
    pub(in crate::net) fn real(self, seat: Seat, side: Side) -> Ipv4Addr {
        let [high, low] = (seat.0 << OWN_BITS).to_be_bytes();
        Ipv4Addr::new(127, self.0, high, low | side.number())
    }

    /// Whose side a real address is; `None` if it is none of this room's.
    pub(in crate::net) fn seat_of_real(self, real: Ipv4Addr) -> Option<(Seat, Side)> {
        let [127, room, high, low] = real.octets() else {
            return None;
        };
        let own = low & ((1 << OWN_BITS) - 1);
        let seat = Seat::new(u16::from_be_bytes([high, low]) >> OWN_BITS).filter(|_| room == self.0)?;
        Some((
            seat,
            if own == 0 {
                Side::Public
            } else {
                Side::Loopback(own)
            },
        ))
    }

    /// What classmates see a seat's address as.
    pub(in crate::net) fn shown(self, seat: Seat) -> Ipv4Addr {
        let [high, low] = seat.0.to_be_bytes();
        Ipv4Addr::new(10, self.0, high, low)
    }

    /// Whose address classmates see as this; `None` if it is nobody's, in this room or elsewhere.
    pub(in crate::net) fn seat_of_shown(self, shown: Ipv4Addr) -> Option<Seat> {
        let [10, room, high, low] = shown.octets() else {
            return None;
        };
        Seat::new(u16::from_be_bytes([high, low])).filter(|_| room == self.0)
    }

    /// Whether programs see this address as one of the room's network, 10.r.0.0/16.
    pub(in crate::net) fn shows(self, shown: Ipv4Addr) -> bool {
        matches!(shown.octets(), [10, room, ..] if room == self.0)
    }
}

impl Seat {
    fn new(number: u16) -> Option<Self> {
        let [_, last] = number.to_be_bytes();
        (number < SEATS && last != 0 && last != u8::MAX).then_some(Self(number))
    }
}

/// Which of its own loopback addresses a reader's program means; `None` for those that no socket can be bound to.
pub(in crate::net) fn loopback(shown: Ipv4Addr) -> Option<Side> {
    match shown.octets() {
        [127, 0, 0, n] if n != 0 && n < 1 << OWN_BITS => Some(Side::Loopback(n)),
        _ => None,
    }
}

/// All of them.
pub(in crate::net) fn loopbacks() -> impl Iterator<Item = Side> {
    (1..1 << OWN_BITS).map(Side::Loopback)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    fn seat() -> impl Strategy<Value = Seat> {
        (0..SEATS).prop_filter_map("a seat", Seat::new)
    }

    fn room() -> impl Strategy<Value = Room> {
        (FIRST_ROOM..FIRST_ROOM + ROOMS).prop_map(Room)
    }

    fn side() -> impl Strategy<Value = Side> {
        (0..1u8 << OWN_BITS).prop_map(|n| if n == 0 { Side::Public } else { Side::Loopback(n) })
    }

    proptest! {
        #[test]
        fn what_is_shown_of_a_real_address_is_what_it_stands_for(room in room(), seat in seat(), side in side()) {
            prop_assert_eq!(room.seat_of_real(room.real(seat, side)), Some((seat, side)));
            prop_assert_eq!(room.seat_of_shown(room.shown(seat)), Some(seat));
            prop_assert!(room.shows(room.shown(seat)));
        }

        #[test]
        fn seats_have_no_address_in_common(
            a in (room(), seat(), side()),
            b in (room(), seat(), side()),
        ) {
            prop_assert_eq!(a == b, a.0.real(a.1, a.2) == b.0.real(b.1, b.2));
            prop_assert_eq!((a.0, a.1) == (b.0, b.1), a.0.shown(a.1) == b.0.shown(b.1));
        }

        #[test]
        fn an_address_that_is_no_room_s_means_nobody(bits in any::<u32>(), room in room()) {
            let any = Ipv4Addr::from_bits(bits);
            if let Some((seat, side)) = room.seat_of_real(any) {
                prop_assert_eq!(room.real(seat, side), any);
            }
            if let Some(seat) = room.seat_of_shown(any) {
                prop_assert_eq!(room.shown(seat), any);
            }
        }

        #[test]
        fn a_real_address_is_loopback_and_no_door_nor_the_machine_s_own(room in room(), seat in seat(), side in side()) {
            let real = room.real(seat, side);
            prop_assert!(real.is_loopback());
            prop_assert!(Room::all().all(|room| room.door() != real));
            prop_assert!(real.octets()[1] >= FIRST_ROOM);
        }
    }

    #[test]
    fn a_room_has_thousands_of_seats_and_each_is_another() {
        let room = Room::all().next().unwrap();
        let shown: HashSet<_> = Room::seats().map(|seat| room.shown(seat)).collect();
        assert_eq!(shown.len(), 16 * 254);
        assert_eq!(
            room.shown(Room::seats().next().unwrap()),
            Ipv4Addr::new(10, 64, 0, 1)
        );
    }

    #[test]
    fn loopback_addresses_are_fifteen() {
        let side = |text: &str| loopback(text.parse().unwrap());
        assert_eq!(side("127.0.0.1"), Some(Side::LOCALHOST));
        assert_eq!(side("127.0.0.15"), Some(Side::Loopback(15)));
        for none in [
            "127.0.0.0",
            "127.0.0.16",
            "127.0.1.1",
            "127.64.0.17",
            "10.64.0.1",
            "0.0.0.0",
        ] {
            assert_eq!(side(none), None, "{none}");
        }
    }
}
