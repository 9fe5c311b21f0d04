//! One schema, decided twice: by its check and by the reference.
//!
//! An instance goes in; out comes whether both decide alike, and where they do not, whether the
//! specification says why ([`Reason`]). A reason is computed from schema, instance and both
//! verdicts, never looked up by name, and it always speaks against the reference or against the
//! instance; a difference without one is ours to mend.

mod decimal;
mod equivalent;
mod explain;
mod reason;

use std::fmt;

use mcpreg_codegen::json::{Json, JsonError, MAX_DEPTH};
use mcpreg_contract::{Check, Violations};

use crate::oracle::reference::{Reference, Verdict};
use mcpreg_decide::check_of;

pub use reason::Reason;

/// A schema with its check and the reference.
#[derive(Debug)]
pub struct Subject {
    schema: Json,
    check: Check,
    validator: Option<String>,
    reference: Result<Reference, Unreferred>,
}

/// Why the reference is not asked about a schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreferred {
    /// It does not take the schema.
    Unbuildable(String),
    /// The schema leads a value back to itself; asking could go on for ever.
    Circular(String),
}

/// What came of one instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Both accept it.
    Accepted,
    /// Both refuse it.
    Refused,
    /// They differ, and the specification says why.
    Explained(Reason),
    /// They differ.
    Disagreement(Disagreement),
}

/// Two verdicts that do not go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The check's decision.
    pub check: Result<(), Violations>,
    /// The reference's.
    pub reference: Verdict,
}

impl Subject {
    /// Prepares both sides for a schema; the check is leaked.
    pub fn of(schema: &Json) -> Self {
        let (check, validator) = check_of(schema, &[]);
        let reference = match circle(&check) {
            Some(fault) => Err(Unreferred::Circular(fault)),
            None => Reference::of(schema).map_err(Unreferred::Unbuildable),
        };
        Self {
            schema: schema.clone(),
            check,
            validator,
            reference,
        }
    }

    /// Why the run-time validator decides, where it does.
    pub fn validator(&self) -> Option<&str> {
        self.validator.as_deref()
    }

    /// Why the reference is not asked, where it is not.
    pub fn unreferred(&self) -> Option<&Unreferred> {
        self.reference.as_ref().err()
    }

    /// Decides one JSON text twice.
    pub fn compare(&self, instance: &str) -> Outcome {
        let check = self.check.decide(instance);
        let parsed = Json::parse(instance, MAX_DEPTH);
        let is_repeated = matches!(parsed, Err(JsonError::DuplicateKey { .. }));
        if is_repeated && check.is_err() {
            return Outcome::Explained(Reason::RepeatedMember);
        }
        if let (Err(JsonError::Syntax { .. }), Err(_)) = (&parsed, &check) {
            return Outcome::Refused;
        }
        let reference = match &self.reference {
            Ok(reference) => reference.decide(instance),
            Err(unreferred) if check.is_err() => return Outcome::Explained(unreferred.reason()),
            Err(unreferred) => Verdict::Unreadable(unreferred.to_string()),
        };
        match (&check, &reference) {
            (Ok(()), Verdict::Accepted) if !is_repeated => return Outcome::Accepted,
            (Err(_), Verdict::Refused(_)) => return Outcome::Refused,
            _ => {}
        }
        let difference = explain::Difference {
            subject: self,
            instance: parsed.ok(),
            text: instance,
        };
        match difference.reason(&check, &reference) {
            Some(reason) => Outcome::Explained(reason),
            None => Outcome::Disagreement(Disagreement { check, reference }),
        }
    }
}

impl Unreferred {
    fn reason(&self) -> Reason {
        match self {
            Self::Unbuildable(_) => Reason::Unbuildable,
            Self::Circular(_) => Reason::Circle,
        }
    }
}

impl fmt::Display for Unreferred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Unbuildable(fault) | Self::Circular(fault)) = self;
        f.write_str(fault)
    }
}

/// The fault of a check that refuses everything because its schema runs in circles.
fn circle(check: &Check) -> Option<String> {
    let Check::Validator { validator, .. } = check else {
        return None;
    };
    let fault = validator.fault()?;
    fault.contains("back to itself").then(|| fault.to_owned())
}
