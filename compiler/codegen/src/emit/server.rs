//! `servers/<module>/src/lib.rs`: one server's face to people who write Rust.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::attributes::CrateAttributes;
use super::proxy::Proxy;
use crate::foreign_text::ForeignText;
use crate::model::{ServerModel, TypedTool};

/// The root of one server's crate: what it re-exports and its typed functions.
pub(super) struct ServerRoot<'a> {
    pub(super) server: &'a ServerModel<TypedTool>,
}

impl ToTokens for ServerRoot<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let server = self.server;
        let (name, version) = &server.version;
        let docs = ForeignText::inline(&format!(
            "The server {}: {name} {version}, MCP revision {}.",
            server.id, server.protocol
        ));
        let docs = docs.lines().iter().map(|line| format!(" {line}"));
        let modules = server
            .tools
            .iter()
            .map(|tool| format_ident!("{}", tool.tool.rust_name));
        let proxies = server
            .tools
            .iter()
            .enumerate()
            .map(|(index, tool)| Proxy { tool, index });
        let attributes = CrateAttributes;
        tokens.extend(quote! {
            #(#![doc = #docs])*
            #attributes
            #[rustfmt::skip]
            mod checks;
            #[rustfmt::skip]
            mod tools;
            #[cfg(feature = "types")]
            #[rustfmt::skip]
            mod types;

            pub use self::tools::{SERVER, TOOLS};
            #[cfg(feature = "types")]
            pub use self::types::{#(#modules),*};

            #(#proxies)*
        });
    }
}
