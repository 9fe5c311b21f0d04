//! Text from servers on the user's terminal: nothing in it may steer the terminal or hide.

use mcpreg_codegen::json::is_invisible;

/// The text with control and invisible characters escaped; newlines and tabs stay.
pub fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        let is_plain = matches!(character, '\n' | '\t');
        if !is_plain && (character.is_control() || is_invisible(character)) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn escapes() {
        for (text, expected) in [
            ("plain\n\ttext é", "plain\n\ttext é"),
            ("\u{1b}[2Jgone", "\\u{1b}[2Jgone"),
            ("a\u{202e}b", "a\\u{202e}b"),
            ("\r", "\\u{d}"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }
}
