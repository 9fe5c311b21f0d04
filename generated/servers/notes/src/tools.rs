// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The tools, as the gateway serves them.

use mcpreg_contract::{Coverage, Tool};

use crate::checks;

/// The tool `add_note`, served as `mcp_notes_add_note`.
pub static ADD_NOTE: Tool = Tool {
    public_name: "mcp_notes_add_note",
    name: "add_note",
    server: "notes",
    listing: r#"{"description":"Keeps a note and returns its id.","inputSchema":{"additionalProperties":false,"properties":{"body":{"default":"","description":"The note itself.","type":"string"},"due":{"description":"The day it is due; null for never.","format":"date","type":["string","null"]},"notify":{"description":"Whom to tell when it is due.","oneOf":[{"additionalProperties":false,"properties":{"address":{"type":"string"},"channel":{"const":"email"}},"required":["channel","address"],"type":"object"},{"additionalProperties":false,"properties":{"channel":{"const":"sms"},"number":{"pattern":"^\\+[0-9]{6,15}$","type":"string"}},"required":["channel","number"],"type":"object"}]},"priority":{"default":"normal","enum":["low","normal","high"],"type":"string"},"tags":{"description":"Words to find it by.","items":{"pattern":"^[a-z0-9-]+$","type":"string"},"maxItems":16,"type":"array","uniqueItems":true},"title":{"description":"One line that names the note.","maxLength":80,"minLength":1,"type":"string"}},"required":["title"],"type":"object"},"name":"mcp_notes_add_note","outputSchema":{"properties":{"created":{"format":"date-time","type":"string"},"id":{"minimum":1,"type":"integer"}},"required":["id","created"],"type":"object"},"title":"Add a note"}"#,
    arguments: &checks::add_note::ARGUMENTS,
    output: Some(&checks::add_note::OUTPUT),
    fixed: &[],
    coverage: Coverage::Typed,
};

/// The tool `delete_note`, served as `mcp_notes_delete_note`.
pub static DELETE_NOTE: Tool = Tool {
    public_name: "mcp_notes_delete_note",
    name: "delete_note",
    server: "notes",
    listing: r#"{"annotations":{"destructiveHint":true,"idempotentHint":true},"description":"Removes one note for good.","inputSchema":{"additionalProperties":false,"properties":{"id":{"minimum":1,"type":"integer"}},"required":["id"],"type":"object"},"name":"mcp_notes_delete_note"}"#,
    arguments: &checks::delete_note::ARGUMENTS,
    output: None,
    fixed: &[],
    coverage: Coverage::Typed,
};

/// The tool `env`, served as `mcp_notes_env`.
pub static ENV: Tool = Tool {
    public_name: "mcp_notes_env",
    name: "env",
    server: "notes",
    listing: r#"{"description":"Tells whether an environment variable is set, not what it holds.","inputSchema":{"properties":{"name":{"minLength":1,"type":"string"}},"required":["name"],"type":"object"},"name":"mcp_notes_env","outputSchema":{"properties":{"set":{"type":"boolean"}},"required":["set"],"type":"object"}}"#,
    arguments: &checks::env::ARGUMENTS,
    output: Some(&checks::env::OUTPUT),
    fixed: &[],
    coverage: Coverage::Typed,
};

/// The tool `fail`, served as `mcp_notes_fail`.
pub static FAIL: Tool = Tool {
    public_name: "mcp_notes_fail",
    name: "fail",
    server: "notes",
    listing: r#"{"description":"Answers that it failed.","inputSchema":{"properties":{"reason":{"type":"string"}},"type":"object"},"name":"mcp_notes_fail"}"#,
    arguments: &checks::fail::ARGUMENTS,
    output: None,
    fixed: &[],
    coverage: Coverage::Typed,
};

/// The tool `get_note`, served as `mcp_notes_get_note`.
pub static GET_NOTE: Tool = Tool {
    public_name: "mcp_notes_get_note",
    name: "get_note",
    server: "notes",
    listing: r#"{"annotations":{"readOnlyHint":true},"description":"Returns one note as it was added.","inputSchema":{"additionalProperties":false,"properties":{"id":{"minimum":1,"type":"integer"}},"required":["id"],"type":"object"},"name":"mcp_notes_get_note"}"#,
    arguments: &checks::get_note::ARGUMENTS,
    output: None,
    fixed: &[],
    coverage: Coverage::Typed,
};

/// The tool `list_notes`, served as `mcp_notes_list_notes`.
pub static LIST_NOTES: Tool = Tool {
    public_name: "mcp_notes_list_notes",
    name: "list_notes",
    server: "notes",
    listing: r#"{"annotations":{"readOnlyHint":true},"description":"Lists notes in the order they were added.","inputSchema":{"additionalProperties":false,"properties":{"after":{"description":"Only notes with a greater id.","minimum":0,"type":"integer"},"limit":{"default":20,"maximum":100,"minimum":1,"type":"integer"}},"type":"object"},"name":"mcp_notes_list_notes","outputSchema":{"properties":{"notes":{"items":{"properties":{"created":{"type":"string"},"id":{"type":"integer"},"title":{"type":"string"}},"required":["id","title","created"],"type":"object"},"type":"array"},"total":{"minimum":0,"type":"integer"}},"required":["notes","total"],"type":"object"}}"#,
    arguments: &checks::list_notes::ARGUMENTS,
    output: Some(&checks::list_notes::OUTPUT),
    fixed: &[],
    coverage: Coverage::Typed,
};

/// The tool `slow`, served as `mcp_notes_slow`.
pub static SLOW: Tool = Tool {
    public_name: "mcp_notes_slow",
    name: "slow",
    server: "notes",
    listing: r#"{"description":"Takes its time, tells how far it is, and stops when cancelled.","inputSchema":{"properties":{"seconds":{"default":1,"maximum":3600,"minimum":0,"type":"number"},"steps":{"default":4,"maximum":1000,"minimum":1,"type":"integer"}},"type":"object"},"name":"mcp_notes_slow"}"#,
    arguments: &checks::slow::ARGUMENTS,
    output: None,
    fixed: &[],
    coverage: Coverage::Typed,
};
