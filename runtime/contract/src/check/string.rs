//! A string as it stands in JSON text, unescaped only when somebody has to look inside.

use std::borrow::Cow;

/// What stands between a string's quotes; its escapes are known to be valid.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'t> {
    /// The bytes as written.
    pub(super) raw: &'t str,
    /// Whether there is a backslash in them.
    pub(super) escaped: bool,
}

impl<'t> Text<'t> {
    /// The string itself.
    #[inline]
    pub(super) fn unescaped(self) -> Cow<'t, str> {
        if self.escaped {
            Cow::Owned(unescape(self.raw))
        } else {
            Cow::Borrowed(self.raw)
        }
    }

    /// Whether its length in code points lies within the bounds.
    #[inline]
    pub(super) fn length_within(self, min: u64, max: u64) -> bool {
        let bytes = self.raw.len() as u64;
        // A code point takes one to four bytes, and twelve as an escaped surrogate pair.
        let least = if self.escaped {
            bytes.div_ceil(12)
        } else {
            bytes.div_ceil(4)
        };
        if bytes <= max && least >= min {
            return true;
        }
        let length = self.length();
        min <= length && length <= max
    }

    /// Its length in code points.
    pub(super) fn length(self) -> u64 {
        if !self.escaped {
            return self.raw.chars().count() as u64;
        }
        let (mut length, mut rest) = (0, self.raw);
        while let Some(backslash) = memchr::memchr(b'\\', rest.as_bytes()) {
            let (_, used) = escape(&rest[backslash + 1..]);
            length += rest[..backslash].chars().count() as u64 + 1;
            rest = &rest[backslash + 1 + used..];
        }
        length + rest.chars().count() as u64
    }

    /// Whether both are the same string.
    #[inline]
    pub(super) fn same(self, other: Text<'_>) -> bool {
        if self.escaped || other.escaped {
            self.unescaped() == other.unescaped()
        } else {
            same(self.raw, other.raw)
        }
    }
}

/// Whether two strings are equal, without a call for short ones: names and words of an `enum`.
#[inline]
pub(super) fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    if let (Some(a), Some(b)) = (left.first_chunk::<8>(), right.first_chunk::<8>()) {
        return a == b
            && if left.len() <= 16 {
                left.last_chunk::<8>() == right.last_chunk::<8>()
            } else {
                left[8..] == right[8..]
            };
    }
    if let (Some(a), Some(b)) = (left.first_chunk::<4>(), right.first_chunk::<4>()) {
        return a == b && left.last_chunk::<4>() == right.last_chunk::<4>();
    }
    left.iter().zip(right).all(|(a, b)| a == b)
}

fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(backslash) = memchr::memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..backslash]);
        let (character, used) = escape(&rest[backslash + 1..]);
        text.push(character);
        rest = &rest[backslash + 1 + used..];
    }
    text.push_str(rest);
    text
}

/// The character that the escape after a backslash stands for, and how many bytes it takes.
fn escape(after: &str) -> (char, usize) {
    match after.as_bytes().first() {
        Some(b'b') => ('\u{8}', 1),
        Some(b'f') => ('\u{c}', 1),
        Some(b'n') => ('\n', 1),
        Some(b'r') => ('\r', 1),
        Some(b't') => ('\t', 1),
        Some(b'u') => unicode_escape(after),
        Some(&byte) => (char::from(byte), 1),
        None => (char::REPLACEMENT_CHARACTER, 0),
    }
}

fn unicode_escape(after: &str) -> (char, usize) {
    let unit = |from: usize| {
        after
            .get(from..from + 4)
            .and_then(|s| u16::from_str_radix(s, 16).ok())
    };
    let first = unit(1).unwrap_or(0xFFFD);
    let units = [first, unit(7).unwrap_or(0)];
    let is_pair = (0xD800..0xDC00).contains(&first);
    let used = if is_pair { 11 } else { 5 };
    let units = if is_pair { &units[..] } else { &units[..1] };
    let character = char::decode_utf16(units.iter().copied()).next();
    (
        character
            .and_then(Result::ok)
            .unwrap_or(char::REPLACEMENT_CHARACTER),
        used,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &str) {
        assert_eq!(Text { raw, escaped: true }.unescaped(), expected);
    }

    #[test]
    fn escapes_become_characters() {
        check(r"plain", "plain");
        check(r#"\"\\\/\b\f\n\r\t"#, "\"\\/\u{8}\u{c}\n\r\t");
        check(r"a\u00e9b", "a\u{e9}b");
        check(r"\ud83d\ude00!", "\u{1f600}!");
    }

    #[test]
    fn lengths_are_code_points() {
        let length = |raw: &str| {
            Text {
                raw,
                escaped: raw.contains('\\'),
            }
            .length()
        };
        assert_eq!(length("e\u{301}"), 2);
        assert_eq!(length("\u{1f600}"), 1);
        assert_eq!(length(r"\ud83d\ude00"), 1);
        assert_eq!(length(r#"a\n\u00e9\\b\"\ud83d\ude00z"#), 8);
    }

    #[test]
    fn short_strings_are_compared_whole() {
        let longest = "abcdefghijklmnopqrstuvwxyz";
        for length in 0..longest.len() {
            let text = &longest[..length];
            assert!(same(text, &longest.to_owned()[..length]));
            assert!(!same(text, &longest[..=length]));
            for place in 0..length {
                let mut other = text.to_owned();
                other.replace_range(place..=place, "_");
                assert!(!same(text, &other), "{text} and {other}");
            }
        }
    }
}
