//! JSON equality between texts: `1` is `1.0`, members have no order, escapes do not matter.
//!
//! Scalars are compared in place. Arrays and objects are written in a canonical form first, so
//! that comparing many of them (`uniqueItems`) costs no more than reading them. Texts are known
//! to be JSON here; a fault can only mean the end of a text.

use std::collections::HashMap;

use super::reader::{Fault, FaultKind, Reader};
use super::string::same;

/// Up to how many items are compared pair by pair before canonical forms are worth making.
const FEW: usize = 16;

/// Whether two JSON texts are the same value; each starts with its value's first byte.
pub(super) fn equal(left: &str, right: &str) -> bool {
    if left == right {
        return true;
    }
    let (mut a, mut b) = (Reader::new(left), Reader::new(right));
    match (a.peek(), b.peek()) {
        (b'"', b'"') => match (a.string(), b.string()) {
            (Ok(a), Ok(b)) if a.escaped || b.escaped => a.unescaped() == b.unescaped(),
            _ => false,
        },
        (b'-' | b'0'..=b'9', b'-' | b'0'..=b'9') => {
            matches!((a.number(), b.number()), (Ok(a), Ok(b)) if a.equals(b))
        }
        (b'[', b'[') | (b'{', b'{') => {
            matches!((canonical(left), canonical(right)), (Ok(a), Ok(b)) if a == b)
        }
        _ => false,
    }
}

/// Whether a JSON text is the same value as one of others, read once however many they are.
pub(super) fn is_among(text: &str, others: &[&str]) -> bool {
    if others.iter().any(|other| same(other, text)) {
        return true;
    }
    let mut reader = Reader::new(text);
    match reader.peek() {
        b'"' => {
            let Ok(text) = reader.string() else {
                return false;
            };
            // Unequal texts are one string only if there is an escape in one of them.
            others
                .iter()
                .filter(|other| other.starts_with('"') && (text.escaped || other.contains('\\')))
                .filter_map(|other| Reader::new(other).string().ok())
                .any(|other| other.same(text))
        }
        b'[' | b'{' => {
            let Ok(form) = canonical(text) else {
                return false;
            };
            let containers = others.iter().filter(|other| other.starts_with(['[', '{']));
            containers
                .map(|other| canonical(other))
                .any(|other| other.as_ref() == Ok(&form))
        }
        _ => others.iter().any(|other| equal(text, other)),
    }
}

/// The places in `items` of the first two that are equal.
pub(super) fn first_repeat(items: &[&str]) -> Result<Option<(usize, usize)>, Fault> {
    let are_scalars = items.iter().all(|item| !item.starts_with(['[', '{']));
    if items.len() <= FEW && are_scalars {
        let earlier = |later: usize| (0..later).find(|&place| equal(items[place], items[later]));
        return Ok((1..items.len()).find_map(|later| Some((earlier(later)?, later))));
    }
    let mut seen = HashMap::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        if let Some(earlier) = seen.insert(canonical(item)?, place) {
            return Ok(Some((earlier, place)));
        }
    }
    Ok(None)
}

fn canonical(text: &str) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::with_capacity(text.len());
    write_canonical(&mut Reader::new(text), &mut out)?;
    Ok(out)
}

/// Writes the next value so that equal values are written equally and no other is.
fn write_canonical(reader: &mut Reader<'_>, out: &mut Vec<u8>) -> Result<(), Fault> {
    match reader.peek() {
        b'"' => {
            let text = reader.string()?.unescaped();
            out.extend_from_slice(format!("s{}:", text.len()).as_bytes());
            out.extend_from_slice(text.as_bytes());
        }
        b'[' => {
            reader.step();
            out.push(b'[');
            let mut more = !reader.take(b']');
            while more {
                write_canonical(reader, out)?;
                out.push(b',');
                more = reader.comma_or(b']')?;
            }
            out.push(b']');
        }
        b'{' => write_object(reader, out)?,
        b'-' | b'0'..=b'9' => reader.number()?.write_canonical(out),
        first => {
            reader.literal(
                literal(first).ok_or_else(|| reader.fault(FaultKind::Expected("a value")))?,
            )?;
            out.push(first);
        }
    }
    Ok(())
}

fn write_object(reader: &mut Reader<'_>, out: &mut Vec<u8>) -> Result<(), Fault> {
    reader.step();
    let mut members = Vec::new();
    let mut more = !reader.take(b'}');
    while more {
        let name = reader.name()?.unescaped();
        let mut value = Vec::new();
        write_canonical(reader, &mut value)?;
        members.push((name, value));
        more = reader.comma_or(b'}')?;
    }
    members.sort();
    out.push(b'{');
    for (name, value) in members {
        out.extend_from_slice(format!("s{}:{name}:", name.len()).as_bytes());
        out.extend_from_slice(&value);
        out.push(b',');
    }
    out.push(b'}');
    Ok(())
}

/// The literal that starts with `first`.
pub(super) fn literal(first: u8) -> Option<&'static str> {
    match first {
        b't' => Some("true"),
        b'f' => Some("false"),
        b'n' => Some("null"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: &str, right: &str, expected: bool) {
        assert_eq!(equal(left, right), expected, "{left} and {right}");
        assert_eq!(equal(right, left), expected, "{right} and {left}");
        let repeat = first_repeat(&[left, right]).expect("both are JSON");
        assert_eq!(repeat.is_some(), expected, "[{left}, {right}]");
    }

    #[test]
    fn scalars() {
        check("1", "1.0", true);
        check("1", "true", false);
        check("0", "false", false);
        check("null", "null", true);
        check("\"a\"", "\"\\u0061\"", true);
        check("\"a\"", "\"b\"", false);
        check("\"1\"", "1", false);
    }

    #[test]
    fn containers() {
        check("[1,2]", "[ 1.0, 2 ]", true);
        check("[1,2]", "[2,1]", false);
        check(r#"{"a":1,"b":[{}]}"#, r#"{"b":[{ }],"a":1.0}"#, true);
        check(r#"{"a":1}"#, r#"{"a":1,"b":2}"#, false);
        check(r#"{"a":"b,c"}"#, r#"{"a":"b","c":""}"#, false);
        check("[[1],2]", "[[1,2]]", false);
        check("[true]", "[1]", false);
    }

    #[test]
    fn many_items_are_compared_by_canonical_form() {
        let numbers: Vec<String> = (0..100).map(|n| n.to_string()).collect();
        let mut items: Vec<&str> = numbers.iter().map(String::as_str).collect();
        assert_eq!(first_repeat(&items), Ok(None));
        items.push("7.0");
        assert_eq!(first_repeat(&items), Ok(Some((7, 100))));
    }
}
