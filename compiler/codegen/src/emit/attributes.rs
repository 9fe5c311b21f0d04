//! What stands at the top of every generated crate, and its promise of one contract.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::CONTRACT;

/// The crate's attributes.
pub(super) struct CrateAttributes;

impl ToTokens for CrateAttributes {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(quote! {
            // Formatting it would be drift.
            #![cfg_attr(rustfmt, rustfmt_skip)]
            #![allow(clippy::all, clippy::pedantic, reason = "declarations written by a tool")]
        });
    }
}

/// The assertion that generator and runtime mean the same shapes.
///
/// Every crate asserts it, so that a mismatch is said in words whichever rustc meets first.
pub(super) struct ContractAssertion;

impl ToTokens for ContractAssertion {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let message = format!(
            "this crate was generated for contract {CONTRACT}, and mcpreg-contract has another: \
             run `mcpreg-compile generate` with the version of the runtime"
        );
        let contract = Literal::u32_unsuffixed(CONTRACT);
        tokens.extend(quote! {
            const _: () = assert!(mcpreg_contract::CONTRACT == #contract, #message);
        });
    }
}
