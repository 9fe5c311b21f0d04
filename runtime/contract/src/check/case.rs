//! Names that readers which ignore case take for one another.

/// How an argument is handled whose name differs from a declared or a fixed one only in case.
///
/// Some servers' JSON readers ignore case, and would take its unchecked value for the other's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseVariants {
    /// The call is refused.
    Refuse,
    /// It is decided by the schema alone.
    Accept,
}

/// Whether two names are different, but equal once case is ignored.
///
/// Covers Unicode's simple case folding (`CaseFolding.txt`, status C and S, as in Go's
/// `encoding/json`) and comparison by upper case (Java, C#): each character is compared after
/// mapping it to upper and then to lower case, where these mappings give one character.
pub fn differ_only_in_case(name: &str, other: &str) -> bool {
    if name.is_ascii() && other.is_ascii() {
        return name.len() == other.len() && name.eq_ignore_ascii_case(other) && name != other;
    }
    name.chars().map(folded).eq(other.chars().map(folded)) && name != other
}

fn folded(character: char) -> char {
    let upper = only(character.to_uppercase()).unwrap_or(character);
    only(upper.to_lowercase()).unwrap_or(upper)
}

fn only(mut mapped: impl Iterator<Item = char>) -> Option<char> {
    let first = mapped.next();
    first.filter(|_| mapped.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::differ_only_in_case;

    #[track_caller]
    fn check(name: &str, other: &str, expected: bool) {
        assert_eq!(differ_only_in_case(name, other), expected, "{name} {other}");
        assert_eq!(differ_only_in_case(other, name), expected, "{other} {name}");
    }

    #[test]
    fn case_is_ignored() {
        check("name", "Name", true);
        check("name", "NAME", true);
        check("größe", "GRÖßE", true);
        check("σας", "ΣΑΣ", true);
        // KELVIN SIGN, LATIN SMALL LETTER LONG S, DOTLESS I, MICRO SIGN.
        check("kelvin", "\u{212a}elvin", true);
        check("list", "li\u{17f}t", true);
        check("id", "\u{131}d", true);
        check("\u{b5}m", "\u{3bc}m", true);
    }

    #[test]
    fn other_names_are_other_names() {
        check("name", "name", false);
        check("\u{212a}", "\u{212a}", false);
        check("name", "names", false);
        check("na_me", "name", false);
        check("straße", "strasse", false);
        check("é", "e\u{301}", false);
    }
}
