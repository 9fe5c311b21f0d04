//! `calls.rs`: a typed function per tool, which hands over to `mcpreg_contract::Tool`.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::import;
use super::table::ToolName;
use crate::foreign_text::{ForeignText, Paragraph};
use crate::lock::OutputCheck;
use crate::model::{ServerModel, TypedTool};

/// The functions of one server's tools.
pub(super) struct Proxies<'a> {
    pub(super) server: &'a ServerModel<TypedTool>,
}

impl ToTokens for Proxies<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let is_enforced = self.server.checks.output == OutputCheck::Enforce;
        let proxies = self.server.tools.iter();
        let proxies = proxies.map(|tool| Proxy { tool, is_enforced });
        let proxies = quote!(#(#proxies)*);
        let contract = import::of_contract(&["CallError", "Caller", "ToolResult"], &proxies);
        let own = (!proxies.is_empty()).then(|| {
            quote! {
                use crate::tools;
                use crate::types::*;
            }
        });
        tokens.extend(quote! {
            #![doc = " A function per tool, which calls it with typed arguments."]
            #contract
            #own
            #proxies
        });
    }
}

/// The function of one tool.
struct Proxy<'a> {
    tool: &'a TypedTool,
    is_enforced: bool,
}

impl ToTokens for Proxy<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = format_ident!("{}", self.tool.tool.rust_name);
        let table = ToolName(&self.tool.tool);
        let docs = ProxyDocs {
            tool: self.tool,
            is_enforced: self.is_enforced,
        };
        let (output, call) = if self.tool.output.is_some() {
            (quote!(#name::Output), quote!(structured))
        } else {
            (quote!(ToolResult), quote!(unstructured))
        };
        tokens.extend(quote! {
            #docs
            pub async fn #name(
                caller: &impl Caller,
                arguments: &#name::Arguments,
            ) -> Result<#output, CallError> {
                tools::#table.#call(caller, arguments).await
            }
        });
    }
}

/// The server's description, the tool's public name, and when the call fails.
struct ProxyDocs<'a> {
    tool: &'a TypedTool,
    is_enforced: bool,
}

impl ProxyDocs<'_> {
    fn description(&self) -> ForeignText {
        let tool = &self.tool.tool;
        let described = tool.listing.get("description");
        let described = described.and_then(|text| text.as_str()).unwrap_or_default();
        let description = ForeignText::new(described);
        if description.is_empty() {
            let own = Paragraph::default().say("Calls the tool ");
            return own.code(&tool.name).say(".").into();
        }
        description
    }

    /// When the call fails, by the variants of the error.
    fn errors(&self) -> Paragraph {
        let words = Paragraph::default()
            .say("Returns ")
            .link("CallError::Refused")
            .say(" if the arguments violate the pinned schema, ")
            .link("CallError::Arguments")
            .say(" if they cannot be written as JSON, ")
            .link("CallError::Unavailable")
            .say(" or ")
            .link("CallError::Protocol")
            .say(" if the server does not answer the call, ")
            .link("CallError::Tool")
            .say(" if the tool reports a failure, ");
        if self.tool.output.is_none() {
            let words = words.say("and ").link("CallError::Output");
            return words.say(" if the answer is not the result of a tool.");
        }
        let words = if self.is_enforced {
            let words = words.link("CallError::BrokenOutput");
            words.say(" if its output violates the pinned schema, ")
        } else {
            words
        };
        let output = format!("{}::Output", self.tool.tool.rust_name);
        words
            .say("and ")
            .link("CallError::Unstructured")
            .say(" or ")
            .link("CallError::Output")
            .say(" if its result has no ")
            .link_as("Output", &output)
            .say(".")
    }
}

impl ToTokens for ProxyDocs<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let description = self.description();
        let public = Paragraph::default().say("Clients see it as ");
        let public = ForeignText::from(public.code(&self.tool.tool.public_name).say("."));
        let errors = ForeignText::from(self.errors());
        tokens.extend(quote! {
            #description
            #[doc = ""]
            #public
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #errors
        });
    }
}
