//! The declaration that a derive is on, read from its tokens.

use std::iter::Peekable;

use proc_macro::token_stream::IntoIter;
use proc_macro::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};

use crate::attribute::{self, Spanned};
use crate::tokens;

/// A struct or an enum.
pub(crate) struct Item {
    pub(crate) name: Ident,
    pub(crate) arguments: Vec<Spanned>,
    pub(crate) body: Body,
}

/// What an item consists of.
pub(crate) enum Body {
    /// A struct with named fields; a unit struct has none.
    Struct(Vec<Member>),
    /// A struct with so many fields without names.
    Tuple(usize),
    /// An enum.
    Enum(Vec<Member>),
}

/// A field or a variant.
pub(crate) struct Member {
    pub(crate) name: Ident,
    /// Its documentation as attributes.
    pub(crate) docs: String,
    pub(crate) arguments: Vec<Spanned>,
    /// A field's type, or a variant's parentheses.
    pub(crate) ty: Vec<TokenTree>,
}

/// Why nothing can be derived, for the person who wrote the declaration.
pub(crate) struct Problem {
    span: Span,
    message: &'static str,
}

impl Problem {
    pub(crate) fn at(span: Span, message: &'static str) -> Self {
        Self { span, message }
    }

    /// The problem as an error of rustc.
    pub(crate) fn into_error(self) -> TokenStream {
        let error = tokens(&format!("::core::compile_error! {{ {:?} }}", self.message));
        let at = |mut token: TokenTree| {
            token.set_span(self.span);
            token
        };
        error.into_iter().map(at).collect()
    }
}

impl Item {
    pub(crate) fn read(input: TokenStream) -> Result<Self, Problem> {
        let mut tokens = input.into_iter().peekable();
        let Attributes { arguments, .. } = Attributes::read(&mut tokens)?;
        visibility(&mut tokens);
        let keyword = ident(tokens.next())?;
        let name = ident(tokens.next())?;
        let body = match tokens.next() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let members = members(&group)?;
                if keyword.to_string() == "enum" {
                    Body::Enum(members)
                } else {
                    Body::Struct(members)
                }
            }
            Some(TokenTree::Group(group)) => Body::Tuple(fields(&group)),
            Some(TokenTree::Punct(punct)) if punct.as_char() == ';' => Body::Struct(Vec::new()),
            _ => {
                return Err(Problem::at(
                    name.span(),
                    "type parameters are not supported",
                ));
            }
        };
        Ok(Self {
            name,
            arguments,
            body,
        })
    }

    /// The problem that the item is of another form.
    pub(crate) fn expected(&self, message: &'static str) -> Problem {
        Problem::at(self.name.span(), message)
    }
}

/// Tokens as a text that is the same tokens when it is parsed.
pub(crate) fn text(tokens: &[TokenTree]) -> String {
    tokens.iter().cloned().collect::<TokenStream>().to_string()
}

/// The `T` of a type that is written `<name><T>`.
pub(crate) fn argument_of<'t>(ty: &'t [TokenTree], name: &str) -> Option<&'t [TokenTree]> {
    match ty {
        [
            TokenTree::Ident(ident),
            TokenTree::Punct(open),
            inner @ ..,
            TokenTree::Punct(close),
        ] if open.as_char() == '<' && close.as_char() == '>' && ident.to_string() == name => {
            Some(inner)
        }
        _ => None,
    }
}

/// The attributes of an item or a member.
struct Attributes {
    docs: String,
    arguments: Vec<Spanned>,
}

impl Attributes {
    fn read(tokens: &mut Peekable<IntoIter>) -> Result<Self, Problem> {
        let mut this = Self {
            docs: String::new(),
            arguments: Vec::new(),
        };
        while next_is(tokens, '#') {
            tokens.next();
            if let Some(TokenTree::Group(group)) = tokens.next() {
                this.add(&group)?;
            }
        }
        Ok(this)
    }

    fn add(&mut self, group: &Group) -> Result<(), Problem> {
        let mut tokens = group.stream().into_iter();
        match (tokens.next(), tokens.next()) {
            (Some(TokenTree::Ident(name)), Some(TokenTree::Group(arguments)))
                if name.to_string() == "typed" =>
            {
                attribute::read(&arguments, &mut self.arguments)?;
            }
            (Some(TokenTree::Ident(name)), _) if name.to_string() == "doc" => {
                self.docs.push('#');
                self.docs.push_str(&group.to_string());
            }
            _ => {}
        }
        Ok(())
    }
}

/// The fields of a struct or the variants of an enum.
fn members(group: &Group) -> Result<Vec<Member>, Problem> {
    let mut tokens = group.stream().into_iter().peekable();
    let mut members = Vec::new();
    while tokens.peek().is_some() {
        let Attributes { docs, arguments } = Attributes::read(&mut tokens)?;
        visibility(&mut tokens);
        let name = ident(tokens.next())?;
        if next_is(&mut tokens, ':') {
            tokens.next();
        }
        members.push(Member {
            name,
            docs,
            arguments,
            ty: until_comma(&mut tokens),
        });
    }
    Ok(members)
}

/// How many fields without names there are.
fn fields(group: &Group) -> usize {
    let mut tokens = group.stream().into_iter().peekable();
    let mut count = 0;
    while tokens.peek().is_some() {
        until_comma(&mut tokens);
        count += 1;
    }
    count
}

/// The tokens before a comma that is between no angle brackets; the comma is taken too.
fn until_comma(tokens: &mut Peekable<IntoIter>) -> Vec<TokenTree> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    for token in tokens {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                ',' if depth == 0 => break,
                '<' => depth += 1,
                '>' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        found.push(token);
    }
    found
}

fn visibility(tokens: &mut Peekable<IntoIter>) {
    let is_pub = matches!(tokens.peek(), Some(TokenTree::Ident(word)) if word.to_string() == "pub");
    if is_pub {
        tokens.next();
        if matches!(tokens.peek(), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
        {
            tokens.next();
        }
    }
}

fn next_is(tokens: &mut Peekable<IntoIter>, character: char) -> bool {
    matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}

fn ident(token: Option<TokenTree>) -> Result<Ident, Problem> {
    match token {
        Some(TokenTree::Ident(ident)) => Ok(ident),
        Some(other) => Err(Problem::at(other.span(), "expected a name")),
        None => Err(Problem::at(Span::call_site(), "expected a name")),
    }
}
