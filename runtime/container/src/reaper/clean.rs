//! Removing everything that a dead owner left.

use std::time::Duration;

use rustix::process::Signal;
use tokio::time::{Instant, sleep};

use super::line::Duties;
use crate::docker::Engine;
use crate::orphans;

/// How long processes get between TERM and KILL.
const GRACE: Duration = Duration::from_secs(1);
/// How long keepers, who see that their owner is dead, get to end their servers.
const KEEPING: Duration = Duration::from_secs(8);
/// The pause between two looks at the keepers.
const LOOK: Duration = Duration::from_millis(20);
/// The pause between two looks at the engine.
const PAUSE: Duration = Duration::from_millis(300);
/// How long a container whose creation was under way is waited for.
const CREATION: Duration = Duration::from_secs(30);
/// How long an engine that does not answer is asked again.
const STUBBORNNESS: Duration = Duration::from_mins(1);

/// Removes it all; false when something may be left.
pub(super) async fn all(duties: &Duties) -> bool {
    let ((), are_containers_gone) = tokio::join!(processes(duties), containers(duties));
    are_containers_gone
}

/// Lets the keepers do their work, then ends what had no keeper or lost it.
async fn processes(duties: &Duties) {
    let begun = Instant::now();
    while duties.keepers.iter().any(|keeper| keeper.is_running()) && begun.elapsed() < KEEPING {
        sleep(LOOK).await;
    }
    for leader in &duties.groups {
        leader.signal_group(Signal::TERM);
    }
    if let Some(instance) = &duties.instance {
        orphans::kill_instance(instance, GRACE).await;
    } else {
        sleep(GRACE).await;
    }
    for leader in &duties.groups {
        leader.signal_group(Signal::KILL);
    }
}

/// Removes the containers until two looks in a row find none, and each one whose creation was
/// under way has been seen or waited for.
async fn containers(duties: &Duties) -> bool {
    let (Some(address), Some(instance)) = (&duties.engine, &duties.instance) else {
        return true;
    };
    let begun = Instant::now();
    let mut awaited = duties.creating.clone();
    let mut empty_looks = 0;
    let mut connection = None;
    while empty_looks < 2 {
        match remove_once(&mut connection, address, instance).await {
            Some(removed) if removed.is_empty() => {
                let is_waiting = !awaited.is_empty() && begun.elapsed() < CREATION;
                empty_looks = if is_waiting { 0 } else { empty_looks + 1 };
            }
            Some(removed) => {
                awaited.retain(|name| !removed.contains(name));
                empty_looks = 0;
            }
            None if begun.elapsed() > STUBBORNNESS => return false,
            None => {}
        }
        sleep(PAUSE).await;
    }
    true
}

/// The names of the containers that were removed; `None` when the engine did not do it. The
/// connection is kept for the next look.
async fn remove_once(
    connection: &mut Option<Engine>,
    address: &str,
    instance: &str,
) -> Option<Vec<String>> {
    let engine = match connection.take() {
        Some(engine) => engine,
        None => Engine::connect(address).await.ok()?,
    };
    let mut removed = Vec::new();
    for container in engine.labelled(Some(instance)).await.ok()? {
        engine.remove(&container.id).await.ok()?;
        removed.push(container.name);
    }
    *connection = Some(engine);
    Some(removed)
}
