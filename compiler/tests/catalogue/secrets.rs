//! Secrets: by reference, and apart from plain variables.

use mcpreg_compile::catalogue::fault::FaultKind;

use crate::check;

#[test]
fn secrets_have_one_source_and_a_name_of_their_own() {
    let server = "[servers.a]\nimage = \"a\"\n";
    check(
        &format!("{server}env = {{ T = \"x\" }}\nsecrets = {{ T = {{ env = \"T\" }} }}\n"),
        FaultKind::SecretAndEnv,
        &[
            "`T` is both a secret and a plain variable",
            "stands here in the open",
        ],
    );
    let kind = FaultKind::BadSecret;
    check(
        &format!("{server}secrets = {{ T = \"hunter2\" }}\n"),
        kind,
        &["never stands in this file"],
    );
    check(
        &format!("{server}secrets = {{ T = {{}} }}\n"),
        kind,
        &["not exactly one source"],
    );
    check(
        &format!("{server}secrets = {{ T = {{ env = \"A\", file = \"/b\" }} }}\n"),
        kind,
        &["not exactly one source"],
    );
}
