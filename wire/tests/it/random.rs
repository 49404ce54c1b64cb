//! What the fuzz targets do, with bounded random input, for everyone who has no libFuzzer at hand.

// There they are public, for the targets.
#[allow(unreachable_pub)]
#[path = "../../fuzz/src/checks.rs"]
mod checks;
#[path = "../../fuzz/src/packets.rs"]
mod packets;

use proptest::collection::vec;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_as_a_data_frame(kind in 0..4u8, rest in vec(any::<u8>(), 0..64)) {
        checks::data_frame(&[&[kind], &rest[..]].concat());
    }

    #[test]
    fn any_messages_to_a_session(input in vec(any::<u8>(), 0..2_000)) {
        checks::relay_session(&input);
    }

    #[test]
    fn any_messages_to_a_link(input in vec(any::<u8>(), 0..2_000)) {
        checks::program_link(&input);
    }
}
