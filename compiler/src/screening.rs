//! Which tools can be offered at all, found out before anything is made of them.
//!
//! A tool that breaks the protocol's schema of `Tool` would cost clients the whole list; one
//! whose schema accepts nothing would refuse every call. Such tools are left out by name, with
//! the reason; what is only written otherwise for clients is reported as well. Pure.

use std::collections::BTreeMap;

use mcpreg_codegen::json::Json;
use mcpreg_codegen::pin::tool_name;
use mcpreg_codegen::schema::{Formats, SchemaOptions};
use mcpreg_codegen::servable::{Servable, servable};
use mcpreg_codegen::{Lock, Pin, Pins};
use mcpreg_decide::usable::{self, Role};
use serde::{Deserialize, Serialize};

/// What was found about the tools of one server.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Screened {
    /// Tools that cannot be offered, each with the reason.
    pub unfit: BTreeMap<String, String>,
    /// Tools that are offered otherwise than the server writes them, each with what was changed.
    pub repaired: BTreeMap<String, Vec<String>>,
    /// Tools with a pattern that no engine reads, each with why.
    pub undecidable: BTreeMap<String, Vec<String>>,
}

/// The members of a tool that are schemas, and what each is for.
const ROLES: [(&str, Role); 2] = [
    ("inputSchema", Role::Arguments),
    ("outputSchema", Role::Output),
];

/// Screens the tools of one server.
pub fn screen(tools: &[&Json], formats: Formats) -> Screened {
    let options = SchemaOptions {
        formats,
        ..SchemaOptions::default()
    };
    let mut screened = Screened::default();
    for tool in tools {
        let name = tool_name(tool).unwrap_or_default().to_owned();
        match servable(tool) {
            Err(faults) => {
                screened.unfit.insert(name, faults.join("; "));
            }
            Ok(servable) => {
                if let Some(fault) = unusable(&servable, &options) {
                    screened.unfit.insert(name, fault);
                    continue;
                }
                let undecidable = undecidable(&servable, &options);
                if !undecidable.is_empty() {
                    screened.undecidable.insert(name.clone(), undecidable);
                }
                if !servable.repairs.is_empty() {
                    screened.repaired.insert(name, servable.repairs);
                }
            }
        }
    }
    screened
}

/// Finds only the tools that no client could read.
pub fn unreadable(tools: &[&Json]) -> Screened {
    let unfit = tools.iter().filter_map(|tool| {
        let name = tool_name(tool).unwrap_or_default().to_owned();
        Some((name, servable(tool).err()?.join("; ")))
    });
    Screened {
        unfit: unfit.collect(),
        ..Screened::default()
    }
}

/// Screens every tool of every pin of a lock, by server; what cannot be read is left to the
/// compiler to name.
pub fn screen_all(lock: &Lock, pins: &Pins) -> BTreeMap<String, Screened> {
    let servers = lock.servers.iter().filter_map(|(id, locked)| {
        let pin = Pin::parse(id, pins.get(id)?).ok()?;
        let tools: Vec<&Json> = pin.tools.iter().collect();
        Some((id.clone(), screen(&tools, locked.checks.format)))
    });
    servers.collect()
}

fn undecidable(servable: &Servable, options: &SchemaOptions) -> Vec<String> {
    let schemas = ROLES.iter().filter_map(|(member, _)| servable.get(member));
    schemas
        .flat_map(|schema| usable::undecidable(schema, options))
        .collect()
}

fn unusable(servable: &Servable, options: &SchemaOptions) -> Option<String> {
    ROLES.into_iter().find_map(|(member, role)| {
        let schema = servable.get(member)?;
        let fault = usable::fault(schema, role, options)?;
        Some(format!("its `{member}` {fault}"))
    })
}
