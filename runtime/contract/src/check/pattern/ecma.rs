//! What ECMA-262 means and Rust's engines read otherwise, written so that both agree.
//!
//! The `jsonschema-regex` crate translates the rest. Here are the empty classes `[]` and `[^]`,
//! a dot that stops at every line terminator, word boundaries between ASCII words, a backspace
//! in a class, and characters written as two surrogates (ECMA-262, sections 22.2.1 and 22.2.2).

/// How an engine writes the ASCII `\b` and `\B`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boundaries {
    at: &'static str,
    not_at: &'static str,
}

/// For the linear engine, which has no look-around.
pub(super) const LINEAR: Boundaries = Boundaries {
    at: r"(?-u:\b)",
    not_at: r"(?-u:\B)",
};

/// For the backtracking engine, which has no flags within.
pub(super) const BACKTRACKING: Boundaries = Boundaries {
    at: "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))",
    not_at: "(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))",
};

/// The same pattern without them.
pub(super) fn unambiguous(source: &str, boundaries: Boundaries) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    let mut in_class = false;
    while let Some(first) = rest.chars().next() {
        let (taken, written) = if first == '\\' {
            escape(rest, (!in_class).then_some(boundaries))
        } else if in_class {
            (first.len_utf8(), None)
        } else {
            outside(rest)
        };
        let text = &rest[..taken];
        in_class = match text {
            "[" => true,
            "]" => false,
            _ => in_class,
        };
        out.push_str(written.as_deref().unwrap_or(text));
        rest = &rest[taken..];
    }
    out
}

/// How many bytes the next part outside of a class takes, and what to write for it.
fn outside(rest: &str) -> (usize, Option<String>) {
    if rest.starts_with("[]") {
        return (2, Some(r"[^\s\S]".to_owned()));
    }
    if rest.starts_with("[^]") {
        return (3, Some(r"[\s\S]".to_owned()));
    }
    if rest.starts_with('.') {
        return (1, Some(r"[^\n\r\u2028\u2029]".to_owned()));
    }
    (rest.chars().next().map_or(0, char::len_utf8), None)
}

/// The same for an escape; outside of a class it may be a boundary.
fn escape(rest: &str, boundaries: Option<Boundaries>) -> (usize, Option<String>) {
    if let Some(character) = surrogates(rest) {
        return (12, Some(character.to_string()));
    }
    let length = rest.chars().take(2).map(char::len_utf8).sum();
    let written = match (&rest[..length], boundaries) {
        (r"\b", Some(Boundaries { at, .. })) => Some(at),
        (r"\B", Some(Boundaries { not_at, .. })) => Some(not_at),
        (r"\b", None) => Some(r"\x08"),
        _ => None,
    };
    (length, written.map(str::to_owned))
}

/// The character that two `\u` escapes at the start stand for together.
fn surrogates(rest: &str) -> Option<char> {
    let unit = |from: usize| {
        let digits = rest.get(from..)?.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let units = [unit(0)?, unit(6)?];
    if !(0xD800..0xDC00).contains(&units[0]) {
        return None;
    }
    char::decode_utf16(units).next()?.ok()
}
