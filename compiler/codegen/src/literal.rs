//! String literals as people would write them: JSON and patterns without a forest of backslashes.

use proc_macro2::{Literal, TokenStream};
use quote::ToTokens;

use crate::json::is_invisible;

/// A text as a literal, raw where that saves escapes.
///
/// A raw literal escapes nothing, so a text with an invisible character is never one.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl Quoted<'_> {
    fn literal(&self) -> Literal {
        let text = self.0;
        let escaped = || Literal::string(text);
        if !text.contains(['"', '\\']) || text.contains(is_invisible) {
            return escaped();
        }
        let hashes = "#".repeat(hashes(text));
        let raw = format!("r{hashes}\"{text}\"{hashes}");
        // The escaped form of a text is always there, whatever a raw one may not hold.
        raw.parse().unwrap_or_else(|_| escaped())
    }
}

impl ToTokens for Quoted<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.literal().to_tokens(tokens);
    }
}

/// How many hashes end no part of the text early.
fn hashes(text: &str) -> usize {
    let behind_quotes = text.split('"').skip(1);
    let longest = behind_quotes.map(|part| part.len() - part.trim_start_matches('#').len() + 1);
    longest.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Quoted(text).literal().to_string(), expected);
    }

    #[test]
    fn a_text_is_raw_where_that_saves_escapes() {
        check("plain", r#""plain""#);
        check(r"^\d+$", r#"r"^\d+$""#);
        check(r#"{"a":1}"#, r##"r#"{"a":1}"#"##);
        check(r##"a"#b"##, r###"r##"a"#b"##"###);
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        check("\"\u{202e}", r#""\"\u{202e}""#);
        check("\"\r\n", r#""\"\r\n""#);
        check("\\\u{feff}", r#""\\\u{feff}""#);
    }

    proptest! {
        #[test]
        fn it_is_the_text(text in r#"(["\\#\r\n\t{}a]|\PC|.){0,40}"#) {
            let literal = Quoted(&text).literal().to_string();
            let parsed: syn::LitStr = syn::parse_str(&literal).expect("it is a string literal");
            prop_assert_eq!(parsed.value(), text);
            prop_assert!(!literal.starts_with('r') || !literal.contains(is_invisible));
        }
    }
}
