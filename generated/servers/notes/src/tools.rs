// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! What is served, from which server.

/// The pinned server.
pub static SERVER: ::mcpreg_contract::Server = ::mcpreg_contract::Server {
    id: "notes",
    prefix: "notes",
    protocol: "2025-11-25",
    version: ("notes", "0.1.0"),
    pin_sha256: "1cf1010f887bb1ca9a1f533124129fadec87e936adcad55452e23a9976eaf227",
    launch: "{\"program\":{\"command\":{\"leading\":[\"run\",\"--quiet\",\"--package\",\"mcpreg-fixture-servers\",\"--bin\",\"notes\"],\"program\":\"cargo\"}}}",
    timeouts: ::mcpreg_contract::Timeouts {
        start_ms: 300000,
        call_ms: 60000,
    },
    output_check: ::mcpreg_contract::OutputCheck::Enforce,
    case_variants: ::mcpreg_contract::CaseVariants::Refuse,
    tools: &TOOLS,
};

/// The server's tools, sorted by public name.
pub static TOOLS: [::mcpreg_contract::Tool; 7] = [
    ::mcpreg_contract::Tool {
        public_name: "mcp_notes_add_note",
        name: "add_note",
        server: "notes",
        listing: "{\"description\":\"Keeps a note and returns its id.\",\"inputSchema\":{\"additionalProperties\":false,\"properties\":{\"body\":{\"default\":\"\",\"description\":\"The note itself.\",\"type\":\"string\"},\"due\":{\"description\":\"The day it is due; null for never.\",\"format\":\"date\",\"type\":[\"string\",\"null\"]},\"notify\":{\"description\":\"Whom to tell when it is due.\",\"oneOf\":[{\"additionalProperties\":false,\"properties\":{\"address\":{\"type\":\"string\"},\"channel\":{\"const\":\"email\"}},\"required\":[\"channel\",\"address\"],\"type\":\"object\"},{\"additionalProperties\":false,\"properties\":{\"channel\":{\"const\":\"sms\"},\"number\":{\"pattern\":\"^\\\\+[0-9]{6,15}$\",\"type\":\"string\"}},\"required\":[\"channel\",\"number\"],\"type\":\"object\"}]},\"priority\":{\"default\":\"normal\",\"enum\":[\"low\",\"normal\",\"high\"],\"type\":\"string\"},\"tags\":{\"description\":\"Words to find it by.\",\"items\":{\"pattern\":\"^[a-z0-9-]+$\",\"type\":\"string\"},\"maxItems\":16,\"type\":\"array\",\"uniqueItems\":true},\"title\":{\"description\":\"One line that names the note.\",\"maxLength\":80,\"minLength\":1,\"type\":\"string\"}},\"required\":[\"title\"],\"type\":\"object\"},\"name\":\"mcp_notes_add_note\",\"outputSchema\":{\"properties\":{\"created\":{\"format\":\"date-time\",\"type\":\"string\"},\"id\":{\"minimum\":1,\"type\":\"integer\"}},\"required\":[\"id\",\"created\"],\"type\":\"object\"},\"title\":\"Add a note\"}",
        arguments: &super::checks::add_note::ARGUMENTS,
        output: Some(&super::checks::add_note::OUTPUT),
        fixed: &[],
        coverage: ::mcpreg_contract::Coverage::Typed,
    },
    ::mcpreg_contract::Tool {
        public_name: "mcp_notes_delete_note",
        name: "delete_note",
        server: "notes",
        listing: "{\"annotations\":{\"destructiveHint\":true,\"idempotentHint\":true},\"description\":\"Removes one note for good.\",\"inputSchema\":{\"additionalProperties\":false,\"properties\":{\"id\":{\"minimum\":1,\"type\":\"integer\"}},\"required\":[\"id\"],\"type\":\"object\"},\"name\":\"mcp_notes_delete_note\"}",
        arguments: &super::checks::delete_note::ARGUMENTS,
        output: None,
        fixed: &[],
        coverage: ::mcpreg_contract::Coverage::Typed,
    },
    ::mcpreg_contract::Tool {
        public_name: "mcp_notes_env",
        name: "env",
        server: "notes",
        listing: "{\"description\":\"Tells whether an environment variable is set, not what it holds.\",\"inputSchema\":{\"properties\":{\"name\":{\"minLength\":1,\"type\":\"string\"}},\"required\":[\"name\"],\"type\":\"object\"},\"name\":\"mcp_notes_env\",\"outputSchema\":{\"properties\":{\"set\":{\"type\":\"boolean\"}},\"required\":[\"set\"],\"type\":\"object\"}}",
        arguments: &super::checks::env::ARGUMENTS,
        output: Some(&super::checks::env::OUTPUT),
        fixed: &[],
        coverage: ::mcpreg_contract::Coverage::Typed,
    },
    ::mcpreg_contract::Tool {
        public_name: "mcp_notes_fail",
        name: "fail",
        server: "notes",
        listing: "{\"description\":\"Answers that it failed.\",\"inputSchema\":{\"properties\":{\"reason\":{\"type\":\"string\"}},\"type\":\"object\"},\"name\":\"mcp_notes_fail\"}",
        arguments: &super::checks::fail::ARGUMENTS,
        output: None,
        fixed: &[],
        coverage: ::mcpreg_contract::Coverage::Typed,
    },
    ::mcpreg_contract::Tool {
        public_name: "mcp_notes_get_note",
        name: "get_note",
        server: "notes",
        listing: "{\"annotations\":{\"readOnlyHint\":true},\"description\":\"Returns one note as it was added.\",\"inputSchema\":{\"additionalProperties\":false,\"properties\":{\"id\":{\"minimum\":1,\"type\":\"integer\"}},\"required\":[\"id\"],\"type\":\"object\"},\"name\":\"mcp_notes_get_note\"}",
        arguments: &super::checks::get_note::ARGUMENTS,
        output: None,
        fixed: &[],
        coverage: ::mcpreg_contract::Coverage::Typed,
    },
    ::mcpreg_contract::Tool {
        public_name: "mcp_notes_list_notes",
        name: "list_notes",
        server: "notes",
        listing: "{\"annotations\":{\"readOnlyHint\":true},\"description\":\"Lists notes in the order they were added.\",\"inputSchema\":{\"additionalProperties\":false,\"properties\":{\"after\":{\"description\":\"Only notes with a greater id.\",\"minimum\":0,\"type\":\"integer\"},\"limit\":{\"default\":20,\"maximum\":100,\"minimum\":1,\"type\":\"integer\"}},\"type\":\"object\"},\"name\":\"mcp_notes_list_notes\",\"outputSchema\":{\"properties\":{\"notes\":{\"items\":{\"properties\":{\"created\":{\"type\":\"string\"},\"id\":{\"type\":\"integer\"},\"title\":{\"type\":\"string\"}},\"required\":[\"id\",\"title\",\"created\"],\"type\":\"object\"},\"type\":\"array\"},\"total\":{\"minimum\":0,\"type\":\"integer\"}},\"required\":[\"notes\",\"total\"],\"type\":\"object\"}}",
        arguments: &super::checks::list_notes::ARGUMENTS,
        output: Some(&super::checks::list_notes::OUTPUT),
        fixed: &[],
        coverage: ::mcpreg_contract::Coverage::Typed,
    },
    ::mcpreg_contract::Tool {
        public_name: "mcp_notes_slow",
        name: "slow",
        server: "notes",
        listing: "{\"description\":\"Takes its time, tells how far it is, and stops when cancelled.\",\"inputSchema\":{\"properties\":{\"seconds\":{\"default\":1,\"maximum\":3600,\"minimum\":0,\"type\":\"number\"},\"steps\":{\"default\":4,\"maximum\":1000,\"minimum\":1,\"type\":\"integer\"}},\"type\":\"object\"},\"name\":\"mcp_notes_slow\"}",
        arguments: &super::checks::slow::ARGUMENTS,
        output: None,
        fixed: &[],
        coverage: ::mcpreg_contract::Coverage::Typed,
    },
];
