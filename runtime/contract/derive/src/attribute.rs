//! What stands in `#[typed(…)]`.

use std::iter::Peekable;

use proc_macro::token_stream::IntoIter;
use proc_macro::{Delimiter, Group, Span, TokenStream, TokenTree};

use crate::item::Problem;

/// One part of the attribute, literals as they are written.
pub(crate) enum Argument {
    /// `"name"`.
    Literal(String),
    /// `closed`.
    Flag(String),
    /// `min = 1`.
    Value(String, String),
    /// `constant("kind", "\"a\"")`.
    Pair(String, [String; 2]),
}

/// An argument and its position.
pub(crate) struct Spanned {
    pub(crate) argument: Argument,
    pub(crate) span: Span,
}

impl Spanned {
    /// An argument that its position does not take.
    pub(crate) fn unexpected(&self) -> Problem {
        Problem::at(self.span, "unexpected argument")
    }
}

/// Reads the parentheses of one attribute.
pub(crate) fn read(group: &Group, into: &mut Vec<Spanned>) -> Result<(), Problem> {
    let mut tokens = group.stream().into_iter().peekable();
    while let Some(token) = tokens.next() {
        let span = token.span();
        let argument = match token {
            TokenTree::Literal(literal) => Argument::Literal(literal.to_string()),
            TokenTree::Ident(name) => named(name.to_string(), &mut tokens, span)?,
            _ => return Err(Problem::at(span, "expected a name or a literal")),
        };
        into.push(Spanned { argument, span });
        comma(&mut tokens)?;
    }
    Ok(())
}

/// An argument that begins with a name.
fn named(name: String, tokens: &mut Peekable<IntoIter>, span: Span) -> Result<Argument, Problem> {
    match tokens.peek() {
        Some(TokenTree::Punct(punct)) if punct.as_char() == '=' => {
            tokens.next();
            Ok(Argument::Value(name, literal(tokens.next(), span)?))
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            let pair = pair(group.stream(), span)?;
            tokens.next();
            Ok(Argument::Pair(name, pair))
        }
        _ => Ok(Argument::Flag(name)),
    }
}

fn pair(stream: TokenStream, span: Span) -> Result<[String; 2], Problem> {
    let mut tokens = stream.into_iter().peekable();
    let first = literal(tokens.next(), span)?;
    comma(&mut tokens)?;
    let second = literal(tokens.next(), span)?;
    match tokens.next() {
        None => Ok([first, second]),
        Some(more) => Err(Problem::at(more.span(), "expected two literals")),
    }
}

fn literal(token: Option<TokenTree>, span: Span) -> Result<String, Problem> {
    match token {
        Some(TokenTree::Literal(literal)) => Ok(literal.to_string()),
        Some(other) => Err(Problem::at(other.span(), "expected a literal")),
        None => Err(Problem::at(span, "expected a literal")),
    }
}

fn comma(tokens: &mut Peekable<IntoIter>) -> Result<(), Problem> {
    match tokens.next() {
        None => Ok(()),
        Some(TokenTree::Punct(punct)) if punct.as_char() == ',' => Ok(()),
        Some(other) => Err(Problem::at(other.span(), "expected a comma")),
    }
}
