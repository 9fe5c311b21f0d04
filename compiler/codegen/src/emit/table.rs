//! `tools.rs`: the table a gateway serves, and the server it belongs to.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, format_ident, quote};

use crate::coverage::{self, CoverageVerdict};
use crate::lock::{CaseVariants, OutputCheck, Timeouts};
use crate::model::{ServerModel, TypedTool};

/// The tables of one server.
pub(super) struct ToolTable<'a> {
    pub(super) server: &'a ServerModel<TypedTool>,
}

impl ToTokens for ToolTable<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let server = ServerStatic {
            server: self.server,
        };
        let count = Literal::usize_unsuffixed(self.server.tools.len());
        let id = &self.server.id;
        let tools = self
            .server
            .tools
            .iter()
            .map(|tool| ToolEntry { tool, server: id });
        tokens.extend(quote! {
            #![doc = " What is served, from which server."]
            #server
            #[doc = " The server's tools, sorted by public name."]
            pub static TOOLS: [::mcpreg_contract::Tool; #count] = [#(#tools),*];
        });
    }
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
        tokens.extend(quote! {
            #[doc = " The pinned server."]
            pub static SERVER: ::mcpreg_contract::Server = ::mcpreg_contract::Server {
                id: #id,
                prefix: #prefix,
                protocol: #protocol,
                version: (#name, #version),
                pin_sha256: #pin_sha256,
                launch: #launch,
                timeouts: ::mcpreg_contract::Timeouts { start_ms: #start_ms, call_ms: #call_ms },
                output_check: ::mcpreg_contract::OutputCheck::#output_check,
                case_variants: ::mcpreg_contract::CaseVariants::#case_variants,
                tools: &TOOLS,
            };
        });
    }
}

/// One tool's row.
struct ToolEntry<'a> {
    tool: &'a TypedTool,
    server: &'a str,
}

impl ToTokens for ToolEntry<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (tool, server) = (&self.tool.tool, self.server);
        let (public_name, name) = (&tool.public_name, &tool.name);
        let module = format_ident!("{}", tool.rust_name);
        let listing = tool.listing.to_compact();
        let output = if self.tool.output_check.is_some() {
            quote!(Some(&super::checks::#module::OUTPUT))
        } else {
            quote!(None)
        };
        let fixed = tool.fixed.iter().map(|(name, value)| {
            let json = value.to_compact();
            quote!(::mcpreg_contract::Fixed { name: #name, json: #json })
        });
        let coverage = CoverageValue { tool: self.tool };
        tokens.extend(quote! {
            ::mcpreg_contract::Tool {
                public_name: #public_name,
                name: #name,
                server: #server,
                listing: #listing,
                arguments: &super::checks::#module::ARGUMENTS,
                output: #output,
                fixed: &[#(#fixed),*],
                coverage: #coverage,
            }
        });
    }
}

/// How the tool's schemas ended as types.
struct CoverageValue<'a> {
    tool: &'a TypedTool,
}

impl ToTokens for CoverageValue<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (verdict, reasons) = coverage::judge(self.tool);
        let value = match verdict {
            CoverageVerdict::Typed => quote!(Typed),
            CoverageVerdict::Widened => quote!(Widened(&[#(#reasons),*])),
            CoverageVerdict::Raw => {
                let reason = reasons.join("; ");
                quote!(Raw(#reason))
            }
        };
        tokens.extend(quote!(::mcpreg_contract::Coverage::#value));
    }
}
