//! The fixtures' types as a crate: rustc accepts all of them and they read what they should.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use mcpreg_codegen::types::{imports, type_schema};

use crate::fixture::{self, Fixture, workspace};

/// What the compiled program does with each instance.
const CHECKS: &str = r#"
use mcpreg_contract::serde::{Serialize, de::DeserializeOwned};
use mcpreg_contract::serde_json::{self, Value};

fn read<T: DeserializeOwned>(fixture: &str, text: &str) -> Option<T> {
    match serde_json::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            println!("{fixture}: {text} is refused: {error}");
            None
        }
    }
}

fn refused<T: DeserializeOwned>(fixture: &str, text: &str) -> bool {
    let is_refused = serde_json::from_str::<T>(text).is_err();
    if !is_refused {
        println!("{fixture}: {text} is read");
    }
    is_refused
}

fn same<T: DeserializeOwned + Serialize>(fixture: &str, text: &str) -> bool {
    let Some(value) = read::<T>(fixture, text) else { return false };
    let written = serde_json::to_value(value).expect("every type is written");
    let expected: Value = serde_json::from_str(text).expect("a fixture is JSON");
    if written != expected {
        println!("{fixture}: {text} is written as {written}");
    }
    written == expected
}
"#;

#[test]
fn the_types_of_every_fixture_compile_and_read_its_instances() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fixture-types");
    write_crate(&folder, &fixture::all());
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("../.."))
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
        .stdin(std::process::Stdio::null())
        .output()
        .expect("cargo starts");
    assert!(
        output.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

fn write_crate(folder: &Path, fixtures: &[Fixture]) {
    std::fs::create_dir_all(folder.join("src")).expect("the folder can be made");
    let lock = workspace().join("Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).expect("the lock can be copied");
    let contract = workspace().join("runtime/contract");
    let manifest = format!(
        "[package]\nname = \"fixture-types\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]\nmcpreg-contract = {{ path = '{}' }}\n\
         [profile.dev]\ndebug = false\n[workspace]\n",
        contract.display()
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest can be written");
    std::fs::write(folder.join("src/main.rs"), program(fixtures)).expect("the program too");
}

fn program(fixtures: &[Fixture]) -> String {
    let mut modules = String::new();
    let mut calls = String::new();
    for (index, fixture) in fixtures.iter().enumerate() {
        let items = type_schema("Output", &fixture.schema).items;
        let imports = imports(&items);
        writeln!(modules, "mod m{index} {{ {imports} {items} }}").expect("a string takes all");
        let name = &fixture.name;
        for text in &fixture.same {
            writeln!(calls, "ok &= same::<m{index}::Output>({name:?}, {text:?});")
                .expect("a string takes all");
        }
        for text in &fixture.reads {
            writeln!(
                calls,
                "ok &= read::<m{index}::Output>({name:?}, {text:?}).is_some();"
            )
            .expect("a string takes all");
        }
        for text in &fixture.refuses {
            writeln!(
                calls,
                "ok &= refused::<m{index}::Output>({name:?}, {text:?});"
            )
            .expect("a string takes all");
        }
    }
    format!(
        "#![allow(dead_code)]\n{CHECKS}\n{modules}\nfn main() {{\nlet mut ok = true;\n{calls}\
         std::process::exit(i32::from(!ok));\n}}\n"
    )
}
