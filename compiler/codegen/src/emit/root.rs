//! `src/lib.rs`: the servers' crates under one roof, and the registry.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::attributes::{ContractAssertion, CrateAttributes};
use super::manifest::Packages;
use crate::foreign_text::{ForeignText, Paragraph};
use crate::model::TypedModel;

/// The root of the package that re-exports all servers.
pub(super) struct Root<'a> {
    pub(super) model: &'a TypedModel,
    pub(super) packages: &'a Packages,
}

impl ToTokens for Root<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        // A tool's module can have the name of a crate: the path says which is meant.
        let servers = self.model.servers.iter().map(|server| {
            let module = format_ident!("{}", server.module);
            let package = format_ident!("{}", self.packages.server_crate(&server.module));
            let docs = Paragraph::default().say("The tools of the server ");
            let docs = ForeignText::from(docs.code(&server.id).say("."));
            quote! {
                #docs
                pub mod #module {
                    pub use ::#package::*;
                }
            }
        });
        let attributes = CrateAttributes;
        let assertion = ContractAssertion;
        let registry = RegistryStatic { model: self.model };
        tokens.extend(quote! {
            #![doc = " The pinned tools of one gateway: a module per server, a function per tool."]
            #attributes
            use mcpreg_contract::Registry;
            #(#servers)*
            #registry
            #assertion
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
            pub static REGISTRY: Registry = Registry {
                gateway: #gateway,
                servers: &[#(&#modules::SERVER),*],
            };
        });
    }
}
