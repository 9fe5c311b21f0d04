//! The forms in which a secret is looked for: one list, for replacing and for finding.
//!
//! Those that programs write without meaning to hide anything: as it is, escaped for JSON, Base64
//! (RFC 4648, both alphabets, at each of the three alignments, with or without padding),
//! hexadecimal, percent-encoded (RFC 3986), reversed; the same of each line of a longer text.
//! What is under [`SHORTEST`] characters is not looked for: it would be found everywhere.

use std::collections::BTreeSet;

use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// The shortest value that is looked for as it is.
const SHORTEST: usize = 4;
/// The shortest line of a longer value, and the shortest encoded form: pieces this short are
/// found in other texts by chance.
const SHORTEST_PIECE: usize = 8;

/// Every form of `value`.
pub(crate) fn of(value: &str) -> BTreeSet<String> {
    let mut forms = BTreeSet::new();
    if value.len() >= SHORTEST {
        forms.insert(value.to_owned());
        forms.extend(encoded(value));
    }
    let lines = value.lines().map(str::trim);
    for line in lines.filter(|line| line.len() >= SHORTEST_PIECE && !is_armour(line)) {
        forms.insert(line.to_owned());
        forms.extend(encoded(line));
    }
    forms
}

/// Whether a line is the same in every secret of its kind (RFC 7468, section 2).
fn is_armour(line: &str) -> bool {
    line.starts_with("-----") && line.ends_with("-----")
}

fn encoded(value: &str) -> impl Iterator<Item = String> {
    let bytes = value.as_bytes();
    let reversed: String = value.chars().rev().collect();
    let mut forms = vec![hexadecimal(bytes, "", false), hexadecimal(bytes, "", true)];
    for is_upper in [false, true] {
        forms.push(hexadecimal(bytes, "%", is_upper));
        let escaped = percent(bytes, is_upper);
        forms.push(escaped.replace("%20", "+"));
        forms.push(escaped);
    }
    for alignment in 0..3 {
        forms.push(base64(&STANDARD_NO_PAD, bytes, alignment));
        forms.push(base64(&URL_SAFE_NO_PAD, bytes, alignment));
    }
    forms.push(hexadecimal(reversed.as_bytes(), "", false));
    forms.push(base64(&STANDARD_NO_PAD, reversed.as_bytes(), 0));
    forms.retain(|form| form.len() >= SHORTEST_PIECE);
    forms.push(reversed);
    forms.extend(json(value));
    forms.into_iter()
}

/// The escapes of common JSON writers: only what must be, all beyond ASCII (Python), what HTML
/// minds (Go), slashes (PHP).
fn json(value: &str) -> Vec<String> {
    let Ok(quoted) = serde_json::to_string(value) else {
        return Vec::new();
    };
    let plain = quoted[1..quoted.len() - 1].to_owned();
    let escape = |is_escaped: &dyn Fn(char) -> bool| {
        plain.chars().fold(String::new(), |mut text, character| {
            if is_escaped(character) {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    text.push_str("\\u");
                    text.push_str(&hexadecimal(&unit.to_be_bytes(), "", false));
                }
            } else {
                text.push(character);
            }
            text
        })
    };
    vec![
        escape(&|character| !character.is_ascii()),
        escape(&|character| matches!(character, '<' | '>' | '&' | '\u{2028}' | '\u{2029}')),
        plain.replace('/', "\\/"),
        plain,
    ]
}

/// The characters that do not depend on what stands around `bytes`, where `alignment` bytes stand
/// before them.
fn base64(engine: &impl base64::Engine, bytes: &[u8], alignment: usize) -> String {
    let padded = [&[0; 2][..alignment], bytes].concat();
    let text = engine.encode(&padded);
    // Each character holds six bits.
    let first = (alignment * 8).div_ceil(6);
    let end = padded.len() * 8 / 6;
    text.get(first..end).unwrap_or_default().to_owned()
}

fn hexadecimal(bytes: &[u8], before: &str, is_upper: bool) -> String {
    let digits = if is_upper {
        b"0123456789ABCDEF"
    } else {
        b"0123456789abcdef"
    };
    bytes.iter().fold(String::new(), |mut text, byte| {
        text.push_str(before);
        text.push(char::from(digits[usize::from(byte >> 4)]));
        text.push(char::from(digits[usize::from(byte & 15)]));
        text
    })
}

/// All but the unreserved characters (RFC 3986, section 2.3) escaped.
fn percent(bytes: &[u8], is_upper: bool) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
            text.push(char::from(*byte));
        } else {
            text.push_str(&hexadecimal(&[*byte], "%", is_upper));
        }
        text
    })
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE};

    use super::*;

    #[track_caller]
    fn check(value: &str, text: &str) {
        let forms = of(value);
        assert!(
            forms.iter().any(|form| text.contains(form.as_str())),
            "{text} shows none of {forms:?}"
        );
    }

    #[test]
    fn base64_is_found_wherever_it_begins_and_ends() {
        let value = "hunter22??>>~~é";
        for before in ["", "a", "ab", "abc", "user:"] {
            for after in ["", "a", "ab", "\n"] {
                let text = format!("{before}{value}{after}");
                check(value, &STANDARD.encode(&text));
                check(value, &URL_SAFE.encode(&text));
                check(value, &STANDARD_NO_PAD.encode(&text));
                check(value, &URL_SAFE_NO_PAD.encode(&text));
            }
        }
    }

    #[test]
    fn the_other_forms_are_found() {
        let value = "pass/w\"örd <7>";
        for text in [
            "x pass/w\"örd <7> y",
            r#"{"p":"pass/w\"örd <7>"}"#,
            r#"{"p":"pass\/w\"örd <7>"}"#,
            r#"{"p":"pass/w\"\u00f6rd <7>"}"#,
            r#"{"p":"pass/w\"örd \u003c7\u003e"}"#,
            "706173732f7722c3b67264203c373e",
            "706173732F7722C3B67264203C373E",
            "q=pass%2Fw%22%C3%B6rd%20%3C7%3E",
            "q=pass%2fw%22%c3%b6rd%20%3c7%3e",
            "q=pass%2Fw%22%C3%B6rd+%3C7%3E",
            "%70%61%73%73%2F%77%22%C3%B6%72%64%20%3C%37%3E",
            ">7< drö\"w/ssap",
        ] {
            check(value, text);
        }
    }

    #[test]
    fn each_line_is_found_but_what_all_keys_share_is_not() {
        let key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\nab\n-----END KEY-----\n";
        check(key, "it has MIIEvQIBADANBg in it");
        check(key, &STANDARD.encode("MIIEvQIBADANBg"));
        let forms = of(key);
        let ordinary = "-----BEGIN KEY-----\n\n-----END KEY----- ab";
        assert!(!forms.iter().any(|form| ordinary.contains(form.as_str())));
    }

    #[test]
    fn short_values_have_no_form() {
        assert!(of("abc").is_empty() && of("").is_empty());
        assert_eq!(of("none").iter().filter(|form| form.len() < 4).count(), 0);
    }
}
