//! The tables of a lock and its pins, made in this process and leaked: what the generated crate
//! would hold, without rustc between.
//!
//! The passes before the emission are the real ones, so names, listings, overrides and fixed
//! arguments are those that would be emitted; each check is made live of the same plan.

use std::fs;
use std::path::{Path, PathBuf};

use mcpreg_codegen::json::Json;
use mcpreg_codegen::lock::{CaseVariants as LockedCaseVariants, OutputCheck as LockedOutputCheck};
use mcpreg_codegen::model::{ServerModel, ToolModel};
use mcpreg_codegen::{Lock, Pins, lower};
use mcpreg_contract::{
    CaseVariants, Check, Coverage, Fixed, OutputCheck, Registry, Server, Timeouts, Tool,
};
use mcpreg_decide::check_of;

/// Names the folder of a lock to the gateway.
pub(crate) const PROJECT: &str = "MCPREG_TEST_PROJECT";

/// Names the one server to serve; all where it is empty.
pub(crate) const SERVER: &str = "MCPREG_TEST_SERVER";

/// What a reaper serves: it has no environment to read a registry from.
pub(crate) static NONE: Registry = Registry {
    gateway: "none",
    servers: &[],
};

/// The registry of the project and the server that the environment names.
pub(crate) fn of_environment() -> &'static Registry {
    let folder = std::env::var_os(PROJECT).map(PathBuf::from);
    let folder = folder.expect("a gateway's environment names its project");
    let server = std::env::var(SERVER).unwrap_or_default();
    of(&folder, &server)
}

fn of(folder: &Path, only: &str) -> &'static Registry {
    let text = fs::read_to_string(folder.join("mcpreg.lock")).expect("the project has a lock");
    let mut lock = Lock::parse(&text).expect("the lock was written by `pin`");
    lock.servers.retain(|id, _| only.is_empty() || id == only);
    let pin = |id: &String| {
        let path = folder.join(format!("generated/pins/{id}.json"));
        let text = fs::read_to_string(path).expect("a locked server has a pin");
        (id.clone(), text)
    };
    let pins: Pins = lock.servers.keys().map(pin).collect();
    let model = lower::lower(&lock, &pins).expect("what `pin` wrote can be lowered");
    leak(Registry {
        gateway: text_of(model.gateway),
        servers: slice(model.servers.iter().map(|model| leak(server(model)))),
    })
}

fn server(model: &ServerModel<ToolModel>) -> Server {
    let id = text_of(model.id.clone());
    let (name, version) = model.version.clone();
    Server {
        id,
        prefix: text_of(model.prefix.clone()),
        protocol: text_of(model.protocol.clone()),
        version: (text_of(name), text_of(version)),
        pin_sha256: text_of(model.pin_sha256.clone()),
        launch: text_of(model.launch.clone()),
        timeouts: Timeouts {
            start_ms: model.timeouts.start_ms,
            call_ms: model.timeouts.call_ms,
        },
        output_check: match model.checks.output {
            LockedOutputCheck::Off => OutputCheck::Off,
            LockedOutputCheck::Warn => OutputCheck::Warn,
            LockedOutputCheck::Enforce => OutputCheck::Enforce,
        },
        case_variants: match model.checks.case_variants {
            LockedCaseVariants::Refuse => CaseVariants::Refuse,
            LockedCaseVariants::Accept => CaseVariants::Accept,
        },
        tools: slice(model.tools.iter().map(|model| leak(tool(id, model)))),
    }
}

fn tool(server: &'static str, model: &ToolModel) -> Tool {
    let fixed: Vec<&str> = model.fixed.keys().map(String::as_str).collect();
    let fixed_values = model.fixed.iter().map(|(name, value)| Fixed {
        name: text_of(name.clone()),
        json: text_of(value.to_compact()),
    });
    Tool {
        public_name: text_of(model.public_name.clone()),
        name: text_of(model.name.clone()),
        server,
        listing: text_of(model.listing.to_compact()),
        arguments: check(&model.arguments, &fixed),
        output: model.output.as_ref().map(|schema| check(schema, &[])),
        fixed: slice(fixed_values),
        coverage: Coverage::Raw("served in a test"),
    }
}

fn check(schema: &Json, fixed: &[&str]) -> &'static Check {
    leak(check_of(schema, fixed).0)
}

fn slice<T>(items: impl Iterator<Item = T>) -> &'static [T] {
    items.collect::<Vec<_>>().leak()
}

fn text_of(text: String) -> &'static str {
    text.leak()
}

fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}
