//! The types of all fixtures in one program, which reads and writes their instances.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;

use mcpreg_codegen::types::{imports, type_schema};

use super::fixture::{Fixture, workspace};

/// What the type made of an instance.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It was read, and written as this text.
    Written(String),
    /// It was refused in these words.
    Refused(String),
}

/// Each instance goes through the library and through serde, which must say the same.
const SHOW: &str = r#"
use mcpreg_contract::serde_json;
use mcpreg_contract::serde::{Serialize, de::DeserializeOwned};
use mcpreg_contract::typed::{Typed, from_text};

fn show<T: Typed + Serialize + DeserializeOwned>(text: &str) {
    let own = from_text::<T>(text)
        .and_then(|read| read.write())
        .map(|written| written.to_string())
        .map_err(|mismatch| mismatch.to_string());
    let serdes = serde_json::from_str::<T>(text).map(|read| serde_json::to_string(&read));
    match (own, serdes) {
        (Ok(own), Ok(Ok(serdes))) if own == serdes => println!("written {own}"),
        (Err(words), Err(_)) => println!("refused {}", words.replace('\n', " ")),
        (own, serdes) => println!("differs {own:?} {serdes:?}"),
    }
}
"#;

/// What the types of the fixtures make of their instances, in order.
pub(crate) fn run(fixtures: &[Fixture]) -> Vec<Outcome> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exact-types");
    write_crate(&folder, fixtures);
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("../.."))
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
        .stdin(std::process::Stdio::null())
        .output()
        .expect("cargo starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "the types do not compile:\n{errors}"
    );
    let lines = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    lines.lines().map(outcome).collect()
}

fn outcome(line: &str) -> Outcome {
    match line.split_once(' ') {
        Some(("written", text)) => Outcome::Written(text.to_owned()),
        Some(("refused", words)) => Outcome::Refused(words.to_owned()),
        _ => panic!("the library and serde do not agree: {line}"),
    }
}

fn write_crate(folder: &Path, fixtures: &[Fixture]) {
    std::fs::create_dir_all(folder.join("src")).expect("the folder can be made");
    let lock = workspace().join("Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).expect("the lock can be copied");
    let contract = workspace().join("runtime/contract");
    let manifest = format!(
        "[package]\nname = \"exact-types\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]\nmcpreg-contract = {{ path = '{}' }}\n\
         [profile.dev]\ndebug = false\n[workspace]\n",
        contract.display()
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest can be written");
    std::fs::write(folder.join("src/main.rs"), source(fixtures)).expect("the program too");
}

fn source(fixtures: &[Fixture]) -> String {
    let mut source = format!("#![allow(dead_code)]\n{SHOW}\n");
    let mut calls = String::new();
    for (index, fixture) in fixtures.iter().enumerate() {
        let items = type_schema("Output", &fixture.schema).items;
        let imports = imports(&items);
        writeln!(
            source,
            "mod m{index} {{ {imports} {items} }} // {}",
            fixture.name
        )
        .expect("a string takes all");
        for (instance, _) in &fixture.instances {
            writeln!(calls, "show::<m{index}::Output>({instance:?});").expect("a string takes all");
        }
    }
    source + "fn main() {\n" + &calls + "}\n"
}
