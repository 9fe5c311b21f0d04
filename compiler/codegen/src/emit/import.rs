//! The `use` lines of a file: what its items name, and nothing else.

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};

/// Imports those of `names`, all in `mcpreg_contract`, that the items name.
pub(super) fn of_contract(names: &[&str], items: &TokenStream) -> TokenStream {
    let used: Vec<_> = names
        .iter()
        .filter(|name| mentions(items, name))
        .map(|name| format_ident!("{name}"))
        .collect();
    match used.as_slice() {
        [] => TokenStream::new(),
        [one] => quote!(use mcpreg_contract::#one;),
        several => quote!(use mcpreg_contract::{#(#several),*};),
    }
}

/// Whether an identifier is somewhere in the tokens.
fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}
