//! Whether a pattern is one that the run time can decide.
//!
//! The same translation and the same engines as in `mcpreg_contract::check`: what does not
//! compile here would refuse every string there.

/// Whether an ECMA-262 pattern compiles.
pub(crate) fn compiles(source: &str) -> bool {
    jsonschema_regex::to_rust_regex(source).is_ok_and(|translated| {
        regex::Regex::new(&translated).is_ok() || fancy_regex::Regex::new(&translated).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::compiles;

    #[test]
    fn an_ecmascript_pattern_compiles() {
        assert!(compiles("^[a-z]+$") && compiles("^(?!x)\\d$") && compiles("\\p{Lu}"));
    }

    #[test]
    fn a_pattern_of_another_language_does_not() {
        assert!(!compiles("(?P<x>a)\\Z") && !compiles("(") && !compiles("a{2,1}"));
    }
}
