//! `types.rs`: a module per tool, with the types of its schemas.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use crate::foreign_text::ForeignText;
use crate::model::{ServerModel, TypedTool};
use crate::types::imports;

/// The types of one server's tools.
pub(super) struct Types<'a> {
    pub(super) server: &'a ServerModel<TypedTool>,
}

impl ToTokens for Types<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let modules = self.server.tools.iter().map(|tool| TypeModule { tool });
        tokens.extend(quote! {
            #![doc = " What the tools take and give."]
            #(#modules)*
        });
    }
}

/// The types of one tool.
struct TypeModule<'a> {
    tool: &'a TypedTool,
}

impl ToTokens for TypeModule<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let module = format_ident!("{}", self.tool.tool.rust_name);
        let docs = ForeignText::inline(&format!("The types of {}.", self.tool.tool.name));
        let arguments = &self.tool.arguments.items;
        let output = self.tool.output.as_ref().map(|output| &output.items);
        let imports = imports(&quote!(#arguments #output));
        tokens.extend(quote! {
            #docs
            pub mod #module {
                #imports

                #arguments
                #output
            }
        });
    }
}
