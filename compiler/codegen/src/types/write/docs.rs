//! What a schema tells people, as documentation.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use crate::foreign_text::{ForeignText, Paragraph};
use crate::json::Json;
use crate::types::plan::Words;

/// Examples that are shown.
const EXAMPLES: usize = 3;
/// Characters of the longest value that is shown.
const LONGEST_VALUE: usize = 80;

/// A description with what stands beside it, a paragraph each.
pub(super) struct Docs<'a> {
    description: Option<&'a String>,
    more: Vec<Paragraph>,
}

impl<'a> Docs<'a> {
    /// The words of a member.
    pub(super) fn of_member(words: &'a Words) -> Self {
        let default = shown(words.default.as_ref());
        let default = default.map(|value| Paragraph::default().say("Default: ").code(&value));
        Self::of(words, default)
    }

    /// The words of a type; its default is that of the members.
    pub(super) fn of_type(words: &'a Words) -> Self {
        Self::of(words, None)
    }

    fn of(words: &'a Words, default: Option<Paragraph>) -> Self {
        let deprecated = words
            .is_deprecated
            .then(|| Paragraph::default().say("Deprecated."));
        let examples = words.examples.iter().filter_map(|it| shown(Some(it)));
        let examples = examples
            .take(EXAMPLES)
            .fold(None, |listed: Option<Paragraph>, value| {
                let before = match listed {
                    Some(listed) => listed.say(", "),
                    None => Paragraph::default().say("Examples: "),
                };
                Some(before.code(&value))
            });
        Self {
            description: words.description.as_ref(),
            more: [default, deprecated, examples]
                .into_iter()
                .flatten()
                .collect(),
        }
    }

    /// Words of our own.
    pub(super) fn line(paragraph: Paragraph) -> Self {
        Self {
            description: None,
            more: vec![paragraph],
        }
    }

    /// With one more paragraph.
    pub(super) fn and(mut self, paragraph: Paragraph) -> Self {
        self.more.push(paragraph);
        self
    }
}

impl ToTokens for Docs<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let description = self.description.map(|text| ForeignText::new(text));
        let more = self.more.iter().cloned().map(ForeignText::from);
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
