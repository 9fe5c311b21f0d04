//! `tools.rs`: a static per tool, as a gateway serves it.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::import;
use crate::coverage::{self, CoverageVerdict};
use crate::foreign_text::{ForeignText, Paragraph};
use crate::literal::Quoted;
use crate::model::{ServerModel, ToolModel, TypedTool};

/// The tools of one server.
pub(super) struct ToolTable<'a> {
    pub(super) server: &'a ServerModel<TypedTool>,
}

impl ToTokens for ToolTable<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let id = &self.server.id;
        let tools = self.server.tools.iter();
        let tools = tools.map(|tool| ToolStatic { tool, server: id });
        let tools = quote!(#(#tools)*);
        let contract = import::of_contract(&["Coverage", "Fixed", "Tool"], &tools);
        let own = (!tools.is_empty()).then(|| {
            quote!(
                use crate::checks;
            )
        });
        tokens.extend(quote! {
            #![doc = " The tools, as the gateway serves them."]
            #contract
            #own
            #tools
        });
    }
}

/// The name of a tool's static: nothing else in its file is a static.
pub(super) struct ToolName<'a>(pub(super) &'a ToolModel);

impl ToTokens for ToolName<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        format_ident!("{}", self.0.rust_name.to_ascii_uppercase()).to_tokens(tokens);
    }
}

/// One tool.
struct ToolStatic<'a> {
    tool: &'a TypedTool,
    server: &'a str,
}

impl ToTokens for ToolStatic<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let (tool, server) = (&self.tool.tool, self.server);
        let (public_name, name) = (&tool.public_name, &tool.name);
        let table = ToolName(tool);
        let docs = Paragraph::default().say("The tool ").code(name);
        let docs = ForeignText::from(docs.say(", served as ").code(public_name).say("."));
        let module = format_ident!("{}", tool.rust_name);
        let listing = tool.listing.to_compact();
        let listing = Quoted(&listing);
        let output = if self.tool.output_check.is_some() {
            quote!(Some(&checks::#module::OUTPUT))
        } else {
            quote!(None)
        };
        let fixed = tool.fixed.iter().map(|(name, value)| {
            let json = value.to_compact();
            let json = Quoted(&json);
            quote!(Fixed { name: #name, json: #json })
        });
        let coverage = CoverageValue { tool: self.tool };
        tokens.extend(quote! {
            #docs
            pub static #table: Tool = Tool {
                public_name: #public_name,
                name: #name,
                server: #server,
                listing: #listing,
                arguments: &checks::#module::ARGUMENTS,
                output: #output,
                fixed: &[#(#fixed),*],
                coverage: #coverage,
            };
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
            CoverageVerdict::Widened => {
                let reasons = reasons.iter().map(|reason| Quoted(reason));
                quote!(Widened(&[#(#reasons),*]))
            }
            CoverageVerdict::Raw => {
                let reason = reasons.join("; ");
                let reason = Quoted(&reason);
                quote!(Raw(#reason))
            }
        };
        tokens.extend(quote!(Coverage::#value));
    }
}
