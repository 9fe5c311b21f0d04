//! `lib.rs`: the servers' modules, the registry, and the promise of one contract.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use crate::CONTRACT;
use crate::foreign_text::ForeignText;
use crate::model::TypedModel;

/// The crate's root.
pub(super) struct Root<'a> {
    pub(super) model: &'a TypedModel,
}

impl ToTokens for Root<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let modules = self.model.servers.iter().map(|server| {
            let module = format_ident!("{}", server.module);
            let docs = ForeignText::inline(&format!("The server {}.", server.id));
            quote! { #docs #[rustfmt::skip] pub mod #module; }
        });
        let contract = Contract;
        let registry = RegistryStatic { model: self.model };
        tokens.extend(quote! {
            #![doc = " The pinned tools of one gateway: a module per server, a function per tool."]
            // Formatting it would be drift.
            #![cfg_attr(rustfmt, rustfmt_skip)]
            #![allow(clippy::all, clippy::pedantic, reason = "declarations written by a tool")]
            #contract
            #(#modules)*
            #registry
        });
    }
}

/// The assertion that generator and runtime mean the same shapes.
struct Contract;

impl ToTokens for Contract {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let message = format!(
            "this crate was generated for contract {CONTRACT}, and mcpreg-contract has another: \
             run `mcpreg-compile generate` with the version of the runtime"
        );
        let contract = proc_macro2::Literal::u32_unsuffixed(CONTRACT);
        tokens.extend(quote! {
            const _: () = assert!(::mcpreg_contract::CONTRACT == #contract, #message);
        });
    }
}

/// The static that a gateway's `main` hands to the runtime.
struct RegistryStatic<'a> {
    model: &'a TypedModel,
}

impl ToTokens for RegistryStatic<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let gateway = &self.model.gateway;
        let modules = self
            .model
            .servers
            .iter()
            .map(|server| format_ident!("{}", server.module));
        tokens.extend(quote! {
            #[doc = " Everything the gateway serves."]
            pub static REGISTRY: ::mcpreg_contract::Registry = ::mcpreg_contract::Registry {
                gateway: #gateway,
                servers: &[#(&#modules::SERVER),*],
            };
        });
    }
}
