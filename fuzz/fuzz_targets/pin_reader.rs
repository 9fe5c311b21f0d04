//! Whatever the file, the pin reader ends, and what it reads it writes and reads again alike.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mcpreg_codegen::Pin;

fuzz_target!(|text: &str| {
    if let Ok(pin) = Pin::parse("fuzzed", text) {
        let written = pin.to_text();
        let again = Pin::parse("fuzzed", &written).expect("what was written can be read");
        assert_eq!(again, pin);
        assert_eq!(again.to_text(), written);
    }
});
