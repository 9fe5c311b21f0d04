//! Sizes, durations and numbers with their ranges.

use mcpreg_compile::catalogue::fault::FaultKind;

use crate::{SERVER, check};

#[test]
fn sizes_durations_and_numbers() {
    check(
        &format!("{SERVER}memory = \"much\"\n"),
        FaultKind::BadSize,
        &["such as `512MiB`"],
    );
    check(
        &format!("{SERVER}tmpfs = {{ \"/t\" = \"16\" }}\n"),
        FaultKind::BadSize,
        &["`16` is no size"],
    );
    check(
        &format!("{SERVER}timeouts.start = \"soon\"\n"),
        FaultKind::BadDuration,
        &["such as `30s`"],
    );
    check(
        &format!("{SERVER}pids = 0\n"),
        FaultKind::BadNumber,
        &["expected 1 to"],
    );
    check(
        &format!("{SERVER}cpus = -1\n"),
        FaultKind::BadNumber,
        &["`servers.a.cpus` is -1"],
    );
    check(
        &format!("{SERVER}limits.tools = 0\n"),
        FaultKind::BadNumber,
        &["expected 1 to"],
    );
    check(
        &format!("{SERVER}limits.definitions = \"2\"\n"),
        FaultKind::BadSize,
        &["such as `512MiB`"],
    );
    check(
        &format!("{SERVER}limits.tool = 2\n"),
        FaultKind::UnknownKey,
        &["did you mean `tools`?"],
    );
    check(
        "name_budget = 4\n",
        FaultKind::BadNumber,
        &["expected 16 to 128"],
    );
}

#[test]
fn a_user_is_a_number_or_the_images() {
    for wrong in [
        "\"node\"",
        "-1",
        "\"\"",
        "\"1000:\"",
        "\"+1\"",
        "4294967296",
        "true",
        "0x10",
    ] {
        check(
            &format!("{SERVER}user = {wrong}\n"),
            FaultKind::BadUser,
            &["`\"image\"`"],
        );
    }
}
