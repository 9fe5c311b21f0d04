//! Compiles the schemas of `schemas/` for the bench `check`: to checks with mcpreg's own
//! emitter, and to types with plain typify. Writes `$OUT_DIR/cases.rs`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

use mcpreg_codegen::check::{CheckCode, check_schema, imports};
use mcpreg_codegen::json::Json;
use mcpreg_codegen::schema::SchemaOptions;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use schemars08::schema::RootSchema;
use typify::{TypeSpace, TypeSpaceSettings};

/// How deep a schema may nest.
const DEPTH_LIMIT: usize = 64;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=schemas");
    let mut schemas = BTreeMap::new();
    for entry in fs::read_dir("schemas")? {
        let path = entry?.path();
        let name = path.file_stem().and_then(|name| name.to_str());
        let name = name.ok_or("a schema's file name is an identifier")?;
        schemas.insert(name.to_owned(), fs::read_to_string(&path)?);
    }
    let mut modules = TokenStream::new();
    let mut cases = Vec::new();
    for (name, schema) in &schemas {
        let module = format_ident!("{name}");
        let (check, types) = (check(schema)?, types(schema)?);
        modules.extend(quote! {
            pub mod #module {
                pub(super) mod check { #check }
                pub mod types { #types }
            }
        });
        cases.push(quote! {
            Case {
                name: #name,
                schema: #schema,
                check: &#module::check::CHECK,
                read_typify: read::<#module::types::Arguments>,
            }
        });
    }
    let count = cases.len();
    let file = quote! {
        #modules
        /// Every schema.
        pub static CASES: [Case; #count] = [#(#cases),*];
    };
    let folder = env::var_os("OUT_DIR").ok_or("Cargo sets OUT_DIR")?;
    fs::write(Path::new(&folder).join("cases.rs"), file.to_string())?;
    Ok(())
}

/// The check as `generate` emits it.
fn check(schema: &str) -> Result<TokenStream, Box<dyn Error>> {
    let schema = Json::parse(schema, DEPTH_LIMIT).map_err(|error| format!("{error:?}"))?;
    let options = SchemaOptions::default();
    let code = check_schema("ARGUMENTS", &schema, &BTreeMap::new(), &options);
    let imports = imports([&code]);
    let CheckCode {
        items,
        check,
        validator,
        ..
    } = code;
    if let Some(reason) = validator {
        return Err(format!("no table decides this schema: {reason}").into());
    }
    Ok(quote! {
        #imports
        #items
        pub(in super::super) static CHECK: Check = #check;
    })
}

/// The types as plain typify makes them, with its default settings.
fn types(schema: &str) -> Result<TokenStream, Box<dyn Error>> {
    let mut schema: serde_json::Value = serde_json::from_str(schema)?;
    schema["title"] = "Arguments".into();
    let root: RootSchema = serde_json::from_value(schema)?;
    let mut types = TypeSpace::new(&TypeSpaceSettings::default());
    types.add_root_schema(root)?;
    Ok(types.to_stream())
}
