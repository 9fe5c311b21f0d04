//! `servers/<module>/src/lib.rs`: one server as a crate, and the server itself.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::attributes::{ContractAssertion, CrateAttributes};
use super::table::ToolName;
use crate::foreign_text::{ForeignText, Paragraph};
use crate::literal::Quoted;
use crate::lock::{CaseVariants, OutputCheck, Timeouts};
use crate::model::{ServerModel, TypedTool};

/// The root of one server's crate: its modules, what they export, and the server's static.
pub(super) struct ServerRoot<'a> {
    pub(super) server: &'a ServerModel<TypedTool>,
}

impl ToTokens for ServerRoot<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let server = self.server;
        let docs = ForeignText::from(description(server));
        let docs = docs.lines().iter().map(|line| format!(" {line}"));
        let (attributes, assertion) = (CrateAttributes, ContractAssertion);
        let own = ServerStatic { server };
        let calls = (!server.tools.is_empty()).then(|| {
            quote! {
                #[cfg(feature = "types")]
                pub use self::calls::*;
                #[cfg(feature = "types")]
                pub use self::types::*;
            }
        });
        tokens.extend(quote! {
            #(#![doc = #docs])*
            #attributes
            #[cfg(feature = "types")]
            #[rustfmt::skip]
            mod calls;
            #[rustfmt::skip]
            mod checks;
            #[rustfmt::skip]
            pub mod tools;
            #[cfg(feature = "types")]
            #[rustfmt::skip]
            mod types;

            use mcpreg_contract::{CaseVariants, OutputCheck, Server, Timeouts};
            #calls

            #own
            #assertion
        });
    }
}

/// Which server it is, as it was pinned.
fn description(server: &ServerModel<TypedTool>) -> Paragraph {
    let (name, version) = &server.version;
    let words = Paragraph::default().say("The tools of the server ");
    let words = words.code(&server.id).say(": ").code(name).say(" ");
    let words = words.code(version).say(", MCP revision ");
    words.code(&server.protocol).say(".")
}

/// The static of one server.
struct ServerStatic<'a> {
    server: &'a ServerModel<TypedTool>,
}

impl ToTokens for ServerStatic<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let ServerModel {
            id,
            prefix,
            protocol,
            pin_sha256,
            launch,
            ..
        } = self.server;
        let launch = Quoted(launch);
        let (name, version) = &self.server.version;
        let Timeouts { start_ms, call_ms } = self.server.timeouts;
        let start_ms = Literal::u64_unsuffixed(start_ms);
        let call_ms = Literal::u64_unsuffixed(call_ms);
        let output_check = match self.server.checks.output {
            OutputCheck::Off => quote!(Off),
            OutputCheck::Warn => quote!(Warn),
            OutputCheck::Enforce => quote!(Enforce),
        };
        let case_variants = match self.server.checks.case_variants {
            CaseVariants::Refuse => quote!(Refuse),
            CaseVariants::Accept => quote!(Accept),
        };
        let tools = self.server.tools.iter().map(|tool| ToolName(&tool.tool));
        tokens.extend(quote! {
            #[doc = " The server as it was pinned, with its tools by public name."]
            pub static SERVER: Server = Server {
                id: #id,
                prefix: #prefix,
                protocol: #protocol,
                version: (#name, #version),
                pin_sha256: #pin_sha256,
                launch: #launch,
                timeouts: Timeouts { start_ms: #start_ms, call_ms: #call_ms },
                output_check: OutputCheck::#output_check,
                case_variants: CaseVariants::#case_variants,
                tools: &[#(&tools::#tools),*],
            };
        });
    }
}
