//! The writer: sorted members, and escapes for everything a reviewer could not see.
//!
//! RFC 8785 would write bidirectional controls and zero-width characters raw; a pin is read by
//! people in a pull request, so here they are escaped. The value is the same.

use std::fmt::Write as _;

use mcpreg_text::is_invisible;

use super::Json;

pub(super) fn compact(json: &Json) -> String {
    let mut out = String::new();
    write_compact(&mut out, json);
    out
}

pub(super) fn pretty(json: &Json) -> String {
    let mut out = String::new();
    write_pretty(&mut out, json, 0);
    out.push('\n');
    out
}

fn write_compact(out: &mut String, json: &Json) {
    match json {
        Json::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(out, index, ",");
                write_compact(out, item);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                separate(out, index, ",");
                write_string(out, &key.0);
                out.push(':');
                write_compact(out, value);
            }
            out.push('}');
        }
        scalar => write_scalar(out, scalar),
    }
}

fn write_pretty(out: &mut String, json: &Json, depth: usize) {
    match json {
        Json::Array(items) if !items.is_empty() => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(out, index, ",");
                line(out, depth + 1);
                write_pretty(out, item, depth + 1);
            }
            line(out, depth);
            out.push(']');
        }
        Json::Object(members) if !members.is_empty() => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                separate(out, index, ",");
                line(out, depth + 1);
                write_string(out, &key.0);
                out.push_str(": ");
                write_pretty(out, value, depth + 1);
            }
            line(out, depth);
            out.push('}');
        }
        flat => write_compact(out, flat),
    }
}

fn separate(out: &mut String, index: usize, separator: &str) {
    if index > 0 {
        out.push_str(separator);
    }
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn write_scalar(out: &mut String, json: &Json) {
    match json {
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Number(digits) => out.push_str(digits),
        Json::String(text) => write_string(out, text),
        _ => out.push_str("null"),
    }
}

fn write_string(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            _ if is_invisible(character) => escape(out, character),
            _ => out.push(character),
        }
    }
    out.push('"');
}

fn escape(out: &mut String, character: char) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        write!(out, "\\u{unit:04x}").expect("writing to a string does not fail");
    }
}
