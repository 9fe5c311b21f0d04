//! What the gateway says no to, and that the server hears nothing of it.

use libtest_mimic::Trial;
use mcpreg_contract::OutputCheck;
use serde_json::json;

use crate::client::{Client, starts, text_of};
use crate::eras::modern;
use crate::registry::Shape;
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "bad_arguments_start_no_server",
            bad_arguments_start_no_server,
        ),
        trial(
            "an_unknown_tool_has_a_neighbour",
            an_unknown_tool_has_a_neighbour,
        ),
        trial(
            "a_second_call_under_an_open_id_is_refused",
            a_second_call_under_an_open_id_is_refused,
        ),
        trial(
            "what_is_no_message_is_answered",
            what_is_no_message_is_answered,
        ),
        trial("an_overlong_line_is_answered", an_overlong_line_is_answered),
        trial(
            "an_overlong_answer_fails_its_call",
            an_overlong_answer_fails_its_call,
        ),
        trial(
            "a_broken_result_is_withheld_where_that_is_asked",
            a_broken_result_is_withheld_where_that_is_asked,
        ),
    ]
}

async fn bad_arguments_start_no_server() {
    let mut client = Client::legacy(&Shape::default()).await;
    for arguments in [
        json!({ "text": 7 }),
        json!({}),
        json!({ "text": "a", "more": 1 }),
        json!(null),
    ] {
        let refused = client.call("strict", arguments.clone()).await;
        assert_eq!(refused["result"]["isError"], true, "{arguments}");
        assert!(refused["result"].get("structuredContent").is_none());
        let violations = &refused["result"]["_meta"]["io.mcpreg/violations"];
        assert!(violations[0]["pointer"].is_string(), "{refused}");
        assert!(text_of(&refused).contains("mcp_t_strict"), "{refused}");
    }
    let params = modern(json!({ "name": "mcp_t_strict", "arguments": { "text": 7 } }));
    let refused = client.request("tools/call", params).await;
    assert_eq!(refused["result"]["resultType"], "complete");
    assert_eq!(
        refused["result"]["_meta"]["io.mcpreg/violations"][0]["pointer"],
        "/text"
    );
    // Two members of one name: the check and the server could each see the other one.
    client
        .say(r#"{"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"name":"mcp_t_strict","arguments":{"text":"a"},"arguments":{"text":7}}}"#)
        .await;
    assert_eq!(client.hear_value().await["error"]["code"], -32602);
    assert_eq!(starts(client.folder.path()), 0);
    assert_eq!(
        client.call_text("strict", json!({ "text": "a" })).await,
        "ok"
    );
    assert_eq!(starts(client.folder.path()), 1);
    client.end().await;
}

async fn a_broken_result_is_withheld_where_that_is_asked() {
    for output_check in [OutputCheck::Off, OutputCheck::Warn, OutputCheck::Enforce] {
        let is_enforced = output_check == OutputCheck::Enforce;
        let shape = Shape {
            output_check,
            ..Shape::default()
        };
        let mut client = Client::legacy(&shape).await;
        let broken = client.call("structured", json!({})).await;
        assert_eq!(broken["result"]["isError"] == true, is_enforced, "{broken}");
        let passed = broken["result"].get("structuredContent").is_some();
        assert_eq!(passed, !is_enforced, "{broken}");
        let missing = client.call("garbage", json!({})).await;
        assert_eq!(missing["result"]["isError"] == true, is_enforced);
        if is_enforced {
            let violation = &broken["result"]["_meta"]["io.mcpreg/violations"][0];
            assert_eq!(violation["pointer"], "/text", "{broken}");
            assert_eq!(violation["keyword"], "type");
            assert!(
                text_of(&broken).contains("mcp_t_structured ran"),
                "{broken}"
            );
            assert!(text_of(&missing).contains("structuredContent"), "{missing}");
        }
        // A tool without an output schema owes no structured result.
        assert_eq!(
            client.call_text("strict", json!({ "text": "a" })).await,
            "ok"
        );
        client.end().await;
    }
}

async fn an_unknown_tool_has_a_neighbour() {
    let mut client = Client::legacy(&Shape::default()).await;
    let refused = client.call("progres", json!({})).await;
    assert_eq!(refused["error"]["code"], -32602);
    let message = refused["error"]["message"].as_str().expect("a message");
    assert!(message.contains("mcp_t_progress"), "{message}");
    for params in [json!({}), json!({ "name": 7 }), json!([])] {
        assert_eq!(
            client.request("tools/call", params).await["error"]["code"],
            -32602
        );
    }
    client.end().await;
}

async fn a_second_call_under_an_open_id_is_refused() {
    let mut client = Client::legacy(&Shape::default()).await;
    let call = |tool: &str| {
        format!(
            r#"{{"jsonrpc":"2.0","id":"x","method":"tools/call","params":{{"name":"mcp_t_{tool}"}}}}"#
        )
    };
    client.say(&call("hang")).await;
    client.say(&call("pid")).await;
    assert_eq!(client.hear_value().await["error"]["code"], -32600);
    client
        .say(r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"x"}}"#)
        .await;
    client.say(&call("pid")).await;
    assert!(client.hear().await.contains(r#""id":"x","result""#));
    client.end().await;
}

async fn what_is_no_message_is_answered() {
    let mut client = Client::legacy(&Shape::default()).await;
    let bomb = format!(
        r#"{{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{{"name":"mcp_t_pid","arguments":{{"a":{}{}}}}}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let cases: [(&str, i64, &str); 6] = [
        ("nonsense", -32700, "null"),
        (r#"{"jsonrpc":"2.0","id":1,"method":"ping""#, -32700, "null"),
        (
            r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#,
            -32600,
            "null",
        ),
        (
            r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#,
            -32600,
            "null",
        ),
        (r#"{"jsonrpc":"2.0","id":"a"}"#, -32600, "\"a\""),
        (&bomb, -32600, "7"),
    ];
    for (line, code, id) in cases {
        client.say(line).await;
        let answer = client.hear_value().await;
        assert_eq!(answer["error"]["code"], code, "{answer}");
        assert_eq!(answer["id"].to_string(), id, "{answer}");
    }
    assert_eq!(client.request("ping", json!({})).await["result"], json!({}));
    assert_eq!(starts(client.folder.path()), 0);
    client.end().await;
}

async fn an_overlong_line_is_answered() {
    let mut client = Client::legacy(&Shape::default()).await;
    let body = "x".repeat(17 << 20);
    client
        .say(&format!(
            r#"{{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{{"name":"mcp_t_pid","arguments":{{"a":"{body}"}}}}}}"#
        ))
        .await;
    let answer = client.hear_value().await;
    assert_eq!(answer["id"], 7);
    assert_eq!(answer["error"]["code"], -32600);
    assert!(
        answer["error"]["message"]
            .as_str()
            .is_some_and(|text| text.contains("16777216"))
    );
    assert_eq!(client.request("ping", json!({})).await["result"], json!({}));
    client.end().await;
}

async fn an_overlong_answer_fails_its_call() {
    let mut client = Client::legacy(&Shape::default()).await;
    for id in ["first", "last"] {
        let refused = client
            .call("big", json!({ "bytes": 20 << 20, "id": id }))
            .await;
        assert_eq!(refused["result"]["isError"], true);
        assert!(
            text_of(&refused).contains("16777216"),
            "{}",
            text_of(&refused)
        );
    }
    assert_eq!(
        client.call_text("strict", json!({ "text": "a" })).await,
        "ok"
    );
    client.end().await;
}
