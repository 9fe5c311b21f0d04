//! The members of the protocol's `Tool` and the form of each, in one table.
//!
//! MCP 2025-11-25 and 2026-07-28, `schema.ts`, `Tool` with `BaseMetadata`, `Icons`,
//! `ToolAnnotations` and `ToolExecution`. Members that the protocol does not name are free.

use std::fmt;

/// One member that the protocol names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    pub(super) name: &'static str,
    pub(super) form: Form,
    pub(super) is_required: bool,
}

/// What a member's value is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// A string.
    Text,
    /// A boolean.
    Truth,
    /// A string from a list.
    OneOf(&'static [&'static str]),
    /// An array of values of one form.
    List(&'static Form),
    /// An object with these members among others.
    Object(&'static [Member]),
    /// An object with any members.
    AnyObject,
    /// A JSON Schema; what the protocol says of its root is in [`super::schema`].
    Schema,
}

/// The members of `Tool`.
pub(super) const TOOL: &[Member] = &[
    required("name", Form::Text),
    optional("title", Form::Text),
    optional("description", Form::Text),
    optional("icons", Form::List(&Form::Object(ICON))),
    required("inputSchema", Form::Schema),
    optional("outputSchema", Form::Schema),
    optional("annotations", Form::Object(ANNOTATIONS)),
    optional("execution", Form::Object(EXECUTION)),
    optional("_meta", Form::AnyObject),
];

const ICON: &[Member] = &[
    required("src", Form::Text),
    optional("mimeType", Form::Text),
    optional("sizes", Form::List(&Form::Text)),
    optional("theme", Form::OneOf(&["light", "dark"])),
];

const ANNOTATIONS: &[Member] = &[
    optional("title", Form::Text),
    optional("readOnlyHint", Form::Truth),
    optional("destructiveHint", Form::Truth),
    optional("idempotentHint", Form::Truth),
    optional("openWorldHint", Form::Truth),
];

const EXECUTION: &[Member] = &[optional(
    "taskSupport",
    Form::OneOf(&["forbidden", "optional", "required"]),
)];

const fn required(name: &'static str, form: Form) -> Member {
    Member {
        name,
        form,
        is_required: true,
    }
}

const fn optional(name: &'static str, form: Form) -> Member {
    Member {
        name,
        form,
        is_required: false,
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text => f.write_str("a string"),
            Self::Truth => f.write_str("a boolean"),
            Self::OneOf(words) => write!(f, "one of {}", words.join(", ")),
            Self::List(_) => f.write_str("an array"),
            Self::Object(_) | Self::AnyObject | Self::Schema => f.write_str("an object"),
        }
    }
}
