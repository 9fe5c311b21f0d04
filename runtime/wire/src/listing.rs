//! Lists, page by page and within caps; the items stay raw text.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::time::Duration;

use serde_json::value::RawValue;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, timeout_at};

use crate::conversation::{Conversation, Reply};
use crate::error::Error;
use crate::members::Members;
use crate::opening::Introduction;
use crate::protocol::Era;
use crate::raw::string;
use crate::splice::quoted;

/// The lists a server can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `tools/list`.
    Tools,
    /// `resources/list`.
    Resources,
    /// `resources/templates/list`.
    ResourceTemplates,
    /// `prompts/list`.
    Prompts,
}

impl Kind {
    /// The request's method.
    pub fn method(self) -> &'static str {
        match self {
            Self::Tools => "tools/list",
            Self::Resources => "resources/list",
            Self::ResourceTemplates => "resources/templates/list",
            Self::Prompts => "prompts/list",
        }
    }

    /// The capability that declares it.
    pub fn capability(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::Resources | Self::ResourceTemplates => "resources",
            Self::Prompts => "prompts",
        }
    }

    fn member(self) -> &'static str {
        match self {
            Self::Tools => "tools",
            Self::Resources => "resources",
            Self::ResourceTemplates => "resourceTemplates",
            Self::Prompts => "prompts",
        }
    }
}

/// How much of a list is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pages {
    /// How many pages at most.
    pub pages: usize,
    /// How many items at most.
    pub items: usize,
    /// How long one page may take.
    pub patience: Duration,
    /// When all of it must be there.
    pub deadline: Instant,
}

/// A list as far as it was read.
#[derive(Debug)]
pub struct List {
    /// Its items, in the server's order.
    pub items: Vec<Box<RawValue>>,
    /// Where it ends.
    pub end: End,
}

/// Why a list ends where it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// The server says that there is no more.
    Complete,
    /// The same cursor came twice.
    RepeatedCursor(String),
    /// There are more items than are read.
    TooManyItems,
    /// There are more pages than are read.
    TooManyPages,
}

/// Reads a list of a server that was opened in `era`.
///
/// Only an absent `nextCursor` (or `null`, which the protocol does not know) ends a list: an empty
/// one is a cursor like any other.
///
/// # Errors
///
/// [`Error`]: the server ended, refused, was too slow, or answered something else.
pub async fn list<R, W>(
    conversation: &mut Conversation<'_, R, W>,
    introduction: &Introduction,
    era: Era,
    kind: Kind,
    limits: Pages,
) -> Result<List, Error>
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin,
{
    let mut items = Vec::new();
    let mut seen = BTreeSet::new();
    let mut cursor = None;
    for _page in 0..limits.pages {
        let params = params(introduction, era, cursor.as_deref());
        let result = page(conversation, kind, &params, limits).await?;
        let (more, next) = parsed(kind, &result)?;
        items.extend(more);
        if items.len() > limits.items {
            items.truncate(limits.items);
            return Ok(List {
                items,
                end: End::TooManyItems,
            });
        }
        let Some(next) = next else {
            return Ok(List {
                items,
                end: End::Complete,
            });
        };
        if !seen.insert(next.clone()) {
            return Ok(List {
                items,
                end: End::RepeatedCursor(next),
            });
        }
        cursor = Some(next);
    }
    Ok(List {
        items,
        end: End::TooManyPages,
    })
}

/// The result of one request, as raw text.
async fn page<R, W>(
    conversation: &mut Conversation<'_, R, W>,
    kind: Kind,
    params: &str,
    limits: Pages,
) -> Result<String, Error>
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin,
{
    let method = kind.method();
    let asked = conversation.ask(method, params);
    let deadline = limits.deadline.min(Instant::now() + limits.patience);
    let answered = timeout_at(deadline, conversation.answer(&[asked])).await;
    match answered {
        Ok(Ok((_, Reply::Result(result)))) => Ok(result),
        Ok(Ok((_, Reply::Error { code, message }))) => Err(Error::Refused {
            method,
            code,
            message,
        }),
        Ok(Err(error)) => Err(error),
        Err(_elapsed) => Err(conversation.too_long(method).unwrap_or(Error::ListTimeout {
            method,
            after: limits.patience,
        })),
    }
}

fn params(introduction: &Introduction, era: Era, cursor: Option<&str>) -> String {
    let mut params = String::from("{");
    if era == Era::Modern {
        let meta = &introduction.modern_meta;
        write!(params, "\"_meta\":{{{meta}}}").expect("a String takes it all");
    }
    if let Some(cursor) = cursor {
        let comma = if era == Era::Modern { "," } else { "" };
        write!(params, "{comma}\"cursor\":{}", quoted(cursor)).expect("a String takes it all");
    }
    params.push('}');
    params
}

/// The items of one page and its cursor.
fn parsed(kind: Kind, text: &str) -> Result<(Vec<Box<RawValue>>, Option<String>), Error> {
    let malformed = |reason: String| Error::Malformed {
        method: kind.method(),
        reason,
    };
    let members = Members::parse(text).map_err(|error| malformed(error.to_string()))?;
    let items = members.get(kind.member());
    let items = items.ok_or_else(|| malformed(format!("it has no `{}`", kind.member())))?;
    let items = serde_json::from_str(items.get())
        .map_err(|error| malformed(format!("`{}`: {error}", kind.member())))?;
    let cursor = match members
        .get("nextCursor")
        .filter(|cursor| cursor.get() != "null")
    {
        None => None,
        Some(cursor) => {
            let text = string(cursor).map(std::borrow::Cow::into_owned);
            Some(text.ok_or_else(|| malformed("`nextCursor` is not a string".to_owned()))?)
        }
    };
    Ok((items, cursor))
}
