//! How a struct is built: `new` with the required members, a setter for each optional one.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Ident, Type};

use super::field::NamedField;
use crate::types::dress::argument_of;

/// The inherent methods of a struct.
pub(super) struct Constructor<'a> {
    pub(super) name: &'a Ident,
    pub(super) fields: &'a [NamedField<'a>],
    pub(super) rest: Option<&'a Ident>,
}

impl Constructor<'_> {
    fn of_required(&self) -> Option<TokenStream> {
        let required = || self.fields.iter().filter(|it| it.field.is_required);
        required().next()?;
        let parameters = required().map(|it| Parameter::of(&it.name, it.ty).declared());
        let values = self.fields.iter().map(|it| {
            let name = &it.name;
            if !it.field.is_required {
                return quote!(#name: None);
            }
            let value = Parameter::of(name, it.ty).value();
            let is_plain = *name == value.to_string();
            if is_plain {
                value
            } else {
                quote!(#name: #value)
            }
        });
        let rest = self.rest.map(|name| quote!(#name: BTreeMap::new()));
        let values = values.chain(rest);
        Some(quote! {
            /// The required members; every optional one is absent.
            #[inline]
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#values),* }
            }
        })
    }

    fn setters(&self) -> impl Iterator<Item = TokenStream> {
        let optional = self.fields.iter().filter(|it| !it.field.is_required);
        optional.map(|it| {
            let name = &it.name;
            let setter = format_ident!("with_{}", name);
            let (ty, is_nullable) = value_type(it.ty);
            let parameter = Parameter::of(name, ty);
            let (declared, value) = (parameter.declared(), parameter.value());
            let value = if is_nullable {
                quote!(Some(Some(#value)))
            } else {
                quote!(Some(#value))
            };
            let docs = format!(" Gives `{name}`.");
            quote! {
                #[doc = #docs]
                #[inline]
                pub fn #setter(mut self, #declared) -> Self {
                    self.#name = #value;
                    self
                }
            }
        })
    }
}

impl ToTokens for Constructor<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        if self.fields.is_empty() {
            return;
        }
        let (name, new, setters) = (self.name, self.of_required(), self.setters());
        tokens.extend(quote! {
            impl #name {
                #new
                #(#setters)*
            }
        });
    }
}

/// One parameter: whatever becomes a string where the type is a string, what is boxed without
/// its box, else the type itself.
struct Parameter<'a> {
    name: &'a Ident,
    ty: &'a Type,
    boxed: Option<&'a Type>,
}

impl<'a> Parameter<'a> {
    fn of(name: &'a Ident, ty: &'a Type) -> Self {
        let boxed = argument_of(ty, "Box");
        Self { name, ty, boxed }
    }

    fn is_string(&self) -> bool {
        matches!(self.ty, Type::Path(path) if path.path.is_ident("String"))
    }

    fn declared(&self) -> TokenStream {
        let (name, ty) = (self.name, self.boxed.unwrap_or(self.ty));
        if self.is_string() {
            quote!(#name: impl Into<String>)
        } else {
            quote!(#name: #ty)
        }
    }

    fn value(&self) -> TokenStream {
        let name = self.name;
        if self.is_string() {
            quote!(#name.into())
        } else if self.boxed.is_some() {
            quote!(Box::new(#name))
        } else {
            quote!(#name)
        }
    }
}

/// What an optional field holds when it is there, and whether that may be `null`.
fn value_type(field: &Type) -> (&Type, bool) {
    let inner = argument_of(field, "Option").unwrap_or(field);
    match argument_of(inner, "Option") {
        Some(innermost) => (innermost, true),
        None => (inner, false),
    }
}
