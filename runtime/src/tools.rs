//! The tools of a registry by public name, with what forwarding needs prepared once.
//!
//! A public name is looked up here and nowhere parsed.

use std::collections::HashMap;

use mcpreg_contract::{Registry, Tool};

use crate::splice::{on_one_line, quoted};

/// Every tool of a registry.
#[derive(Debug)]
pub(crate) struct Tools(HashMap<&'static str, Entry>);

/// One tool, ready to be called.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The tool.
    pub(crate) tool: &'static Tool,
    /// The position of its server in the registry.
    pub(crate) server: usize,
    /// The server's own name for it, as a JSON string.
    pub(crate) name: String,
    /// The arguments that the gateway fills in, as JSON members without braces.
    pub(crate) fixed: String,
}

impl Tools {
    /// The tools of `registry`.
    pub(crate) fn of(registry: &'static Registry) -> Self {
        let entries = registry
            .servers
            .iter()
            .enumerate()
            .flat_map(|(server, of)| {
                of.tools
                    .iter()
                    .map(move |tool| (tool.public_name, Entry::new(tool, server)))
            });
        Self(entries.collect())
    }

    /// The tool of that public name.
    pub(crate) fn get(&self, public_name: &str) -> Option<&Entry> {
        self.0.get(public_name)
    }

    /// The public name that is most like `wanted`, if one is close.
    pub(crate) fn nearest(&self, wanted: &str) -> Option<&'static str> {
        let scored = self
            .0
            .keys()
            .map(|name| (strsim::jaro_winkler(name, wanted), *name));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)));
        best.filter(|(score, _)| *score > 0.8).map(|(_, name)| name)
    }
}

impl Entry {
    fn new(tool: &'static Tool, server: usize) -> Self {
        let member = |fixed: &mcpreg_contract::Fixed| {
            format!("{}:{}", quoted(fixed.name), on_one_line(fixed.json))
        };
        let fixed = tool.fixed.iter().map(member).collect::<Vec<_>>().join(",");
        Self {
            tool,
            server,
            name: quoted(tool.name),
            fixed,
        }
    }
}
