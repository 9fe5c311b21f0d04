//! From a JSON Schema to the static table that decides it on the wire.
//!
//! The table's types and the walk along it live in `mcpreg_contract::check`; this module plans
//! a schema's table as data ([`plan`]) and writes it down as Rust. A schema with a keyword the
//! table cannot express becomes `Check::Validator` with the schema's own text, and the reason
//! is kept for the coverage table.

pub mod plan;
mod tokens;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::json::Json;
use crate::literal::Quoted;
use crate::schema::{Dialect, Formats, SchemaOptions};

use plan::Plan;

/// The check of one schema as Rust.
#[derive(Debug, Clone)]
pub struct CheckCode {
    /// Helper `static` items the expression refers to: the nodes and the patterns. The module
    /// around them has the [`imports`].
    pub items: TokenStream,
    /// An expression of type `mcpreg_contract::Check`, usable in a `static` or a `const`.
    pub check: TokenStream,
    /// Why the run-time validator decides, where it does.
    pub validator: Option<String>,
    /// The patterns nobody can decide; strings that meet them are refused.
    pub undecidable: Vec<String>,
    has_patterns: bool,
    asserts_formats: bool,
}

impl CheckCode {
    /// Whether the check stands on the feature `validator` of `mcpreg-contract`.
    pub fn needs_validator(&self) -> bool {
        self.validator.is_some() || self.asserts_formats
    }
}

/// What the code of these checks names, which are in one module.
pub fn imports<'c>(codes: impl IntoIterator<Item = &'c CheckCode>) -> TokenStream {
    let (mut patterns, mut table, mut validator) = (None, None, None);
    for code in codes {
        if code.has_patterns {
            patterns = Some(quote!(Pattern,));
        }
        match code.validator {
            Some(_) => validator = Some(quote!(Validator,)),
            None => table = Some(quote!(table,)),
        }
    }
    quote! {
        use mcpreg_contract::check::{Check, #patterns #validator #table};
    }
}

/// Compiles one schema to a check; `name` prefixes the helper items and is an upper-case
/// identifier unique in its module. `fixed` names top-level members a caller may not send;
/// `schema` does not mention them any more.
pub fn check_schema(
    name: &str,
    schema: &Json,
    fixed: &BTreeMap<String, Json>,
    options: &SchemaOptions,
) -> CheckCode {
    let fixed = fixed.keys();
    let fixed = quote!(&[#(#fixed),*]);
    match Plan::with(schema, options) {
        Ok(plan) => {
            let items = tokens::Items { name, plan: &plan };
            let nodes = tokens::nodes_name(name);
            CheckCode {
                items: quote!(#items),
                check: quote! {
                    Check::Table { nodes: &#nodes, fixed: #fixed }
                },
                validator: None,
                undecidable: plan.undecidable(),
                has_patterns: !plan.patterns.is_empty(),
                asserts_formats: plan.nodes.iter().any(|node| node.string.format.is_some()),
            }
        }
        Err(unsupported) => {
            let validator = format_ident!("{name}_VALIDATOR");
            let text = validator_text(schema, options);
            let text = Quoted(&text);
            let constructor = match options.formats {
                Formats::Annotate => quote!(new),
                Formats::Assert => quote!(asserting_formats),
            };
            CheckCode {
                items: quote! {
                    static #validator: Validator = Validator::#constructor(#text);
                },
                check: quote! {
                    Check::Validator {
                        validator: &#validator,
                        fixed: #fixed,
                    }
                },
                validator: Some(unsupported.to_string()),
                undecidable: Vec::new(),
                has_patterns: false,
                asserts_formats: false,
            }
        }
    }
}

/// The text of a schema that is left to the run-time validator; it names its dialect where that
/// is not the validator's own default.
pub fn validator_text(schema: &Json, options: &SchemaOptions) -> String {
    let names_dialect = schema.get("$schema").is_some();
    if names_dialect || options.default_dialect == Dialect::default() {
        return schema.to_compact();
    }
    let mut schema = schema.clone();
    if let Some(members) = schema.as_object_mut() {
        let uri = options.default_dialect.uri();
        members.insert("$schema".into(), Json::String(uri));
    }
    schema.to_compact()
}
