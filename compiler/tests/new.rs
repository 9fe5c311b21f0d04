//! `mcpreg-compile new`: what it refuses, and that what it writes builds outside the repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const MCPREG_COMPILE: &str = env!("CARGO_BIN_EXE_mcpreg-compile");

fn mcpreg_compile(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(MCPREG_COMPILE);
    command
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null());
    command.output().expect("mcpreg-compile starts")
}

/// Runs `new` in an empty folder; it must refuse, say `expected` and what helps, and write
/// nothing.
#[track_caller]
fn check_refusal(arguments: &[&str], expected: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let output = mcpreg_compile(&[&["new"], arguments].concat(), folder.path());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains(expected), "{stderr}");
    assert!(stderr.contains("help: "), "{stderr}");
    let written = fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(written, 0, "something was written");
}

#[test]
fn names_that_are_none_are_refused() {
    check_refusal(
        &["gateway", "--name", "match"],
        "\"match\" is a Rust keyword",
    );
    check_refusal(
        &["gateway", "--name", "test"],
        "\"test\" is taken by Rust's own libraries",
    );
    check_refusal(&["gateway", "--name", "Acme"], "has the character 'A'");
    check_refusal(
        &["gateway", "--name", "acme tools"],
        "has the character ' '",
    );
    check_refusal(
        &["gateway", "--name", "1st"],
        "does not start with a lower-case letter",
    );
    check_refusal(&["gateway", "--name", ""], "the name is empty");
    check_refusal(
        &["gateway", "--name", "mcpreg-runtime"],
        "every gateway depends on",
    );
}

#[test]
fn a_folder_whose_name_is_none_needs_one() {
    check_refusal(&["My Gateway"], "has the character 'M'");
    check_refusal(&["struct"], "\"struct\" is a Rust keyword");
}

#[test]
fn a_runtime_that_is_no_checkout_is_refused() {
    check_refusal(&["acme", "--runtime", "."], "is no checkout of mcpreg");
    check_refusal(&["acme", "--runtime", "nowhere"], "nowhere");
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("notes.txt"), "mine").expect("a file");
    let output = mcpreg_compile(&["new", ".", "--name", "acme"], folder.path());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("notes.txt"), "{stderr}");
    assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
    let output = mcpreg_compile(&["new", "notes.txt", "--name", "acme"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        fs::read_to_string(folder.path().join("notes.txt")).expect("the file"),
        "mine"
    );
}

#[test]
fn a_new_project_builds_outside_the_repository_and_guards_its_sources() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = mcpreg_compile(&["new", "acme"], folder.path());
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let project = folder.path().join("acme");
    let fresh = mcpreg_compile(&["generate", "--check"], &project);
    assert_eq!(
        fresh.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&fresh.stderr)
    );

    let built = cargo_build(&project);
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let mut gateway = Command::new(target().join("debug/acme"));
    let listed = gateway
        .args(["tools", "--json"])
        .current_dir(&project)
        .stdin(Stdio::null());
    let listed = listed.output().expect("the gateway starts");
    let tools: serde_json::Value = serde_json::from_slice(&listed.stdout).expect("JSON");
    assert_eq!(tools.get("tools").unwrap_or(&tools), &serde_json::json!([]));

    let edited = project.join("generated/src/lib.rs");
    let source = fs::read_to_string(&edited).expect("the generated root");
    fs::write(&edited, source + "\n// by hand\n").expect("an edit");
    let stopped = cargo_build(&project);
    let stderr = String::from_utf8_lossy(&stopped.stderr);
    assert!(
        !stopped.status.success(),
        "a build with edited sources went on"
    );
    assert!(stderr.contains("changed: generated/src/lib.rs"), "{stderr}");
    assert!(stderr.contains("mcpreg-compile generate"), "{stderr}");
}

/// Builds a project in a target folder of these tests' own, without the network.
fn cargo_build(project: &Path) -> Output {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["build", "--offline"])
        .current_dir(project)
        .stdin(Stdio::null());
    command.env("CARGO_TARGET_DIR", target());
    command.env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only");
    command.output().expect("cargo starts")
}

fn target() -> PathBuf {
    let own = Path::new(env!("CARGO_TARGET_TMPDIR"));
    own.parent().expect("it is in the target folder").to_owned()
}
