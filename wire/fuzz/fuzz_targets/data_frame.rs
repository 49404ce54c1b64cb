//! One data frame of any bytes.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| wire_fuzz::data_frame(input));
