//! Which characters a reader cannot see, and the text with them escaped.

use std::fmt::{Debug, Write as _};

/// Whether a character shows nothing, or changes how its neighbours are shown: controls, line
/// separators, bidirectional controls, zero-width and tag characters, the byte order mark,
/// variation selectors and fillers.
pub fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{0}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'..='\u{1160}'
        | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// The text with invisible characters escaped as in Rust; newlines and tabs stay.
pub fn shown(text: &str) -> String {
    escaped(text, |character| !matches!(character, '\n' | '\t'))
}

/// The text with invisible characters escaped as in Rust, newlines and tabs too: one line stays
/// one, so that no part of it looks like a line of ours.
pub fn shown_on_one_line(text: &str) -> String {
    escaped(text, |_| true)
}

/// A field of a log line, on one line: `name=value`, the message without a name.
pub fn log_value(name: &str, value: &dyn Debug) -> String {
    let value = shown_on_one_line(&format!("{value:?}"));
    if name == "message" {
        value
    } else {
        format!("{name}={value}")
    }
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) && is_escaped(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

/// JSON text of the same value, with invisible characters escaped as in JSON. Newlines and tabs,
/// which can only be white space in it, stay; a carriage return becomes a space.
pub fn escaped_json(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => shown.push(character),
            '\r' => shown.push(' '),
            _ if is_invisible(character) => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(shown, "\\u{unit:04x}").expect("writing to a string does not fail");
                }
            }
            _ => shown.push(character),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{escaped_json, shown, shown_on_one_line};

    #[test]
    fn text() {
        for (text, expected) in [
            ("plain\n\ttext é", "plain\n\ttext é"),
            ("\u{1b}[2Jgone", "\\u{1b}[2Jgone"),
            ("\u{9b}2J", "\\u{9b}2J"),
            ("a\u{202e}b", "a\\u{202e}b"),
            ("\r", "\\u{d}"),
        ] {
            assert_eq!(shown(text), expected);
        }
        assert_eq!(shown_on_one_line("a\n\tb"), "a\\u{a}\\u{9}b");
    }

    #[test]
    fn json() {
        for (text, expected) in [
            ("{\r\n\t\"a\": 1}", "{ \n\t\"a\": 1}"),
            ("\"\u{9b}2J\u{202e}\u{7f}\"", "\"\\u009b2J\\u202e\\u007f\""),
            ("\"\u{e0041}\"", "\"\\udb40\\udc41\""),
        ] {
            assert_eq!(escaped_json(text), expected);
        }
    }
}
