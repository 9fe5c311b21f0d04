//! The values of secrets in texts that others wrote: engine errors, stderr, what a server lists.
//!
//! Knows each value in the forms of [`encodings`]. Very short values are left alone: replacing
//! them would shred every text.

use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};
use secrecy::ExposeSecret as _;

use crate::{SecretValues, encodings};

const MARK: &str = "[redacted]";

/// Finds and replaces the secrets of one server. `Debug` shows how many forms there are.
#[derive(Clone, Default)]
pub struct Redactor(Arc<Forms>);

/// Every form of every secret, and the variable of each.
#[derive(Default)]
struct Forms {
    variables: Vec<String>,
    /// The longest form in bytes.
    longest: usize,
    /// `None` where there are no forms, or more than can be searched for.
    search: Option<AhoCorasick>,
}

impl Redactor {
    /// One that knows `secrets`.
    pub fn new(secrets: &SecretValues) -> Self {
        let mut variables = Vec::new();
        let mut forms = Vec::new();
        for (variable, value) in secrets.iter() {
            let found = encodings::of(value.expose_secret());
            variables.extend(std::iter::repeat_n(variable.to_owned(), found.len()));
            forms.extend(found);
        }
        // The longest of those that begin together, so that a secret inside another one does not
        // leave a rest behind.
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&forms);
        Self(Arc::new(Forms {
            longest: forms.iter().map(String::len).max().unwrap_or(0),
            search: search.ok().filter(|_| !variables.is_empty()),
            variables,
        }))
    }

    /// `text` without the secrets.
    pub fn clean(&self, text: &str) -> String {
        match &self.0.search {
            Some(search) => {
                let mut cleaned = String::with_capacity(text.len());
                search.replace_all_with(text, &mut cleaned, |_, _, cleaned| {
                    cleaned.push_str(MARK);
                    true
                });
                cleaned
            }
            None if self.0.variables.is_empty() => text.to_owned(),
            None => MARK.to_owned(),
        }
    }

    /// The variable of a secret that `text` holds, in any form that is looked for.
    pub fn find(&self, text: &str) -> Option<&str> {
        let variables = &self.0.variables;
        let pattern = match &self.0.search {
            Some(search) => search.find(text)?.pattern().as_usize(),
            None => 0,
        };
        variables.get(pattern).map(String::as_str)
    }

    /// The length of the longest form in bytes: how much of a cut text's end may be a part of a
    /// secret.
    pub(crate) fn longest(&self) -> usize {
        self.0.longest
    }
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Redactor({} forms)", self.0.variables.len())
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
    fn a_found_secret_is_named_by_its_variable() {
        let mut secrets = SecretValues::none();
        secrets.insert("TOKEN", "hunter22".into());
        secrets.insert("OTHER", "swordfish".into());
        let redactor = Redactor::new(&secrets);
        assert_eq!(redactor.find("a hsifdrows b"), Some("OTHER"));
        assert_eq!(redactor.find("Bearer 68756e7465723232"), Some("TOKEN"));
        assert_eq!(redactor.find("nothing of it"), None);
    }

    #[test]
    fn debug_shows_no_value() {
        let mut secrets = SecretValues::none();
        secrets.insert("TOKEN", "hunter22".into());
        assert!(!format!("{:?} {secrets:?}", Redactor::new(&secrets)).contains("hunter22"));
    }
}
