//! `mcpreg-compile pin` through the binary: good servers, hostile ones, failures, interruptions.

#[path = "pin/host.rs"]
mod host;
#[path = "pin/project.rs"]
mod project;
#[path = "pin/secrets.rs"]
mod secrets;

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Command;
use std::time::{Duration, Instant};

use project::{Project, Run, server};

fn hostile(mode: &str, lines: &str) -> String {
    server("bad", &["hostile", mode], lines)
}

/// Pins one hostile server: the exit status, parts of what is said, and the tools that are left.
#[track_caller]
fn check(mode: &str, status: i32, parts: &[&str], tools: &[&str]) {
    let project = Project::new(&hostile(mode, ""));
    project.pin(&["--timeout", "20s"]).expect(status, parts);
    if status == 0 {
        let pin = project.pinned("bad");
        assert_eq!(pin.tool_names().collect::<Vec<_>>(), tools);
    } else {
        assert!(!project.path().join("mcpreg.lock").exists());
    }
}

#[test]
fn three_servers_in_one_run_give_lock_pins_and_sources() {
    let servers = [
        server("notes", &["notes"], ""),
        server(
            "units",
            &["units"],
            "prefix = \"u\"\ntimeouts = { call = \"5s\" }",
        ),
        server("echo", &["echo"], ""),
    ];
    let project = Project::new(&servers.concat());
    project.pin(&[]).expect(
        0,
        &[
            "notes: 7 tools",
            "units: 2 tools",
            "protocol 2026-07-28",
            "new",
        ],
    );
    let lock = project.lock();
    assert_eq!(lock.servers["units"].protocol, "2026-07-28");
    assert_eq!(lock.servers["notes"].protocol, "2025-11-25");
    assert_eq!(
        lock.servers["units"].tools["convert"].public,
        "mcp_u_convert"
    );
    assert_eq!(lock.servers["units"].timeouts.call_ms, 5_000);
    assert_eq!(
        lock.servers["notes"].pin_sha256,
        project.pinned("notes").sha256()
    );
    let notes = project.pinned("notes");
    assert_eq!(
        (notes.resources.len(), notes.resource_templates.len()),
        (1, 1)
    );
    assert_eq!(notes.prompts.len(), 1);
    assert!(project.path().join("generated/src/lib.rs").exists());
    let before = project.files();
    let stamp = fs::metadata(project.path().join("mcpreg.lock"))
        .unwrap()
        .modified()
        .unwrap();
    project
        .pin(&["--jobs", "1"])
        .expect(0, &["units: 2 tools", "unchanged", "0 files written"]);
    assert_eq!(project.files(), before);
    let again = fs::metadata(project.path().join("mcpreg.lock"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(again, stamp, "an unchanged file was touched");
}

#[test]
fn overrides_reach_the_lock() {
    let project = Project::new(&server(
        "notes",
        &["notes"],
        "tools = [\"add_note\", \"get_*\", \"list_*\"]\n\
         [servers.notes.overrides.add_note]\nrename = \"remember\"\ndescription = \"Mine.\"\n\
         fixed = { priority = \"high\" }\n\
         [servers.notes.overrides.list_notes]\nleave_out = true",
    ));
    project.pin(&[]).expect(0, &[]);
    let notes = &project.lock().servers["notes"];
    assert_eq!(
        notes.tools.keys().collect::<Vec<_>>(),
        ["add_note", "get_note"]
    );
    assert_eq!(
        notes.left_out,
        ["delete_note", "env", "fail", "list_notes", "slow"]
    );
    let add = &notes.tools["add_note"];
    assert_eq!(add.public, "mcp_notes_remember");
    assert_eq!(add.description.as_deref(), Some("Mine."));
    assert_eq!(add.fixed["priority"], "\"high\"");
}

#[test]
fn what_the_catalogue_says_of_tools_that_are_not_there_is_shown_in_place() {
    let project = Project::new(
        &[
            server("units", &["units"], ""),
            server(
                "notes",
                &["notes"],
                "tools = [\"add_note\", \"drop_*\"]\n[servers.notes.overrides.ad_note]\n\
                 rename = \"x\"\n[servers.notes.overrides.add_note]\nfixed = { tittle = 1 }",
            ),
        ]
        .concat(),
    );
    project.pin(&[]).expect(
        1,
        &[
            "notes: failed, it has no pin",
            "server `notes` has no tool `ad_note`",
            "did you mean `add_note`?",
            "no tool of server `notes` is `drop_*`",
            "tool `add_note` has no argument `tittle`",
            "did you mean `title`?",
            "mcpreg.toml:",
            "error: 1 of 2 servers failed: notes",
        ],
    );
    assert_eq!(project.lock().servers.keys().collect::<Vec<_>>(), ["units"]);
}

#[test]
fn a_failing_server_keeps_its_old_pin_and_the_others_are_written() {
    let project = Project::new(
        &[
            server("units", &["units"], ""),
            server("notes", &["notes"], ""),
        ]
        .concat(),
    );
    project.pin(&["notes"]).expect(0, &[]);
    let old = project.lock().servers["notes"].clone();
    project.catalogue(
        &[
            server("units", &["units"], ""),
            server("notes", &["hostile", "die-at-start"], ""),
        ]
        .concat(),
    );
    project.pin(&[]).expect(
        1,
        &[
            "notes: failed, its old pin stays",
            "exit code 42",
            "flux compensator",
            "units: 2 tools",
            "error: 1 of 2 servers failed: notes",
        ],
    );
    let lock = project.lock();
    assert_eq!(lock.servers["notes"], old);
    assert!(lock.servers.contains_key("units"));
    assert_eq!(project.pinned("notes").tools.len(), 7);
}

#[test]
fn servers_can_be_pinned_one_by_one_and_leave_with_the_catalogue() {
    let both = [
        server("units", &["units"], ""),
        server("echo", &["echo"], ""),
    ]
    .concat();
    let project = Project::new(&both);
    project.pin(&["units"]).expect(0, &["units: 2 tools"]);
    assert_eq!(project.lock().servers.keys().collect::<Vec<_>>(), ["units"]);
    project
        .pin(&["ehco"])
        .expect(2, &["no server `ehco`", "did you mean `echo`?"]);
    project.pin(&["echo"]).expect(0, &["echo: 10 tools"]);
    assert_eq!(project.lock().servers.len(), 2);
    project.catalogue(&server("echo", &["echo"], ""));
    let stray = project.path().join("generated/pins/stray.json");
    fs::write(&stray, "{}").unwrap();
    project
        .pin(&["echo"])
        .expect(1, &["units: removed", "generated/pins/stray.json"]);
    fs::remove_file(stray).expect("what pin did not write stays");
    project.pin(&["echo"]).expect(0, &["echo: 10 tools"]);
    assert_eq!(project.lock().servers.keys().collect::<Vec<_>>(), ["echo"]);
    assert!(
        !project.files().keys().any(|path| path.contains("units")),
        "{:?}",
        project.files().keys()
    );
}

#[test]
fn changes_are_classified_field_by_field() {
    let counter = tempfile::NamedTempFile::new().unwrap();
    let words = [
        "hostile",
        "changing-tools",
        counter.path().to_str().unwrap(),
    ];
    let project = Project::new(&server("bad", &words, ""));
    project.pin(&[]).expect(0, &["new"]);
    project
        .pin(&[])
        .expect(0, &["breaking: tool bad/", "    - ", "    + "]);
}

#[test]
fn a_faulty_catalogue_is_bad_input() {
    let project = Project::new("[servers.a]\nimage = \"A B\"\nmemroy = \"1MiB\"\n");
    project
        .pin(&[])
        .expect(2, &["2 faults in mcpreg.toml", "did you mean `memory`?"]);
    let project = Project::new("");
    fs::remove_file(project.path().join("mcpreg.toml")).unwrap();
    project
        .pin(&[])
        .expect(2, &["cannot read the catalogue mcpreg.toml", "help:"]);
}

#[test]
fn servers_that_cannot_be_asked_fail_with_what_they_said() {
    let project = Project::new(&hostile("silent", ""));
    project.pin(&["--timeout", "1s"]).expect(
        1,
        &["no answer to `server/discover` or `initialize` within 1s"],
    );
    check(
        "die-at-start",
        1,
        &["ended before", "exit code 42", "flux compensator"],
        &[],
    );
    check(
        "huge-line",
        1,
        &[
            "the answer to `tools/list` is one line of 2",
            "at most 16777216",
        ],
        &[],
    );
    let project = Project::new("[servers.bad]\ncommand = [\"/nowhere/server\"]\n");
    project.pin(&[]).expect(1, &["/nowhere/server", "help:"]);
}

#[test]
fn servers_that_are_only_untidy_are_pinned() {
    check("slow-start", 0, &["1 tool"], &["good"]);
    check("stderr-flood", 0, &["1 tool"], &["good"]);
    check(
        "garbage-lines",
        0,
        &["note: stdout: ", "are not JSON-RPC"],
        &["good"],
    );
    check("notifications-before-reply", 0, &["1 tool"], &["good"]);
    check("ignore-eof", 0, &["1 tool"], &["good"]);
}

#[test]
fn bad_lists_and_tools_are_named_and_their_siblings_survive() {
    check(
        "repeating-cursor",
        0,
        &["the cursor \"again\" came twice"],
        &["good"],
    );
    check(
        "duplicate-tools",
        0,
        &["tool twin: 2 different ones"],
        &["good"],
    );
    check(
        "no-input-schema",
        0,
        &["tool bare: it has no `inputSchema`"],
        &["good"],
    );
    let project = Project::new(&hostile("endless-pages", ""));
    project
        .pin(&[])
        .expect(0, &["tools/list: it has more than 100 pages"]);
    assert_eq!(project.pinned("bad").tools.len(), 100);
    let project = Project::new(&hostile("malformed-tool", ""));
    project.pin(&[]).expect(
        0,
        &[
            "tool number 1: it is of type string, not an object",
            "tool number 2: it is of type null, not an object",
            "tool number 3: it has no `name`",
            "tool number 4: its `name` is of type number, not a string",
            "tool number 5: its `name` is empty",
            "tool schema_is_list",
        ],
    );
    assert!(project.pinned("bad").tool("good").is_some());
}

#[test]
fn hostile_texts_and_schemas_are_pinned_as_they_are_and_generated() {
    for mode in [
        "fenced-description",
        "indented-description",
        "comment-end",
        "bidi-and-control",
        "colliding-properties",
        "big-numbers",
    ] {
        let project = Project::new(&hostile(mode, ""));
        let run = project.pin(&[]);
        run.expect(0, &["bad: "]);
        assert!(project.pinned("bad").tool("good").is_some(), "{mode}");
        let escape = char::from(0x1b);
        assert!(
            !run.stdout.contains(escape),
            "{mode} writes control characters to the terminal"
        );
    }
}

#[test]
fn a_tool_that_clients_could_not_read_is_left_out_by_name() {
    for (mode, finding) in [
        (
            "deep-nesting",
            "tool deep_objects: nested deeper than 100 levels",
        ),
        (
            "big-numbers",
            "tool infinite: its number 1e400 is beyond what clients can read",
        ),
    ] {
        let project = Project::new(&hostile(mode, ""));
        project.pin(&[]).expect(0, &[finding]);
        assert!(project.pinned("bad").tool("good").is_some(), "{mode}");
    }
}

#[test]
fn names_that_collide_fail_the_server_and_name_both_tools() {
    check(
        "colliding-tools",
        1,
        &["would both be the public name", "`rename`"],
        &[],
    );
}

#[test]
fn an_interruption_stops_everything_and_writes_nothing() {
    for (signal, status) in [("INT", Some(130)), ("TERM", Some(130)), ("KILL", None)] {
        let folder = tempfile::tempdir().unwrap();
        let mark = format!("env = {{ MARK = {:?} }}", folder.path().to_str().unwrap());
        let project = Project::new(&hostile("silent", &mark));
        let mut pin = project.start_pin();
        // The server says on its stderr that it listens, which `pin` keeps; its process is there.
        let stderr = pin.stderr.take().unwrap();
        let mut lines = BufReader::new(stderr).lines();
        lines
            .find(|line| line.as_ref().unwrap().contains("starting"))
            .unwrap()
            .unwrap();
        wait_until(|| !processes_with(folder.path().to_str().unwrap()).is_empty());
        let kill = format!("kill -{signal} {}", pin.id());
        let killed = Command::new("sh").args(["-c", &kill]).status();
        assert!(killed.unwrap().success());
        assert_eq!(pin.wait().unwrap().code(), status, "{signal}");
        wait_until(|| processes_with(folder.path().to_str().unwrap()).is_empty());
        assert_eq!(
            project.files().keys().collect::<Vec<_>>(),
            ["mcpreg.toml"],
            "{signal}"
        );
    }
}

/// The processes that have this text in their environment.
fn processes_with(text: &str) -> Vec<u32> {
    let entries = fs::read_dir("/proc").expect("Linux").flatten();
    let ids = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let has = |id: &u32| {
        let environment = fs::read(format!("/proc/{id}/environ")).unwrap_or_default();
        String::from_utf8_lossy(&environment).contains(text)
    };
    ids.filter(has).collect()
}

#[track_caller]
fn wait_until(condition: impl Fn() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(
            started.elapsed() < Duration::from_secs(30),
            "it does not happen"
        );
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

#[test]
fn the_exit_codes_are_in_the_help() {
    let project = Project::new("");
    let help = Run::of(project.command(&["--help"]).output().unwrap());
    help.expect(
        0,
        &[
            "0    everything",
            "1    ",
            "2    bad input",
            "4    stale",
            "130  interrupted",
        ],
    );
    let schema = Run::of(project.command(&["schema"]).output().unwrap());
    schema.expect(
        0,
        &["\"title\": \"mcpreg.toml\"", "\"overrides\"", "name_budget"],
    );
}
