//! Foreign words as Rust documentation: the one door through which they enter.
//!
//! In goes any text a server sent; out come `#[doc = "…"]` attributes that rustdoc reads as plain
//! paragraphs. A fenced or indented block would be compiled and *run* by `cargo test`, raw HTML
//! would land in the documentation, an invisible character would hide what a reviewer should
//! see: none of them gets through. A [`Paragraph`] shows foreign text as code: a name, a pattern, a
//! value. String literals do not come here; `quote` escapes those.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use mcpreg_text::shown_on_one_line;

use crate::json::is_invisible;

/// How many characters of one text become documentation; the whole of it is in the pin.
const MAX_CHARACTERS: usize = 4_000;

/// How many characters of one code span become documentation.
const MAX_CODE: usize = 400;

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
            lines.extend(wrap(words(&line)));
        }
        if cut.len() < text.len() {
            lines.push("… (cut; the whole text is in the pin)".to_owned());
        }
        if lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        Self { lines }
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

/// A paragraph in which foreign words are code.
///
/// It is broken between words and never within a code span.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    words: Vec<String>,
}

impl Paragraph {
    /// With a text behind it, which is shown as words: ours, or foreign ones as plain text.
    #[must_use]
    pub fn say(mut self, text: &str) -> Self {
        let spaced = text.replace(char::is_whitespace, " ");
        for (index, word) in words(&spaced.replace(is_invisible, "")).enumerate() {
            self.push(word, index == 0);
        }
        self
    }

    /// With a foreign text behind it, as code.
    #[must_use]
    pub fn code(mut self, text: &str) -> Self {
        self.push(code_span(text), true);
        self
    }

    /// With a link behind it to an item that the emitted code has at this path.
    #[must_use]
    pub fn link(mut self, path: &str) -> Self {
        self.push(format!("[`{path}`]"), true);
        self
    }

    /// The same with another text.
    #[must_use]
    pub fn link_as(mut self, text: &'static str, path: &str) -> Self {
        self.push(format!("[`{text}`]({path})"), true);
        self
    }

    /// Makes the last word longer, or adds one; code is never glued to code, which would be one
    /// run of backticks.
    fn push(&mut self, word: String, is_glued: bool) {
        match self.words.last_mut() {
            Some(last) if is_glued && !(last.ends_with('`') && word.starts_with('`')) => {
                last.push_str(&word);
            }
            _ => self.words.push(word),
        }
    }
}

impl From<Paragraph> for ForeignText {
    fn from(paragraph: Paragraph) -> Self {
        let words = paragraph.words.into_iter().filter(|word| !word.is_empty());
        let mut lines = wrap(words);
        lines.retain(|line| !line.is_empty());
        Self { lines }
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

/// The words of a line, with a backslash before every character that Markdown could take for its
/// own.
fn words(line: &str) -> impl Iterator<Item = String> {
    line.split(' ').map(|word| {
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
    })
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

/// Words as lines, broken between them where a line would be long.
fn wrap(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut length = 0;
    for word in words {
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
        last.push_str(&word);
        length += added;
    }
    lines
}

/// A code span of Markdown that shows a text as it is, on one line.
///
/// Its backticks are one more than any that are side by side in the text, so the text cannot end
/// it, and what cannot be seen is escaped as in Rust.
fn code_span(text: &str) -> String {
    // Markdown has no empty code span.
    let text = if text.is_empty() { "\"\"" } else { text };
    let cut: String = text.chars().take(MAX_CODE).collect();
    let mut shown = shown_on_one_line(&cut);
    if cut.len() < text.len() {
        shown.push('…');
    }
    let runs = shown.split(|character| character != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0) + 1);
    // Markdown takes one space from both ends, where both have one and something is between.
    let is_at_end = |character| shown.starts_with(character) || shown.ends_with(character);
    let space = if is_at_end('`') || is_at_end(' ') {
        " "
    } else {
        ""
    };
    format!("{fence}{space}{shown}{space}{fence}")
}

#[cfg(test)]
mod tests;
