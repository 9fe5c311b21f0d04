//! The opening of either era: `server/discover` or `initialize`, and the other one where that
//! fails.
//!
//! An answer counts whenever it comes: a server that is merely slow to start must not be opened
//! in another era than on a faster machine.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;

use crate::conversation::{Asked, Conversation, Reply};
use crate::error::Error;
use crate::excerpt::excerpt;
use crate::members::Members;
use crate::protocol::{Era, LEGACY, META_CAPABILITIES, META_PREFIX, META_VERSION, MODERN};
use crate::raw::{Raw, string};
use crate::splice::quoted;

const DISCOVER: &str = "server/discover";
const INITIALIZE: &str = "initialize";

/// How a client introduces itself. It declares no capabilities: it answers no sampling,
/// elicitation or roots.
#[derive(Debug, Clone)]
pub struct Introduction {
    /// `clientInfo`, as JSON.
    pub info: String,
    /// What every request of the modern era says in its `_meta`, as JSON members.
    pub modern_meta: String,
}

impl Introduction {
    /// The introduction of a client with this name and version.
    pub fn new(name: &str, version: &str) -> Self {
        let (name, version) = (quoted(name), quoted(version));
        let info = format!("{{\"name\":{name},\"version\":{version}}}");
        let modern_meta = format!(
            "\"{META_VERSION}\":\"{MODERN}\",\"{META_CAPABILITIES}\":{{}},\
             \"{META_PREFIX}clientInfo\":{info}"
        );
        Self { info, modern_meta }
    }
}

/// Which requests a connection is opened with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// `server/discover`; `initialize` if that fails or half of the time is over.
    DiscoverFirst,
    /// `initialize`; `server/discover` if that is refused.
    InitializeFirst,
    /// Only `initialize`.
    InitializeOnly,
}

/// An open connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// How the server speaks from now on.
    pub era: Era,
    /// The negotiated revision of the protocol.
    pub revision: String,
    /// The result of the opening request, as it came.
    pub result: String,
}

/// Opens a connection within `limit`. `revision` is the legacy revision that is asked for.
///
/// # Errors
///
/// [`Error`]; that of `initialize` where both requests fail.
pub async fn open<R, W>(
    conversation: &mut Conversation<'_, R, W>,
    introduction: &Introduction,
    plan: Plan,
    revision: &str,
    limit: Duration,
) -> Result<Opened, Error>
where
    R: AsyncRead + Unpin,
    W: AsyncWrite + Unpin,
{
    let mut opening = Opening {
        conversation,
        introduction,
        revision,
        asked: Vec::new(),
    };
    let opened = match plan {
        Plan::DiscoverFirst => timeout(limit, opening.discover_first(limit / 2)).await,
        Plan::InitializeFirst => timeout(limit, opening.initialize_first()).await,
        Plan::InitializeOnly => timeout(limit, opening.by(INITIALIZE)).await,
    };
    opened.unwrap_or(Err(Error::Silent(limit)))
}

struct Opening<'o, 'c, R, W> {
    conversation: &'o mut Conversation<'c, R, W>,
    introduction: &'o Introduction,
    revision: &'o str,
    /// What was asked and is not answered.
    asked: Vec<Asked>,
}

impl<R: AsyncRead + Unpin, W: AsyncWrite + Unpin> Opening<'_, '_, R, W> {
    async fn discover_first(&mut self, patience: Duration) -> Result<Opened, Error> {
        match timeout(patience, self.by(DISCOVER)).await {
            Ok(Ok(opened)) => Ok(opened),
            Ok(Err(error @ (Error::Ended(_) | Error::TooMuch(_)))) => Err(error),
            // An older server, which refused, answered nonsense or said nothing.
            Ok(Err(_)) | Err(_) => self.by(INITIALIZE).await,
        }
    }

    async fn initialize_first(&mut self) -> Result<Opened, Error> {
        match self.by(INITIALIZE).await {
            Err(error @ (Error::Refused { .. } | Error::Malformed { .. })) => {
                self.by(DISCOVER).await.map_err(|_| error)
            }
            other => other,
        }
    }

    /// Sends a request, and waits for its answer or for a good one to an earlier request.
    async fn by(&mut self, method: &'static str) -> Result<Opened, Error> {
        let params = self.params(method);
        let own = self.conversation.ask(method, &params);
        self.asked.push(own);
        loop {
            let (asked, reply) = self.conversation.answer(&self.asked).await?;
            self.asked.retain(|other| *other != asked);
            match opened(asked.method, reply) {
                Ok(opened) => return self.confirmed(opened).await,
                Err(error) if asked == own => return Err(error),
                Err(_) => {}
            }
        }
    }

    async fn confirmed(&mut self, opened: Opened) -> Result<Opened, Error> {
        if opened.era == Era::Legacy {
            let told = self.conversation.tell("notifications/initialized").await;
            told.map_err(|_| Error::Ended(INITIALIZE))?;
        }
        Ok(opened)
    }

    fn params(&self, method: &str) -> String {
        let Introduction { info, modern_meta } = self.introduction;
        if method == DISCOVER {
            return format!("{{\"_meta\":{{{modern_meta}}}}}");
        }
        format!(
            "{{\"protocolVersion\":{},\"capabilities\":{{}},\"clientInfo\":{info}}}",
            quoted(self.revision)
        )
    }
}

/// What the answer to an opening request opens.
fn opened(method: &'static str, reply: Reply) -> Result<Opened, Error> {
    let result = match reply {
        Reply::Result(result) => result,
        Reply::Error { code, message } => {
            return Err(Error::Refused {
                method,
                code,
                message,
            });
        }
    };
    let (era, revision) = if method == DISCOVER {
        (Era::Modern, shared_revision(&result)?)
    } else {
        (Era::Legacy, negotiated_revision(&result)?)
    };
    Ok(Opened {
        era,
        revision,
        result,
    })
}

fn shared_revision(result: &str) -> Result<String, Error> {
    let malformed = |reason: String| Error::Malformed {
        method: DISCOVER,
        reason,
    };
    let members = Members::parse(result).map_err(|error| malformed(error.to_string()))?;
    let versions = members.get("supportedVersions").map(Raw::get);
    let versions: Vec<String> = serde_json::from_str(versions.unwrap_or("[]"))
        .map_err(|error| malformed(format!("`supportedVersions`: {error}")))?;
    if versions.iter().any(|version| version == MODERN) {
        Ok(MODERN.to_owned())
    } else {
        Err(malformed(format!(
            "`supportedVersions` does not hold {MODERN}"
        )))
    }
}

fn negotiated_revision(result: &str) -> Result<String, Error> {
    let malformed = |reason: String| Error::Malformed {
        method: INITIALIZE,
        reason,
    };
    let members = Members::parse(result).map_err(|error| malformed(error.to_string()))?;
    let Some(revision) = members.get("protocolVersion") else {
        return Err(malformed("it has no `protocolVersion`".to_owned()));
    };
    let revision = string(revision).ok_or_else(|| {
        let found = excerpt(revision.get(), 64);
        malformed(format!("its `protocolVersion` is {found}, not a string"))
    })?;
    if LEGACY.contains(&&*revision) {
        Ok(revision.into_owned())
    } else {
        Err(Error::Revision(revision.into_owned()))
    }
}
