//! Diagnostics for the compiler's own developers: off unless `MCPREG_LOG` asks for them.
//!
//! What users read is printed by the commands. rmcp logs whole messages, secrets included,
//! at `debug`, so it stays at `warn` whatever is asked for in general.

use tracing_subscriber::EnvFilter;

/// Sends `tracing` events to stderr, filtered by `MCPREG_LOG`.
pub fn start() {
    let asked = std::env::var("MCPREG_LOG").unwrap_or_else(|_| "off".to_owned());
    let filter = EnvFilter::new(format!("{asked},rmcp=warn"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    // Only a second start in one process fails, and then the first one goes on working.
    drop(subscriber.try_init());
}
