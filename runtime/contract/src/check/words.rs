//! The words of a refusal: what was expected and what came, for people and models.

use super::pattern::Undecided;
use super::reader::{FaultKind, Reader};
use super::string::Text;
use super::table::{StringRules, Types};

/// How many characters of a value are shown.
const SHOWN: usize = 40;

/// The longest string of an instance, in characters, that is repeated whole.
const WHOLE: usize = 10;

/// How many characters of a longer one are shown, and never more than half of it: it may be
/// somebody's secret.
const PART: usize = 16;

/// How many allowed values are listed.
const LISTED: usize = 12;

const TYPE_NAMES: [(Types, &str); 6] = [
    (Types::OBJECT, "an object"),
    (Types::ARRAY, "an array"),
    (Types::STRING, "a string"),
    (Types::NUMBER, "a number"),
    (Types::BOOLEAN, "a boolean"),
    (Types::NULL, "null"),
];

/// The value that starts at `start`, cut; a container is only named.
pub(super) fn found(text: &str, start: usize) -> String {
    let mut reader = Reader::new(text);
    reader.seek(start);
    let first = reader.peek();
    let from = reader.at();
    match first {
        b'{' => return "an object".to_owned(),
        b'[' => return "an array".to_owned(),
        b'"' => {
            let string = reader.string();
            return string.map_or_else(|_| "a broken string".to_owned(), |text| quoted(text.raw));
        }
        b'-' | b'0'..=b'9' => drop(reader.number()),
        0 => return "the end of the text".to_owned(),
        _ => {
            let rest = &text[from..];
            let word = rest
                .find(|c: char| !c.is_ascii_alphabetic())
                .unwrap_or(rest.len());
            reader.seek(from + word.max(rest.chars().next().map_or(0, char::len_utf8)));
        }
    }
    shown(&text[from..reader.at().max(from)])
}

/// A string of an instance in quotes, only a part of it where it is long.
fn quoted(raw: &str) -> String {
    let length = raw.chars().count();
    if length <= WHOLE {
        return format!("\"{raw}\"");
    }
    let part: String = raw.chars().take(PART.min(length / 2)).collect();
    format!("\"{part}…\"")
}

/// A text cut to a few characters.
pub(super) fn shown(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

/// The types of a set, such as "a string or null".
pub(super) fn types(types: Types) -> String {
    let mut names = Vec::new();
    for (set, name) in TYPE_NAMES {
        if types.0 & set.0 == set.0 {
            names.push(name);
        } else if set == Types::NUMBER && types.allows(Types::DIGITS) {
            names.push("an integer");
        }
    }
    if names.is_empty() {
        return "no value".to_owned();
    }
    alternatives(&names)
}

/// "a", "a or b", "a, b or c".
fn alternatives(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The allowed values, such as `one of "low", "high"`.
pub(super) fn values(allowed: &[&str]) -> String {
    if let [only] = allowed {
        return shown(only);
    }
    let listed: Vec<String> = allowed
        .iter()
        .take(LISTED)
        .map(|value| shown(value))
        .collect();
    match allowed.len().checked_sub(LISTED + 1) {
        Some(more) => format!("one of {} and {} more", listed.join(", "), more + 1),
        None if allowed.is_empty() => "no value".to_owned(),
        None => format!("one of {}", listed.join(", ")),
    }
}

/// A length rule, such as "a string of at most 80 characters".
pub(super) fn length(rules: &StringRules) -> String {
    format!(
        "a string of {}",
        range(rules.min_length, rules.max_length, "character")
    )
}

/// A count with its unit, such as "at least 2 items".
pub(super) fn range(min: u64, max: u64, unit: &str) -> String {
    let plural = |count: u64| if count == 1 { "" } else { "s" };
    match (min, max) {
        (0, max) => format!("at most {max} {unit}{}", plural(max)),
        (min, u64::MAX) => format!("at least {min} {unit}{}", plural(min)),
        (min, max) if min == max => format!("exactly {min} {unit}{}", plural(min)),
        (min, max) => format!("{min} to {max} {unit}s"),
    }
}

/// "3 items", "1 item".
pub(super) fn count(count: u64, unit: &str) -> String {
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}

/// What a text that cannot be walked should have been.
pub(super) fn fault(kind: FaultKind) -> String {
    match kind {
        FaultKind::Expected(what) => what.to_owned(),
        FaultKind::Duplicate => "each member name once".to_owned(),
        FaultKind::Depth => {
            format!("at most {} levels of nesting", super::Check::DEPTH_LIMIT)
        }
        FaultKind::Effort => {
            "a value that the schema's alternatives decide in bounded time".to_owned()
        }
        FaultKind::Undecided(Undecided { source, fault }) => {
            let fault = fault.unwrap_or("it takes too many steps");
            format!(
                "a string that the pattern {} can decide ({fault})",
                shown(source)
            )
        }
        FaultKind::Table => "a complete check: this one is damaged, regenerate it".to_owned(),
    }
}

/// The allowed text closest to a string, for `enum`.
pub(super) fn nearest_value(text: &str, allowed: &[&'static str]) -> Option<String> {
    let string = |text: &str| match Reader::new(text).string() {
        Ok(inside) if text.starts_with('"') => Some(inside.unescaped().into_owned()),
        _ => None,
    };
    let name = string(text)?;
    let allowed: Vec<String> = allowed.iter().filter_map(|value| string(value)).collect();
    mcpreg_text::nearest(&name, allowed.iter().map(String::as_str)).map(str::to_owned)
}

/// The members an object may have.
pub(super) fn members<'a>(mut names: impl Iterator<Item = &'a str>) -> String {
    let listed = names.by_ref().take(LISTED);
    let listed: Vec<String> = listed.map(|name| format!("{name:?}")).collect();
    match names.count() {
        _ if listed.is_empty() => "no members".to_owned(),
        0 => format!("only {}", listed.join(", ")),
        more => format!("only {} and {more} more", listed.join(", ")),
    }
}

/// A member that should not be there, whose value starts at `start`.
pub(super) fn unknown_member(name: &str, text: &str, start: usize) -> String {
    format!(
        "the unknown member {:?} ({})",
        shown(name),
        found(text, start)
    )
}

/// A string with its length, for one that is too long or too short.
pub(super) fn characters(text: Text<'_>) -> String {
    format!(
        "{} ({})",
        count(text.length(), "character"),
        quoted(text.raw)
    )
}
