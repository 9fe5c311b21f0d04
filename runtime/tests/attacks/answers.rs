//! Answers that cannot be passed on end their call at once, with the reason; those that can, reach
//! the caller.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::client::{Client, is_refused, text_of};
use crate::registry::{Served, ServedTool};
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "an_answer_that_is_not_json_ends_its_call",
            an_answer_that_is_not_json_ends_its_call,
        ),
        trial(
            "an_error_of_a_tool_needs_no_structured_content",
            an_error_of_a_tool_needs_no_structured_content,
        ),
        trial(
            "a_result_is_held_to_its_output_schema",
            a_result_is_held_to_its_output_schema,
        ),
    ]
}

fn an_answer_that_is_not_json_ends_its_call() {
    let tools = ["nan", "infinity", "not_utf8", "cut", "ok"];
    for (tool, reason) in [
        ("nan", "JSON"),
        ("infinity", "JSON"),
        ("not_utf8", "UTF-8"),
        ("cut", "JSON"),
    ] {
        let mut served = Served::scripted("bad", &tools);
        served.call_ms = 10_000;
        let mut client = Client::of(&[served]);
        let answer = client.call(&format!("mcp_bad_{tool}"), &json!({}));
        let said = text_of(&answer);
        assert!(is_refused(&answer), "{tool}: {answer}");
        assert!(
            said.contains(reason) && said.contains("bad"),
            "{tool}: {said}"
        );
        assert!(
            !said.contains("did not answer within"),
            "{tool}: it was only waited for: {said}"
        );
        // Its server is not to blame for the next call.
        assert_eq!(client.call_text("mcp_bad_ok", &json!({})), "ok", "{tool}");
        client.end();
    }
}

/// A client of a server whose results must hold an integer `n`.
fn strict() -> Client {
    let mut served = Served::scripted("strict", &[]);
    served.tools = vec![ServedTool {
        output: Some(json!({
            "type": "object",
            "properties": { "n": { "type": "integer" } },
            "required": ["n"],
            "additionalProperties": false,
        })),
        ..ServedTool::any("given")
    }];
    Client::of(&[served])
}

fn content(text: &str) -> Value {
    json!([{ "type": "text", "text": text }])
}

fn an_error_of_a_tool_needs_no_structured_content() {
    let mut client = strict();
    let cases = [
        json!({ "content": content("out of luck"), "isError": true }),
        json!({ "content": content("out of luck"), "isError": true, "structuredContent": null }),
        json!({ "content": content("out of luck"), "isError": true, "structuredContent": { "ok": false } }),
    ];
    for result in cases {
        let answer = client.call("mcp_strict_given", &json!({ "result": result }));
        assert_eq!(answer["result"]["isError"], true, "{result}: {answer}");
        assert_eq!(text_of(&answer), "out of luck", "{result}");
        assert_eq!(
            answer["result"].get("structuredContent"),
            result.get("structuredContent")
        );
    }
    client.end();
}

fn a_result_is_held_to_its_output_schema() {
    let mut client = strict();
    let good = [
        json!({ "content": content("fine"), "structuredContent": { "n": 1 } }),
        json!({ "content": content("fine"), "structuredContent": { "n": 1.0 } }),
        json!({ "content": content("fine"), "structuredContent": { "n": 1 }, "isError": false }),
        json!({ "content": content("fine"), "structuredContent": { "n": 1 }, "isError": null }),
    ];
    for result in good {
        let said = client.call_text("mcp_strict_given", &json!({ "result": result }));
        assert_eq!(said, "fine", "{result}");
    }
    let bad = [
        json!({ "content": content("fine"), "structuredContent": { "n": "one" } }),
        json!({ "content": content("fine"), "structuredContent": { "n": "one" }, "isError": null }),
        json!({ "content": content("fine"), "structuredContent": { "n": "one" }, "isError": false }),
        json!({ "content": content("fine"), "structuredContent": null }),
        json!({ "content": content("fine") }),
        // 2026-07-28 writes it; in another session it says nothing, and no escape hides the rest.
        json!({ "content": content("fine"), "structuredContent": { "n": "one" }, "resultType": "complete" }),
    ];
    for result in bad {
        let answer = client.call("mcp_strict_given", &json!({ "result": result }));
        assert!(
            text_of(&answer).contains("output schema"),
            "{result}: {answer}"
        );
    }
    client.end();
}
