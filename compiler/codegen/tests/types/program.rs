//! A program over generated types: written as a crate of its own, built and run.

use std::path::Path;
use std::process::{Command, Stdio};

use mcpreg_codegen::json::Json;
use mcpreg_codegen::types::{imports, type_schema};

use crate::fixture::workspace;

/// The module `m<index>` with the types of a fixture, whose root type is `Output`.
pub(crate) fn module(index: usize, fixture: &str, schema: &Json) -> String {
    let items = type_schema("Output", schema).items;
    let imports = imports(&items);
    format!("mod m{index} {{ {imports} {items} }} // {fixture}\n")
}

/// Builds and runs a program, which must succeed, and gives what it printed.
pub(crate) fn run(name: &str, source: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    write_crate(name, source, &folder);
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("../.."))
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
        .stdin(Stdio::null())
        .output()
        .expect("cargo starts");
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{printed}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    printed.into_owned()
}

fn write_crate(name: &str, source: &str, folder: &Path) {
    std::fs::create_dir_all(folder.join("src")).expect("the folder can be made");
    let lock = workspace().join("Cargo.lock");
    std::fs::copy(lock, folder.join("Cargo.lock")).expect("the lock can be copied");
    let contract = workspace().join("runtime/contract");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\
         [dependencies]\nmcpreg-contract = {{ path = '{}', features = ['validator'] }}\n\
         [lints.rust]\ndead_code = 'allow'\n[profile.dev]\ndebug = false\n[workspace]\n",
        contract.display()
    );
    std::fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest can be written");
    std::fs::write(folder.join("src/main.rs"), source).expect("the program too");
}
