//! What is known about a server that failed, and how long it is left alone.

use std::fmt::Write as _;
use std::time::Duration;

use mcpreg_container::Exit;

/// The first pause; it doubles with each failure in a row.
const FIRST_PAUSE: Duration = Duration::from_millis(500);

/// The longest pause.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How many lines of stderr go into a message, at most.
const STDERR_LINES: usize = 8;

/// How long to leave a server alone after that many failures in a row without an answer between.
///
/// The first one costs nothing: the next call starts the server again.
pub(super) fn pause(failures: u32) -> Duration {
    match failures {
        0 | 1 => Duration::ZERO,
        more => FIRST_PAUSE
            .saturating_mul(1 << (more - 2).min(16))
            .min(LONGEST_PAUSE),
    }
}

/// How a server ended, for its callers.
pub(super) fn ending(exit: &Exit, stderr: &[String]) -> String {
    let mut text = String::from("it ended");
    match (exit.code, exit.signal) {
        _ if exit.oom => text.push_str(" over its memory limit"),
        (Some(code), _) => write!(text, " with exit code {code}").expect("a String takes it all"),
        (None, Some(signal)) => {
            write!(text, " by signal {signal}").expect("a String takes it all");
        }
        (None, None) => {}
    }
    with_stderr(text, stderr)
}

/// `text` and the last lines of stderr.
pub(super) fn with_stderr(mut text: String, stderr: &[String]) -> String {
    let last = &stderr[stderr.len().saturating_sub(STDERR_LINES)..];
    if !last.is_empty() {
        text.push_str("; the end of its stderr:");
        for line in last {
            write!(text, "\n  {line}").expect("a String takes it all");
        }
    }
    text
}

/// An error of the container crate with its cure.
pub(super) fn explain(error: &mcpreg_container::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(inner) = source {
        write!(text, ": {inner}").expect("a String takes it all");
        source = inner.source();
    }
    if let Some(help) = error.help() {
        write!(text, "\nhelp: {help}").expect("a String takes it all");
    }
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use mcpreg_container::Exit;

    use super::{ending, pause};

    #[test]
    fn pauses_grow_and_stop_growing() {
        let check = |failures, ms| assert_eq!(pause(failures), Duration::from_millis(ms));
        check(0, 0);
        check(1, 0);
        check(2, 500);
        check(3, 1000);
        check(8, 30_000);
        check(u32::MAX, 30_000);
    }

    #[test]
    fn endings_tell_what_is_known() {
        let check = |exit: Exit, stderr: &[&str], expected: &str| {
            let stderr: Vec<_> = stderr.iter().map(ToString::to_string).collect();
            assert_eq!(ending(&exit, &stderr), expected);
        };
        check(Exit::default(), &[], "it ended");
        let code = Exit {
            code: Some(3),
            ..Exit::default()
        };
        check(
            code,
            &["a", "b"],
            "it ended with exit code 3; the end of its stderr:\n  a\n  b",
        );
        check(
            Exit {
                signal: Some(9),
                ..Exit::default()
            },
            &[],
            "it ended by signal 9",
        );
        let oom = Exit {
            code: Some(137),
            oom: true,
            signal: None,
        };
        check(oom, &[], "it ended over its memory limit");
    }
}
