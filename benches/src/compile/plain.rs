//! Plain typify over the same schemas: one `TypeSpace` and one module a schema, nothing between.
//!
//! Schemas it refuses, panics on, or writes Rust for that rustc refuses are left out of its side
//! and counted; mcpreg's side has them all.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use mcpreg_codegen::json::Json;
use mcpreg_codegen::model::Model;
use quote::quote;
use schemars08::schema::RootSchema;
use typify::{TypeSpace, TypeSpaceSettings};

use super::gateway::{ONCE, write_new};
use super::meter::{self, Cost, Counted};
use crate::workspace::Workspace;

/// How often rustc is asked which modules it refuses before giving up.
const ROUNDS: usize = 12;

/// typify recurses along a schema.
const STACK_BYTES: usize = 256 << 20;

/// One schema as plain typify writes it.
#[derive(Debug)]
struct Module {
    name: String,
    text: String,
}

/// What the build of plain typify's types cost, and for how many schemas.
#[derive(Debug)]
pub struct Plain {
    /// The cost.
    pub cost: Cost,
    /// The schemas in it.
    pub built: usize,
    /// All schemas.
    pub schemas: usize,
}

/// Builds the types of all schemas that plain typify can do.
///
/// `refused` holds the modules that rustc is known to refuse, and is added to.
///
/// # Errors
///
/// The project cannot be written, or does not build for another reason than a schema.
pub fn build(
    workspace: &Workspace,
    model: &Model,
    refused: &mut BTreeSet<String>,
    project: &Path,
    target: &Path,
) -> anyhow::Result<Plain> {
    let schemas = schemas(model);
    let mut modules = modules(&schemas)?;
    modules.retain(|module| !refused.contains(&module.name));
    for _ in 0..ROUNDS {
        write(&modules, project, workspace.root())?;
        let said = match meter::build(workspace, project, target, Counted::Own)? {
            Ok(cost) => {
                let (built, schemas) = (modules.len(), schemas.len());
                return Ok(Plain {
                    cost,
                    built,
                    schemas,
                });
            }
            Err(said) => said,
        };
        let before = modules.len();
        let is_named = |module: &Module| said.contains(&format!("src/{}.rs:", module.name));
        refused.extend(
            modules
                .extract_if(.., |module| is_named(module))
                .map(|module| module.name),
        );
        anyhow::ensure!(
            modules.len() < before,
            "plain typify's crate does not build:\n{said}"
        );
    }
    anyhow::bail!("plain typify's crate still does not build after {ROUNDS} rounds")
}

/// Every schema, with the name of its module.
fn schemas(model: &Model) -> Vec<(String, &Json)> {
    let mut schemas = Vec::new();
    for server in &model.servers {
        for tool in &server.tools {
            let name = |role| format!("{}__{}__{role}", server.module, tool.rust_name);
            schemas.push((name("arguments"), &tool.arguments));
            schemas.extend(tool.output.as_ref().map(|output| (name("output"), output)));
        }
    }
    schemas
}

/// What plain typify makes of schemas, on a stack that is deep enough; its panics are told
/// nowhere.
fn modules(schemas: &[(String, &Json)]) -> anyhow::Result<Vec<Module>> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let modules = std::thread::scope(|scope| {
        let all = || {
            schemas
                .iter()
                .filter_map(|(name, schema)| module(name, schema))
                .collect()
        };
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        Ok::<_, std::io::Error>(thread.spawn_scoped(scope, all)?.join())
    });
    std::panic::set_hook(hook);
    modules?.map_err(|_| anyhow::anyhow!("plain typify's panics are caught one by one"))
}

fn module(name: &str, schema: &Json) -> Option<Module> {
    let mut schema: serde_json::Value = serde_json::from_str(&schema.to_compact()).ok()?;
    // The root type is named by its title, and a boolean schema has none.
    schema
        .as_object_mut()?
        .insert("title".to_owned(), "Root".into());
    let schema: RootSchema = serde_json::from_value(schema).ok()?;
    let made = catch_unwind(AssertUnwindSafe(|| {
        let mut types = TypeSpace::new(&TypeSpaceSettings::default());
        let root = types.add_root_schema(schema).ok()??;
        let root = types.get_type(&root).ok()?.ident();
        let items = types.to_stream();
        let file = syn::parse2(quote! { #items pub type SchemaRoot = #root; }).ok()?;
        Some(prettyplease::unparse(&file))
    }));
    let (name, text) = (name.to_owned(), made.ok()??);
    Some(Module { name, text })
}

fn write(modules: &[Module], project: &Path, checkout: &Path) -> anyhow::Result<()> {
    let mut main = format!("{ONCE}\n");
    for module in modules {
        let _ = writeln!(
            main,
            "#[allow(warnings, reason = \"typify writes what it writes\")]\nmod {};",
            module.name
        );
        write_new(
            &project.join("src").join(format!("{}.rs", module.name)),
            &module.text,
        )?;
    }
    main.push_str("fn main() {\n    let text = &std::env::args().nth(1).unwrap_or_default();\n");
    for Module { name, .. } in modules {
        let _ = writeln!(main, "    once::<{name}::SchemaRoot>(text);");
    }
    main.push_str("}\n");
    let manifest = "[workspace]\n\n[package]\nname = \"plain\"\nedition = \"2021\"\n\n[dependencies]\n\
                    chrono = { version = \"0.4\", features = [\"serde\"] }\nregress = \"0.12\"\n\
                    serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n\
                    uuid = { version = \"1\", features = [\"serde\"] }\n";
    write_new(&project.join("src/main.rs"), &main)?;
    write_new(&project.join("Cargo.toml"), manifest)?;
    std::fs::copy(checkout.join("Cargo.lock"), project.join("Cargo.lock"))?;
    Ok(())
}
