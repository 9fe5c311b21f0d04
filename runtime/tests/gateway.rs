//! The gateway through its public faces: a stream pair, and the real process.
//!
//! This one binary plays every part, chosen by its first argument: the tests (otherwise), the
//! scripted MCP server behind the gateway (`server`), a team's gateway binary (`serve`, `call`,
//! `tools`, `doctor`, `reap`, `keep`), and a program of its own that panics (`panic`). So nothing outside
//! of this package has to be built first.

#[path = "gateway/batches.rs"]
mod batches;
#[path = "gateway/client.rs"]
mod client;
#[path = "gateway/commands.rs"]
mod commands;
#[path = "gateway/eras.rs"]
mod eras;
#[path = "gateway/fidelity.rs"]
mod fidelity;
#[path = "gateway/intruder.rs"]
mod intruder;
#[path = "gateway/keeping.rs"]
mod keeping;
#[path = "gateway/library.rs"]
mod library;
#[path = "gateway/life.rs"]
mod life;
#[path = "gateway/peer.rs"]
mod peer;
#[path = "gateway/process.rs"]
mod process;
#[path = "gateway/refusals.rs"]
mod refusals;
#[path = "gateway/registry.rs"]
mod registry;
#[path = "gateway/server.rs"]
mod server;
#[path = "gateway/terminal.rs"]
mod terminal;
#[path = "gateway/text.rs"]
mod text;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let first = std::env::args().nth(1).unwrap_or_default();
    match first.as_str() {
        "server" => server::main(),
        "panic" => library::panic(),
        "serve" | "call" | "tools" | "doctor" | "reap" | "keep" => {
            mcpreg_runtime::main(registry::of_environment())
        }
        _ => {
            let trials = [
                batches::trials(),
                eras::trials(),
                fidelity::trials(),
                refusals::trials(),
                life::trials(),
                library::trials(),
                commands::trials(),
                process::trials(),
                keeping::trials(),
                peer::trials(),
                text::trials(),
            ];
            libtest_mimic::run(
                &Arguments::from_args(),
                trials.into_iter().flatten().collect(),
            )
            .exit_code()
        }
    }
}

/// A test that runs on a runtime of its own, under the name of its function.
fn trial<F>(name: &str, test: impl FnOnce() -> F + Send + 'static) -> Trial
where
    F: Future<Output = ()>,
{
    Trial::test(name, move || {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(2).enable_all().build()?;
        runtime.block_on(test());
        runtime.shutdown_background();
        Ok(())
    })
}
