//! Texts and lists as JSON of at most so many bytes.

use mcpreg_contract::Violations;
use mcpreg_wire::{json_text, quoted};

/// `text` as a JSON string, cut where it would be longer than `most_bytes`.
pub(super) fn text(text: &str, most_bytes: usize) -> String {
    let room = most_bytes.saturating_sub("\"…\"".len());
    let mut taken = 0;
    for (at, character) in text.char_indices() {
        taken += json_length(character);
        if taken > room {
            return quoted(&format!("{}…", &text[..at]));
        }
    }
    quoted(text)
}

/// As many violations as a JSON array of `most_bytes` holds.
pub(super) fn list(violations: &Violations, most_bytes: usize) -> String {
    let mut list = String::from("[");
    for violation in &violations.0 {
        let item = json_text(violation);
        if list.len() + item.len() + 2 > most_bytes {
            break;
        }
        if list.len() > 1 {
            list.push(',');
        }
        list.push_str(&item);
    }
    list.push(']');
    list
}

/// How many bytes a character takes in a JSON string, at most.
fn json_length(character: char) -> usize {
    match character {
        '"' | '\\' => 2,
        '\u{0}'..='\u{1f}' | '\u{85}' | '\u{2028}' | '\u{2029}' => 6,
        other => other.len_utf8(),
    }
}

#[cfg(test)]
mod tests {
    use mcpreg_contract::{Violation, Violations};

    use super::{list, text};

    #[test]
    fn a_long_text_is_cut_to_its_room() {
        assert_eq!(text("short", 20), "\"short\"");
        assert_eq!(text("longer text", 12), "\"longer …\"");
        for long in [
            "\u{1}".repeat(99),
            "\"".repeat(99),
            "é".repeat(99),
            "\u{2028}".repeat(99),
        ] {
            let cut = text(&long, 50);
            assert!(cut.len() <= 50 && cut.ends_with("…\""), "{cut}");
        }
    }

    #[test]
    fn a_long_list_ends_early() {
        let violation = Violation::new("/a", "type", "a string", "7");
        let violations = Violations(vec![violation; 32]);
        let shortened = list(&violations, 200);
        assert!(shortened.len() <= 200, "{shortened}");
        let read: Vec<serde_json::Value> = serde_json::from_str(&shortened).expect("it is JSON");
        assert!((1..32).contains(&read.len()), "{shortened}");
    }
}
