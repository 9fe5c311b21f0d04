//! `TextRule` and `RealRule`: what a string or a number must satisfy, as constants.

use std::fmt::Write as _;

use crate::attribute::Argument;
use crate::item::Item;
use crate::typed::TYPED;
use crate::{Derived, tokens};

/// `#[typed(min = 1, max = 80, pattern = "^a", format = "date")]`, each of them optional.
pub(crate) fn text(item: &Item) -> Derived {
    let write = |name: &str, value: &str| {
        Some(match name {
            "min" => format!("const MIN: u64 = {value};"),
            "max" => format!("const MAX: u64 = {value};"),
            "format" => format!(
                "const FORMAT: ::core::option::Option<{TYPED}::Format> =
                    ::core::option::Option::Some({TYPED}::Format::named({value}));"
            ),
            "pattern" => format!(
                "fn pattern() -> ::core::option::Option<&'static {TYPED}::Pattern> {{
                    static PATTERN: {TYPED}::Pattern = {TYPED}::Pattern::new({value});
                    ::core::option::Option::Some(&PATTERN)
                }}"
            ),
            _ => return None,
        })
    };
    rule(item, "TextRule", write)
}

/// `#[typed(minimum = "0", exclusive_maximum = "1", multiple_of = "0.1")]`, numbers by their digits.
pub(crate) fn real(item: &Item) -> Derived {
    let write = |name: &str, value: &str| {
        let names = [
            "minimum",
            "exclusive_minimum",
            "maximum",
            "exclusive_maximum",
            "multiple_of",
        ];
        let constant = names.contains(&name).then(|| name.to_uppercase())?;
        Some(format!(
            "const {constant}: ::core::option::Option<&'static str> =
                ::core::option::Option::Some({value});"
        ))
    };
    rule(item, "RealRule", write)
}

fn rule(item: &Item, of: &str, write: impl Fn(&str, &str) -> Option<String>) -> Derived {
    let mut body = String::new();
    for spanned in &item.arguments {
        let part = match &spanned.argument {
            Argument::Value(name, value) => write(name, value),
            _ => None,
        };
        body.push_str(&part.ok_or_else(|| spanned.unexpected())?);
    }
    let mut text = String::new();
    let _ = write!(
        text,
        "#[automatically_derived] impl {TYPED}::{of} for {} {{ {body} }}",
        item.name
    );
    Ok(tokens(&text))
}
