//! `Object`: a struct whose fields are the members of a JSON object.

use std::fmt::Write as _;

use proc_macro::TokenTree;

use crate::attribute::Argument;
use crate::constructor::Constructor;
use crate::item::{Body, Item, Member, Problem, argument_of};
use crate::typed::{TYPED, Typed};
use crate::{Derived, tokens};

/// What a field is to the object.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A member that must be there.
    Required,
    /// A member that may be absent.
    Optional,
    /// All members without a field.
    Rest,
}

/// One field.
pub(crate) struct Field<'a> {
    pub(crate) member: &'a Member,
    pub(crate) role: Role,
    /// The member's name in JSON, as a literal.
    json_name: String,
}

impl<'a> Field<'a> {
    fn of(member: &'a Member) -> Result<Self, Problem> {
        let mut role = None;
        let mut json_name = format!("\"{}\"", member.name);
        for spanned in &member.arguments {
            match &spanned.argument {
                Argument::Literal(name) => json_name.clone_from(name),
                Argument::Flag(flag) if flag == "required" => role = Some(Role::Required),
                Argument::Flag(flag) if flag == "rest" => role = Some(Role::Rest),
                _ => return Err(spanned.unexpected()),
            }
        }
        let is_option = || argument_of(&member.ty, "Option").is_some();
        let role = role.unwrap_or_else(|| {
            if is_option() {
                Role::Optional
            } else {
                Role::Required
            }
        });
        Ok(Self {
            member,
            role,
            json_name,
        })
    }

    /// Its type.
    pub(crate) fn ty(&self) -> &'a [TokenTree] {
        &self.member.ty
    }
}

pub(crate) fn derive(item: &Item) -> Derived {
    let Body::Struct(members) = &item.body else {
        return Err(item.expected("expected a struct with named fields"));
    };
    let fields: Vec<Field<'_>> = members.iter().map(Field::of).collect::<Result<_, _>>()?;
    let mut object = Object {
        item,
        fields: &fields,
        constants: Vec::new(),
        is_closed: false,
    };
    for spanned in &item.arguments {
        match &spanned.argument {
            Argument::Flag(flag) if flag == "closed" => object.is_closed = true,
            Argument::Pair(name, pair) if name == "constant" => object.constants.push(pair),
            _ => return Err(spanned.unexpected()),
        }
    }
    let constructor = Constructor {
        name: &item.name,
        fields: &fields,
    };
    let mut derived = constructor.to_tokens();
    derived.extend(tokens(&object.to_text()));
    Ok(derived)
}

struct Object<'a> {
    item: &'a Item,
    fields: &'a [Field<'a>],
    constants: Vec<&'a [String; 2]>,
    is_closed: bool,
}

impl Object<'_> {
    fn to_text(&self) -> String {
        let name = &self.item.name;
        let typed = Typed {
            name,
            read: &format!("{TYPED}::read_object(value)"),
            write: &format!(
                "let rest = <Self as {TYPED}::Object>::REST;
                {TYPED}::write_object(self, rest)"
            ),
            more: &format!(
                "#[inline]
                fn write_members(&self, members: &mut {TYPED}::Writer) {{
                    {TYPED}::Object::write(self, members);
                }}"
            ),
        };
        let is_empty = self.fields.is_empty() && self.constants.is_empty();
        let members = if is_empty { "_" } else { "members" };
        let (rest, reads, writes) = (self.rest(), self.reads(), self.writes());
        format!(
            "#[automatically_derived]
            impl {TYPED}::Object for {name} {{
                {rest}
                #[inline]
                fn read(
                    {members}: &{TYPED}::Members<'_>,
                ) -> ::core::result::Result<Self, {TYPED}::Mismatch> {{
                    {reads}
                }}
                #[inline]
                fn write(&self, {members}: &mut {TYPED}::Writer) {{
                    {writes}
                }}
            }}
            {}",
            typed.to_text()
        )
    }

    /// What becomes of other members; the names are those that the struct knows.
    fn rest(&self) -> String {
        let is_kept = self.fields.iter().any(|field| field.role == Role::Rest);
        let kind = match (is_kept, self.is_closed) {
            (true, _) => "Kept",
            (false, true) => "Refused",
            (false, false) => return String::new(),
        };
        let constants = self.constants.iter().map(|[name, _]| name);
        let fields = self.fields.iter().filter(|it| it.role != Role::Rest);
        let fields = fields.map(|field| &field.json_name);
        let known: Vec<&str> = constants.chain(fields).map(String::as_str).collect();
        format!(
            "const REST: {TYPED}::Rest = {TYPED}::Rest::{kind}(&[{}]);",
            known.join(",")
        )
    }

    fn reads(&self) -> String {
        let mut text = String::new();
        for [name, value] in &self.constants {
            let _ = write!(text, "members.constant({name}, {value})?;");
        }
        text.push_str("::core::result::Result::Ok(Self {");
        for field in self.fields {
            let (name, json_name) = (&field.member.name, &field.json_name);
            let _ = match field.role {
                Role::Required => write!(text, "{name}: members.required({json_name})?,"),
                Role::Optional => write!(text, "{name}: members.optional({json_name})?,"),
                Role::Rest => write!(text, "{name}: members.rest()?,"),
            };
        }
        text + "})"
    }

    fn writes(&self) -> String {
        let mut text = String::new();
        for [name, value] in &self.constants {
            let _ = write!(text, "members.constant({name}, {value});");
        }
        for field in self.fields {
            let (name, json_name) = (&field.member.name, &field.json_name);
            let _ = match field.role {
                Role::Required => write!(text, "members.required({json_name}, &self.{name});"),
                Role::Optional => write!(text, "members.optional({json_name}, &self.{name});"),
                Role::Rest => write!(text, "members.rest(&self.{name});"),
            };
        }
        text
    }
}
