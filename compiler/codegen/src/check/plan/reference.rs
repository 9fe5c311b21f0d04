//! `$ref`: from a local reference to the subschema it means.

use crate::json::Json;

use super::dialect::Dialect;

/// The subschema that `reference`, found in a schema of the root resource, means.
///
/// # Errors
///
/// Why it cannot be told here: not `#` or `#/…`, dangling, or across an embedded resource.
pub(super) fn resolve<'s>(
    root: &'s Json,
    dialect: Dialect,
    reference: &str,
) -> Result<&'s Json, String> {
    let local = reference
        .strip_prefix('#')
        .filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let Some(pointer) = local else {
        return Err(format!("$ref {reference:?} is no pointer into this schema"));
    };
    let pointer = percent_decoded(pointer)
        .ok_or_else(|| format!("$ref {reference:?} is not percent-encoded UTF-8"))?;
    let mut place = root;
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        let next = match place {
            Json::Array(items) => index(&token).and_then(|index| items.get(index)),
            _ => place.get(&token),
        };
        place = next.ok_or_else(|| format!("$ref {reference:?} leads nowhere"))?;
        if has_id(place, dialect) {
            return Err(format!(
                "$ref {reference:?} crosses an embedded {}",
                dialect.id()
            ));
        }
    }
    Ok(place)
}

/// Whether a subschema is a resource of its own, or may be one.
pub(super) fn has_id(schema: &Json, dialect: Dialect) -> bool {
    schema
        .get(dialect.id())
        .is_some_and(|id| id.as_str().is_some())
}

/// An array index as RFC 6901 (section 4) writes it.
fn index(token: &str) -> Option<usize> {
    let is_canonical = token == "0" || !token.starts_with(['0', '+']);
    token.parse().ok().filter(|_| is_canonical)
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            bytes.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}
