//! One typed function: a declaration that hands over to `mcpreg_contract::call`.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use crate::foreign_text::ForeignText;
use crate::model::TypedTool;

/// The function of one tool, the `index`th of its server's table.
pub(super) struct Proxy<'a> {
    pub(super) tool: &'a TypedTool,
    pub(super) index: usize,
}

impl ToTokens for Proxy<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let tool = format_ident!("{}", self.tool.tool.rust_name);
        let index = proc_macro2::Literal::usize_unsuffixed(self.index);
        let docs = ProxyDocs { tool: self.tool };
        let (output, call) = if self.tool.output.is_some() {
            (quote!(#tool::Output), quote!(structured))
        } else {
            (quote!(::mcpreg_contract::ToolResult), quote!(unstructured))
        };
        tokens.extend(quote! {
            #docs
            #[cfg(feature = "types")]
            pub async fn #tool(
                caller: &impl ::mcpreg_contract::Caller,
                arguments: &#tool::Arguments,
            ) -> Result<#output, ::mcpreg_contract::CallError> {
                ::mcpreg_contract::call::#call(caller, &TOOLS[#index], arguments).await
            }
        });
    }
}

/// The server's description, the tool's public name, and when the call fails.
struct ProxyDocs<'a> {
    tool: &'a TypedTool,
}

impl ToTokens for ProxyDocs<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let tool = &self.tool.tool;
        let described = tool
            .listing
            .get("description")
            .and_then(|text| text.as_str());
        let description = ForeignText::new(described.unwrap_or_default());
        let own_name = ForeignText::inline(&format!("Calls the tool {}.", tool.name));
        let docs = if description.is_empty() {
            &own_name
        } else {
            &description
        };
        // A public name has no character that Markdown or Rust could take for its own.
        let public = format!(" Clients see it as `{}`.", tool.public_name);
        tokens.extend(quote! {
            #docs
            #[doc = ""]
            #[doc = #public]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " The reasons why there is no output."]
        });
    }
}
