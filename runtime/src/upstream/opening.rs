//! From a launch to a server that is ready for calls, in the era it was pinned in or the other.

use std::time::Duration;

use mcpreg_container::resolve_secrets;
use mcpreg_wire::{Conversation, Era, Error, LEGACY, Plan};
use tokio::time::{Instant, timeout_at};
use tracing::info;

use super::outage::{ending, explain, with_stderr};
use super::start::Start;
use super::wire::Wire;

/// How long a server that failed to open gets to end before it is made to, per step.
const FAILED_GRACE: Duration = Duration::from_millis(500);

/// How many requests an opening has at most.
const REQUESTS: u64 = 2;

/// Starts a server and opens the conversation with it.
///
/// # Errors
///
/// The reason, for its callers; nothing is left running.
pub(super) async fn open(start: Start) -> Result<Box<Wire>, String> {
    let Start {
        server,
        launch,
        host,
        core,
        account,
        ..
    } = &start;
    let limit = Duration::from_millis(server.timeouts.start_ms);
    let deadline = Instant::now() + limit;
    let starting = async {
        let secrets = resolve_secrets(&launch.secrets).await?;
        host.start(server.id, launch, secrets).await
    };
    let running = match timeout_at(deadline, starting).await {
        Ok(Ok(running)) => running,
        Ok(Err(error)) => return Err(explain(&error)),
        Err(_) => return Err(too_slow(limit)),
    };
    let mut wire = Box::new(Wire::new(running, account, &core.account));
    let left = deadline.saturating_duration_since(Instant::now());
    let greeting = greet(&mut wire, &start, left).await;
    let failure = match greeting {
        Ok(era) => {
            wire.era = era;
            info!(server = server.id, ?era, "ready");
            return Ok(wire);
        }
        Err(Error::Ended(_)) => None,
        Err(Error::Silent(_)) => Some(too_slow(limit)),
        Err(error) => Some(format!("it refused to open: {error}")),
    };
    let control = wire.into_control();
    let exit = control.stop(FAILED_GRACE).await;
    Err(match failure {
        Some(reason) => with_stderr(reason, &control.stderr_tail()),
        None => format!("it did not open: {}", ending(&exit, &control.stderr_tail())),
    })
}

async fn greet(wire: &mut Wire, start: &Start, limit: Duration) -> Result<Era, Error> {
    let pinned = start.server.protocol;
    let (plan, revision) = match Era::of(pinned) {
        Era::Legacy => (Plan::InitializeFirst, pinned),
        Era::Modern => (Plan::DiscoverFirst, LEGACY[0]),
    };
    let first_id = start.core.numbers(REQUESTS);
    let mut conversation = Conversation::new(&mut wire.channel, first_id);
    let introduction = &start.core.introduction;
    let opened = mcpreg_wire::open(&mut conversation, introduction, plan, revision, limit).await?;
    wire.is_noisy = conversation.noise().lines > 0;
    Ok(opened.era)
}

fn too_slow(limit: Duration) -> String {
    format!(
        "it did not open within {} s; help: raise its start timeout in the catalogue",
        limit.as_secs_f64()
    )
}
