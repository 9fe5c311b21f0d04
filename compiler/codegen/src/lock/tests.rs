//! A lock comes back as it was written, and one of another version is named as that.

use super::{FORMAT, Lock};
use crate::problem::ProblemKind;

const LOCK: &str = r#"
format = 1
contract = 1

[gateway]
name = "desk"
name_budget = 53

[servers.time]
prefix = "time"
name = "clock"
version = "1.0"
protocol = "2025-11-25"
pin_sha256 = "00"
left_out = ["reset"]

[servers.time.timeouts]
start_ms = 1000
call_ms = 2000

[servers.time.launch]
args = ["--zone", "UTC"]

[servers.time.launch.program.image]
reference = "example.org/clock:1"

[servers.time.tools.now]
public = "mcp_time_now"
rust = "now"

[servers.time.tools.now.fixed]
zone = "\"UTC\""
"#;

#[track_caller]
fn check(text: &str, kind: ProblemKind, message: &str) {
    let problem = Lock::parse(text).expect_err("the case is refused");
    assert_eq!(problem.kind, kind, "{problem}");
    assert!(problem.to_string().contains(message), "{problem}");
}

#[test]
fn a_lock_comes_back_as_it_was_written() {
    let lock = Lock::parse(LOCK).expect("the case is a lock");
    let text = lock.to_text();
    assert!(
        text.starts_with("# Written by `mcpreg-compile pin`"),
        "{text}"
    );
    assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{text}");
    let again = Lock::parse(&text).expect("what is written can be read");
    assert_eq!(again, lock);
    assert_eq!(again.to_text(), text);
}

#[test]
fn the_launch_table_becomes_json() {
    let lock = Lock::parse(LOCK).expect("the case is a lock");
    let expected =
        r#"{"args":["--zone","UTC"],"program":{"image":{"reference":"example.org/clock:1"}}}"#;
    assert_eq!(lock.servers["time"].launch_json(), expected);
}

#[test]
fn another_version_is_named_before_its_unknown_keys() {
    let newer = LOCK.replace(
        "format = 1",
        &format!("format = {}\nnew_key = 1", FORMAT + 1),
    );
    check(&newer, ProblemKind::Format, "a newer version: format is 2");
    check(&newer, ProblemKind::Format, "update mcpreg-compile");
    let older = LOCK.replace("format = 1", "format = 0");
    check(&older, ProblemKind::Format, "run `mcpreg-compile pin`");
    let contract = LOCK.replace("contract = 1", "contract = 9");
    check(&contract, ProblemKind::Format, "contract is 9");
}

#[test]
fn what_is_no_lock_is_named_with_its_line() {
    check("", ProblemKind::Malformed, "missing field `format`");
    check("format = 1\ncontract = ", ProblemKind::Malformed, "line 2");
    let unknown = LOCK.replace("prefix =", "prefx =");
    check(&unknown, ProblemKind::Malformed, "unknown field `prefx`");
}
