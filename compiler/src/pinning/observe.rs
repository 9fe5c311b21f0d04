//! Asking several servers at once, and stopping all of them when the user has enough.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream;
use mcpreg_container::Host;

use crate::probe::error::ProbeFailure;
use crate::probe::{Observation, Request, probe};
use crate::progress::Progress;

/// What came of each server, by id.
pub(super) type Observed = BTreeMap<String, Result<Observation, ProbeFailure>>;

/// Asks all servers, `jobs` at a time.
pub(super) async fn observe(
    host: &Host,
    requests: Vec<Request>,
    jobs: usize,
    progress: &Progress,
) -> Observed {
    let probes = stream::iter(requests).map(|request| async move {
        let progress = progress.server(&request.server);
        let outcome = probe(host, &request, &progress).await;
        match &outcome {
            Ok(observation) => progress.end(&counts(observation)),
            Err(failure) => progress.end(&format!("failed: {}", failure.error)),
        }
        (request.server, outcome)
    });
    probes.buffer_unordered(jobs.max(1)).collect().await
}

/// Ends when the user or the system asks the command to stop.
pub(super) async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = terminate => {}
        () = interrupt => {}
    }
}

/// How long everything may take to stop after an interruption.
pub(super) const STOPPING: Duration = Duration::from_secs(20);

/// What a server offers, in numbers.
pub(super) fn counts(observation: &Observation) -> String {
    let pin = &observation.pin;
    let lists = [
        (pin.tools.len(), "tool"),
        (pin.resources.len(), "resource"),
        (pin.resource_templates.len(), "resource template"),
        (pin.prompts.len(), "prompt"),
    ];
    let said = lists
        .iter()
        .filter(|(count, noun)| *count > 0 || *noun == "tool");
    let said = said.map(|(count, noun)| match count {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    });
    said.collect::<Vec<_>>().join(", ")
}
