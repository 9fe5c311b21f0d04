//! Asking for a list, page by page, within the caps; the items stay raw text.

use std::collections::{BTreeMap, BTreeSet};

use rmcp::RoleClient;
use rmcp::model::{
    ClientRequest, ListPromptsRequest, ListResourceTemplatesRequest, ListResourcesRequest,
    ListToolsRequest, NumberOrString, PaginatedRequestParams,
};
use rmcp::service::{Peer, PeerRequestOptions};
use serde_json::value::RawValue;
use tokio::time::Instant;

use super::error::ProbeError;
use super::finding::{Finding, FindingKind};
use super::limits::Limits;
use super::opening::too_long;
use super::tap::{Answer, Record};

/// The lists a server can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Tools,
    Resources,
    ResourceTemplates,
    Prompts,
}

impl Kind {
    /// The request's method.
    pub(super) fn method(self) -> &'static str {
        match self {
            Self::Tools => "tools/list",
            Self::Resources => "resources/list",
            Self::ResourceTemplates => "resources/templates/list",
            Self::Prompts => "prompts/list",
        }
    }

    /// The capability that declares it.
    pub(super) fn capability(self) -> &'static str {
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

    fn request(self, cursor: Option<String>) -> ClientRequest {
        let params = PaginatedRequestParams::default().with_cursor(cursor);
        match self {
            Self::Tools => ClientRequest::ListToolsRequest(ListToolsRequest::with_param(params)),
            Self::Resources => {
                ClientRequest::ListResourcesRequest(ListResourcesRequest::with_param(params))
            }
            Self::ResourceTemplates => ClientRequest::ListResourceTemplatesRequest(
                ListResourceTemplatesRequest::with_param(params),
            ),
            Self::Prompts => {
                ClientRequest::ListPromptsRequest(ListPromptsRequest::with_param(params))
            }
        }
    }
}

/// An open connection that lists are asked on.
pub(super) struct Lister<'a> {
    pub(super) peer: &'a Peer<RoleClient>,
    pub(super) record: &'a Record,
    pub(super) limits: &'a Limits,
    /// When all lists must be there.
    pub(super) deadline: Instant,
}

impl Lister<'_> {
    /// All items of a list, as raw text.
    pub(super) async fn list(
        &self,
        kind: Kind,
        findings: &mut Vec<Finding>,
    ) -> Result<Vec<Box<RawValue>>, ProbeError> {
        let mut items = Vec::new();
        let mut cursors = BTreeSet::new();
        let mut cursor = None;
        for _page in 0..self.limits.pages {
            let text = self.page(kind, cursor.clone()).await?;
            let (page, next) = parse_page(kind, &text)?;
            items.extend(page);
            if items.len() > self.limits.items {
                items.truncate(self.limits.items);
                findings.push(cut(
                    kind,
                    &format!("it has more than {} items", self.limits.items),
                ));
                return Ok(items);
            }
            let Some(next) = next else { return Ok(items) };
            if !cursors.insert(next.clone()) {
                let message = format!("the cursor {next:?} came twice; the list ends there");
                findings.push(Finding::new(
                    FindingKind::RepeatedCursor,
                    kind.method(),
                    message,
                ));
                return Ok(items);
            }
            cursor = Some(next);
        }
        findings.push(cut(
            kind,
            &format!("it has more than {} pages", self.limits.pages),
        ));
        Ok(items)
    }

    /// The result of one request, as raw text.
    async fn page(&self, kind: Kind, cursor: Option<String>) -> Result<String, ProbeError> {
        let method = kind.method();
        let page_deadline = Instant::now() + self.limits.page;
        let answered = tokio::time::timeout_at(
            page_deadline.min(self.deadline),
            self.ask(kind.request(cursor)),
        );
        let timeout = ProbeError::ListTimeout {
            method,
            after: self.limits.page,
        };
        let skipped = self.record.longest_skipped();
        match answered.await {
            Err(_elapsed) if skipped > 0 => Err(too_long(method, skipped, self.limits)),
            Err(_elapsed) => Err(timeout),
            Ok(Some(Answer::Result(text))) => Ok(text),
            Ok(Some(Answer::Error(code, message))) => Err(ProbeError::ListRefused {
                method,
                code,
                message,
            }),
            Ok(Some(Answer::TooLong(bytes))) => Err(too_long(method, bytes, self.limits)),
            Ok(None) if self.record.is_too_much() => {
                Err(ProbeError::TooMuch(self.limits.total_bytes))
            }
            Ok(None) => Err(ProbeError::Ended(method)),
        }
    }

    /// Sends a request and takes its recorded answer; nothing where the connection ended.
    async fn ask(&self, request: ClientRequest) -> Option<Answer> {
        let options = PeerRequestOptions::no_options();
        let handle = self
            .peer
            .send_request_with_option(request, options)
            .await
            .ok()?;
        let NumberOrString::Number(id) = handle.id.clone() else {
            return None;
        };
        // rmcp is handed stubs; whatever it makes of them, the record has what came.
        drop(handle.await_response().await);
        self.record.take(id)
    }
}

/// The items of one page and its cursor.
fn parse_page(kind: Kind, text: &str) -> Result<(Vec<Box<RawValue>>, Option<String>), ProbeError> {
    let malformed = |error: serde_json::Error| ProbeError::Malformed {
        method: kind.method(),
        reason: error.to_string(),
    };
    let page: BTreeMap<String, &RawValue> = serde_json::from_str(text).map_err(malformed)?;
    let Some(items) = page.get(kind.member()) else {
        let reason = format!("it has no `{}`", kind.member());
        return Err(ProbeError::Malformed {
            method: kind.method(),
            reason,
        });
    };
    let items = serde_json::from_str(items.get()).map_err(malformed)?;
    let cursor = page.get("nextCursor").map_or("null", |cursor| cursor.get());
    let cursor: Option<String> = serde_json::from_str(cursor).map_err(malformed)?;
    Ok((items, cursor.filter(|cursor| !cursor.is_empty())))
}

fn cut(kind: Kind, message: &str) -> Finding {
    Finding::new(
        FindingKind::ListTooLong,
        kind.method(),
        format!("{message}; the rest is left out"),
    )
}
