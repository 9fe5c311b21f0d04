//! What goes through the gateway comes out as it went in.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::client::{Client, text_of};
use crate::registry::Shape;
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "requests_and_results_keep_their_bytes",
            requests_and_results_keep_their_bytes,
        ),
        trial(
            "accepted_arguments_keep_their_bytes",
            accepted_arguments_keep_their_bytes,
        ),
        trial(
            "fixed_arguments_are_filled_in",
            fixed_arguments_are_filled_in,
        ),
        trial("ids_come_back_as_they_were", ids_come_back_as_they_were),
        trial(
            "errors_come_back_as_they_were",
            errors_come_back_as_they_were,
        ),
        trial(
            "progress_comes_in_order_and_first",
            progress_comes_in_order_and_first,
        ),
        trial("a_broken_output_is_passed_on", a_broken_output_is_passed_on),
        trial("eight_megabytes_go_through", eight_megabytes_go_through),
        trial(
            "a_servers_own_requests_are_answered",
            a_servers_own_requests_are_answered,
        ),
    ]
}

async fn requests_and_results_keep_their_bytes() {
    let mut client = Client::legacy(&Shape::default()).await;
    let arguments = r#"{"zz":123456789012345678901234567890,"a": 1.0e2,"n":null,"u":"\u00e9\/é"}"#;
    client
        .say(&format!(
            r#"{{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{{"task":{{"ttl":1}},"name":"mcp_t_line","arguments":{arguments},"_meta":{{"traceparent":"00-1","progressToken":"mine"}}}}}}"#
        ))
        .await;
    let answer = client.hear().await;
    let sent = answer
        .split_once(r#""params":"#)
        .map(|(_, rest)| rest)
        .expect("the line is there");
    let expected =
        format!(r#"{{"task":{{"ttl":1}},"name":"line","arguments":{arguments},"_meta":{{"#);
    assert!(sent.starts_with(&expected), "{sent}");
    assert!(
        sent[expected.len()..].starts_with(r#""traceparent":"00-1","progressToken":"#),
        "{sent}"
    );
    let result = r#"{"jsonrpc":"2.0","id":7,"result":{ "zeta":1.50, "content":[{"type":"text","text":"ok"}],"line":{"#;
    assert!(answer.starts_with(result), "{answer}");
    let tail = r#", "isError":false,"big":123456789012345678901234567890,"none":null }}"#;
    assert!(answer.ends_with(tail), "{answer}");
    client.end().await;
}

async fn accepted_arguments_keep_their_bytes() {
    let mut client = Client::legacy(&Shape::default()).await;
    for arguments in [
        "{}",
        "{ }",
        "{\t\"b\" :\t1 ,  \"a\":2\t}",
        r#"{"z":1,"a":2,"m":3,"1":4}"#,
        r#"{"\u0061":"\u0061","é":"\/\\\"\b\f\n\r\t"}"#,
        r#"{"pair":"\ud83d\ude00","plain":"😀","nul":"\u0000"}"#,
        r#"{"n":[0,-0,0.0,-0.0e-0,1E+2,1e300,18446744073709551617,0.10]}"#,
        r#"{"n":123456789012345678901234567890.123456789012345678901234567890}"#,
        r#"{"deep":[[[{"a":[ ]}]],{ }],"null":null}"#,
    ] {
        let call = format!(
            r#"{{"jsonrpc":"2.0","id":7,"method":"tools/call","params":{{"name":"mcp_t_line","arguments":{arguments}}}}}"#
        );
        client.say(&call).await;
        let answer = client.hear().await;
        let sent = format!(r#""name":"line","arguments":{arguments}"#);
        assert!(answer.contains(&sent), "{arguments} became {answer}");
    }
    client.stop().await;
}

async fn fixed_arguments_are_filled_in() {
    let mut client = Client::legacy(&Shape::default()).await;
    let answer = client.call("seen", json!({ "a": 1 })).await;
    let arguments = &answer["result"]["line"]["params"]["arguments"];
    assert_eq!(*arguments, json!({ "place": ["here"], "a": 1 }));
    let refused = client.call("seen", json!({ "place": "there" })).await;
    assert_eq!(refused["result"]["isError"], true, "{refused}");
    client.end().await;
}

async fn ids_come_back_as_they_were() {
    let mut client = Client::legacy(&Shape::default()).await;
    for id in [
        "\"a \\u0041\"",
        "-1",
        "1.50",
        "123456789012345678901234567890",
        "\"7\"",
        "7",
    ] {
        for call in [
            r#""method":"ping""#,
            r#""method":"tools/call","params":{"name":"mcp_t_pid"}"#,
        ] {
            client
                .say(&format!(r#"{{"jsonrpc":"2.0","id":{id},{call}}}"#))
                .await;
            let answer = client.hear().await;
            assert!(
                answer.contains(&format!(r#""id":{id},"result""#)),
                "{answer}"
            );
        }
    }
    client.end().await;
}

async fn errors_come_back_as_they_were() {
    let mut client = Client::legacy(&Shape::default()).await;
    client
        .say(r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"mcp_t_error"}}"#)
        .await;
    let expected =
        r#"{"jsonrpc":"2.0","id":1,"error":{"code":-32055,"message":"sour","data":{"n":1e2}}}"#;
    assert_eq!(client.hear().await, expected);
    client.end().await;
}

async fn progress_comes_in_order_and_first() {
    let mut client = Client::legacy(&Shape::default()).await;
    for token in ["\"mine\"", "1.50"] {
        client
            .say(&format!(
                r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{{"name":"mcp_t_progress","_meta":{{"progressToken":{token}}}}}}}"#
            ))
            .await;
        for step in 1..=50 {
            let line = client.hear().await;
            assert!(
                line.contains(&format!(r#""progressToken":{token}"#)),
                "{line}"
            );
            let notice: Value = serde_json::from_str(&line).expect("a notice is JSON");
            assert_eq!(notice["method"], "notifications/progress");
            assert_eq!(notice["params"]["progress"], step);
            assert_eq!(notice["params"].get("vendor"), Some(&Value::Null));
        }
        assert_eq!(text_of(&client.hear_value().await), "done");
    }
    // Nobody asked for progress here, so none comes.
    assert_eq!(client.call_text("progress", json!({})).await, "done");
    client.end().await;
}

async fn a_broken_output_is_passed_on() {
    let mut client = Client::legacy(&Shape::default()).await;
    let answer = client.call("structured", json!({})).await;
    assert_eq!(answer["result"]["structuredContent"], json!({ "text": 7 }));
    client.end().await;
}

async fn eight_megabytes_go_through() {
    let mut client = Client::legacy(&Shape::default()).await;
    let text = client
        .call_text(
            "big",
            json!({ "bytes": 8 << 20, "pad": "y".repeat(8 << 20) }),
        )
        .await;
    assert_eq!(text.len(), 8 << 20);
    client.end().await;
}

async fn a_servers_own_requests_are_answered() {
    let mut client = Client::legacy(&Shape::default()).await;
    let text = client.call_text("ask", json!({})).await;
    let answers: Value = serde_json::from_str(&text).expect("the answers are JSON");
    assert_eq!(
        answers[0],
        json!({ "jsonrpc": "2.0", "id": "ping", "result": {} })
    );
    for answer in [&answers[1], &answers[2]] {
        assert_eq!(answer["error"]["code"], -32601, "{answer}");
    }
    client.end().await;
}
