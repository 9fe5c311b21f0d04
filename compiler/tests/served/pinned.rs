//! What can be pinned can be served: the probe and the gateway speak to a server in one way.

use libtest_mimic::Trial;
use mcpreg_codegen::Lock;

use crate::project::{Project, Run, server};
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "an_empty_cursor_leads_to_the_next_page",
            an_empty_cursor_leads_to_the_next_page,
        ),
        trial(
            "servers_of_integer_ids_are_served",
            servers_of_integer_ids_are_served,
        ),
        trial(
            "noise_on_stdout_is_passed_over",
            noise_on_stdout_is_passed_over,
        ),
    ]
}

/// Fails unless a server in this mode is pinned with these tools, and each of them answers.
#[track_caller]
fn check(mode: &str, tools: &[&str]) {
    let timeouts = "timeouts = { start = \"10s\", call = \"10s\" }";
    let project = Project::new(&server("s", &["scripted", mode], timeouts));
    let Run {
        status,
        stdout,
        stderr,
    } = project.pin();
    assert_eq!(status, Some(0), "{mode}: {stdout}{stderr}");
    let Lock { servers, .. } = project.lock();
    let pinned: Vec<&str> = servers["s"].tools.keys().map(String::as_str).collect();
    assert_eq!(pinned, tools, "{mode}: {stdout}{stderr}");
    for tool in tools {
        let mut call = project.gateway("s", &["call", &format!("mcp_s_{tool}")]);
        let Run {
            status,
            stdout,
            stderr,
        } = Run::of(call.output().expect("the gateway runs"));
        assert_eq!(status, Some(0), "{mode}: {tool}: {stdout}{stderr}");
        assert_eq!(stdout.trim_end(), format!("{tool} answers"), "{mode}");
    }
}

/// Only an absent cursor ends a list (MCP 2026-07-28, server/utilities/pagination).
fn an_empty_cursor_leads_to_the_next_page() {
    check("empty-cursor", &["ask", "second"]);
    check("modern-empty-cursor", &["ask", "second"]);
}

fn servers_of_integer_ids_are_served() {
    check("integer-ids", &["ask"]);
    check("zero-for-text-ids", &["ask"]);
}

fn noise_on_stdout_is_passed_over() {
    check("noisy", &["ask"]);
    check("byte-order-mark", &["ask"]);
}
