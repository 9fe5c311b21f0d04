//! The opening of a connection: `server/discover` first, `initialize` when that fails.
//!
//! rmcp can do this too, but gives `server/discover` a fixed time, after which a server that is
//! merely slow to start would be pinned with another revision than on a faster machine. Here an
//! answer to `server/discover` counts whenever it comes.

use std::time::Duration;

use mcpreg_codegen::json::Json;
use mcpreg_codegen::pin::Opening;
use rmcp::model::{
    ClientCapabilities, ClientConfig, ClientJsonRpcMessage, ClientNotification, ClientRequest,
    ClientResult, DiscoverRequest, DiscoverRequestParams, Implementation, InitializeRequest,
    InitializeRequestParams, InitializedNotification, NumberOrString, ProtocolVersion,
    RequestMetaObject, ServerJsonRpcMessage, ServerRequest,
};
use rmcp::transport::Transport;
use tokio::time::Instant;

use super::error::ProbeError;
use super::limits::Limits;
use super::surface::no_text;
use super::tap::{Answer, Record, Tap};

/// Ids apart from those that rmcp counts up from zero.
const DISCOVER_ID: i64 = 1_000_001;
const INITIALIZE_ID: i64 = 1_000_002;

const DISCOVER: &str = "server/discover";
const INITIALIZE: &str = "initialize";

/// An open connection.
#[derive(Debug)]
pub(super) struct Opened {
    /// Which request was answered.
    pub(super) opening: Opening,
    /// Its result, as it came.
    pub(super) result: Json,
    /// The negotiated revision.
    pub(super) version: ProtocolVersion,
}

/// Which requests to open with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// `server/discover`, then `initialize`.
    Both,
    /// Only `initialize`: the server ended when it was asked to discover.
    InitializeOnly,
}

/// How this client introduces itself. It offers no capabilities, so that a server lists the
/// tools that every client can use.
pub(super) fn introduction() -> ClientConfig {
    let client = Implementation::new("mcpreg", env!("CARGO_PKG_VERSION"));
    InitializeRequestParams::new(ClientCapabilities::default(), client)
        .with_protocol_version(ProtocolVersion::LATEST_WITH_INITIALIZE)
}

/// Opens the connection within the start timeout.
pub(super) async fn open(
    tap: &mut Tap,
    limits: &Limits,
    manner: Manner,
) -> Result<Opened, ProbeError> {
    let deadline = Instant::now() + limits.start;
    let opening = async {
        if manner == Manner::Both
            && let Some(opened) = discover(tap, limits, limits.start / 2).await?
        {
            return Ok(opened);
        }
        initialize(tap, limits).await
    };
    let opened = tokio::time::timeout_at(deadline, opening).await;
    opened.unwrap_or(Err(ProbeError::Silent(limits.start)))
}

/// Asks `server/discover`; nothing where the server is of the older kind or keeps silent.
async fn discover(
    tap: &mut Tap,
    limits: &Limits,
    patience: Duration,
) -> Result<Option<Opened>, ProbeError> {
    let me = introduction();
    let mut request = DiscoverRequest::new(DiscoverRequestParams {});
    request
        .extensions
        .insert(RequestMetaObject::with_client_context(
            ProtocolVersion::V_2026_07_28,
            me.client_info,
            me.capabilities,
        ));
    send(tap, ClientRequest::DiscoverRequest(request), DISCOVER_ID).await;
    let answered = answer(tap, limits, DISCOVER, |record| record.take(DISCOVER_ID));
    match tokio::time::timeout(patience, answered).await {
        Ok(answer) => Ok(discovered(answer?)),
        Err(_elapsed) => Ok(None),
    }
}

/// The opened connection, if the answer is one of a server that shares a revision.
fn discovered(answer: Answer) -> Option<Opened> {
    let Answer::Result(text) = answer else {
        return None;
    };
    let result = Json::parse(&text, mcpreg_codegen::json::MAX_DEPTH).ok()?;
    let versions = result.get("supportedVersions")?.as_array()?;
    let version = ProtocolVersion::V_2026_07_28;
    let shares = versions
        .iter()
        .any(|found| found.as_str() == Some(version.as_str()));
    shares.then_some(Opened {
        opening: Opening::Discover,
        result,
        version,
    })
}

async fn initialize(tap: &mut Tap, limits: &Limits) -> Result<Opened, ProbeError> {
    let request = InitializeRequest::new(introduction());
    send(
        tap,
        ClientRequest::InitializeRequest(request),
        INITIALIZE_ID,
    )
    .await;
    loop {
        let either = |record: &Record| {
            let late = record.take(DISCOVER_ID).map(|answer| (DISCOVER_ID, answer));
            late.or_else(|| {
                record
                    .take(INITIALIZE_ID)
                    .map(|answer| (INITIALIZE_ID, answer))
            })
        };
        let (id, answer) = answer(tap, limits, INITIALIZE, either).await?;
        if id == INITIALIZE_ID {
            return initialized(tap, answer, limits).await;
        }
        if let Some(opened) = discovered(answer) {
            return Ok(opened);
        }
    }
}

async fn initialized(tap: &mut Tap, answer: Answer, limits: &Limits) -> Result<Opened, ProbeError> {
    let text = match answer {
        Answer::Result(text) => text,
        Answer::Error(code, message) => return Err(ProbeError::Refused { code, message }),
        Answer::TooLong(bytes) => return Err(too_long(INITIALIZE, bytes, limits)),
    };
    let malformed = |reason: String| ProbeError::Malformed {
        method: INITIALIZE,
        reason,
    };
    let result = Json::parse(&text, limits.depth).map_err(|error| malformed(error.to_string()))?;
    let revision = result.get("protocolVersion").and_then(Json::as_str);
    let revision = revision.ok_or_else(|| malformed(no_text(&result, "protocolVersion")))?;
    let known = ProtocolVersion::known_up_to(&ProtocolVersion::LATEST_WITH_INITIALIZE);
    let version = known.iter().find(|known| known.as_str() == revision);
    let version = version
        .ok_or_else(|| ProbeError::Revision(revision.to_owned()))?
        .clone();
    let notification = InitializedNotification::default();
    let notification = ClientNotification::InitializedNotification(notification);
    let sent = tap
        .send(ClientJsonRpcMessage::notification(notification))
        .await;
    sent.map_err(|_| ProbeError::Ended(INITIALIZE))?;
    Ok(Opened {
        opening: Opening::Initialize,
        result,
        version,
    })
}

/// Reads messages until the record has what is asked for; answers pings meanwhile.
async fn answer<T>(
    tap: &mut Tap,
    limits: &Limits,
    method: &'static str,
    take: impl Fn(&Record) -> Option<T>,
) -> Result<T, ProbeError> {
    let record = tap.record();
    loop {
        if let Some(taken) = take(&record) {
            return Ok(taken);
        }
        let Some(message) = tap.receive().await else {
            return Err(if record.is_too_much() {
                ProbeError::TooMuch(limits.total_bytes)
            } else {
                ProbeError::Ended(method)
            });
        };
        if let ServerJsonRpcMessage::Request(request) = message
            && matches!(request.request, ServerRequest::PingRequest(_))
        {
            let pong = ClientJsonRpcMessage::response(ClientResult::empty(()), request.id);
            tap.send(pong)
                .await
                .map_err(|_| ProbeError::Ended(method))?;
        }
    }
}

/// Sends a request. A pipe that broke is a server that ended; the read that follows tells.
async fn send(tap: &mut Tap, request: ClientRequest, id: i64) {
    let message = ClientJsonRpcMessage::request(request, NumberOrString::Number(id));
    drop(tap.send(message).await);
}

pub(super) fn too_long(method: &'static str, bytes: usize, limits: &Limits) -> ProbeError {
    ProbeError::LineTooLong {
        method,
        bytes,
        most: limits.line_bytes,
    }
}
