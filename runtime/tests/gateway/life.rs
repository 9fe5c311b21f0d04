//! The life of a server behind the gateway: start, time limits, cancellation, death, end.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::client::{Client, alive, pids, starts, text_of};
use crate::registry::Shape;
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("first_calls_share_one_start", first_calls_share_one_start),
        trial(
            "a_late_call_is_given_up_and_its_siblings_go_on",
            a_late_call_is_given_up,
        ),
        trial(
            "a_cancelled_call_is_cancelled_at_the_server",
            a_cancelled_call_is_cancelled,
        ),
        trial(
            "a_death_is_told_and_the_next_call_starts_again",
            a_death_is_told,
        ),
        trial(
            "a_server_that_never_starts_is_left_alone",
            a_server_that_never_starts,
        ),
        trial("a_silent_server_runs_into_the_start_limit", a_silent_server),
        trial("a_missing_secret_is_named", a_missing_secret_is_named),
        trial(
            "a_client_that_reads_late_gets_everything",
            a_client_that_reads_late,
        ),
        trial("garbage_on_stdout_is_skipped", garbage_on_stdout_is_skipped),
        trial(
            "open_calls_are_answered_after_the_end_of_input",
            open_calls_are_answered,
        ),
        trial("stopping_leaves_no_server", stopping_leaves_no_server),
    ]
}

async fn first_calls_share_one_start() {
    let mut client = Client::legacy(&Shape::default()).await;
    for id in 0..20 {
        client
            .say(&format!(
                r#"{{"jsonrpc":"2.0","id":{id},"method":"tools/call","params":{{"name":"mcp_t_pid"}}}}"#
            ))
            .await;
    }
    let mut texts = Vec::new();
    for id in 0..20 {
        let answer = client.hear_value().await;
        assert_eq!(
            answer["id"], id,
            "answers keep the order of a server that keeps it"
        );
        texts.push(text_of(&answer));
    }
    texts.dedup();
    assert_eq!(texts.len(), 1);
    assert_eq!(starts(client.folder.path()), 1);
    client.end().await;
}

async fn a_late_call_is_given_up() {
    let mut client = Client::legacy(&Shape {
        call_ms: 1500,
        ..Shape::default()
    })
    .await;
    client
        .say(r#"{"jsonrpc":"2.0","id":"h","method":"tools/call","params":{"name":"mcp_t_hang"}}"#)
        .await;
    client.call_text("pid", json!({})).await;
    let late = client.hear_value().await;
    assert_eq!(late["id"], "h");
    assert_eq!(late["result"]["isError"], true);
    let text = text_of(&late);
    for part in ["mcp_t_hang", "scripted", "1.5 s"] {
        assert!(text.contains(part), "{text}");
    }
    let cancelled = client.call_text("hang", json!({ "cancelled": true })).await;
    assert!(cancelled.contains(r#""reason":"timeout""#), "{cancelled}");
    client.end().await;
}

async fn a_cancelled_call_is_cancelled() {
    let mut client = Client::legacy(&Shape::default()).await;
    client
        .say(r#"{"jsonrpc":"2.0","id":"h","method":"tools/call","params":{"name":"mcp_t_hang"}}"#)
        .await;
    client.call_text("pid", json!({})).await;
    client
        .say(r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"h","reason":"bored"}}"#)
        .await;
    let cancelled = client.call_text("hang", json!({ "cancelled": true })).await;
    let cancelled: Value = serde_json::from_str(&cancelled).expect("the list is JSON");
    assert_eq!(cancelled[0]["reason"], "bored");
    assert!(cancelled[0]["requestId"].is_u64(), "{cancelled}");
    client.end().await;
}

async fn a_death_is_told() {
    let mut client = Client::legacy(&Shape::default()).await;
    let first = client.call_text("pid", json!({})).await;
    client
        .say(r#"{"jsonrpc":"2.0","id":"h","method":"tools/call","params":{"name":"mcp_t_hang"}}"#)
        .await;
    client
        .say(r#"{"jsonrpc":"2.0","id":"d","method":"tools/call","params":{"name":"mcp_t_die"}}"#)
        .await;
    for id in ["h", "d"] {
        let answer = client.hear_value().await;
        assert_eq!(answer["id"], id);
        assert_eq!(answer["result"]["isError"], true);
        let text = text_of(&answer);
        for part in ["exit code 3", "these are", "my last words"] {
            assert!(text.contains(part), "{text}");
        }
    }
    let second = client.call_text("pid", json!({})).await;
    assert_ne!(first, second);
    assert_eq!(starts(client.folder.path()), 2);
    client.end().await;
}

async fn a_server_that_never_starts() {
    let mut client = Client::legacy(&Shape {
        mode: "failing",
        ..Shape::default()
    })
    .await;
    for _ in 0..4 {
        let answer = client.call("pid", json!({})).await;
        assert_eq!(answer["result"]["isError"], true);
        let text = text_of(&answer);
        assert!(
            text.contains("exit code 7") && text.contains("no such luck"),
            "{text}"
        );
    }
    // The first failure is tried again at once; then there are pauses.
    assert!(starts(client.folder.path()) < 4);
    client.end().await;
}

async fn a_silent_server() {
    let shape = Shape {
        mode: "silent",
        start_ms: 1500,
        ..Shape::default()
    };
    let mut client = Client::legacy(&shape).await;
    let text = client.call_text("pid", json!({})).await;
    assert!(text.contains("did not open within 1.5 s"), "{text}");
    assert_eq!(client.request("ping", json!({})).await["result"], json!({}));
    let pids = pids(client.folder.path());
    client.end().await;
    assert!(!alive(&pids));
}

async fn a_client_that_reads_late() {
    let mut client = Client::legacy(&Shape::default()).await;
    for id in 0..6 {
        client
            .say(&format!(
                r#"{{"jsonrpc":"2.0","id":{id},"method":"tools/call","params":{{"name":"mcp_t_big","arguments":{{"bytes":7000000}}}}}}"#
            ))
            .await;
    }
    let mut answered = std::collections::BTreeSet::new();
    for _ in 0..6 {
        let answer = client.hear_value().await;
        assert_eq!(text_of(&answer).len(), 7_000_000);
        answered.extend(answer["id"].as_u64());
    }
    // Long answers are handled beside each other, so they come in any order.
    assert_eq!(answered, (0..6).collect());
    client.end().await;
}

async fn a_missing_secret_is_named() {
    let secret = Some("MCPREG_TEST_NO_SUCH_VARIABLE");
    let mut client = Client::legacy(&Shape {
        secret,
        ..Shape::default()
    })
    .await;
    let text = client.call_text("pid", json!({})).await;
    for part in ["TOKEN", "MCPREG_TEST_NO_SUCH_VARIABLE", "scripted"] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(starts(client.folder.path()), 0);
    client.end().await;
}

async fn garbage_on_stdout_is_skipped() {
    let mut client = Client::legacy(&Shape::default()).await;
    assert_eq!(
        client.call_text("garbage", json!({})).await,
        "after the garbage"
    );
    client.end().await;
}

async fn open_calls_are_answered() {
    let mut client = Client::legacy(&Shape::default()).await;
    client
        .say(r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"mcp_t_pid"}}"#)
        .await;
    let lines = client.end().await;
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].contains(r#""id":1,"result""#), "{lines:?}");
}

async fn stopping_leaves_no_server() {
    let mut client = Client::legacy(&Shape::default()).await;
    client.call_text("pid", json!({})).await;
    client
        .say(r#"{"jsonrpc":"2.0","id":"h","method":"tools/call","params":{"name":"mcp_t_hang"}}"#)
        .await;
    let pids = pids(client.folder.path());
    assert!(alive(&pids));
    client.stop().await;
    assert!(!alive(&pids));
}
