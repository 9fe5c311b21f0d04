//! What fuzz targets share: from the bytes a fuzzer invents to schemas and to the code of one.

use std::collections::BTreeMap;

use mcpreg_codegen::check::check_schema;
use mcpreg_codegen::json::{Json, MAX_DEPTH};
use mcpreg_codegen::schema::SchemaOptions;
use mcpreg_codegen::types::{SchemaTypes, Verdict, imports, type_arguments, type_schema};
use mcpreg_lab::oracle::{Dice, random};
use quote::quote;
use serde_json::Value;

/// The schema that these bytes stand for: their own JSON text, or choices of keywords.
pub fn schema(bytes: &[u8]) -> Option<Json> {
    let text = if bytes.first().is_some_and(|byte| b"{ \n".contains(byte)) {
        std::str::from_utf8(bytes).ok()?.to_owned()
    } else {
        random::schema(&mut Dice::of_bytes(bytes), 4).to_string()
    };
    Json::parse(&text, MAX_DEPTH).ok()
}

/// The schema that `check_agrees` draws from these choices.
pub fn draw(dice: &mut Dice<'_>) -> Value {
    random::schema(dice, 3)
}

/// The source of a module with everything that is emitted for one schema.
///
/// # Panics
///
/// Where that is no Rust, or a pass ended behind the fence.
pub fn source(schema: &Json) -> String {
    let arguments = type_arguments("Arguments", schema);
    let output = type_schema("Output", schema);
    for types in [&arguments, &output] {
        if let Verdict::Raw(reason) = &types.verdict {
            let is_fenced = reason.reason.starts_with("no types could be made");
            assert!(!is_fenced, "{}: {reason:?}", schema.to_compact());
        }
    }
    let check = check_schema(
        "ARGUMENTS",
        schema,
        &BTreeMap::new(),
        &SchemaOptions::default(),
    );
    let table = check.validator.is_none().then_some(quote! {
        use ::mcpreg_contract::check::table;
    });
    let (statics, check) = (check.items, check.check);
    let module = |types: SchemaTypes| {
        let (imports, items) = (imports(&types.items), types.items);
        quote!(#imports #items)
    };
    let (arguments, output) = (module(arguments), module(output));
    let file = quote! {
        pub mod checks {
            #table
            #statics
            pub static ARGUMENTS: ::mcpreg_contract::Check = #check;
        }
        pub mod arguments { #arguments }
        pub mod output { #output }
    };
    let file = syn::parse2(file).unwrap_or_else(|error| panic!("{error}: {}", schema.to_compact()));
    prettyplease::unparse(&file)
}
