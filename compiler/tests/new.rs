//! `mcpreg-compile new`: what it refuses, and that what it writes builds outside the repository.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;

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

    for (breakage, path, expected) in BREAKAGES {
        let path = project.join(path);
        let before = fs::read_to_string(&path).ok();
        match (&breakage, &before) {
            (Breakage::Add, None) => fs::write(&path, "").expect("a file"),
            (Breakage::Remove, Some(_)) => fs::remove_file(&path).expect("it is there"),
            (Breakage::Edit(from, to), Some(text)) if text.contains(from) => {
                fs::write(&path, text.replacen(from, to, 1)).expect("an edit");
            }
            _ => panic!("{} is not as expected: {before:?}", path.display()),
        }
        check_stopped(&project, expected);
        match before {
            Some(text) => fs::write(&path, text).expect("the file"),
            None => fs::remove_file(&path).expect("it is there"),
        }
    }
    let cured = cargo_build(&project);
    assert!(cured.status.success(), "{}", stderr(&cured));
    check_touched_lock(&project);
}

enum Breakage {
    Add,
    Remove,
    Edit(&'static str, &'static str),
}

/// What is done to which file of a project, and what the build says of it.
const BREAKAGES: [(Breakage, &str, &str); 7] = [
    (
        Breakage::Edit("pub ", "/* by hand */ pub "),
        "generated/src/lib.rs",
        "changed: generated/src/lib.rs",
    ),
    (
        Breakage::Edit("doctest = false", ""),
        "generated/Cargo.toml",
        "changed: generated/Cargo.toml",
    ),
    (
        Breakage::Add,
        "generated/src/backdoor.rs",
        "extra: generated/src/backdoor.rs",
    ),
    (Breakage::Remove, "mcpreg.lock", "missing: mcpreg.lock"),
    (
        Breakage::Edit("name_budget", "# by hand\nname_budget"),
        "mcpreg.lock",
        "changed: mcpreg.lock",
    ),
    (
        Breakage::Edit("# generator: ", "# generator: 0."),
        "generated/.mcpreg-files",
        "was written by mcpreg-compile 0.",
    ),
    (
        Breakage::Remove,
        "generated/.mcpreg-files",
        "generated/.mcpreg-files is missing",
    ),
];

/// The build stops, says why, and what helps.
#[track_caller]
fn check_stopped(project: &Path, expected: &str) {
    let stopped = cargo_build(project);
    let said = stderr(&stopped);
    assert!(!stopped.status.success(), "the build goes on: {said}");
    assert!(said.contains(expected), "no {expected:?} in {said}");
    assert!(
        said.contains("help: run `mcpreg-compile generate`"),
        "{said}"
    );
}

/// A lock with another date and the same contents compiles `main.rs` again and nothing else.
fn check_touched_lock(project: &Path) {
    let lock = File::options()
        .append(true)
        .open(project.join("mcpreg.lock"));
    let lock = lock.expect("the lock");
    lock.set_modified(SystemTime::now()).expect("a date");
    let built = cargo_build(project);
    let said = stderr(&built);
    assert!(built.status.success(), "{said}");
    let compiled: Vec<_> = said
        .lines()
        .filter_map(|line| line.trim().strip_prefix("Compiling "))
        .collect();
    assert!(
        matches!(compiled[..], [only] if only.starts_with("acme v")),
        "{said}"
    );
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
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
