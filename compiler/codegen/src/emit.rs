//! From decided declarations to the generated packages.
//!
//! Each emitted shape is a small struct that knows how to become tokens; `prettyplease` prints
//! them. Per server a package: `lib.rs` with the typed functions, `types.rs` with a module per
//! tool, `checks.rs` with what is decided on the wire, `tools.rs` with the table the gateway
//! serves. Nothing is decided here, and nothing but `mcpreg_contract` is named.

mod attributes;
mod check;
mod manifest;
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
        add("src/checks.rs", source(&check::Checks { server }));
        add("src/tools.rs", source(&table::ToolTable { server }));
        add("src/types.rs", source(&types::Types { server }));
    }
    tree
}

/// Prints items one by one, because `prettyplease` puts no blank lines between them.
fn source(shape: &dyn ToTokens) -> String {
    let mut file: syn::File = syn::parse2(shape.to_token_stream())
        .expect("every emitted shape is a file of items, and foreign text is only in literals");
    let items = std::mem::take(&mut file.items);
    let mut text = format!("{HEADER}{}", prettyplease::unparse(&file));
    file.attrs.clear();
    let mut was_short = false;
    for item in items {
        let is_short = matches!(&item, syn::Item::Mod(module) if module.content.is_none())
            || matches!(item, syn::Item::Use(_));
        if !(was_short && is_short) {
            text.push('\n');
        }
        was_short = is_short;
        file.items = vec![item];
        text.push_str(&prettyplease::unparse(&file));
    }
    text
}
