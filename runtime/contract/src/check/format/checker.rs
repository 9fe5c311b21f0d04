//! The `jsonschema` crate's checkers of formats, each built when it is first needed.

use std::sync::OnceLock;

use serde_json::{Value, json};

/// The name under which hostnames are those of RFC 1034, as drafts 4 and 6 ask for.
const OLD_HOSTNAME: &str = "hostname-rfc1034";

/// The names of the specification, and the hostnames of the first drafts.
pub(super) const NAMES: [&str; 20] = [
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    OLD_HOSTNAME,
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// Whether `text` has the form whose name is at `place`.
pub(super) fn admits(place: usize, text: &str) -> bool {
    static CHECKERS: [OnceLock<Option<jsonschema::Validator>>; NAMES.len()] =
        [const { OnceLock::new() }; NAMES.len()];
    let checker = CHECKERS[place].get_or_init(|| checker(NAMES[place]));
    // A checker that cannot be built admits nothing.
    let admits = |checker: &jsonschema::Validator| checker.is_valid(&Value::String(text.into()));
    checker.as_ref().is_some_and(admits)
}

fn checker(name: &str) -> Option<jsonschema::Validator> {
    let (draft, name) = match name {
        OLD_HOSTNAME => (jsonschema::Draft::Draft4, "hostname"),
        name => (jsonschema::Draft::Draft202012, name),
    };
    jsonschema::options()
        .with_draft(draft)
        .should_validate_formats(true)
        .offline()
        .build(&json!({ "format": name }))
        .ok()
}
