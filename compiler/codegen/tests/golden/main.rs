//! Each lock in `fixtures/locks` gives the crate in `fixtures/expected`, and that crate compiles.
//!
//! `MCPREG_BLESS=1 cargo test -p mcpreg-codegen --test golden` writes the expected files anew,
//! together with the fixtures' own canonical pins and hashes. The crates are compiled and tested
//! with documentation tests switched on, so that foreign text would run if it could.

mod cases;
mod expected;
mod workspace;

use cases::Case;
use workspace::Workspace;

#[test]
fn each_lock_gives_the_expected_files() {
    let cases = Case::all();
    assert!(!cases.is_empty(), "fixtures/locks has cases");
    let differences: Vec<String> = cases
        .iter()
        .filter_map(|case| expected::difference(case, &case.compile()))
        .collect();
    assert!(
        differences.is_empty(),
        "{}\nif that is right: MCPREG_BLESS=1 cargo test -p mcpreg-codegen --test golden",
        differences.join("\n")
    );
}

#[test]
fn each_crate_compiles_without_a_warning_and_runs_no_foreign_text() {
    let workspace = Workspace::new("golden");
    for case in Case::all() {
        workspace.add(&case.name, &case.compile());
    }
    workspace.add("deep", &cases::nested(400));
    let output = workspace.cargo(&["test", "--offline", "--workspace"]);
    let ran: Vec<_> = output
        .lines()
        .filter(|line| line.starts_with("running "))
        .collect();
    assert!(
        !ran.is_empty() && ran.iter().all(|line| *line == "running 0 tests"),
        "{output}"
    );
    assert_eq!(workspace.files_named("PWNED"), 0, "foreign text ran");
    workspace.cargo(&["check", "--offline", "--workspace", "--no-default-features"]);
    workspace.cargo(&["check", "--offline", "--workspace", "--all-features"]);
    workspace.cargo(&["doc", "--offline", "--workspace", "--no-deps"]);
}
