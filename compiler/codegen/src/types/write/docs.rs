//! What a schema tells people, as documentation.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::foreign_text::ForeignText;
use crate::json::Json;
use crate::types::plan::Words;

/// Examples that are shown.
const EXAMPLES: usize = 3;
/// Characters of the longest value that is shown.
const LONGEST_VALUE: usize = 80;

/// A description with what stands beside it, a paragraph each.
pub(super) struct Docs<'a> {
    words: Option<&'a Words>,
    more: Vec<String>,
}

impl<'a> Docs<'a> {
    /// The words of a schema.
    pub(super) fn of(words: &'a Words) -> Self {
        let mut docs = Self::lines(Vec::new());
        docs.words = Some(words);
        if let Some(default) = shown(words.default.as_ref()) {
            docs.more.push(format!("Default: {default}"));
        }
        if words.is_deprecated {
            docs.more.push("Deprecated.".to_owned());
        }
        let examples = words.examples.iter().filter_map(|it| shown(Some(it)));
        let examples: Vec<_> = examples.take(EXAMPLES).collect();
        if !examples.is_empty() {
            docs.more.push(format!("Examples: {}", examples.join(", ")));
        }
        docs
    }

    /// Words of our own, a paragraph each.
    pub(super) fn lines(more: Vec<String>) -> Self {
        Self { words: None, more }
    }

    /// With one more paragraph.
    pub(super) fn and(mut self, paragraph: String) -> Self {
        self.more.push(paragraph);
        self
    }
}

impl ToTokens for Docs<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let description = self.words.and_then(|words| words.description.as_ref());
        let description = description.map(|text| ForeignText::new(text));
        let more = self.more.iter().map(|text| ForeignText::inline(text));
        let mut is_first = true;
        for text in description.into_iter().chain(more) {
            if text.is_empty() {
                continue;
            }
            if !is_first {
                tokens.extend(quote!(#[doc = ""]));
            }
            is_first = false;
            text.to_tokens(tokens);
        }
    }
}

/// A value as JSON text, if it is short enough to be read.
fn shown(value: Option<&Json>) -> Option<String> {
    let text = value?.to_compact();
    (text.chars().count() <= LONGEST_VALUE).then_some(text)
}
