//! From decided declarations to the generated packages.
//!
//! Each emitted shape is a small struct that knows how to become tokens; [`print`] lays them out.
//! Per server a package: `lib.rs` with the server, `calls.rs` with a typed function per tool,
//! `types.rs` and `checks.rs` with a module per tool, `tools.rs` with what the gateway serves.
//! Nothing is decided here, and nothing but `mcpreg_contract` is named.

mod attributes;
mod check;
mod import;
mod manifest;
mod print;
mod proxy;
mod root;
mod server;
mod table;
mod types;

use quote::ToTokens;

use self::manifest::Packages;
use crate::model::TypedModel;
use crate::tree::SourceTree;

/// The first lines of every file.
const HEADER: &str = "\
// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

";

/// Writes the generated packages: one per server, and one that re-exports them.
pub fn emit(model: &TypedModel) -> SourceTree {
    let packages = Packages::of(&model.gateway);
    let mut tree = SourceTree::default();
    let root = root::Root {
        model,
        packages: &packages,
    };
    let manifest = packages.root_manifest(model);
    tree.files.insert("Cargo.toml".to_owned(), manifest);
    tree.files.insert("src/lib.rs".to_owned(), source(&root));
    for server in &model.servers {
        let module = &server.module;
        let mut add = |path: &str, text: String| {
            let path = format!("servers/{module}/{path}");
            tree.files.insert(path, text);
        };
        add("Cargo.toml", packages.server_manifest(server));
        add("src/lib.rs", source(&server::ServerRoot { server }));
        add("src/calls.rs", source(&proxy::Proxies { server }));
        add("src/checks.rs", source(&check::Checks { server }));
        add("src/tools.rs", source(&table::ToolTable { server }));
        add("src/types.rs", source(&types::Types { server }));
    }
    tree
}

/// The text of one file of Rust.
fn source(shape: &dyn ToTokens) -> String {
    format!("{HEADER}{}", print::source(shape))
}
