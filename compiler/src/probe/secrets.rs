//! The secrets a server is started with while it is pinned.

use std::collections::BTreeMap;

use mcpreg_container::{Launch, SecretState, SecretValues, resolve_secrets, secret_status};
use secrecy::SecretString;

/// The values, and the variables that have none.
pub(super) struct Gathered {
    pub(super) values: SecretValues,
    pub(super) missing: Vec<String>,
}

/// Dummies where the catalogue gives them, else the real values; what is not there is named, and
/// the server is tried without it, since many list their tools all the same.
pub(super) async fn gather(launch: &Launch, probe_env: &BTreeMap<String, String>) -> Gathered {
    let mut wanted = launch.secrets.clone();
    wanted.retain(|variable, _| !probe_env.contains_key(variable));
    let mut missing = Vec::new();
    for status in secret_status(&wanted).await {
        if let SecretState::Missing(_) = status.state {
            wanted.remove(&status.variable);
            missing.push(status.variable);
        }
    }
    let mut values = if let Ok(values) = resolve_secrets(&wanted).await {
        values
    } else {
        // One that was there a moment ago is gone.
        missing.extend(wanted.into_keys());
        SecretValues::none()
    };
    for (variable, dummy) in probe_env {
        values.insert(variable, SecretString::from(dummy.clone()));
    }
    Gathered { values, missing }
}
