//! A schema's check, live in this process: what the generated crate holds, without rustc between.
//!
//! A schema goes through `mcpreg_codegen`'s plan and comes out as the `mcpreg_contract::Check`
//! that its emitted source would be. Commands and tests use this to decide thousands of schemas;
//! gateways link the emitted tables instead. Tables are `'static` data, so every check made here
//! is leaked: a process that makes them without end grows without end.

mod table;
pub mod usable;

use mcpreg_codegen::check;
use mcpreg_codegen::check::plan::Plan;
use mcpreg_codegen::json::Json;
use mcpreg_codegen::schema::{Formats, SchemaOptions};
use mcpreg_contract::Check;
use mcpreg_contract::check::Validator;

use table::{leak, slice, text};

/// The check of a schema, and why the run-time validator decides where it does.
///
/// `fixed` names top-level members that a caller may not send. The check is leaked.
pub fn check_of(schema: &Json, fixed: &[&str]) -> (Check, Option<String>) {
    check_with(schema, fixed, &SchemaOptions::default())
}

/// As [`check_of`], compiled with these options; leaked as well.
pub fn check_with(
    schema: &Json,
    fixed: &[&str],
    options: &SchemaOptions,
) -> (Check, Option<String>) {
    match Plan::with(schema, options) {
        Ok(plan) => (table_of(&plan, fixed), None),
        Err(unsupported) => {
            let schema = text(&check::validator_text(schema, options));
            let validator = leak(match options.formats {
                Formats::Annotate => Validator::new(schema),
                Formats::Assert => Validator::asserting_formats(schema),
            });
            let fixed = slice(fixed.iter().map(|name| text(name)));
            let reason = unsupported.to_string();
            (Check::Validator { validator, fixed }, Some(reason))
        }
    }
}

/// The check of a plan; leaked.
pub fn table_of(plan: &Plan, fixed: &[&str]) -> Check {
    Check::Table {
        nodes: table::nodes(plan),
        fixed: slice(fixed.iter().map(|name| text(name))),
    }
}
