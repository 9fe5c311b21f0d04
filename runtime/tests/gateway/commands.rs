//! The command line of a gateway binary.

use std::process::Output;

use libtest_mimic::Trial;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Command;

use crate::client::{alive, pids};
use crate::registry::{LAUNCH_VARIABLE, VARIABLE};
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "call_prints_a_result_and_says_how_it_went",
            call_says_how_it_went,
        ),
        trial("tools_lists_what_is_served", tools_lists_what_is_served),
        trial("doctor_finds_the_command", doctor_finds_the_command),
        trial(
            "an_image_is_not_started_by_its_tag",
            an_image_is_not_started_by_its_tag,
        ),
        trial(
            "a_mount_that_is_not_allowed_is_found_and_refused",
            a_mount_that_is_not_allowed_is_found_and_refused,
        ),
    ]
}

/// This binary as a gateway whose server leaves its marks in `folder`.
pub(crate) fn gateway(folder: &TempDir, words: &[&str]) -> Command {
    let program = std::env::current_exe().expect("a test has a program");
    let mut command = Command::new(program);
    command.args(words).env(
        VARIABLE,
        format!("legacy {} 20000", folder.path().display()),
    );
    command.env("MCPREG_LOG", "warn").kill_on_drop(true);
    command
}

async fn run(folder: &TempDir, words: &[&str]) -> (Output, String) {
    let output = gateway(folder, words)
        .output()
        .await
        .expect("the gateway runs");
    let text = String::from_utf8(output.stdout.clone()).expect("the output is text");
    (output, text)
}

async fn call_says_how_it_went() {
    let folder = TempDir::new().expect("a folder can be made");
    let check = async |words: &[&str], code: i32, out: &str| {
        let (output, text) = run(&folder, words).await;
        assert_eq!(output.status.code(), Some(code), "{words:?} {output:?}");
        assert_eq!(text.trim_end(), out, "{words:?}");
    };
    check(&["call", "mcp_t_strict", r#"{"text":"a"}"#], 0, "ok").await;
    check(&["call", "mcp_t_garbage"], 0, "after the garbage").await;
    check(&["call", "mcp_t_error"], 1, "").await;
    check(&["call", "mcp_t_strict", r#"{"text":1}"#], 2, "").await;
    check(&["call", "mcp_t_strict", "{"], 2, "").await;
    check(&["call", "mcp_t_stric"], 2, "").await;
    check(&["call"], 2, "").await;
    check(&["call", "mcp_t_die"], 3, "").await;
    let (_, text) = run(&folder, &["call", "mcp_t_structured", "--json"]).await;
    assert_eq!(
        text.trim_end(),
        r#"{"content":[],"structuredContent":{"text":7}}"#
    );
    assert!(!alive(&pids(folder.path())));
}

async fn tools_lists_what_is_served() {
    let folder = TempDir::new().expect("a folder can be made");
    let (_, text) = run(&folder, &["tools"]).await;
    assert!(
        text.contains("mcp_t_strict") && text.contains("scripted"),
        "{text}"
    );
    let (_, text) = run(&folder, &["tools", "--json"]).await;
    let tools: Value = serde_json::from_str(&text).expect("the list is JSON");
    assert_eq!(tools[0]["publicName"], "mcp_t_ask");
    assert_eq!(tools[0]["listing"]["name"], "mcp_t_ask");
    assert!(pids(folder.path()).is_empty());
}

async fn doctor_finds_the_command() {
    let folder = TempDir::new().expect("a folder can be made");
    let (output, text) = run(&folder, &["doctor", "--json"]).await;
    assert!(output.status.success(), "{text}");
    let findings: Value = serde_json::from_str(&text).expect("the findings are JSON");
    let command = findings
        .as_array()
        .and_then(|all| all.iter().find(|f| f["what"] == "command"));
    assert_eq!(
        command.map(|finding| &finding["isOk"]),
        Some(&Value::Bool(true)),
        "{text}"
    );
    let detail = command.and_then(|finding| finding["detail"].as_str());
    assert!(
        detail.is_some_and(|detail| detail.contains("not confined")),
        "{text}"
    );
    let (_, text) = run(&folder, &["doctor"]).await;
    assert!(text.contains("ok"), "{text}");
    assert!(pids(folder.path()).is_empty());
}

/// An image of this machine's engine that holds nothing, with its ID. Without an engine the test
/// is skipped, loudly; under `CI` that fails.
async fn empty_image(test: &str) -> Option<(String, String)> {
    let reference = format!("mcpreg-test/{test}:{}", std::process::id());
    // Two blocks of zeros are an archive of nothing (POSIX, pax, "ustar Interchange Format").
    let mut import = Command::new("sh");
    let line = format!("head -c 1024 /dev/zero | docker import - {reference}");
    let imported = import.args(["-c", &line]).output().await.expect("sh runs");
    if !imported.status.success() {
        assert!(std::env::var_os("CI").is_none(), "{imported:?}");
        eprintln!("SKIPPED, a test that needs a container engine: {imported:?}");
        return None;
    }
    let id = String::from_utf8(imported.stdout).expect("an ID is text");
    Some((reference, id.trim().to_owned()))
}

async fn remove_image(reference: &str) {
    let removed = Command::new("docker")
        .args(["rmi", reference])
        .output()
        .await;
    assert!(removed.expect("docker runs").status.success());
}

/// What `call` ends with and says, and what `doctor` finds, for a server started like this.
async fn call_and_doctor(launch: &Value) -> (Output, Output) {
    let folder = TempDir::new().expect("a folder can be made");
    let run = async |words: &[&str]| {
        let mut command = gateway(&folder, words);
        // The operator of this machine allows nothing.
        command
            .env(LAUNCH_VARIABLE, launch.to_string())
            .env("XDG_CONFIG_HOME", folder.path());
        command.output().await.expect("the gateway runs")
    };
    (
        run(&["call", "mcp_t_pid"]).await,
        run(&["doctor", "--json"]).await,
    )
}

/// The finding of this kind.
fn finding(doctor: &Output, what: &str) -> Value {
    let findings: Vec<Value> = serde_json::from_slice(&doctor.stdout).expect("they are JSON");
    let found = findings.into_iter().find(|finding| finding["what"] == what);
    found.unwrap_or_default()
}

async fn an_image_is_not_started_by_its_tag() {
    let Some((reference, _)) = empty_image("unpinned").await else {
        return;
    };
    let tag_only = json!({ "reference": reference });
    let tag_as_id = json!({ "reference": reference, "image_id": reference });
    for (image, expected) in [(tag_only, "is not pinned"), (tag_as_id, "invalid pin")] {
        let launch = json!({ "program": { "image": image } });
        let (called, doctor) = call_and_doctor(&launch).await;
        assert_eq!(called.status.code(), Some(3), "{called:?}");
        let said = String::from_utf8_lossy(&called.stderr);
        assert!(said.contains(expected), "{said}");
        assert!(said.contains("mcpreg-compile pin"), "{said}");
        assert_eq!(doctor.status.code(), Some(1), "{doctor:?}");
        let found = finding(&doctor, "image");
        assert_eq!(found["isOk"], false, "{found}");
        let help = found["help"].as_str().unwrap_or_default();
        assert!(help.contains("mcpreg-compile pin"), "{found}");
    }
    remove_image(&reference).await;
}

async fn a_mount_that_is_not_allowed_is_found_and_refused() {
    let Some((reference, id)) = empty_image("mounted").await else {
        return;
    };
    let folder = TempDir::new().expect("a folder can be made");
    let launch = json!({
        "program": { "image": { "reference": reference, "image_id": id } },
        "confinement": { "mounts": [{ "source": folder.path(), "target": "/data" }] },
    });
    let (called, doctor) = call_and_doctor(&launch).await;
    assert_eq!(called.status.code(), Some(3), "{called:?}");
    let said = String::from_utf8_lossy(&called.stderr);
    assert!(said.contains("lets no server see it"), "{said}");
    let found = finding(&doctor, "mount");
    assert_eq!(found["isOk"], false, "{found}");
    let help = found["help"].as_str().unwrap_or_default();
    assert!(help.contains("mcpreg/mount-roots"), "{found}");
    remove_image(&reference).await;
}
