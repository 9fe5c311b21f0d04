//! `tools`: what this gateway serves, from its own tables.

use comfy_table::{ContentArrangement, Table};
use mcpreg_contract::{Coverage, Registry, Tool};
use mcpreg_text::{outln, print_json, shown_on_one_line};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::EXIT_OK;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    public_name: &'a str,
    server: &'a str,
    name: &'a str,
    coverage: &'static str,
    listing: Box<RawValue>,
}

/// Prints the tools.
pub(super) fn run(registry: &'static Registry, json: bool) -> anyhow::Result<u8> {
    let tools = registry
        .servers
        .iter()
        .flat_map(|server| server.tools.iter().copied());
    if json {
        let rows = tools.map(row).collect::<Result<Vec<_>, _>>()?;
        print_json(&(serde_json::to_string_pretty(&rows)? + "\n"));
        return Ok(EXIT_OK);
    }
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["TOOL", "SERVER", "TYPES", "DESCRIPTION"]);
    for tool in tools {
        let description = description(tool);
        table.add_row([tool.public_name, tool.server, coverage(tool), &description]);
    }
    outln!("{}", table.trim_fmt());
    Ok(EXIT_OK)
}

fn row(tool: &'static Tool) -> Result<Row<'static>, serde_json::Error> {
    Ok(Row {
        public_name: tool.public_name,
        server: tool.server,
        name: tool.name,
        coverage: coverage(tool),
        listing: RawValue::from_string(tool.listing.to_owned())?,
    })
}

fn coverage(tool: &Tool) -> &'static str {
    match tool.coverage {
        Coverage::Typed => "typed",
        Coverage::Widened(_) => "widened",
        Coverage::Raw(_) => "raw",
    }
}

/// The first line of the description, a table's cell.
fn description(tool: &Tool) -> String {
    #[derive(Deserialize)]
    struct Listing {
        #[serde(default)]
        description: String,
    }
    let listing = serde_json::from_str::<Listing>(tool.listing);
    let description = listing
        .map(|listing| listing.description)
        .unwrap_or_default();
    let line = description
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let cut: String = line.trim().chars().take(80).collect();
    shown_on_one_line(&cut)
}
