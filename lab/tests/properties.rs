//! Schemas and instances that proptest invents: checks agree with the reference, types are Rust,
//! pins come back.
//!
//! Failures shrink to few bytes of choices and are kept beside this file, to be tried first.

use std::collections::BTreeMap;

use mcpreg_codegen::Pin;
use mcpreg_codegen::check::check_schema;
use mcpreg_codegen::json::{Json, MAX_DEPTH};
use mcpreg_codegen::schema::SchemaOptions;
use mcpreg_codegen::types::{Verdict, type_arguments, type_schema};
use mcpreg_lab::oracle::agreement::Outcome;
use mcpreg_lab::oracle::{Dice, Subject, instances, random};
use proptest::collection::vec;
use proptest::prelude::*;

/// The schema that these choices stand for.
fn schema_of(dice: &mut Dice<'_>) -> (serde_json::Value, Json) {
    let schema = random::schema(dice, 3);
    let read = Json::parse(&schema.to_string(), MAX_DEPTH).expect("serde_json wrote it");
    (schema, read)
}

proptest! {
    #[test]
    fn checks_agree_with_the_reference(bytes in vec(any::<u8>(), 1..120)) {
        let mut dice = Dice::of_bytes(&bytes);
        let (schema, read) = schema_of(&mut dice);
        let subject = Subject::of(&read);
        prop_assume!(subject.unreferred().is_none());
        let pool = random::pool(&schema);
        let invented = (0..4).map(|_| random::instance(&schema, &pool, &mut dice).to_string());
        let made = instances::instances(&read, 40).into_iter().map(|one| one.text);
        for text in invented.chain(made) {
            let outcome = subject.compare(&text);
            let is_alike = !matches!(outcome, Outcome::Disagreement(_));
            prop_assert!(is_alike, "{schema}\n{text}\n{outcome:#?}");
        }
    }

    #[test]
    fn types_and_checks_are_rust(bytes in vec(any::<u8>(), 1..160)) {
        let (schema, read) = schema_of(&mut Dice::of_bytes(&bytes));
        let arguments = type_arguments("Arguments", &read);
        let output = type_schema("Output", &read);
        for types in [arguments, output] {
            if let Verdict::Raw(reason) = &types.verdict {
                let is_fenced = reason.reason.starts_with("no types could be made");
                prop_assert!(!is_fenced, "{schema}: {reason:?}");
            }
            let parsed = syn::parse2::<syn::File>(types.items);
            prop_assert!(parsed.is_ok(), "{schema}: {parsed:?}");
        }
        let check = check_schema("CHECK", &read, &BTreeMap::new(), &SchemaOptions::default());
        prop_assert!(syn::parse2::<syn::File>(check.items).is_ok(), "{schema}");
        prop_assert!(syn::parse2::<syn::Expr>(check.check).is_ok(), "{schema}");
    }

    #[test]
    fn pins_come_back(names in vec("[a-z\u{e9}\"\\\\/ ]{1,6}", 0..4), bytes in vec(any::<u8>(), 0..60)) {
        let (_, schema) = schema_of(&mut Dice::of_bytes(&bytes));
        let tool = |name: String| (name.clone(), Json::object([
            ("name", Json::String(name)),
            ("inputSchema", schema.clone()),
        ]));
        // A name comes once, as a server lists it.
        let tools: BTreeMap<String, Json> = names.into_iter().map(tool).collect();
        let empty = || Json::Array(Vec::new());
        let pin = Json::object([
            ("format", Json::Number("1".to_owned())),
            ("opening", Json::String("initialize".to_owned())),
            ("server", Json::object([("protocolVersion", Json::String("2025-11-25".to_owned()))])),
            ("tools", Json::Array(tools.into_values().rev().collect())),
            ("resources", empty()),
            ("resourceTemplates", empty()),
            ("prompts", empty()),
        ]);
        let read = Pin::parse("server", &pin.to_compact());
        prop_assert!(read.is_ok(), "{read:?}");
        if let Ok(read) = read {
            let written = read.to_text();
            prop_assert_eq!(Pin::parse("server", &written).ok(), Some(read.clone()));
            prop_assert_eq!(Pin::parse("server", &written).map(|again| again.to_text()).ok(), Some(written));
        }
    }
}
