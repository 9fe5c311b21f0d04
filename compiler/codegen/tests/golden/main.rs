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

#[test]
fn each_server_asks_for_the_validator_where_it_needs_it() {
    let workspace = Workspace::new("formats");
    let case = Case::named("formats");
    workspace.add(&case.name, &case.compile());
    for (server, needs) in [
        ("annotated", [false, true]),
        ("asserted", [true, true]),
        ("plain", [false, false]),
        ("undecided", [true, true]),
    ] {
        let package = format!("formats-generated-{server}");
        for (features, needs) in ["", "types"].into_iter().zip(needs) {
            let of = ["--offline", "--package", &package, "--features", features];
            // Alone, so that no other server asks for it too.
            workspace.cargo(&[&["check"], &of[..]].concat());
            let tree = workspace.cargo(&[&["tree", "--edges", "normal"], &of[..]].concat());
            assert!(tree.contains("mcpreg-contract v"), "{tree}");
            assert_eq!(
                tree.contains("jsonschema v"),
                needs,
                "{package} {features}: {tree}"
            );
        }
    }
}
