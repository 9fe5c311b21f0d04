//! The small languages inside the catalogue's strings: names, image references, sizes,
//! durations and tool patterns. Pure functions; the places are the caller's business.

use std::time::Duration;

/// The longest gateway name.
const MAX_GATEWAY_NAME: usize = 32;

/// Whether a text is a gateway's name: lower-case letters, digits and inner hyphens.
pub(super) fn is_gateway_name(name: &str) -> bool {
    let fits = (1..=MAX_GATEWAY_NAME).contains(&name.len());
    let plain = name
        .bytes()
        .all(|byte| is_lower_alphanumeric(byte) || byte == b'-');
    fits && plain && !name.starts_with('-') && !name.ends_with('-')
}

/// Whether a text is a server's id, which also names its pin's file.
pub(super) fn is_server_id(id: &str) -> bool {
    let plain = id
        .bytes()
        .all(|byte| is_lower_alphanumeric(byte) || matches!(byte, b'-' | b'_'));
    plain && id.starts_with(|first: char| first.is_ascii_alphanumeric()) && id.len() <= 64
}

/// Whether a text is a prefix; whether it is reserved is another question.
pub(super) fn is_prefix(prefix: &str) -> bool {
    let plain = prefix
        .bytes()
        .all(|byte| is_lower_alphanumeric(byte) || byte == b'_');
    plain && prefix.starts_with(|first: char| first.is_ascii_alphanumeric())
}

/// Whether a text can name an environment variable.
pub(super) fn is_variable(name: &str) -> bool {
    let plain = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    plain && name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
}

/// A size in bytes, such as `512MiB`.
pub(super) fn size(text: &str) -> Option<u64> {
    let has_unit = text.ends_with(|last: char| last.is_ascii_alphabetic());
    let size = text.parse::<bytesize::ByteSize>().ok()?;
    (has_unit && size.0 > 0).then_some(size.0)
}

/// A duration of at least a millisecond, such as `30s`.
pub(super) fn duration(text: &str) -> Option<Duration> {
    let duration = humantime::parse_duration(text).ok()?;
    let most = Duration::from_hours(24);
    (Duration::from_millis(1)..=most)
        .contains(&duration)
        .then_some(duration)
}

/// Says what is wrong with an image reference, if anything.
///
/// The grammar is the one of the distribution specification:
/// `[host[:port]/]path[:tag][@sha256:hex]`.
pub(super) fn image_fault(reference: &str) -> Option<&'static str> {
    if reference.is_empty() {
        return Some("expected an image reference such as `docker.io/acme/notes:1.2`");
    }
    let (named, digest) = match reference.split_once('@') {
        Some((named, digest)) => (named, Some(digest)),
        None => (reference, None),
    };
    if digest.is_some_and(|digest| !is_digest(digest)) {
        return Some("expected `sha256:` and 64 lower-case hexadecimal digits after `@`");
    }
    let after_slash = named.rfind('/').map_or(0, |slash| slash + 1);
    let (path, tag) = match named[after_slash..].split_once(':') {
        Some((last, tag)) => (&named[..after_slash + last.len()], Some(tag)),
        None => (named, None),
    };
    if tag.is_some_and(|tag| !is_tag(tag)) {
        return Some("expected a tag of letters, digits, `_`, `.` and `-` after `:`");
    }
    let mut components: Vec<&str> = path.split('/').collect();
    if components.len() > 1 && is_host(components[0]) {
        components.remove(0);
    }
    let plain = components.into_iter().all(is_path_component);
    (!plain).then_some("expected lower-case letters, digits and single separators in the name")
}

/// Whether a tool's name fits a pattern, in which `*` stands for any characters.
pub fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else {
        return rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.len() >= last.len() && rest.ends_with(last)
}

fn is_lower_alphanumeric(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

fn is_digest(digest: &str) -> bool {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    digest
        .strip_prefix("sha256:")
        .is_some_and(|rest| rest.len() == 64 && rest.bytes().all(hex))
}

fn is_tag(tag: &str) -> bool {
    let plain = tag
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'));
    plain && (1..=128).contains(&tag.len()) && !tag.starts_with(['.', '-'])
}

fn is_host(component: &str) -> bool {
    let (host, port) = match component.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (component, None),
    };
    let digits =
        port.is_none_or(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()));
    let plain = host
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    let looks_like_one = port.is_some() || host.contains('.') || host == "localhost";
    digits && plain && !host.is_empty() && looks_like_one
}

fn is_path_component(component: &str) -> bool {
    let mut separator = String::new();
    for (index, character) in component.char_indices() {
        if character.is_ascii_lowercase() || character.is_ascii_digit() {
            let between = matches!(separator.as_str(), "" | "." | "_" | "__")
                || separator.bytes().all(|byte| byte == b'-');
            if !between {
                return false;
            }
            separator.clear();
        } else if index > 0 && matches!(character, '.' | '_' | '-') {
            separator.push(character);
        } else {
            return false;
        }
    }
    !component.is_empty() && separator.is_empty()
}

#[cfg(test)]
mod tests {
    use super::{image_fault, is_gateway_name, matches, size};

    #[track_caller]
    fn image(reference: &str, is_good: bool) {
        assert_eq!(image_fault(reference).is_none(), is_good, "{reference}");
    }

    #[test]
    fn image_references() {
        let digest = format!("acme/notes@sha256:{}", "0a".repeat(32));
        for good in [
            "time",
            "mcp-test/time:2026.10.19",
            "localhost:5000/a/b",
            "ghcr.io/a/b_c:v1",
            &digest,
        ] {
            image(good, true);
        }
        for bad in [
            "",
            "Time",
            "a//b",
            "a:",
            "a:b c",
            "a@sha256:12",
            "https://a/b",
            "a/-b",
            "a b",
            "a.._b",
        ] {
            image(bad, false);
        }
    }

    #[test]
    fn patterns() {
        for (pattern, name, expected) in [
            ("get", "get", true),
            ("get", "get_time", false),
            ("get_*", "get_time", true),
            ("*_time", "get_time", true),
            ("*", "", true),
            ("a*b*c", "a_bb_c", true),
            ("ab*ba", "aba", false),
            ("a*", "b", false),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn sizes_need_a_unit() {
        assert_eq!(size("512MiB"), Some(512 << 20));
        assert_eq!(size("1 GiB"), Some(1 << 30));
        for bad in ["512", "0MiB", "-1MiB", "many", ""] {
            assert_eq!(size(bad), None, "{bad}");
        }
    }

    #[test]
    fn gateway_names() {
        for (name, expected) in [
            ("acme", true),
            ("a-1", true),
            ("-a", false),
            ("a-", false),
            ("A", false),
            ("", false),
        ] {
            assert_eq!(is_gateway_name(name), expected, "{name}");
        }
    }
}
