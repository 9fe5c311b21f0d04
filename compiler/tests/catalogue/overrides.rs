//! What a catalogue changes of a server's tools.

use mcpreg_compile::catalogue::fault::FaultKind;

use crate::{SERVER, check};

#[test]
fn overrides() {
    check(
        &format!("{SERVER}overrides.x.rename = \"z\"\noverrides.y.rename = \"z\"\n"),
        FaultKind::DuplicateRename,
        &[
            "tools `x` and `y` are both renamed to `z`",
            "`x` has it here",
        ],
    );
    check(
        &format!("{SERVER}overrides.x.fixed = {{ day = 2026-01-01 }}\n"),
        FaultKind::NoJson,
        &["has a datetime in it", "in quotes"],
    );
}
