//! Our own types over the ones that typify decided.
//!
//! In goes a shape with typify's type for it, out comes the final one. typify is asked for plain
//! types only (`i64`, `String`, `Vec<T>`), so each of them is walked beside its shape, and what
//! the schema says beyond it is put in its place: a range, a list of some length, an option for
//! `null` inside one for absence. Boxes, which typify puts where types nest in themselves, stay.

use syn::{GenericArgument, PathArguments, Type, parse_quote};
use typify::{TypeDetails, TypeId, TypeSpace};

use super::name::{Names, definition_of};
use super::plan::{Body, Length, NON_EMPTY, Plan, Shape, Whole};

/// Items of the longest array with a length in its type.
const MAX_ARRAY: u64 = 12;

/// What is known of all types of a schema.
pub(super) struct Wardrobe<'a> {
    pub(super) space: &'a TypeSpace,
    pub(super) plan: &'a Plan,
    pub(super) names: &'a Names,
}

impl Wardrobe<'_> {
    /// The type of a member that may be absent.
    pub(super) fn optional(&self, shape: &Shape, made: &TypeId) -> Result<Type, String> {
        let (made, is_boxed) = self.without_options(made)?;
        let inner = self.dress(shape, &made)?;
        Ok(if is_boxed {
            parse_quote!(Option<Box<#inner>>)
        } else {
            parse_quote!(Option<#inner>)
        })
    }

    /// The type of a shape.
    pub(super) fn dress(&self, shape: &Shape, made: &TypeId) -> Result<Type, String> {
        if let Shape::Nullable(inner) = shape {
            return self.optional(inner, made);
        }
        let entry = self.entry(made)?;
        let details = entry.details();
        if let TypeDetails::Box(inner) = &details {
            let inner = self.dress(shape, inner)?;
            return Ok(parse_quote!(Box<#inner>));
        }
        Ok(match (shape, details) {
            (Shape::Any | Shape::Untyped, _) => parse_quote!(Value),
            (Shape::Never, _) => parse_quote!(typed::Never),
            (Shape::Null, _) => parse_quote!(()),
            (Shape::Integer(whole), _) => integer(*whole),
            (Shape::Boolean, TypeDetails::Builtin("bool")) => parse_quote!(bool),
            (Shape::Number, TypeDetails::Builtin("f64")) => parse_quote!(f64),
            (Shape::String, TypeDetails::String) => parse_quote!(String),
            (Shape::Text(name), _) => {
                let ident = super::name::identifier(name);
                if *name == NON_EMPTY {
                    parse_quote!(typed::#ident)
                } else {
                    parse_quote!(typed::format::#ident)
                }
            }
            (Shape::Named(id), _) if self.definition(made) == Some(*id) => {
                let known = self.names.of(*id);
                parse_quote!(#known)
            }
            (Shape::Open(id), _) => {
                let known = self.names.of(*id);
                parse_quote!(typed::Known<#known>)
            }
            (Shape::List(item, length), TypeDetails::Vec(inner)) => {
                self.list(item, *length, &self.dress(item, &inner)?)
            }
            (Shape::Map(key, value), TypeDetails::Map(_, inner)) => {
                let inner = self.dress(value, &inner)?;
                match key {
                    Some(key) => {
                        let key = self.names.of(*key);
                        parse_quote!(BTreeMap<#key, #inner>)
                    }
                    None => parse_quote!(BTreeMap<String, #inner>),
                }
            }
            (Shape::Tuple(places), TypeDetails::Tuple(made)) => {
                let places = self.places(places, &made.collect::<Vec<_>>())?;
                parse_quote!((#(#places,)*))
            }
            (Shape::Prefixed(places, rest), TypeDetails::Tuple(made)) => {
                let made: Vec<_> = made.collect();
                let (last, first) = made.split_last().ok_or_else(|| other_form(shape))?;
                let places = self.places(places, first)?;
                let TypeDetails::Vec(inner) = self.entry(last)?.details() else {
                    return Err(other_form(shape));
                };
                let rest = self.dress(rest, &inner)?;
                parse_quote!(typed::Prefixed<(#(#places,)*), #rest>)
            }
            _ => return Err(other_form(shape)),
        })
    }

    fn entry(&self, made: &TypeId) -> Result<typify::Type<'_>, String> {
        self.space.get_type(made).map_err(|error| error.to_string())
    }

    fn definition(&self, made: &TypeId) -> Option<usize> {
        let entry = self.space.get_type(made).ok()?;
        definition_of(&entry.name())
    }

    /// What an option is of, and whether there was a box around it, which goes inside then.
    fn without_options(&self, made: &TypeId) -> Result<(TypeId, bool), String> {
        match self.entry(made)?.details() {
            TypeDetails::Option(inner) => self.without_options(&inner),
            TypeDetails::Box(inner) => match self.entry(&inner)?.details() {
                TypeDetails::Option(_) => Ok((self.without_options(&inner)?.0, true)),
                _ => Ok((made.clone(), false)),
            },
            _ => Ok((made.clone(), false)),
        }
    }

    fn places(&self, shapes: &[Shape], made: &[TypeId]) -> Result<Vec<Type>, String> {
        if shapes.len() != made.len() {
            return Err("a tuple has another length than planned".to_owned());
        }
        let places = shapes.iter().zip(made);
        places
            .map(|(shape, made)| self.dress(shape, made))
            .collect()
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

fn other_form(shape: &Shape) -> String {
    format!("a type has another form than planned: {shape:?}")
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
