//! The secrets a server is started with while it is pinned.
//!
//! Dummies unless the catalogue says otherwise: what a server is given it can list, and what it
//! lists is committed. `probe_env` gives a dummy of the user's choice, `probe_secrets = "real"` the
//! values themselves.

use std::collections::BTreeMap;

use mcpreg_container::{
    Launch, Redactor, SecretState, SecretValues, resolve_secrets, secret_status,
};
use secrecy::SecretString;

/// Which values a server's secrets have while it is pinned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ProbeSecrets {
    /// Made-up ones that can be recognised.
    #[default]
    Dummy,
    /// The ones it is served with.
    Real,
}

/// The values, and what has to be known about them.
pub(super) struct Gathered {
    pub(super) values: SecretValues,
    /// The variables that have no value although they should have the real one.
    pub(super) missing: Vec<String>,
    /// The variables that have a made-up value.
    pub(super) dummies: Vec<String>,
    /// Knows the real values and the made-up ones: neither may be listed. A dummy of the user's
    /// choice may be any word.
    pub(super) redactor: Redactor,
}

/// Gathers the values for one server. What is not there is named, and the server is tried without
/// it, since many list their tools all the same.
pub(super) async fn gather(
    launch: &Launch,
    probe_env: &BTreeMap<String, String>,
    kind: ProbeSecrets,
) -> Gathered {
    let mut wanted = launch.secrets.clone();
    wanted.retain(|variable, _| !probe_env.contains_key(variable));
    let mut missing = Vec::new();
    let mut dummies = Vec::new();
    let mut values = SecretValues::none();
    match kind {
        ProbeSecrets::Dummy => {
            dummies.extend(wanted.into_keys());
            for variable in &dummies {
                values.insert(variable, SecretString::from(dummy(variable)));
            }
        }
        ProbeSecrets::Real => {
            for status in secret_status(&wanted).await {
                if let SecretState::Missing(_) = status.state {
                    wanted.remove(&status.variable);
                    missing.push(status.variable);
                }
            }
            match resolve_secrets(&wanted).await {
                Ok(resolved) => values = resolved,
                // One that was there a moment ago is gone.
                Err(_) => missing.extend(wanted.into_keys()),
            }
        }
    }
    let redactor = Redactor::new(&values);
    for (variable, dummy) in probe_env {
        values.insert(variable, SecretString::from(dummy.clone()));
    }
    Gathered {
        values,
        missing,
        dummies,
        redactor,
    }
}

/// The made-up value of a variable: it names itself wherever it turns up.
fn dummy(variable: &str) -> String {
    format!("mcpreg-dummy-for-{variable}")
}
