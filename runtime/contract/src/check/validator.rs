//! The fallback: a schema kept as text and decided by the `jsonschema` crate.
//!
//! The validator is built at first use, reads nothing but the text it is given, and treats
//! `format` as the annotation it is unless told otherwise. One that cannot be built refuses every instance and says
//! why. An instance goes through the walk's reader first, so repeated member names and deep
//! nesting are refused here too. The crate recurses through every subschema at every level of
//! an instance, so it runs on a stack of its own. It computes with doubles, so numbers that a
//! double would round are refused by name.

mod cycle;
mod effort;
mod exact;

use std::sync::OnceLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{PatternOptions, ValidationError};
use serde_json::Value;

use super::{Violation, Violations, pattern, walk, words};

/// The keywords that the `jsonschema` crate names in its errors.
const KEYWORDS: [&str; 31] = [
    "additionalItems",
    "additionalProperties",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "dependencies",
    "dependentRequired",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "propertyNames",
    "required",
    "type",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
];

/// The stack that the deepest instance needs with the longest chain of subschemas, in bytes;
/// only what is used of it takes memory.
const STACK_BYTES: usize = 64 << 20;

/// A schema's text and, once used, its validator.
#[derive(Debug)]
pub struct Validator {
    schema: &'static str,
    asserts_formats: bool,
    built: OnceLock<Result<Built, String>>,
}

/// What decides, and what tells beforehand how long it would take.
#[derive(Debug)]
struct Built {
    validator: jsonschema::Validator,
    graph: effort::Graph,
}

impl Validator {
    /// Keeps a schema's JSON text for later.
    pub const fn new(schema: &'static str) -> Self {
        Self {
            schema,
            asserts_formats: false,
            built: OnceLock::new(),
        }
    }

    /// The same with `format` as an assertion.
    pub const fn asserting_formats(schema: &'static str) -> Self {
        Self {
            schema,
            asserts_formats: true,
            built: OnceLock::new(),
        }
    }

    /// Why this validator refuses everything, where it cannot be built; builds it.
    pub fn fault(&self) -> Option<&str> {
        self.built().as_ref().err().map(String::as_str)
    }

    pub(super) fn decide(&self, fixed: walk::Fixed<'_>, instance: &str) -> Result<(), Violations> {
        walk::decide_text(instance)?;
        if let Some(number) = exact::rounded(instance) {
            return Err(Violations(vec![Violation::new(
                "",
                "limit",
                "numbers of 64 bits or of double precision",
                words::shown(number),
            )]));
        }
        let mut violations = self.violations(instance);
        fixed.refuse(instance, &mut violations);
        if violations.is_empty() {
            Ok(())
        } else {
            Err(Violations::of(violations))
        }
    }

    /// Whether the validator has been built.
    pub(super) fn is_built(&self) -> bool {
        self.built.get().is_some()
    }

    fn built(&self) -> &Result<Built, String> {
        self.built.get_or_init(|| {
            on_large_stack(|| build(self.schema, self.asserts_formats))
                .unwrap_or_else(|| Err("its validator cannot be built".to_owned()))
        })
    }

    fn violations(&self, instance: &str) -> Vec<Violation> {
        let refused = |keyword, expected| {
            let (pointer, found) = (String::new(), words::found(instance, 0));
            vec![Violation::new(pointer, keyword, expected, found)]
        };
        let Built { validator, graph } = match self.built() {
            Ok(built) => built,
            Err(reason) => {
                return refused("schema", format!("a schema that can be used: {reason}"));
            }
        };
        match serde_json::from_str::<Value>(instance) {
            Ok(value) => on_large_stack(|| {
                if !graph.is_bounded(&value) {
                    let expected = "a value that the schema's alternatives decide in bounded time";
                    return refused("limit", expected.to_owned());
                }
                let errors = validator.iter_errors(&value);
                errors
                    .take(Violations::LIMIT)
                    .flat_map(|error| violation(&error))
                    .take(Violations::LIMIT)
                    .collect()
            })
            .unwrap_or_else(|| refused("limit", "a value that can be decided".to_owned())),
            Err(error) => refused("json", format!("JSON that can be read: {error}")),
        }
    }
}

/// Does something on a thread with a large stack; nothing where there can be none or it panics.
fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Option<T> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        thread.spawn_scoped(scope, work).ok()?.join().ok()
    })
}

fn build(schema: &str, asserts_formats: bool) -> Result<Built, String> {
    if let Some(number) = exact::rounded(schema) {
        let number = words::shown(number);
        return Err(format!("its number {number} would be rounded"));
    }
    let schema: Value = serde_json::from_str(schema).map_err(|error| error.to_string())?;
    let graph = effort::Graph::of(&schema, &cycle::search(&schema)?);
    let validator = jsonschema::options()
        .should_validate_formats(asserts_formats)
        .offline()
        .with_pattern_options(
            PatternOptions::fancy_regex().backtrack_limit(pattern::BACKTRACK_LIMIT),
        )
        .build(&schema)
        .map_err(|error| error.to_string())?;
    Ok(Built { validator, graph })
}

/// One violation for each thing wrong; unknown members are listed one by one.
fn violation(error: &ValidationError<'_>) -> Vec<Violation> {
    let pointer = error.instance_path().as_str();
    let text = error.instance().to_string();
    let one = |pointer: String, expected: String| {
        Violation::new(
            pointer,
            keyword(error.kind()),
            expected,
            words::found(&text, 0),
        )
    };
    let named: Vec<Violation> = match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => unexpected
            .iter()
            .map(|name| {
                let pointer = format!("{pointer}/{}", super::path::escaped(name));
                one(pointer, format!("no member {name:?}"))
            })
            .collect(),
        ValidationErrorKind::Required { property } => {
            vec![one(pointer.to_owned(), format!("the member {property}"))]
        }
        _ => Vec::new(),
    };
    if named.is_empty() {
        return vec![one(
            pointer.to_owned(),
            format!("a value the schema accepts ({})", error.masked()),
        )];
    }
    named
}

fn keyword(kind: &ValidationErrorKind) -> &'static str {
    let name = kind.keyword();
    KEYWORDS
        .into_iter()
        .find(|keyword| *keyword == name)
        .unwrap_or("schema")
}
