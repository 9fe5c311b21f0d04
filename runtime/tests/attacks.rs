//! Attacks on a gateway through its public endpoint: a real process, hostile peers on both sides.
//!
//! This one binary plays every part, chosen by its first argument: the tests (otherwise), the
//! servers behind the gateway (`server`), the gateway over stdin and stdout (`serve`) with its
//! reaper (`reap`), and one process that serves many clients, each over a socket (`serve-many`).

#[path = "attacks/answers.rs"]
mod answers;
#[path = "attacks/budgets.rs"]
mod budgets;
#[path = "attacks/client.rs"]
mod client;
#[path = "attacks/folding.rs"]
mod folding;
#[path = "attacks/isolation.rs"]
mod isolation;
#[path = "attacks/many.rs"]
mod many;
#[path = "attacks/process.rs"]
mod process;
#[path = "attacks/readers.rs"]
mod readers;
#[path = "attacks/registry.rs"]
mod registry;
#[path = "attacks/separators.rs"]
mod separators;
#[path = "attacks/server.rs"]
mod server;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let first = words.next().unwrap_or_default();
    match first.as_str() {
        "server" => server::main(),
        "serve-many" => many::main(words.next().as_deref()),
        "serve" => mcpreg_runtime::main(registry::of_environment()),
        "reap" | "keep" => mcpreg_runtime::main(&registry::NONE),
        _ => {
            let trials = [
                answers::trials(),
                budgets::trials(),
                folding::trials(),
                isolation::trials(),
                separators::trials(),
            ];
            let trials = trials.into_iter().flatten().collect();
            libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
        }
    }
}

/// A test under the name of its function.
fn trial(name: &str, test: fn()) -> Trial {
    Trial::test(name, move || {
        test();
        Ok(())
    })
}
