//! A relay's session, fed with any messages.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| wire_fuzz::relay_session(input));
