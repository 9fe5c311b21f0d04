//! Our own types over the ones that typify decided.
//!
//! In goes a shape with typify's type for it, out comes the final one. typify is asked for plain
//! types only (`i64`, `String`, `Vec<T>`), so each of them is walked beside its shape, and what
//! the schema says beyond it is put in its place: a range, a list of some length, an option for
//! `null` inside one for absence. Boxes, which typify puts where types nest in themselves, stay.

use syn::{GenericArgument, PathArguments, Type, parse_quote};

use super::name::Names;
use super::plan::{Body, Length, NON_EMPTY, Plan, Shape, Whole};

/// Items of the longest array with a length in its type.
const MAX_ARRAY: u64 = 12;

/// What is known of all types of a schema.
pub(super) struct Wardrobe<'a> {
    pub(super) plan: &'a Plan,
    pub(super) names: &'a Names,
}

impl Wardrobe<'_> {
    /// The type of a member that may be absent.
    pub(super) fn optional(&self, shape: &Shape, ty: &Type) -> Result<Type, String> {
        let inner = self.dress(shape, without_options(ty))?;
        Ok(parse_quote!(Option<#inner>))
    }

    /// The type of a shape.
    pub(super) fn dress(&self, shape: &Shape, ty: &Type) -> Result<Type, String> {
        let other = || format!("a type has another form than planned: {shape:?}");
        if let Shape::Nullable(inner) = shape {
            let inner = self.dress(inner, without_options(ty))?;
            return Ok(parse_quote!(Option<#inner>));
        }
        if let Some(inner) = argument_of(ty, "Box") {
            let inner = self.dress(shape, inner)?;
            return Ok(parse_quote!(Box<#inner>));
        }
        Ok(match shape {
            Shape::Any | Shape::Untyped => parse_quote!(Value),
            Shape::Never => parse_quote!(typed::Never),
            Shape::Null => parse_quote!(()),
            Shape::Boolean | Shape::Number | Shape::String | Shape::Named(_) => ty.clone(),
            Shape::Integer(whole) => integer(*whole),
            Shape::Text(name) => {
                let ident = super::name::identifier(name);
                if *name == NON_EMPTY {
                    parse_quote!(typed::#ident)
                } else {
                    parse_quote!(typed::format::#ident)
                }
            }
            Shape::Open(id) => {
                let known = self.names.of(*id);
                parse_quote!(typed::Known<#known>)
            }
            Shape::List(item, length) => {
                let inner = argument_of(ty, "Vec").ok_or_else(other)?;
                let inner = self.dress(item, inner)?;
                self.list(item, *length, &inner)
            }
            Shape::Map(key, value) => {
                let inner = argument_of(ty, "BTreeMap").or_else(|| argument_of(ty, "Map"));
                let inner = self.dress(value, inner.ok_or_else(other)?)?;
                match key {
                    Some(key) => {
                        let key = self.names.of(*key);
                        parse_quote!(BTreeMap<#key, #inner>)
                    }
                    None => parse_quote!(BTreeMap<String, #inner>),
                }
            }
            Shape::Tuple(places) => {
                let places = self.places(places, &tuple(ty).ok_or_else(other)?)?;
                parse_quote!((#(#places,)*))
            }
            Shape::Prefixed(places, rest) => {
                let types = tuple(ty).ok_or_else(other)?;
                let (last, first) = types.split_last().ok_or_else(other)?;
                let places = self.places(places, first)?;
                let inner = argument_of(last, "Vec").ok_or_else(other)?;
                let rest = self.dress(rest, inner)?;
                parse_quote!(typed::Prefixed<(#(#places,)*), #rest>)
            }
            Shape::Nullable(_) => return Err(other()),
        })
    }

    fn places(&self, shapes: &[Shape], types: &[&Type]) -> Result<Vec<Type>, String> {
        if shapes.len() != types.len() {
            return Err("a tuple has another length than planned".to_owned());
        }
        let places = shapes.iter().zip(types);
        places.map(|(shape, ty)| self.dress(shape, ty)).collect()
    }

    fn list(&self, item: &Shape, length: Length, inner: &Type) -> Type {
        let Length {
            min,
            max,
            is_unique,
        } = length;
        let is_fixed = max == Some(min) && (1..=MAX_ARRAY).contains(&min);
        if length == Length::ANY {
            return parse_quote!(Vec<#inner>);
        }
        let least = proc_macro2::Literal::u64_unsuffixed(min);
        // An array nests its items in itself, which a type that leads back to itself cannot.
        if is_fixed && !is_unique && self.is_flat(item) {
            return parse_quote!([#inner; #least]);
        }
        let most = max.map(proc_macro2::Literal::u64_unsuffixed);
        let name: syn::Ident = if is_unique {
            parse_quote!(Set)
        } else {
            parse_quote!(List)
        };
        match most {
            Some(most) => parse_quote!(typed::#name<#inner, #least, #most>),
            None if min == 0 => parse_quote!(typed::#name<#inner>),
            None => parse_quote!(typed::#name<#inner, #least>),
        }
    }

    /// Whether a type nests in no other one.
    fn is_flat(&self, shape: &Shape) -> bool {
        shape.names().into_iter().all(|id| {
            let body = &self.plan.definitions[id].body;
            matches!(body, Body::Enum(_) | Body::Rule(_))
        })
    }
}

fn integer(whole: Whole) -> Type {
    const SAFE: i128 = (1 << 53) - 1;
    if let Some(name) = whole.primitive() {
        let name = super::name::identifier(name);
        return parse_quote!(#name);
    }
    let literal = |value: i128| -> syn::Expr {
        let digits = proc_macro2::Literal::i128_unsuffixed(value);
        parse_quote!(#digits)
    };
    let (min, max) = (literal(whole.min), literal(whole.max));
    if whole.max == Whole::SIGNED.max {
        parse_quote!(typed::AtLeast<#min>)
    } else if whole.min == Whole::SIGNED.min {
        parse_quote!(typed::AtMost<#max>)
    } else if (whole.min, whole.max) == (-SAFE, SAFE) {
        parse_quote!(typed::SafeInteger)
    } else {
        parse_quote!(typed::Ranged<#min, #max>)
    }
}

fn without_options(ty: &Type) -> &Type {
    argument_of(ty, "Option").map_or(ty, without_options)
}

/// The last argument of a type whose path ends so: the `T` of `Vec<T>` and `BTreeMap<String, T>`.
pub(super) fn argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last().filter(|it| it.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.last() {
        Some(GenericArgument::Type(inner)) => Some(inner),
        _ => None,
    }
}

fn tuple(ty: &Type) -> Option<Vec<&Type>> {
    match ty {
        Type::Tuple(tuple) => Some(tuple.elems.iter().collect()),
        _ => None,
    }
}
