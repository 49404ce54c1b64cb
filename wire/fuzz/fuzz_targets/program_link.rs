//! A program's link, fed with any messages.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| wire_fuzz::program_link(input));
