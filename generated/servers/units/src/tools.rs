// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The tools, as the gateway serves them.

use mcpreg_contract::{Coverage, Tool};

use crate::checks;

/// The tool `convert`, served as `mcp_units_convert`.
pub static CONVERT: Tool = Tool {
    public_name: "mcp_units_convert",
    name: "convert",
    server: "units",
    listing: r##"{"annotations":{"idempotentHint":true,"openWorldHint":false,"readOnlyHint":true},"description":"Converts a value from one unit to another of the same quantity.","inputSchema":{"$defs":{"unit":{"enum":["m","km","ft","kg","lb","K","°C","°F"],"type":"string"}},"$schema":"https://json-schema.org/draft/2020-12/schema","additionalProperties":false,"properties":{"from":{"$ref":"#/$defs/unit"},"to":{"$ref":"#/$defs/unit"},"value":{"type":"number"}},"required":["value","from","to"],"type":"object"},"name":"mcp_units_convert","outputSchema":{"additionalProperties":false,"properties":{"unit":{"enum":["m","km","ft","kg","lb","K","°C","°F"],"type":"string"},"value":{"type":"number"}},"required":["value","unit"],"type":"object"},"title":"Convert"}"##,
    arguments: &checks::convert::ARGUMENTS,
    output: Some(&checks::convert::OUTPUT),
    fixed: &[],
    coverage: Coverage::Typed,
};

/// The tool `list_units`, served as `mcp_units_list_units`.
pub static LIST_UNITS: Tool = Tool {
    public_name: "mcp_units_list_units",
    name: "list_units",
    server: "units",
    listing: r#"{"annotations":{"readOnlyHint":true},"description":"Lists the symbols of all units, or of one quantity's.","inputSchema":{"properties":{"quantity":{"enum":["length","mass","temperature"]}},"type":"object"},"name":"mcp_units_list_units","outputSchema":{"properties":{"units":{"items":{"type":"string"},"type":"array"}},"required":["units"],"type":"object"}}"#,
    arguments: &checks::list_units::ARGUMENTS,
    output: Some(&checks::list_units::OUTPUT),
    fixed: &[],
    coverage: Coverage::Typed,
};
