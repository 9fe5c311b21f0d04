//! From a launch to a server that is ready for calls.
//!
//! The era it was pinned in is tried first and the other one once; whatever it says in between
//! that is no answer is skipped.

use std::time::Duration;

use mcpreg_container::{Host, Launch, resolve_secrets};
use mcpreg_contract::Server;
use serde::Deserialize;
use tokio::time::{Instant, timeout, timeout_at};
use tracing::{debug, info};

use super::outage::{ending, explain, with_stderr};
use super::wire::{Turn, Wire};
use crate::envelope::{Answer, Message};
use crate::line::Line;
use crate::protocol::{Era, LEGACY, METHOD_NOT_FOUND, MODERN};
use crate::raw::Raw;
use crate::reply::{ReplyError, write_result};

/// How long a server that failed to open gets to end by itself, per step.
const FAILED_GRACE: Duration = Duration::from_millis(500);

/// Starts a server and opens the conversation with it.
///
/// # Errors
///
/// The reason, for its callers; nothing is left running.
pub(super) async fn open(
    server: &'static Server,
    launch: Launch,
    host: Host,
    client: ClientWords,
) -> Result<Wire, String> {
    let limit = Duration::from_millis(server.timeouts.start_ms);
    let deadline = Instant::now() + limit;
    let starting = async {
        let secrets = resolve_secrets(&launch.secrets).await?;
        host.start(server.id, &launch, secrets).await
    };
    let running = match timeout_at(deadline, starting).await {
        Ok(Ok(running)) => running,
        Ok(Err(error)) => return Err(explain(&error)),
        Err(_) => return Err(too_slow(limit)),
    };
    let mut wire = Wire::new(running);
    let greeting = greet(&mut wire, server, &client, deadline);
    let failure = match timeout_at(deadline, greeting).await {
        Ok(Ok(era)) => {
            wire.era = era;
            info!(server = server.id, ?era, "ready");
            return Ok(wire);
        }
        Ok(Err(Broken::Refused(reason))) => Some(reason),
        Ok(Err(Broken::Ended)) => None,
        Err(_) => Some(too_slow(limit)),
    };
    let control = wire.into_control();
    let exit = control.stop(FAILED_GRACE).await;
    Err(match failure {
        Some(reason) => with_stderr(reason, &control.stderr_tail()),
        None => format!("it did not open: {}", ending(&exit, &control.stderr_tail())),
    })
}

/// What the gateway says of itself to servers.
#[derive(Debug, Clone)]
pub(super) struct ClientWords {
    /// `clientInfo`, as JSON.
    pub(super) info: String,
    /// The `_meta` members of a request to a modern server.
    pub(super) modern_meta: String,
}

enum Broken {
    Refused(String),
    Ended,
}

async fn greet(
    wire: &mut Wire,
    server: &Server,
    client: &ClientWords,
    deadline: Instant,
) -> Result<Era, Broken> {
    let pinned = Era::of(server.protocol);
    let revision = if pinned == Era::Legacy {
        server.protocol
    } else {
        LEGACY[0]
    };
    let first = match pinned {
        Era::Legacy => initialize(wire, client, revision).await?,
        Era::Modern => {
            // Half of the time is kept: a legacy server may leave the question unanswered.
            let half = deadline.saturating_duration_since(Instant::now()) / 2;
            match timeout(half, discover(wire, client)).await {
                Ok(answer) => answer?,
                Err(_) => Err("it did not answer server/discover".to_owned()),
            }
        }
    };
    let Err(reason) = first else {
        return Ok(pinned);
    };
    debug!(server = server.id, reason, "trying the other era");
    let (other, second) = match pinned {
        Era::Legacy => (Era::Modern, discover(wire, client).await?),
        Era::Modern => (Era::Legacy, initialize(wire, client, revision).await?),
    };
    match second {
        Ok(()) => Ok(other),
        Err(_) => Err(Broken::Refused(format!("it refused to open: {reason}"))),
    }
}

async fn discover(wire: &mut Wire, client: &ClientWords) -> Result<Result<(), String>, Broken> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Discovered {
        #[serde(default)]
        supported_versions: Vec<String>,
    }
    let params = format!("{{\"_meta\":{{{}}}}}", client.modern_meta);
    let answer = exchange(wire, "mcpreg-discover", "server/discover", &params).await?;
    Ok(answer.and_then(|result| {
        let discovered: Discovered = serde_json::from_str(&result)
            .map_err(|error| format!("its answer to server/discover: {error}"))?;
        if discovered
            .supported_versions
            .iter()
            .any(|version| version == MODERN)
        {
            Ok(())
        } else {
            Err(format!("it does not speak {MODERN}"))
        }
    }))
}

async fn initialize(
    wire: &mut Wire,
    client: &ClientWords,
    revision: &str,
) -> Result<Result<(), String>, Broken> {
    let params = format!(
        "{{\"protocolVersion\":\"{revision}\",\"capabilities\":{{}},\"clientInfo\":{}}}",
        client.info
    );
    let answer = exchange(wire, "mcpreg-initialize", "initialize", &params).await?;
    if let Err(reason) = answer {
        return Ok(Err(reason));
    }
    wire.out
        .extend_from_slice(b"{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n");
    wire.flush().await.map_err(|_| Broken::Ended)?;
    Ok(Ok(()))
}

/// Sends one request and waits for its answer.
async fn exchange(
    wire: &mut Wire,
    id: &str,
    method: &str,
    params: &str,
) -> Result<Result<String, String>, Broken> {
    let line = format!(
        "{{\"jsonrpc\":\"2.0\",\"id\":\"{id}\",\"method\":\"{method}\",\"params\":{params}}}\n"
    );
    wire.out.extend_from_slice(line.as_bytes());
    loop {
        if let Some(answer) = next_answer(wire, id) {
            return Ok(answer);
        }
        if matches!(wire.turn().await, Turn::Ended) {
            return Err(Broken::Ended);
        }
    }
}

/// Looks for the answer among the lines that are there.
fn next_answer(wire: &mut Wire, id: &str) -> Option<Result<String, String>> {
    let Wire {
        lines,
        out,
        garbage,
        ..
    } = wire;
    while let Some(line) = lines.next_line() {
        let Line::Whole(line) = line else {
            *garbage += 1;
            continue;
        };
        match Message::parse(line) {
            Ok(Message::Response { id: theirs, answer }) if is_ours(theirs, id) => {
                return Some(match answer {
                    Answer::Result(result) => Ok(result.get().to_owned()),
                    Answer::Error(error) => Err(error.get().to_owned()),
                });
            }
            Ok(Message::Request { id, method, .. }) => answer_server(out, id, &method),
            Ok(_) => {}
            Err(_) => *garbage += 1,
        }
    }
    None
}

/// Answers a server's own request: `ping` only, for the gateway declares no capabilities.
pub(super) fn answer_server(out: &mut Vec<u8>, id: Raw<'_>, method: &str) {
    if method == "ping" {
        write_result(out, id.get(), "{}");
    } else {
        let message = format!("{method}: not offered by this client");
        ReplyError::new(METHOD_NOT_FOUND, message).write(out, Some(id.get()));
    }
}

fn is_ours(theirs: Raw<'_>, ours: &str) -> bool {
    theirs.get().trim_matches('"') == ours
}

fn too_slow(limit: Duration) -> String {
    format!(
        "it did not open within {} s; help: raise its start timeout in the catalogue",
        limit.as_secs_f64()
    )
}
