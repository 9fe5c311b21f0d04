// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! What is served, from which server.

/// The pinned server.
pub static SERVER: ::mcpreg_contract::Server = ::mcpreg_contract::Server {
    id: "units",
    prefix: "units",
    protocol: "2026-07-28",
    version: ("units", "0.1.0"),
    pin_sha256: "5a9ce61a847b041803b2164391532526f4f4e0d01f2a3f4dac1be0a3ce1a8360",
    launch: "{\"program\":{\"command\":{\"leading\":[\"run\",\"--quiet\",\"--package\",\"mcpreg-fixture-servers\",\"--bin\",\"units\"],\"program\":\"cargo\"}}}",
    timeouts: ::mcpreg_contract::Timeouts {
        start_ms: 300000,
        call_ms: 60000,
    },
    output_check: ::mcpreg_contract::OutputCheck::Warn,
    case_variants: ::mcpreg_contract::CaseVariants::Refuse,
    tools: &TOOLS,
};

/// The server's tools, sorted by public name.
pub static TOOLS: [::mcpreg_contract::Tool; 2] = [
    ::mcpreg_contract::Tool {
        public_name: "mcp_units_convert",
        name: "convert",
        server: "units",
        listing: "{\"annotations\":{\"idempotentHint\":true,\"openWorldHint\":false,\"readOnlyHint\":true},\"description\":\"Converts a value from one unit to another of the same quantity.\",\"inputSchema\":{\"$defs\":{\"unit\":{\"enum\":[\"m\",\"km\",\"ft\",\"kg\",\"lb\",\"K\",\"°C\",\"°F\"],\"type\":\"string\"}},\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"additionalProperties\":false,\"properties\":{\"from\":{\"$ref\":\"#/$defs/unit\"},\"to\":{\"$ref\":\"#/$defs/unit\"},\"value\":{\"type\":\"number\"}},\"required\":[\"value\",\"from\",\"to\"],\"type\":\"object\"},\"name\":\"mcp_units_convert\",\"outputSchema\":{\"additionalProperties\":false,\"properties\":{\"unit\":{\"enum\":[\"m\",\"km\",\"ft\",\"kg\",\"lb\",\"K\",\"°C\",\"°F\"],\"type\":\"string\"},\"value\":{\"type\":\"number\"}},\"required\":[\"value\",\"unit\"],\"type\":\"object\"},\"title\":\"Convert\"}",
        arguments: &super::checks::convert::ARGUMENTS,
        output: Some(&super::checks::convert::OUTPUT),
        fixed: &[],
        coverage: ::mcpreg_contract::Coverage::Typed,
    },
    ::mcpreg_contract::Tool {
        public_name: "mcp_units_list_units",
        name: "list_units",
        server: "units",
        listing: "{\"annotations\":{\"readOnlyHint\":true},\"description\":\"Lists the symbols of all units, or of one quantity's.\",\"inputSchema\":{\"properties\":{\"quantity\":{\"enum\":[\"length\",\"mass\",\"temperature\"]}},\"type\":\"object\"},\"name\":\"mcp_units_list_units\",\"outputSchema\":{\"properties\":{\"units\":{\"items\":{\"type\":\"string\"},\"type\":\"array\"}},\"required\":[\"units\"],\"type\":\"object\"}}",
        arguments: &super::checks::list_units::ARGUMENTS,
        output: Some(&super::checks::list_units::OUTPUT),
        fixed: &[],
        coverage: ::mcpreg_contract::Coverage::Typed,
    },
];
