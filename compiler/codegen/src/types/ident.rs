//! Rust identifiers out of foreign names: ASCII only, no keywords, unique in a stable order.
//!
//! Homoglyphs, joiners and names that differ only in normalisation never reach rustc. The
//! original name stands in `#[serde(rename = "…")]` wherever it differs.

use std::collections::BTreeSet;

/// Characters of the longest identifier, before a number makes it unique.
const MAX_LENGTH: usize = 64;

/// `fooBar-baz` as a type's or variant's name: `FooBarBaz`; empty if it has no letter or digit.
pub(super) fn pascal(name: &str) -> String {
    let name: String = words(name)
        .into_iter()
        .map(|word| match word.split_at_checked(1) {
            Some((first, rest)) => first.to_ascii_uppercase() + rest,
            None => word,
        })
        .collect();
    cut(name)
}

/// Names of fields for the names of members, in their order.
pub(super) fn fields<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let wanted: Vec<_> = names.into_iter().map(|name| (name, field(name))).collect();
    // A member that already has its field's name keeps it, whatever else comes to the same.
    let mut taken: BTreeSet<_> = wanted
        .iter()
        .filter(|(name, field)| name == field)
        .map(|(_, field)| field.clone())
        .collect();
    wanted
        .into_iter()
        .map(|(name, field)| {
            if name == field {
                field
            } else {
                unique(field.trim_end_matches('_'), &field, &mut taken)
            }
        })
        .collect()
}

/// Names of variants for the values of an enumeration, in their order.
pub(super) fn variants<'n>(values: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let values: Vec<_> = values.into_iter().collect();
    let plain: Vec<_> = values.iter().map(|value| variant(value)).collect();
    let mut taken = BTreeSet::new();
    values
        .iter()
        .zip(&plain)
        .map(|(value, name)| {
            let is_shared = plain.iter().filter(|other| *other == name).count() > 1;
            let has_symbols = value.chars().any(|character| symbol(character).is_some());
            let name = if is_shared && has_symbols {
                variant(&spelled(value))
            } else {
                name.clone()
            };
            unique(&name, &name, &mut taken)
        })
        .collect()
}

/// `wanted`, or `base` with the first number that nobody has; case does not make a difference.
pub(super) fn unique(base: &str, wanted: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = wanted.to_owned();
    let mut number = 2;
    while !taken.insert(name.to_ascii_lowercase()) {
        let ends_in_digit = base.ends_with(|last: char| last.is_ascii_digit());
        let is_snake = wanted
            .chars()
            .all(|character| !character.is_ascii_uppercase());
        let joint = if ends_in_digit || is_snake { "_" } else { "" };
        name = format!("{base}{joint}{number}");
        number += 1;
    }
    name
}

fn field(name: &str) -> String {
    let name = cut(words(name).join("_"));
    match name.chars().next() {
        None => "field".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("field_{name}"),
        Some(_) if is_keyword(&name) => format!("{name}_"),
        Some(_) => name,
    }
}

fn variant(value: &str) -> String {
    let signed = value
        .strip_prefix(['+', '-'])
        .is_some_and(starts_with_digit);
    let name = pascal(value);
    match name.as_str() {
        "" if value.is_empty() => "Empty".to_owned(),
        "" => match pascal(&spelled(value)) {
            spelled if spelled.is_empty() => "Value".to_owned(),
            spelled => spelled,
        },
        "Self" => "SelfValue".to_owned(),
        name if signed && value.starts_with('+') => format!("Plus{name}"),
        name if signed => format!("Minus{name}"),
        name if starts_with_digit(name) => format!("V{name}"),
        name => name.to_owned(),
    }
}

/// The name's words in lower case: `HTMLParser2-fooBar` is `html parser2 foo bar`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let ends_acronym = before.is_ascii_uppercase() && next.is_ascii_lowercase();
        let starts_word = character.is_ascii_uppercase()
            && (before.is_ascii_lowercase() || before.is_ascii_digit() || ends_acronym);
        if character.is_ascii_alphanumeric() {
            match words.last_mut() {
                Some(word) if before.is_ascii_alphanumeric() && !starts_word => {
                    word.push(character.to_ascii_lowercase());
                }
                _ => words.push(character.to_ascii_lowercase().to_string()),
            }
        }
        before = character;
    }
    words
}

/// The value with its symbols as words: `a+` is `a plus`.
fn spelled(value: &str) -> String {
    value
        .chars()
        .map(|character| match symbol(character) {
            Some(word) => format!(" {word} "),
            None => character.to_string(),
        })
        .collect()
}

fn symbol(character: char) -> Option<&'static str> {
    Some(match character {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '~' => "tilde",
        '^' => "caret",
        '&' => "and",
        '|' => "or",
        '%' => "percent",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '#' => "hash",
        '$' => "dollar",
        '@' => "at",
        '_' => "underscore",
        ' ' => "space",
        '\t' => "tab",
        '\n' => "newline",
        '\'' => "quote",
        '"' => "double quote",
        '`' => "backtick",
        '(' | '[' | '{' => "open",
        ')' | ']' | '}' => "close",
        _ => return None,
    })
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit())
}

fn is_keyword(name: &str) -> bool {
    name == "gen" || syn::parse_str::<syn::Ident>(name).is_err()
}

fn cut(mut name: String) -> String {
    if name.len() > MAX_LENGTH {
        name.truncate(MAX_LENGTH);
        name.truncate(name.trim_end_matches('_').len());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_fields<const N: usize>(names: [&str; N], expected: [&str; N]) {
        assert_eq!(fields(names), expected);
    }

    #[track_caller]
    fn check_variants<const N: usize>(values: [&str; N], expected: [&str; N]) {
        assert_eq!(variants(values), expected);
    }

    #[test]
    fn fields_are_snake_case() {
        check_fields(
            ["fooBar", "HTMLParser2", "a.b-c"],
            ["foo_bar", "html_parser2", "a_b_c"],
        );
    }

    #[test]
    fn fields_are_never_keywords_or_empty() {
        check_fields(
            ["type", "gen", "", "_", "2d"],
            ["type_", "gen_", "field", "field_2", "field_2d"],
        );
    }

    #[test]
    fn who_has_the_name_already_keeps_it() {
        check_fields(
            ["foo-bar", "fooBar", "foo_bar"],
            ["foo_bar_2", "foo_bar_3", "foo_bar"],
        );
    }

    #[test]
    fn a_number_does_not_make_two_names_one() {
        check_fields(["a-2", "a", "A"], ["a_2", "a", "a_3"]);
    }

    #[test]
    fn variants_are_pascal_case() {
        check_variants(
            ["in_progress", "URL", "h264Main"],
            ["InProgress", "Url", "H264Main"],
        );
    }

    #[test]
    fn variants_that_differ_in_symbols_spell_them() {
        check_variants(
            ["a-b", "a_b", "a b"],
            ["AMinusB", "AUnderscoreB", "ASpaceB"],
        );
    }

    #[test]
    fn variants_that_differ_in_case_are_numbered() {
        check_variants(["asc", "ASC", "Asc"], ["Asc", "Asc2", "Asc3"]);
    }

    #[test]
    fn variants_without_ascii_are_numbered() {
        check_variants(["é", "☃"], ["Value", "Value2"]);
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(pascal(&"a".repeat(500)).len(), MAX_LENGTH);
    }
}
