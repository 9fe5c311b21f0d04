//! Foreign words as Rust documentation: the one door through which they enter.
//!
//! In goes any text a server sent; out come `#[doc = "…"]` attributes that rustdoc reads as plain
//! paragraphs. A fenced or indented block would be compiled and *run* by `cargo test`, raw HTML
//! would land in the documentation, an invisible character would hide what a reviewer should
//! see: none of them gets through. String literals do not come here; `quote` escapes those.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::json::is_invisible;

/// How many characters of one text become documentation; the whole of it is in the pin.
const MAX_CHARACTERS: usize = 4_000;

/// How long a line of documentation may grow before it is broken at a space.
const WIDTH: usize = 92;

/// A server's own words, to be shown as documentation and as nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignText {
    lines: Vec<String>,
}

impl ForeignText {
    /// Takes a text as the server sent it.
    pub fn new(text: &str) -> Self {
        let cut: String = text.chars().take(MAX_CHARACTERS).collect();
        let mut lines: Vec<String> = Vec::new();
        for line in cut.split(is_line_end).map(visible) {
            let is_second_blank = lines.last().is_none_or(String::is_empty);
            if line.is_empty() && is_second_blank {
                continue;
            }
            lines.extend(wrap(&escape(&line)));
        }
        if cut.len() < text.len() {
            lines.push("… (cut; the whole text is in the pin)".to_owned());
        }
        if lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        Self { lines }
    }

    /// Takes a text to be shown within one paragraph: a name, a version.
    pub fn inline(text: &str) -> Self {
        Self::new(&text.replace(is_line_end, " "))
    }

    /// Whether nothing of the text is left to show.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines of Markdown, each safe on its own and together.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }
}

impl ToTokens for ForeignText {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for line in &self.lines {
            let line = if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            };
            tokens.extend(quote! { #[doc = #line] });
        }
    }
}

/// The characters that any reader of the text could take for the end of a line.
fn is_line_end(character: char) -> bool {
    matches!(
        character,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// A line without what cannot be seen, without indentation, its white space single spaces.
fn visible(line: &str) -> String {
    let spaced = line.replace('\t', " ");
    let seen: String = spaced
        .chars()
        .filter(|character| !is_invisible(*character))
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The line with a backslash before every character that Markdown could take for its own.
fn escape(line: &str) -> String {
    let words = line.split(' ').map(|word| {
        let mut escaped = String::new();
        for (index, character) in word.char_indices() {
            let (before, from) = word.split_at(index);
            let after = &from[character.len_utf8()..];
            if character.is_ascii_punctuation() && !is_harmless(before, character, after) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
        escaped
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether Markdown leaves this punctuation character alone, between these parts of its word.
fn is_harmless(before: &str, character: char, after: &str) -> bool {
    let is_in_word = |neighbour: Option<char>| neighbour.is_some_and(|c| c.is_ascii_alphanumeric());
    match character {
        ',' | ';' | '?' | '\'' | '"' | '(' | '%' | '/' => true,
        '-' | '_' => is_in_word(before.chars().last()) && is_in_word(after.chars().next()),
        // A word of digits and one of these begins a list, if it begins a line.
        '.' | ')' => {
            !after.is_empty() || before.is_empty() || !before.chars().all(|c| c.is_ascii_digit())
        }
        // Before a slash it would make a bare address, which rustdoc warns of.
        ':' => !after.starts_with('/'),
        _ => false,
    }
}

/// The line broken at spaces, where it is long.
fn wrap(line: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in line.split(' ') {
        let added = word.chars().count() + 1;
        if length > 0 && length + added > WIDTH {
            lines.push(String::new());
            length = 0;
        }
        let last = lines
            .last_mut()
            .expect("one line was put in before the loop");
        if length > 0 {
            last.push(' ');
        }
        last.push_str(word);
        length += added;
    }
    lines
}

#[cfg(test)]
mod tests;
