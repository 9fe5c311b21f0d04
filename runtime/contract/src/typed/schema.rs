//! `schemars::JsonSchema` for a tool's arguments and output: the pinned schema itself.
//!
//! A schema that is put into another document brings an `$id`, so that its own references still
//! lead into it.

use schemars::Schema;
use serde_json::{Map, Value};

use crate::Tool;

/// Gives a tool's `Arguments` and `Output` the schema that each was generated from.
///
/// `json_schema!(TOOL, Arguments, Output);`, either type alone where the tool has no other.
#[doc(hidden)]
#[macro_export]
macro_rules! __typed_json_schema {
    ($tool:path $(, $root:ident)* $(,)?) => {
        $($crate::__typed_json_schema! { @$root $tool })*
    };
    (@Arguments $tool:path) => {
        $crate::__typed_json_schema! { @impl Arguments, $tool, "inputSchema" }
    };
    (@Output $tool:path) => {
        $crate::__typed_json_schema! { @impl Output, $tool, "outputSchema" }
    };
    (@impl $root:ident, $tool:path, $member:literal) => {
        impl $crate::schemars::JsonSchema for $root {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                $crate::typed::name(&$tool, $member).into()
            }

            fn json_schema(_: &mut $crate::schemars::SchemaGenerator) -> $crate::schemars::Schema {
                $crate::typed::pinned(&$tool, $member)
            }
        }
    };
}

/// The name of one of a tool's schemas.
#[doc(hidden)]
pub fn name(tool: &Tool, member: &str) -> String {
    format!("{}.{member}", tool.public_name)
}

/// One of a tool's schemas as clients see it.
#[doc(hidden)]
pub fn pinned(tool: &Tool, member: &str) -> Schema {
    let listing = serde_json::from_str(tool.listing);
    let mut listing: Map<String, Value> = listing.unwrap_or_default();
    match listing.remove(member) {
        Some(Value::Object(mut schema)) => {
            let id = || Value::String(format!("mcp:{}", name(tool, member)));
            schema.entry("$id").or_insert_with(id);
            Schema::from(schema)
        }
        Some(Value::Bool(allowed)) => Schema::from(allowed),
        _ => Schema::default(),
    }
}
