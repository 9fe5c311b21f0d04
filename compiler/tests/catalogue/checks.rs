//! What is checked on the way back, and how.

use mcpreg_compile::catalogue::fault::FaultKind;

use crate::{SERVER, check};

#[test]
fn checks_are_named_by_words() {
    check(
        &format!("{SERVER}checks.output = \"enforced\"\n"),
        FaultKind::UnknownWord,
        &["`off`, `warn`, `enforce`", "did you mean `enforce`?"],
    );
    check(
        &format!("{SERVER}checks.format = \"\"\n"),
        FaultKind::UnknownWord,
        &["`servers.a.checks.format` is ``", "`assertion`"],
    );
    check(
        &format!("{SERVER}checks.outputs = \"off\"\n"),
        FaultKind::UnknownKey,
        &["did you mean `output`?"],
    );
    check(
        &format!("{SERVER}checks = true\n"),
        FaultKind::WrongType,
        &["expected a table"],
    );
}
