//! The tools of a registry by public name, with what forwarding needs prepared once.
//!
//! A public name is looked up here and nowhere parsed.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

use mcpreg_contract::{CaseVariants, Check, Registry, Tool, Violations};
use mcpreg_wire::{one_line, quoted};

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
    case_variants: CaseVariants,
    /// Whether everything is compiled that the tool's checks need.
    is_prepared: AtomicBool,
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
                    .map(move |tool| (tool.public_name, Entry::new(tool, server, of.case_variants)))
            });
        Self(entries.collect())
    }

    /// The tool of that public name.
    pub(crate) fn get(&self, public_name: &str) -> Option<&Entry> {
        self.0.get(public_name)
    }

    /// The public name that is most like `wanted`, if one is close.
    pub(crate) fn nearest(&self, wanted: &str) -> Option<&'static str> {
        mcpreg_text::nearest(wanted, self.0.keys().copied())
    }
}

impl Entry {
    /// Decides the arguments of a call.
    ///
    /// # Errors
    ///
    /// What is wrong with them.
    pub(crate) fn decide(&self, arguments: &str) -> Result<(), Violations> {
        let check = self.tool.arguments;
        check.decide_arguments(arguments, self.case_variants)
    }

    /// Whether a decision need not wait for anything to be compiled.
    pub(crate) fn is_prepared(&self) -> bool {
        self.is_prepared.load(Ordering::Relaxed)
    }

    /// Compiles all that decisions about the tool's arguments and results need.
    pub(crate) fn prepare(&self) {
        self.tool.arguments.prepare();
        if let Some(check) = self.tool.output {
            check.prepare();
        }
        self.is_prepared.store(true, Ordering::Relaxed);
    }

    /// The tool of the server at that position of the registry.
    pub(crate) fn new(tool: &'static Tool, server: usize, case_variants: CaseVariants) -> Self {
        let member = |fixed: &mcpreg_contract::Fixed| {
            format!("{}:{}", quoted(fixed.name), one_line(fixed.json))
        };
        let fixed = tool.fixed.iter().map(member).collect::<Vec<_>>().join(",");
        Self {
            tool,
            server,
            name: quoted(tool.name),
            fixed,
            case_variants,
            is_prepared: AtomicBool::new(
                tool.arguments.is_prepared() && tool.output.is_none_or(Check::is_prepared),
            ),
        }
    }
}
