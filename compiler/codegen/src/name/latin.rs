//! A name in any script, in the letters that names are made of.
//!
//! The table is `any_ascii`'s: it covers all living scripts of Unicode, has no dependencies, and
//! decides each character alone, so that one character always becomes the same letters. What the
//! table has no letters for is dropped. Invisible characters become `_`: dropped, they would make
//! two names look alike.

use any_ascii::any_ascii_char;

use crate::json::is_invisible;

/// The text in ASCII, readable where its script can be transliterated.
pub(super) fn latin(text: &str) -> String {
    let mut latin = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii() {
            latin.push(character);
        } else if is_invisible(character) {
            latin.push('_');
        } else {
            latin.push_str(any_ascii_char(character));
        }
    }
    latin
}

#[cfg(test)]
mod tests {
    use super::latin;

    #[test]
    fn names_in_other_scripts() {
        for (name, expected) in [
            ("read file", "read file"),
            ("größe", "grosse"),
            ("cafe\u{301}", "cafe"),
            ("検索", "JianSuo"),
            ("поиск_файлов", "poisk_faylov"),
            ("αρχείο", "archeio"),
            ("a\u{202e}b", "a_b"),
            ("a\u{200b}b", "a_b"),
            ("\u{e000}", ""),
        ] {
            assert_eq!(latin(name), expected, "{name}");
        }
    }
}
