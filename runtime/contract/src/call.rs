//! Typed calls: what a generated proxy function hands over to.
//!
//! A proxy is one line; [`Tool::structured`] and [`Tool::unstructured`] do the work: write the
//! arguments, let a [`Caller`] check and forward them, read the result. Both ways go through
//! [`typed`], so nothing is rounded, dropped or filled in. Who the caller is (a gateway in this process, a
//! client of one elsewhere) is not known here.

use std::future::Future;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::check::Violations;
use crate::registry::Tool;
use crate::typed::{self, Mismatch, Typed};

/// Something that can call a pinned tool.
pub trait Caller {
    /// Checks `arguments` (a JSON object) against the tool's pinned schema, calls it, and gives
    /// the `result` of `tools/call` as the server sent it.
    ///
    /// # Errors
    ///
    /// [`CallError`], except for [`CallError::Tool`] and [`CallError::Output`]: a result with
    /// `isError` is a result here.
    fn call(
        &self,
        tool: &'static Tool,
        arguments: Box<RawValue>,
    ) -> impl Future<Output = Result<Box<RawValue>, CallError>> + Send;
}

/// Why a call gave no output.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CallError {
    /// The arguments do not fit the pinned schema; the server was not asked.
    #[error("the arguments of {tool} were refused: {violations}")]
    Refused {
        /// The tool's public name.
        tool: &'static str,
        /// Everything that is wrong with them.
        violations: Violations,
    },
    /// The arguments could not be written as JSON.
    #[error("the arguments of {tool} cannot be written as JSON")]
    Arguments {
        /// The tool's public name.
        tool: &'static str,
        /// The place that cannot be.
        #[source]
        source: Mismatch,
    },
    /// The tool ran and reports failure (`isError`).
    #[error("{tool} reports an error: {}", .result.text())]
    Tool {
        /// The tool's public name.
        tool: &'static str,
        /// The whole result.
        result: Box<ToolResult>,
    },
    /// The result is not of the pinned output type.
    #[error("the result of {tool} is not of its pinned output type")]
    Output {
        /// The tool's public name.
        tool: &'static str,
        /// The place that is not.
        #[source]
        source: Mismatch,
    },
    /// The result breaks the pinned output schema, and the catalogue says not to pass it on.
    #[error("the result of {tool} breaks its pinned output schema: {violations}")]
    BrokenOutput {
        /// The tool's public name.
        tool: &'static str,
        /// Everything that is wrong with it.
        violations: Violations,
    },
    /// The result declares an output schema but carries no `structuredContent`.
    #[error("the result of {tool} has no structured content, which its pin promises")]
    Unstructured {
        /// The tool's public name.
        tool: &'static str,
    },
    /// The server answered with a JSON-RPC error.
    #[error("{server} answered {tool} with error {code}: {message}")]
    Protocol {
        /// The server's id.
        server: &'static str,
        /// The tool's public name.
        tool: &'static str,
        /// The JSON-RPC error code.
        code: i64,
        /// The JSON-RPC error message.
        message: String,
    },
    /// The server could not be started, died, or did not answer in time.
    #[error("{server} is not available: {reason}")]
    Unavailable {
        /// The server's id.
        server: &'static str,
        /// What happened, with the end of the server's stderr where there is one.
        reason: String,
    },
}

/// The `result` of `tools/call`, for tools that declare no output schema.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ToolResult {
    /// The content blocks, in order.
    #[serde(default)]
    pub content: Vec<Value>,
    /// The structured result, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub structured_content: Option<Value>,
    /// Whether the tool reports failure; `null` reports none.
    #[serde(default, deserialize_with = "or_false")]
    pub is_error: bool,
}

fn or_false<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

impl ToolResult {
    /// The text of every text block, joined by newlines.
    pub fn text(&self) -> String {
        let texts = self.content.iter().filter(|block| block["type"] == "text");
        texts
            .filter_map(|block| block["text"].as_str())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

impl Tool {
    /// Calls a tool that declares an output schema, and reads its `structuredContent`.
    ///
    /// # Errors
    ///
    /// Every [`CallError`].
    pub async fn structured<O: Typed>(
        &'static self,
        caller: &impl Caller,
        arguments: &(dyn Typed + Sync),
    ) -> Result<O, CallError> {
        let result = send(caller, self, arguments).await?;
        let content = structured_content(self, &result)?;
        typed::from_text(content).map_err(|source| output(self, source))
    }

    /// Calls a tool that declares no output schema.
    ///
    /// # Errors
    ///
    /// Every [`CallError`] but [`CallError::Unstructured`].
    pub async fn unstructured(
        &'static self,
        caller: &impl Caller,
        arguments: &(dyn Typed + Sync),
    ) -> Result<ToolResult, CallError> {
        let result = send(caller, self, arguments).await?;
        let result: ToolResult = envelope(self, &result)?;
        if result.is_error {
            return Err(CallError::Tool {
                tool: self.public_name,
                result: Box::new(result),
            });
        }
        Ok(result)
    }
}

/// The text of `structuredContent` in a result that is no error.
fn structured_content<'r>(tool: &'static Tool, result: &'r RawValue) -> Result<&'r str, CallError> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Structured<'a> {
        #[serde(borrow)]
        structured_content: Option<&'a RawValue>,
        #[serde(default, deserialize_with = "or_false")]
        is_error: bool,
    }
    let parsed: Structured<'r> = envelope(tool, result)?;
    if parsed.is_error {
        return Err(CallError::Tool {
            tool: tool.public_name,
            result: envelope(tool, result)?,
        });
    }
    let content = parsed.structured_content.ok_or(CallError::Unstructured {
        tool: tool.public_name,
    })?;
    Ok(content.get())
}

/// A result as far as the protocol says what it is.
fn envelope<'r, T: Deserialize<'r>>(
    tool: &'static Tool,
    result: &'r RawValue,
) -> Result<T, CallError> {
    // serde would read a struct from an array as well.
    let parsed = if result.get().starts_with('{') {
        serde_json::from_str(result.get())
    } else {
        Err(serde::de::Error::custom("another value"))
    };
    parsed.map_err(|error| {
        output(
            tool,
            Mismatch::new("the result of a tool", error.to_string()),
        )
    })
}

fn output(tool: &'static Tool, source: Mismatch) -> CallError {
    CallError::Output {
        tool: tool.public_name,
        source,
    }
}

async fn send(
    caller: &impl Caller,
    tool: &'static Tool,
    arguments: &(dyn Typed + Sync),
) -> Result<Box<RawValue>, CallError> {
    caller.call(tool, written(tool, arguments)?).await
}

fn written(tool: &'static Tool, arguments: &dyn Typed) -> Result<Box<RawValue>, CallError> {
    let refused = |source| CallError::Arguments {
        tool: tool.public_name,
        source,
    };
    let arguments = arguments.write().map_err(refused)?;
    let arguments = RawValue::from_string(arguments.to_string());
    Ok(arguments.expect("a JSON value is written as JSON text"))
}
