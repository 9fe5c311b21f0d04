//! What is checked on the way back, and how.

use mcpreg_compile::catalogue::fault::FaultKind;

use crate::check;

#[test]
fn checks_are_named_by_words() {
    let server = "[servers.a]\nimage = \"a\"\n";
    check(
        &format!("{server}checks.output = \"enforced\"\n"),
        FaultKind::UnknownWord,
        &["`off`, `warn`, `enforce`", "did you mean `enforce`?"],
    );
    check(
        &format!("{server}checks.format = \"\"\n"),
        FaultKind::UnknownWord,
        &["`servers.a.checks.format` is ``", "`assertion`"],
    );
    check(
        &format!("{server}checks.outputs = \"off\"\n"),
        FaultKind::UnknownKey,
        &["did you mean `output`?"],
    );
    check(
        &format!("{server}checks = true\n"),
        FaultKind::WrongType,
        &["expected a table"],
    );
}
