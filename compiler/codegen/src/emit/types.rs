//! `types.rs`: a module per tool, with the types of its schemas.

use proc_macro2::{Literal, TokenStream, TokenTree};
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
        let tools = self.server.tools.iter().enumerate();
        let modules = tools.map(|(index, tool)| TypeModule { tool, index });
        tokens.extend(quote! {
            #![doc = " What the tools take and give."]
            #(#modules)*
        });
    }
}

/// The types of one tool, the `index`th of its server's table.
struct TypeModule<'a> {
    tool: &'a TypedTool,
    index: usize,
}

impl ToTokens for TypeModule<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let module = format_ident!("{}", self.tool.tool.rust_name);
        let docs = ForeignText::inline(&format!("The types of {}.", self.tool.tool.name));
        let arguments = &self.tool.arguments.items;
        let output = self.tool.output.as_ref().map(|output| &output.items);
        let imports = imports(&quote!(#arguments #output));
        let pinned = |items, root, member| PinnedSchema {
            items,
            root,
            index: self.index,
            member,
        };
        let mut schemas = pinned(arguments, "Arguments", "inputSchema").into_token_stream();
        if let Some(output) = output {
            pinned(output, "Output", "outputSchema").to_tokens(&mut schemas);
        }
        tokens.extend(quote! {
            #docs
            pub mod #module {
                #imports

                #arguments
                #output
                #schemas
            }
        });
    }
}

/// `schemars::JsonSchema` for one root type; an alias has that of what it stands for.
struct PinnedSchema<'a> {
    items: &'a TokenStream,
    root: &'static str,
    index: usize,
    /// Where the tool's listing has the schema.
    member: &'static str,
}

impl ToTokens for PinnedSchema<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            items,
            root,
            index,
            member,
        } = *self;
        if !declares(items, root) {
            return;
        }
        let (root, index) = (format_ident!("{root}"), Literal::usize_unsuffixed(index));
        tokens.extend(quote! {
            #[cfg(feature = "schemars")]
            ::mcpreg_contract::typed::json_schema! { #root, crate::TOOLS[#index], #member }
        });
    }
}

/// Whether a struct or an enum of this name is among the items.
fn declares(items: &TokenStream, name: &str) -> bool {
    let is = |token: &TokenTree, words: &[&str]| match token {
        TokenTree::Ident(ident) => words.iter().any(|word| ident == word),
        _ => false,
    };
    let tokens: Vec<_> = items.clone().into_iter().collect();
    tokens
        .windows(2)
        .any(|pair| is(&pair[0], &["struct", "enum"]) && is(&pair[1], &[name]))
}
