//! Foreign text in what the compiler's commands print: it steers no terminal and hides nothing.

#[path = "pin/project.rs"]
#[expect(
    dead_code,
    reason = "shared with the tests of `pin`, which use all of it"
)]
mod project;
#[path = "../../runtime/tests/gateway/terminal.rs"]
mod terminal;

use std::fs;
use std::process::Stdio;

use mcpreg_codegen::Pin;
use project::{Project, Run, server};
use terminal::{Terminal, assert_visible};

/// Text that would fill a terminal's clipboard, clear it, and turn a line around.
const HOSTILE: &str = "\u{1b}]52;c;cm0gLXJmIH4=\u{7}\u{1b}[2J\u{9b}31m\u{202e}desrever";

/// Runs a command with its output in pipes; both streams must be visible and have these parts.
#[track_caller]
fn check(project: &Project, arguments: &[&str], status: i32, parts: &[&str]) {
    let mut command = project.command(arguments);
    let run = Run::of(command.env("NO_COLOR", "1").output().expect("it starts"));
    run.expect(status, parts);
    assert_visible(&run.stdout, &format!("stdout of {arguments:?}"));
    assert_visible(&run.stderr, &format!("stderr of {arguments:?}"));
}

/// Runs a command with its output on a terminal, which must get only visible text.
#[track_caller]
fn check_terminal(project: &Project, arguments: &[&str]) {
    let (terminal, end) = Terminal::open();
    let mut command = project.command(arguments);
    command.env("NO_COLOR", "1").stdout(end);
    let child = command.stderr(Stdio::null()).spawn().expect("it starts");
    drop(command);
    let shown = terminal.read();
    let ended = child.wait_with_output().expect("it ends");
    assert!(ended.status.success() && !shown.is_empty(), "{arguments:?}");
    assert_visible(&shown, &format!("{arguments:?} on a terminal"));
}

fn hostile() -> Project {
    Project::new(&server("bad", &["hostile", "bidi-and-control"], ""))
}

#[test]
fn tools_full_of_it_are_pinned_and_explained_in_visible_text() {
    let project = hostile();
    check(&project, &["pin"], 0, &["bad: 2 tools"]);
    check(&project, &["generate"], 0, &["bad"]);
    check(
        &project,
        &["explain", "bad", "talkative"],
        0,
        &["\\u{202e}"],
    );
    check_terminal(&project, &["explain", "bad", "talkative"]);
    check_terminal(&project, &["explain", "bad", "talkative", "--json"]);
    check_terminal(&project, &["generate"]);
}

#[test]
fn a_changed_description_is_shown_in_visible_text() {
    let project = hostile();
    check(&project, &["pin"], 0, &[]);
    let path = project.path().join("generated/pins/bad.json");
    let text = fs::read_to_string(&path).expect("a pin");
    let text = text.replace("Works as a tool should.", "Fine \\u001b[2J\\u202e.");
    let pin = Pin::parse("bad", &text).expect("a pin");
    fs::write(&path, pin.to_text()).expect("a pin");
    check(&project, &["pin"], 0, &["- Fine \\u{1b}[2J\\u{202e}."]);
}

#[test]
fn what_a_server_says_when_it_fails_is_visible() {
    for script in [
        format!("printf '{HOSTILE}\\n' >&2; exit 3"),
        format!(
            "read line; printf '{{\"jsonrpc\":\"2.0\",\"id\":0,\"error\":{{\"code\":1,\"message\":\"{}\"}}}}\\n'",
            HOSTILE
                .replace('\u{1b}', "\\\\u001b")
                .replace('\u{7}', "\\\\u0007")
        ),
    ] {
        let script = toml::Value::from(script);
        let project = Project::new(&format!(
            "[servers.bad]\ncommand = [\"sh\", \"-c\", {script}]\n"
        ));
        check(&project, &["pin", "--timeout", "5s"], 1, &["bad: failed"]);
    }
}

#[test]
fn a_catalogue_full_of_it_is_refused_in_visible_text() {
    for line in [
        "\"a\\u202e\\u001b[2J\" = 1",
        "tools = [\"\u{202e}\u{200b}\", 1] # \u{202e}",
        "prefix = \"\\u001b]52;c;x\\u0007\"",
        "bad = \u{1b}[2J",
    ] {
        let project = Project::new(&server("bad", &["hostile", "bidi-and-control"], line));
        check(&project, &["pin"], 2, &["mcpreg.toml"]);
        check(&project, &["build"], 2, &["mcpreg.toml"]);
    }
    check(
        &hostile(),
        &["pin", HOSTILE],
        2,
        &["the catalogue has no server"],
    );
}

#[test]
fn a_checkout_full_of_it_is_refused_in_visible_text() {
    let project = hostile();
    check(&project, &["pin"], 0, &[]);
    let lock = project.path().join("mcpreg.lock");
    let text = fs::read_to_string(&lock).expect("a lock");
    fs::write(&lock, format!("\"\\u001b[2J\\u202e\" = 1\n{text}")).expect("a lock");
    check(&project, &["generate"], 2, &["mcpreg.lock"]);
    fs::write(&lock, text).expect("a lock");
    let planted = project
        .path()
        .join(format!("generated/src/{}", HOSTILE.replace('/', "")));
    fs::write(planted, "").expect("a file");
    check(&project, &["generate", "--check"], 4, &["extra: "]);
    check(&project, &["generate"], 1, &["help: move"]);
    check(&project, &["pin"], 1, &["help: move"]);
}
