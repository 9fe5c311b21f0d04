//! Addresses: from a base and a reference to what the reference means (RFC 3986, section 5.2).
//!
//! Schemas carry identifiers that are not quite URIs, so nothing is refused here: two texts are
//! the same address when they are equal, after dot segments are gone.

/// The parts of an address, as RFC 3986 (appendix B) splits them; there is no fragment.
#[derive(Debug, Clone, Copy)]
struct Parts<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

/// What comes before a reference's `#`, and what comes after it.
pub(crate) fn split_fragment(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// The address that a reference without a fragment means beside `base`.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    if reference.is_empty() {
        return base.to_owned();
    }
    let (base, reference) = (parts(base), parts(reference));
    if reference.scheme.is_some() {
        return join(reference, &without_dots(reference.path));
    }
    let scheme = base.scheme;
    if reference.authority.is_some() {
        return join(
            Parts {
                scheme,
                ..reference
            },
            &without_dots(reference.path),
        );
    }
    let inherited = Parts {
        query: reference.query,
        ..base
    };
    if reference.path.is_empty() {
        let query = reference.query.or(base.query);
        return join(Parts { query, ..base }, base.path);
    }
    if reference.path.starts_with('/') {
        return join(inherited, &without_dots(reference.path));
    }
    let merged = match base.path.rfind('/') {
        Some(slash) => format!("{}{}", &base.path[..=slash], reference.path),
        None if base.authority.is_some() => format!("/{}", reference.path),
        None => reference.path.to_owned(),
    };
    join(inherited, &without_dots(&merged))
}

/// A text with its `%XX` decoded; nothing where that is not UTF-8.
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
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

fn parts(text: &str) -> Parts<'_> {
    let scheme = text.find([':', '/', '?']).filter(|&end| {
        let is_letter = text.starts_with(|first: char| first.is_ascii_alphabetic());
        text[end..].starts_with(':') && is_letter
    });
    let (scheme, rest) = match scheme {
        Some(end) => (Some(&text[..end]), &text[end + 1..]),
        None => (None, text),
    };
    let (rest, query) = match rest.split_once('?') {
        Some((rest, query)) => (rest, Some(query)),
        None => (rest, None),
    };
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find('/').unwrap_or(rest.len());
            (Some(&rest[..end]), &rest[end..])
        }
        None => (None, rest),
    };
    Parts {
        scheme,
        authority,
        path,
        query,
    }
}

fn join(parts: Parts<'_>, path: &str) -> String {
    let mut text = String::new();
    if let Some(scheme) = parts.scheme {
        text.extend([scheme, ":"]);
    }
    if let Some(authority) = parts.authority {
        text.extend(["//", authority]);
    }
    text.push_str(path);
    if let Some(query) = parts.query {
        text.extend(["?", query]);
    }
    text
}

/// A path without `.` and `..` segments.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut ends_in_dots = false;
    for segment in path.split('/') {
        ends_in_dots = matches!(segment, "." | "..");
        match segment {
            ".." if kept.len() > 1 || kept.first().is_some_and(|first| !first.is_empty()) => {
                kept.pop();
            }
            "." | ".." => {}
            segment => kept.push(segment),
        }
    }
    if ends_in_dots {
        kept.push("");
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::{percent_decoded, resolve};

    #[track_caller]
    fn check(base: &str, reference: &str, expected: &str) {
        assert_eq!(resolve(base, reference), expected, "{base} {reference}");
    }

    #[test]
    fn references_resolve_as_the_rfc_has_it() {
        let base = "http://a/b/c/d;p?q";
        for (reference, expected) in [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("g;x=1/../y", "http://a/b/c/y"),
        ] {
            check(base, reference, expected);
        }
    }

    #[test]
    fn other_schemes_resolve_too() {
        check("http://a", "g", "http://a/g");
        check("urn:uuid:1", "urn:example:2", "urn:example:2");
        check("urn:uuid:1", "", "urn:uuid:1");
        check(
            "file:///folder/file.json",
            "other.json",
            "file:///folder/other.json",
        );
        check("tag:example.com,2024:schema", "/x", "tag:/x");
    }

    #[test]
    fn percent_signs_are_decoded_as_utf_8() {
        assert_eq!(percent_decoded("a%25b%20%C3%A9").as_deref(), Some("a%b é"));
        assert_eq!(percent_decoded("%ff"), None);
        assert_eq!(percent_decoded("%2"), None);
    }
}
