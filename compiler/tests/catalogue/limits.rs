//! Sizes, durations and numbers with their ranges.

use mcpreg_compile::catalogue::fault::FaultKind;

use crate::check;

#[test]
fn sizes_durations_and_numbers() {
    let server = "[servers.a]\nimage = \"a\"\n";
    check(
        &format!("{server}memory = \"much\"\n"),
        FaultKind::BadSize,
        &["such as `512MiB`"],
    );
    check(
        &format!("{server}tmpfs = {{ \"/t\" = \"16\" }}\n"),
        FaultKind::BadSize,
        &["`16` is no size"],
    );
    check(
        &format!("{server}timeouts.start = \"soon\"\n"),
        FaultKind::BadDuration,
        &["such as `30s`"],
    );
    check(
        &format!("{server}pids = 0\n"),
        FaultKind::BadNumber,
        &["expected 1 to"],
    );
    check(
        &format!("{server}cpus = -1\n"),
        FaultKind::BadNumber,
        &["`servers.a.cpus` is -1"],
    );
    check(
        "name_budget = 4\n",
        FaultKind::BadNumber,
        &["expected 16 to 128"],
    );
}
