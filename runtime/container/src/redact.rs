//! Replacing the values of secrets in texts that others wrote: engine errors and stderr.
//!
//! Knows each value as it is, as JSON would escape it, and line by line (stderr is cut into
//! lines). Values under four characters are left alone: replacing them would shred every text.

use secrecy::{ExposeSecret as _, SecretString};

use crate::SecretValues;

const SHORTEST: usize = 4;
const MARK: &str = "[redacted]";

/// Replaces the secrets of one server. `Debug` shows how many patterns there are.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    /// Longest first, so that a secret inside another one does not leave a rest behind.
    patterns: Vec<SecretString>,
}

impl Redactor {
    /// One that knows `secrets`.
    pub(crate) fn new(secrets: &SecretValues) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        for (_, value) in secrets.iter() {
            let value = value.expose_secret();
            patterns.push(value.to_owned());
            patterns.extend(value.lines().map(|line| line.trim().to_owned()));
            if let Ok(escaped) = serde_json::to_string(value) {
                patterns.push(escaped.trim_matches('"').to_owned());
            }
        }
        patterns.retain(|pattern| pattern.len() >= SHORTEST);
        patterns.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        patterns.dedup();
        Self {
            patterns: patterns.into_iter().map(SecretString::from).collect(),
        }
    }

    /// `text` without the secrets.
    pub(crate) fn clean(&self, text: &str) -> String {
        self.patterns.iter().fold(text.to_owned(), |text, pattern| {
            if text.contains(pattern.expose_secret()) {
                text.replace(pattern.expose_secret(), MARK)
            } else {
                text
            }
        })
    }

    /// The length of the longest pattern in bytes: how much of a cut text's end may be a part of
    /// a secret.
    pub(crate) fn longest(&self) -> usize {
        self.patterns
            .first()
            .map_or(0, |pattern| pattern.expose_secret().len())
    }
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Redactor({} patterns)", self.patterns.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(secret: &str, text: &str, expected: &str) {
        let mut secrets = SecretValues::none();
        secrets.insert("TOKEN", secret.into());
        assert_eq!(Redactor::new(&secrets).clean(text), expected);
    }

    #[test]
    fn a_value_is_replaced_wherever_it_stands() {
        check(
            "hunter22",
            "hunter22 and 'hunter22'",
            "[redacted] and '[redacted]'",
        );
        check("hunter22", "no such thing", "no such thing");
    }

    #[test]
    fn each_line_and_the_escaped_form_are_known() {
        check(
            "first-line\nsecond-line",
            "got second-line",
            "got [redacted]",
        );
        check(
            "pass\"word",
            r#"{"p":"pass\"word"}"#,
            r#"{"p":"[redacted]"}"#,
        );
    }

    #[test]
    fn short_and_empty_values_shred_nothing() {
        check("a", "banana", "banana");
        check("", "banana", "banana");
    }

    #[test]
    fn debug_shows_no_value() {
        let mut secrets = SecretValues::none();
        secrets.insert("TOKEN", "hunter22".into());
        assert!(!format!("{:?} {secrets:?}", Redactor::new(&secrets)).contains("hunter22"));
    }
}
