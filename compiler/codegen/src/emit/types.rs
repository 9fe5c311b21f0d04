//! `types.rs`: a module per tool, with the types of its schemas.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

use super::table::ToolName;
use crate::foreign_text::{ForeignText, Paragraph};
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
            #![doc = " The arguments and the output of each tool, a module per tool."]
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
        let tool = &self.tool.tool;
        let module = format_ident!("{}", tool.rust_name);
        let docs = Paragraph::default().say("The types of the tool ");
        let docs = ForeignText::from(docs.code(&tool.name).say("."));
        let arguments = &self.tool.arguments.items;
        let output = self.tool.output.as_ref().map(|output| &output.items);
        let imports = imports(&quote!(#arguments #output));
        let schemas = PinnedSchemas { tool: self.tool };
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

/// `schemars::JsonSchema` for the root types; an alias has that of what it stands for.
struct PinnedSchemas<'a> {
    tool: &'a TypedTool,
}

impl ToTokens for PinnedSchemas<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let roots = ["Arguments", "Output"].into_iter().zip(self.tool.types());
        let roots = roots.filter(|(root, types)| declares(&types.items, root));
        let roots: Vec<_> = roots.map(|(root, _)| format_ident!("{root}")).collect();
        if roots.is_empty() {
            return;
        }
        let tool = ToolName(&self.tool.tool);
        tokens.extend(quote! {
            #[cfg(feature = "schemars")]
            typed::json_schema!(crate::tools::#tool, #(#roots),*);
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
