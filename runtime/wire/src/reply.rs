//! Response lines, appended to a buffer.

use crate::splice::quoted;

/// Appends a result. `result` is JSON text without line ends.
pub fn write_result(out: &mut Vec<u8>, id: &str, result: &str) {
    out.reserve(result.len() + id.len() + 40);
    for part in [
        "{\"jsonrpc\":\"2.0\",\"id\":",
        id,
        ",\"result\":",
        result,
        "}\n",
    ] {
        out.extend_from_slice(part.as_bytes());
    }
}

/// Appends an error object as its sender wrote it.
pub fn write_raw_error(out: &mut Vec<u8>, id: &str, error: &str) {
    for part in [
        "{\"jsonrpc\":\"2.0\",\"id\":",
        id,
        ",\"error\":",
        error,
        "}\n",
    ] {
        out.extend_from_slice(part.as_bytes());
    }
}

/// An error that the gateway itself answers with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyError {
    /// The JSON-RPC error code.
    pub code: i64,
    /// What is wrong, and what would be right.
    pub message: String,
    /// Details as JSON text.
    pub data: Option<String>,
}

impl ReplyError {
    /// An error without details.
    pub fn new(code: i64, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            data: None,
        }
    }

    /// Appends the response; without an id where the request had none that could be read.
    pub fn write(&self, out: &mut Vec<u8>, id: Option<&str>) {
        let data = self
            .data
            .as_ref()
            .map_or(String::new(), |data| format!(",\"data\":{data}"));
        let error = format!(
            "{{\"code\":{},\"message\":{}{data}}}",
            self.code,
            quoted(&self.message)
        );
        write_raw_error(out, id.unwrap_or("null"), &error);
    }
}

#[cfg(test)]
mod tests {
    use super::{ReplyError, write_result};

    #[test]
    fn replies_are_one_line_each() {
        let mut out = Vec::new();
        write_result(&mut out, "1.50", r#"{"a":1}"#);
        ReplyError::new(-1, "no \"such\"\nthing").write(&mut out, None);
        let with_data = ReplyError {
            data: Some("[1]".to_owned()),
            ..ReplyError::new(-2, "x")
        };
        with_data.write(&mut out, Some("\"a\""));
        let expected = concat!(
            r#"{"jsonrpc":"2.0","id":1.50,"result":{"a":1}}"#,
            "\n",
            r#"{"jsonrpc":"2.0","id":null,"error":{"code":-1,"message":"no \"such\"\nthing"}}"#,
            "\n",
            r#"{"jsonrpc":"2.0","id":"a","error":{"code":-2,"message":"x","data":[1]}}"#,
            "\n",
        );
        assert_eq!(String::from_utf8_lossy(&out), expected);
    }
}
