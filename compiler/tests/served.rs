//! What is pinned can be served: `pin`, then a gateway of that lock, then real clients.
//!
//! This one binary plays every part, chosen by its first argument: the tests (otherwise), the
//! servers that are pinned (`replay`, `scripted`), and the gateway over what was pinned (`serve`,
//! `call`, `tools`, `doctor`, `reap`), whose tables are made in its own process instead of by
//! rustc. So a test of eighty gateways costs no build.

#[path = "served/corpus.rs"]
mod corpus;
#[path = "served/pinned.rs"]
mod pinned;
#[path = "served/project.rs"]
mod project;
#[path = "../../fixtures/recorded.rs"]
mod recorded;
#[path = "served/registry.rs"]
mod registry;
#[path = "served/replay.rs"]
mod replay;
#[path = "served/scripted.rs"]
mod scripted;
#[path = "served/sdk.rs"]
mod sdk;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let first = words.next().unwrap_or_default();
    match first.as_str() {
        "replay" => replay::main(words.next().as_deref()),
        "scripted" => scripted::main(words.next().as_deref()),
        "reap" | "keep" => mcpreg_runtime::main(&registry::NONE),
        "serve" | "call" | "tools" | "doctor" => mcpreg_runtime::main(registry::of_environment()),
        _ => {
            let trials = [corpus::trials(), pinned::trials()];
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
