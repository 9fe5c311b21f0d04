//! Foreign words as Rust documentation: the one door through which they enter.

use proc_macro2::TokenStream;
use quote::ToTokens;

/// A server's own words, to be shown as documentation and as nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignText(String);

impl ForeignText {
    /// Takes a text as the server sent it.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl ToTokens for ForeignText {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let _ = tokens;
    }
}
