//! `serve`: one client over stdin and stdout.

use std::time::Duration;

use anyhow::Context as _;
use mcpreg_contract::Registry;
use tokio::signal::unix::{SignalKind, signal};
use tracing::{debug, info, warn};

use super::EXIT_OK;
use crate::{Gateway, stdio};

/// When leftovers of dead gateways are looked for; the client's first questions come first.
const SWEEP_DELAY: Duration = Duration::from_millis(200);

/// Serves until the client's input ends or a signal asks to stop; nothing is left running.
pub(super) async fn run(registry: &'static Registry) -> anyhow::Result<u8> {
    let stop = stop_signal().context("cannot wait for signals")?;
    let input = stdio::input().context("cannot read stdin")?;
    let output = stdio::output().context("cannot write stdout")?;
    let gateway = Gateway::start_with(registry, super::roles())?;
    let host = gateway.host().clone();
    let sweep = tokio::spawn(async move {
        tokio::time::sleep(SWEEP_DELAY).await;
        match host.sweep().await {
            Ok(0) => debug!("no leftovers"),
            Ok(removed) => info!(removed, "leftovers of dead gateways removed"),
            Err(error) => debug!(%error, "cannot look for leftovers"),
        }
    });
    info!(
        gateway = registry.gateway,
        servers = registry.servers.len(),
        "serving"
    );
    let served = gateway.serve(input, output, stop).await;
    sweep.abort();
    gateway.close().await;
    if let Err(error) = served {
        warn!(%error, "serving ended");
        return Err(error.into());
    }
    Ok(EXIT_OK)
}

/// Completes at the first signal that asks a process to end.
///
/// A task of its own looks at the signals: who waits for this is woken for every message.
fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut hang_up = signal(SignalKind::hangup())?;
    let signals = tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = hang_up.recv() => {}
        }
    });
    Ok(async move {
        // It cannot fail, and is dropped with the runtime.
        let _ = signals.await;
    })
}
