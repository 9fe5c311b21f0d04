//! `checks.rs`: a module per tool, with what decides its arguments and its output.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use crate::check::{CheckCode, imports};
use crate::model::{ServerModel, TypedTool};

/// The checks of one server's tools.
pub(super) struct Checks<'a> {
    pub(super) server: &'a ServerModel<TypedTool>,
}

impl ToTokens for Checks<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let modules = self.server.tools.iter().map(|tool| CheckModule { tool });
        tokens.extend(quote! {
            #![doc = " The pinned schemas, compiled to the checks of each tool."]
            #(#modules)*
        });
    }
}

/// The checks of one tool.
struct CheckModule<'a> {
    tool: &'a TypedTool,
}

impl ToTokens for CheckModule<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let module = format_ident!("{}", self.tool.tool.rust_name);
        let imports = imports(self.tool.checks());
        let arguments = CheckStatic {
            name: "ARGUMENTS",
            code: &self.tool.arguments_check,
        };
        let output = self.tool.output_check.iter();
        let output = output.map(|code| CheckStatic {
            name: "OUTPUT",
            code,
        });
        tokens.extend(quote! {
            pub(crate) mod #module {
                #imports
                #arguments
                #(#output)*
            }
        });
    }
}

/// One check and the statics it is made of.
struct CheckStatic<'a> {
    name: &'static str,
    code: &'a CheckCode,
}

impl ToTokens for CheckStatic<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let name = format_ident!("{}", self.name);
        let CheckCode { items, check, .. } = self.code;
        tokens.extend(quote! {
            pub(crate) static #name: Check = #check;
            #items
        });
    }
}
