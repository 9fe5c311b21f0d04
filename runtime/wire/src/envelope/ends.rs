//! The id of a message that cannot be read whole, from its beginning or its end.

use serde::de::IgnoredAny;

use super::MAX_ID_BYTES;
use crate::framing::END_BYTES;
use crate::line_end::one_line;

/// The id of a message of which only the first and the last bytes are known; most servers write
/// it at either end.
pub fn id_in_ends(head: &[u8], tail: &[u8]) -> Option<String> {
    let head = &head[..head.len().min(END_BYTES)];
    let tail = &tail[tail.len().saturating_sub(END_BYTES)..];
    let id = id_in_head(head).or_else(|| id_in_tail(tail))?;
    let is_json = serde_json::from_str::<IgnoredAny>(&id).is_ok();
    (is_json && id.len() <= MAX_ID_BYTES).then(|| one_line(&id).into_owned())
}

/// Reads the members in front of the first long one.
fn id_in_head(head: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start().strip_prefix('{')?;
    loop {
        let (key, after) = scalar(rest)?;
        let (value, after) = scalar(after.trim_start().strip_prefix(':')?)?;
        if key == "\"id\"" {
            return Some(value.to_owned());
        }
        rest = after.trim_start().strip_prefix(',')?;
    }
}

/// Reads an `"id": …` that is the last member, but for `jsonrpc`.
fn id_in_tail(tail: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(tail);
    let body = text.trim_end().strip_suffix('}')?.trim_end();
    let body = body
        .strip_suffix("\"jsonrpc\":\"2.0\"")
        .map_or(body, |body| {
            body.trim_end().strip_suffix(',').unwrap_or(body)
        });
    let after = body.rfind("\"id\"").map(|at| &body[at + 4..])?;
    let (value, after) = scalar(after.trim_start().strip_prefix(':')?)?;
    let ends = after.trim_matches([',', ' ']);
    (ends.is_empty() || ends == "\"jsonrpc\":\"2.0\"").then(|| value.to_owned())
}

/// One string or number at the start of `text`, and what follows it.
fn scalar(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = if let Some(inner) = text.strip_prefix('"') {
        inner.find('"').filter(|at| !inner[..*at].contains('\\'))? + 2
    } else {
        let end = text.find([',', '}', ' ', ':']).unwrap_or(text.len());
        text[..end].parse::<f64>().ok().map(|_| end)?
    };
    Some(text.split_at(end))
}

#[cfg(test)]
mod tests {
    use super::id_in_ends;

    #[test]
    fn the_id_of_an_overlong_message_is_found_at_either_end() {
        let check = |head: &str, tail: &str, expected: Option<&str>| {
            let seen = id_in_ends(head.as_bytes(), tail.as_bytes());
            assert_eq!(seen.as_deref(), expected, "{head} … {tail}");
        };
        check(r#"{"jsonrpc":"2.0","id":7,"result":{"a"#, "x", Some("7"));
        check(
            r#"{ "jsonrpc" : "2.0" , "id" : "a b" , "result""#,
            "x",
            Some(r#""a b""#),
        );
        check(
            r#"{"result":{"id":3,"#,
            r#"xx"}],"id":4},"jsonrpc":"2.0","id":7}"#,
            Some("7"),
        );
        check(
            r#"{"result":{"#,
            r#"xx"}]},"id":7,"jsonrpc":"2.0"}"#,
            Some("7"),
        );
        check(r#"{"result":{"#, r#"{"id":7}]}}"#, None);
        check("aaaa", "aaaa", None);
        check("{\"id\":\"a\rb\",\"x\":", "x", None);
        check(r#"{"id":nan,"x":"#, "x", None);
        check(&format!(r#"{{"id":"{}","x":"#, "i".repeat(300)), "x", None);
    }
}
