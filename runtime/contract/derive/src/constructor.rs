//! How a struct is built: `new` with the required members, a setter for each optional one.
//!
//! Their names lie where the struct and its fields are declared, so that this is what rustc and
//! editors show.

use std::fmt::Write as _;

use proc_macro::{Group, Ident, Span, TokenStream, TokenTree};

use crate::item::{argument_of, text};
use crate::object::{Field, Role};
use crate::tokens;

/// The inherent methods of a struct.
pub(crate) struct Constructor<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) fields: &'a [Field<'a>],
}

impl Constructor<'_> {
    pub(crate) fn to_tokens(&self) -> TokenStream {
        let mut methods = String::new();
        self.write_new(&mut methods);
        let optional = self.fields.iter().filter(|it| it.role == Role::Optional);
        optional.for_each(|field| setter(field, &mut methods));
        if methods.is_empty() {
            return TokenStream::new();
        }
        // Not every program calls every method.
        let methods = format!("#[allow(dead_code)] impl {} {{ {methods} }}", self.name);
        let methods = tokens(&methods);
        self.placed(methods)
    }

    fn write_new(&self, methods: &mut String) {
        let (mut parameters, mut values) = (String::new(), String::new());
        for field in self.fields {
            let name = &field.member.name;
            let value = match field.role {
                Role::Required => {
                    let parameter = Parameter::of(field.ty());
                    let _ = write!(parameters, "{name}: {},", parameter.declared());
                    parameter.value(name)
                }
                Role::Optional => "::core::option::Option::None".to_owned(),
                Role::Rest => "::core::default::Default::default()".to_owned(),
            };
            let _ = write!(values, "{name}: {value},");
        }
        if !parameters.is_empty() {
            let _ = write!(
                methods,
                "/// Takes the required members; the optional ones are absent.
                #[inline]
                #[must_use]
                pub fn new({parameters}) -> Self {{ Self {{ {values} }} }}"
            );
        }
    }

    /// The same tokens, each name of a method or a parameter at its declaration.
    fn placed(&self, stream: TokenStream) -> TokenStream {
        let place = |token| match token {
            TokenTree::Ident(mut ident) => {
                if let Some(span) = self.span_of(&ident.to_string()) {
                    ident.set_span(span);
                }
                TokenTree::Ident(ident)
            }
            TokenTree::Group(group) => {
                let mut placed = Group::new(group.delimiter(), self.placed(group.stream()));
                placed.set_span(group.span());
                TokenTree::Group(placed)
            }
            other => other,
        };
        stream.into_iter().map(place).collect()
    }

    fn span_of(&self, name: &str) -> Option<Span> {
        if name == "new" {
            return Some(self.name.span());
        }
        let field = name.strip_prefix("with_").unwrap_or(name);
        let mut fields = self.fields.iter().map(|field| &field.member.name);
        let declared = fields.find(|declared| declared.to_string() == field)?;
        Some(declared.span())
    }
}

fn setter(field: &Field<'_>, methods: &mut String) {
    let name = &field.member.name;
    let inner = argument_of(field.ty(), "Option").unwrap_or(field.ty());
    let nullable = argument_of(inner, "Option");
    let parameter = Parameter::of(nullable.unwrap_or(inner));
    let some = |value: &str| format!("::core::option::Option::Some({value})");
    let value = some(&parameter.value(name));
    let value = if nullable.is_some() {
        some(&value)
    } else {
        value
    };
    let docs = match field.member.docs.as_str() {
        "" => format!("#[doc = \"Sets `{name}`.\"]"),
        docs => docs.to_owned(),
    };
    let _ = write!(
        methods,
        "{docs}
        #[inline]
        #[must_use]
        pub fn with_{name}(mut self, {name}: {}) -> Self {{
            self.{name} = {value};
            self
        }}",
        parameter.declared()
    );
}

/// One parameter: whatever becomes a string where the type is a string, what is boxed without
/// its box, else the type itself.
struct Parameter<'a> {
    ty: &'a [TokenTree],
    is_boxed: bool,
}

impl<'a> Parameter<'a> {
    fn of(ty: &'a [TokenTree]) -> Self {
        let boxed = argument_of(ty, "Box");
        Self {
            ty: boxed.unwrap_or(ty),
            is_boxed: boxed.is_some(),
        }
    }

    fn is_string(&self) -> bool {
        let name = match self.ty {
            [TokenTree::Ident(name)] if !self.is_boxed => name,
            _ => return false,
        };
        name.to_string() == "String"
    }

    fn declared(&self) -> String {
        let ty = text(self.ty);
        if self.is_string() {
            format!("impl ::core::convert::Into<{ty}>")
        } else {
            ty
        }
    }

    fn value(&self, name: &Ident) -> String {
        if self.is_string() {
            format!("::core::convert::Into::into({name})")
        } else if self.is_boxed {
            format!("::std::boxed::Box::new({name})")
        } else {
            name.to_string()
        }
    }
}
