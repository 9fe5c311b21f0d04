//! A gateway that is killed again and again in the middle of its work leaves nothing behind.
//!
//! `MCPREG_CYCLES` says how often: 200 under CI, 20 elsewhere by default. Containers need a
//! Docker Engine and the image that `fixtures/servers/build-images` makes; where they are absent
//! the test says so, and under CI it fails.

#[path = "hostile/gateway.rs"]
#[expect(dead_code, reason = "shared with the tests of hostile servers")]
mod gateway;
#[path = "pin/project.rs"]
#[expect(dead_code, reason = "shared with the tests of `pin`")]
mod project;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use gateway::Gateway;
use project::{Project, Run, server};

/// How long the reaper may take after the last kill.
const PATIENCE: Duration = Duration::from_mins(2);

fn cycles() -> u32 {
    let default = if is_ci() { 200 } else { 20 };
    match std::env::var("MCPREG_CYCLES") {
        Ok(text) => text.parse().expect("MCPREG_CYCLES is a number"),
        Err(_) => default,
    }
}

fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty())
}

/// Starts, calls and kills a gateway on these servers; `left` lists what is still there.
#[track_caller]
fn check(name: &str, servers: &str, left: impl Fn() -> Vec<String>) {
    let project = Project::new("");
    Run::of(project.command(&["new", name]).output().expect("it runs")).expect(0, &[]);
    let folder = project.path().join(name);
    let catalogue = format!("[gateway]\nname = \"{name}\"\n{servers}");
    std::fs::write(folder.join("mcpreg.toml"), catalogue).expect("the catalogue can be written");
    let pin = project.command(&["pin"]).current_dir(&folder).output();
    Run::of(pin.expect("it runs")).expect(0, &[]);
    let gateway = Gateway::build(&folder, name);
    for cycle in 0..cycles() {
        let mut client = gateway.serve();
        let id = client.call("mcp_notes_list_notes");
        let answer = client.answer(id);
        assert!(
            answer["result"]["structuredContent"].is_object(),
            "cycle {cycle}: {answer}"
        );
        // Killed with a call open, which is when there is most to leave behind.
        client.call("mcp_notes_slow");
        client.kill();
    }
    let killed = Instant::now();
    while let Some(first) = left().first() {
        assert!(killed.elapsed() < PATIENCE, "left behind: {first}");
        std::thread::yield_now();
    }
}

#[test]
fn killed_gateways_leave_no_process() {
    let mark = tempfile::tempdir().expect("a folder can be made");
    let mark = mark.path().to_str().expect("a temporary folder is UTF-8");
    let notes = server("notes", &["notes"], &format!("env = {{ MARK = {mark:?} }}"));
    check("cycles-process", &notes, || {
        gateway::processes_with(mark)
            .iter()
            .map(u32::to_string)
            .collect()
    });
}

#[test]
fn killed_gateways_leave_no_container() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/servers/build-images");
    let built = Command::new(script)
        .arg("notes")
        .output()
        .expect("there is a shell");
    if !built.status.success() {
        let said = String::from_utf8_lossy(&built.stderr);
        assert!(!is_ci(), "no image of the fixture can be built: {said}");
        eprintln!("SKIPPED: killed_gateways_leave_no_container needs a Docker Engine: {said}");
        return;
    }
    let image = String::from_utf8(built.stdout).expect("an image's name is UTF-8");
    let notes = format!("[servers.notes]\nimage = {:?}\n", image.trim());
    check("cycles-container", &notes, || {
        let label = "label=io.mcpreg.gateway=cycles-container";
        let arguments = ["ps", "--all", "--quiet", "--filter", label];
        let listed = Command::new("docker")
            .args(arguments)
            .output()
            .expect("docker runs");
        assert!(
            listed.status.success(),
            "{}",
            String::from_utf8_lossy(&listed.stderr)
        );
        String::from_utf8_lossy(&listed.stdout)
            .lines()
            .map(str::to_owned)
            .collect()
    });
}
