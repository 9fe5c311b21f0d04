//! Whether a schema is of any use: one that accepts nothing, or that no validator takes, refuses
//! every call and is better not offered.
//!
//! Decided as the gateway would: where there is a table, by what it may accept at all, and
//! elsewhere by whether the run-time validator can be built.

use mcpreg_codegen::check::plan::{Plan, TypeSet};
use mcpreg_codegen::json::Json;
use mcpreg_codegen::schema::SchemaOptions;
use mcpreg_contract::Check;

use crate::check_with;

/// What a schema is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The arguments of a call: only objects matter.
    Arguments,
    /// The structured content of a result.
    Output,
}

/// The patterns of a schema that no engine reads: strings that meet them are refused, and the rest
/// of the schema decides as it should.
pub fn undecidable(schema: &Json, options: &SchemaOptions) -> Vec<String> {
    Plan::with(schema, options).map_or(Vec::new(), |plan| plan.undecidable())
}

/// Why a schema cannot be used; nothing where it can. A check that is made on the way is leaked.
pub fn fault(schema: &Json, role: Role, options: &SchemaOptions) -> Option<String> {
    let Ok(plan) = Plan::with(schema, options) else {
        let (Check::Validator { validator, .. }, _) = check_with(schema, &[], options) else {
            return None;
        };
        return validator
            .fault()
            .map(|reason| format!("is not a schema that can be used: {reason}"));
    };
    let accepted = plan.accepted_types();
    let fault = match role {
        Role::Arguments if accepted.and(TypeSet::OBJECT) == TypeSet::NONE => {
            "accepts no object, so every call would be refused"
        }
        Role::Output if accepted == TypeSet::NONE => {
            "accepts no value, so every result would break it"
        }
        _ => return None,
    };
    let reasons: Vec<_> = [fault.to_owned()]
        .into_iter()
        .chain(plan.undecidable())
        .collect();
    Some(reasons.join("; "))
}
