//! Diagnostics for the compiler's own developers: off unless `MCPREG_LOG` asks for them.
//!
//! What users read is printed by the commands. rmcp logs whole messages, secrets included,
//! at `debug`, so it stays at `warn` whatever is asked for in general.

use mcpreg_text::log_value;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::field::MakeExt as _;
use tracing_subscriber::fmt::format::debug_fn;

/// Sends `tracing` events to stderr, filtered by `MCPREG_LOG`.
pub fn start() {
    let asked = std::env::var("MCPREG_LOG").unwrap_or_else(|_| "off".to_owned());
    let filter = EnvFilter::new(format!("{asked},rmcp=warn"));
    let fields = debug_fn(|out, field, value| write!(out, "{}", log_value(field.name(), value)));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .fmt_fields(fields.delimited(" "))
        .with_writer(std::io::stderr);
    // Only a second start in one process fails, and then the first one goes on working.
    drop(subscriber.try_init());
}
