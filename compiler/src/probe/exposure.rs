//! Secrets in what a server said: such a server is not pinned, and the value is not repeated.

use mcpreg_codegen::json::{Json, Key, MAX_DEPTH, pointer_token};
use mcpreg_container::Redactor;

use super::Observation;
use super::error::{ProbeError, ProbeFailure};
use super::secrets::Gathered;

/// Why the server cannot be pinned: the observation holds a secret, in any common encoding.
pub(super) fn exposed_in(observation: &Observation, secrets: &Gathered) -> Option<ProbeError> {
    let (variable, location) = find(observation, &secrets.redactor)?;
    Some(exposed(secrets, variable, location))
}

/// The failure without the secrets that its texts hold.
pub(super) fn without_secrets(failure: ProbeFailure, secrets: &Gathered) -> ProbeFailure {
    let error = match secrets.redactor.find(&failure.error.to_string()) {
        Some(variable) => exposed(secrets, variable, "its error message".to_owned()),
        None => failure.error,
    };
    let is_real = |variable: &String| !secrets.dummies.contains(variable);
    ProbeFailure {
        error,
        missing_secrets: secrets.missing.clone(),
        dummy_secrets: secrets.dummies.clone(),
        shown_secrets: failure.shown_secrets.into_iter().filter(is_real).collect(),
        ..failure
    }
}

fn exposed(secrets: &Gathered, variable: &str, location: String) -> ProbeError {
    ProbeError::SecretShown {
        variable: variable.to_owned(),
        location,
        is_dummy: secrets.dummies.iter().any(|dummy| dummy == variable),
    }
}

/// The variable of a secret in the observation, and the location in the pin's file.
fn find<'r>(observation: &Observation, redactor: &'r Redactor) -> Option<(&'r str, String)> {
    let text = observation.pin.to_text();
    let Ok(pin) = Json::parse(&text, MAX_DEPTH) else {
        return Some((redactor.find(&text)?, "what it lists".to_owned()));
    };
    let mut found = None;
    walk(&pin, "", &mut |text, location| {
        found = redactor
            .find(text)
            .map(|variable| (variable, location.to_owned()));
        found.is_some()
    });
    found.or_else(|| {
        observation.findings.iter().find_map(|finding| {
            let variable = redactor.find(&finding.to_string())?;
            Some((variable, "an item that is left out".to_owned()))
        })
    })
}

/// Gives every text of `value` with its location to `visit`, until that returns true.
fn walk(value: &Json, location: &str, visit: &mut impl FnMut(&str, &str) -> bool) -> bool {
    match value {
        Json::Object(members) => members.iter().any(|(Key(name), member)| {
            // A name that is a secret must not become a part of a location.
            visit(name, &format!("a member's name in {}", shown(location)))
                || walk(
                    member,
                    &format!("{location}/{}", pointer_token(name)),
                    visit,
                )
        }),
        Json::Array(items) => items
            .iter()
            .enumerate()
            .any(|(index, item)| walk(item, &format!("{location}/{index}"), visit)),
        Json::String(text) => visit(text, location),
        other => other
            .as_number()
            .is_some_and(|number| visit(number, location)),
    }
}

fn shown(location: &str) -> &str {
    if location.is_empty() {
        "its root"
    } else {
        location
    }
}
