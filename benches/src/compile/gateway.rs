//! The generated packages, and the two programs that use them: a gateway and a caller.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use mcpreg_codegen::model::TypedModel;
use mcpreg_codegen::{SourceTree, emit, typed};
use mcpreg_lab::corpus::list::Lists;

/// Who uses the generated packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum User {
    /// Checks arguments, and names no type.
    Gateway,
    /// Reads and writes every type once.
    Caller,
}

const GATEWAY: &str = r#"
fn main() {
    let mut arguments = std::env::args().skip(1);
    let (name, json) = (arguments.next().unwrap_or_default(), arguments.next().unwrap_or_default());
    let tools = corpus_generated::REGISTRY.servers.iter().flat_map(|server| server.tools.iter());
    for tool in tools.filter(|tool| tool.public_name == name) {
        println!("{:?} {:?}", tool.arguments.decide(&json), tool.output.map(|output| output.decide(&json)));
    }
}
"#;

/// The part of a program that reads and writes each type once; both sides have the same.
pub(super) const ONCE: &str = r#"
fn once<T: serde::de::DeserializeOwned + serde::Serialize>(text: &str) {
    let read = serde_json::from_str::<T>(text);
    println!("{:?}", read.map(|value| serde_json::to_string(&value)));
}
"#;

/// Writes a workspace of the generated packages and their user, so that only what changed since
/// the last time has a new date.
///
/// # Errors
///
/// The files cannot be written.
pub fn write(
    lists: &Lists,
    user: User,
    project: &Path,
    checkout: &Path,
) -> anyhow::Result<TypedModel> {
    let model = typed(&lists.lock, &lists.pins)?;
    let SourceTree { files } = emit::emit(&model);
    for (path, text) in files {
        write_new(&project.join("generated").join(path), &text)?;
    }
    let (features, main) = match user {
        User::Gateway => ("default-features = false", GATEWAY.to_owned()),
        User::Caller => ("default-features = true", caller(&model)),
    };
    let contract = checkout.join("runtime/contract");
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\n\n[workspace.dependencies]\nmcpreg-contract = {{ path = '{}' }}\n\n\
         [package]\nname = \"user\"\nedition = \"2024\"\n\n[dependencies]\n\
         corpus-generated = {{ path = \"generated\", {features} }}\nmcpreg-contract = {{ workspace = true }}\n",
        contract.display()
    );
    write_new(&project.join("Cargo.toml"), &manifest)?;
    write_new(&project.join("src/main.rs"), &main)?;
    fs::copy(checkout.join("Cargo.lock"), project.join("Cargo.lock"))?;
    Ok(model)
}

fn caller(model: &TypedModel) -> String {
    let mut text = format!("use mcpreg_contract::{{serde, serde_json}};\n{ONCE}\nfn main() {{\n");
    text.push_str("    let text = &std::env::args().nth(1).unwrap_or_default();\n");
    for server in &model.servers {
        for tool in &server.tools {
            let path = format!(
                "corpus_generated::{}::{}",
                server.module, tool.tool.rust_name
            );
            let _ = writeln!(text, "    once::<{path}::Arguments>(text);");
            if tool.output.is_some() {
                let _ = writeln!(text, "    once::<{path}::Output>(text);");
            }
        }
    }
    text + "}\n"
}

/// Writes a file unless it holds just that.
///
/// # Errors
///
/// It cannot be written.
pub(super) fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(path, text)?)
}
