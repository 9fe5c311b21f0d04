//! Whatever the schema, the passes end, what they emit is Rust, and twice the same.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(schema) = mcpreg_fuzz::schema(bytes) {
        let source = mcpreg_fuzz::source(&schema);
        assert!(syn::parse_file(&source).is_ok(), "{source}");
        assert_eq!(source, mcpreg_fuzz::source(&schema));
    }
});
