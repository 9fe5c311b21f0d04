//! The `jsonschema` crate as the reference that checks are compared with.
//!
//! Reads no network and no file, treats `format` as the annotation it is. It reads numbers as
//! `serde_json` does, so some instances it cannot read and some it rounds; what follows from
//! that is [`crate::oracle::agreement`]'s business.

use mcpreg_codegen::json::Json;
use serde_json::Value;

/// A schema as the reference understands it.
#[derive(Debug)]
pub struct Reference(jsonschema::Validator);

/// What the reference says of an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It fits the schema.
    Accepted,
    /// It does not: each fault's keyword and the pointer to the value.
    Refused(Vec<(String, String)>),
    /// It is no JSON to the reference, for this reason.
    Unreadable(String),
}

impl Reference {
    /// Builds the reference for a schema.
    ///
    /// # Errors
    ///
    /// Why the reference does not take the schema.
    pub fn of(schema: &Json) -> Result<Self, String> {
        let schema = serde_json::from_str::<Value>(&schema.to_compact());
        let schema = schema.map_err(|error| error.to_string())?;
        jsonschema::options()
            .should_validate_formats(false)
            .offline()
            .build(&schema)
            .map(Self)
            .map_err(|error| error.to_string())
    }

    /// Asks the reference about one JSON text.
    pub fn decide(&self, instance: &str) -> Verdict {
        let instance = match serde_json::from_str::<Value>(instance) {
            Ok(instance) => instance,
            Err(error) => return Verdict::Unreadable(error.to_string()),
        };
        if self.0.is_valid(&instance) {
            return Verdict::Accepted;
        }
        let faults = self.0.iter_errors(&instance).map(|error| {
            let keyword = error.kind().keyword().to_owned();
            (keyword, error.instance_path().as_str().to_owned())
        });
        Verdict::Refused(faults.collect())
    }
}
