//! `call`: one call from a shell.

use std::io::Read as _;

use anyhow::Context as _;
use mcpreg_contract::{CallError, Caller as _, Registry, ToolResult};
use mcpreg_text::{errln, print_data, print_json};
use serde_json::value::RawValue;

use super::{EXIT_FAILED, EXIT_OK, EXIT_REFUSED, EXIT_UNAVAILABLE};
use crate::Gateway;
use crate::tools::Tools;

/// Starts the tool's server, calls the tool, prints the result and stops the server.
pub(super) async fn run(
    registry: &'static Registry,
    name: String,
    arguments: String,
    json: bool,
) -> anyhow::Result<u8> {
    let tools = Tools::of(registry);
    let Some(entry) = tools.get(&name) else {
        errln!("error: unknown tool `{name}`");
        match tools.nearest(&name) {
            Some(nearest) => errln!("help: did you mean `{nearest}`?"),
            None => errln!("help: `{} tools` lists them", registry.gateway),
        }
        return Ok(EXIT_REFUSED);
    };
    let arguments = if arguments == "-" {
        read_stdin()?
    } else {
        arguments
    };
    let arguments = match RawValue::from_string(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            errln!("error: the arguments are not JSON: {error}");
            return Ok(EXIT_REFUSED);
        }
    };
    let gateway = Gateway::start_with(registry, super::roles())?;
    let answer = tokio::select! {
        answer = gateway.call(entry.tool, arguments) => Some(answer),
        _ = tokio::signal::ctrl_c() => None,
    };
    gateway.close().await;
    Ok(match answer {
        Some(Ok(result)) => show(&result, json)?,
        Some(Err(error)) => complain(&error),
        None => EXIT_UNAVAILABLE,
    })
}

fn read_stdin() -> anyhow::Result<String> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .context("cannot read the arguments from stdin")?;
    Ok(text)
}

fn show(result: &RawValue, json: bool) -> anyhow::Result<u8> {
    let read: ToolResult = serde_json::from_str(result.get())
        .context("the server's result is none of tools/call; `--json` shows it")?;
    if json {
        print_json(&format!("{}\n", result.get()));
    } else {
        for block in &read.content {
            match block["text"].as_str() {
                Some(text) => print_data(&format!("{text}\n")),
                None => print_json(&format!("{block}\n")),
            }
        }
        if let (true, Some(structured)) = (read.content.is_empty(), &read.structured_content) {
            print_json(&format!("{}\n", serde_json::to_string_pretty(structured)?));
        }
    }
    Ok(if read.is_error { EXIT_FAILED } else { EXIT_OK })
}

fn complain(error: &CallError) -> u8 {
    match error {
        CallError::Refused { tool, violations } => {
            errln!("error: the arguments of {tool} were refused");
            for violation in &violations.0 {
                errln!("  {violation}");
            }
            EXIT_REFUSED
        }
        CallError::Protocol { .. } => {
            errln!("error: {error}");
            EXIT_FAILED
        }
        _ => {
            errln!("error: {error}");
            EXIT_UNAVAILABLE
        }
    }
}
