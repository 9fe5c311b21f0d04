//! Whether a `pattern` can be decided at all, found out while compiling.
//!
//! The same translation and engines as `mcpreg_contract::check::pattern`: what none of them
//! reads refuses its strings at run time, and is named now.

/// Why no engine reads an ECMA-262 pattern, where none does.
pub(super) fn fault(source: &str) -> Option<String> {
    // Written otherwise before they are translated there, and not told here.
    let lowered = source.to_ascii_lowercase();
    if ["[]", "[^]", r"\b]", r"\ud8", r"\ud9", r"\uda", r"\udb"]
        .iter()
        .any(|part| lowered.contains(part))
    {
        return None;
    }
    let Ok(translated) = jsonschema_regex::to_rust_regex(source) else {
        return Some("it is not an ECMA-262 pattern".to_owned());
    };
    if regex::Regex::new(&translated).is_ok() {
        return None;
    }
    let error = fancy_regex::Regex::new(&translated).err()?.to_string();
    Some(error.lines().last().unwrap_or_default().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn only_what_no_engine_reads_is_a_fault() {
        for pattern in ["^a+$", "(?=a)b", r"(a)\1", r"\p{Lu}", r"\cA", "a{2}"] {
            assert_eq!(fault(pattern), None, "{pattern}");
        }
        for pattern in [
            "(",
            r"\Z",
            "a{2,1}",
            "(?<n",
            "[b-a]",
            "((a{1000}){1000}){1000}",
        ] {
            assert!(fault(pattern).is_some(), "{pattern}");
        }
    }
}
