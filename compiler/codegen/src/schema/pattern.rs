//! Whether a pattern is one that the run time can decide: `mcpreg-pattern` says so to both.

use mcpreg_pattern::Matcher;

/// Why no engine reads an ECMA-262 pattern, where none does.
pub(crate) fn fault(source: &str) -> Option<String> {
    // The limit is of no account: nothing is matched.
    let error = Matcher::new(source, [1]).err()?;
    Some(error.to_string())
}

/// Whether an ECMA-262 pattern compiles.
pub(crate) fn compiles(source: &str) -> bool {
    fault(source).is_none()
}

#[cfg(test)]
mod tests {
    use super::compiles;

    #[test]
    fn an_ecmascript_pattern_compiles() {
        for pattern in [
            "^[a-z]+$",
            r"^(?!x)\d$",
            r"\p{Lu}",
            r"(a)\1",
            r"\cA",
            r"^\ud83d\ude00$",
        ] {
            assert!(compiles(pattern), "{pattern}");
        }
    }

    #[test]
    fn a_pattern_of_another_language_does_not() {
        for pattern in [
            r"(?P<x>a)\Z",
            "(",
            "a{2,1}",
            "[b-a]",
            "((a{1000}){1000}){1000}",
        ] {
            assert!(!compiles(pattern), "{pattern}");
        }
    }
}
