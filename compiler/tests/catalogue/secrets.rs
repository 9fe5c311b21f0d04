//! Secrets: by reference, and apart from plain variables.

use mcpreg_compile::catalogue::fault::FaultKind;

use crate::{SERVER, check};

#[test]
fn secrets_have_one_source_and_a_name_of_their_own() {
    check(
        &format!("{SERVER}env = {{ T = \"x\" }}\nsecrets = {{ T = {{ env = \"T\" }} }}\n"),
        FaultKind::SecretAndEnv,
        &[
            "`T` is both a secret and a plain variable",
            "stands here in the open",
        ],
    );
    let kind = FaultKind::BadSecret;
    check(
        &format!("{SERVER}secrets = {{ T = \"hunter2\" }}\n"),
        kind,
        &["never stands in this file"],
    );
    check(
        &format!("{SERVER}secrets = {{ T = {{}} }}\n"),
        kind,
        &["not exactly one source"],
    );
    check(
        &format!("{SERVER}secrets = {{ T = {{ env = \"A\", file = \"/b\" }} }}\n"),
        kind,
        &["not exactly one source"],
    );
}
