//! Several messages in one line, which only revision 2025-03-26 knows.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::client::Client;
use crate::registry::Shape;
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "a_batch_is_answered_as_one_array",
            a_batch_is_answered_as_one_array,
        ),
        trial(
            "a_batch_without_requests_is_not_answered",
            a_batch_without_requests_is_not_answered,
        ),
        trial(
            "a_cancelled_call_does_not_hold_up_its_batch",
            a_cancelled_call_does_not_hold_up_its_batch,
        ),
        trial(
            "other_revisions_refuse_batches",
            other_revisions_refuse_batches,
        ),
        trial("a_batch_has_a_size", a_batch_has_a_size),
    ]
}

async fn opened(revision: &str) -> Client {
    let mut client = Client::silent(&Shape::default());
    let params = json!({ "protocolVersion": revision, "capabilities": {} });
    let answer = client.request("initialize", params).await;
    assert_eq!(answer["result"]["protocolVersion"], revision);
    client
}

fn call(id: u64, tool: &str) -> Value {
    let params = json!({ "name": format!("mcp_t_{tool}"), "arguments": {} });
    json!({ "jsonrpc": "2.0", "id": id, "method": "tools/call", "params": params })
}

fn ping(id: u64) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": "ping" })
}

/// The ids of a batch's answers, sorted.
#[track_caller]
fn ids(batch: &Value) -> Vec<u64> {
    let answers = batch
        .as_array()
        .unwrap_or_else(|| panic!("no array: {batch}"));
    let mut ids: Vec<u64> = answers
        .iter()
        .filter_map(|answer| answer["id"].as_u64())
        .collect();
    assert_eq!(ids.len(), answers.len(), "{batch}");
    ids.sort_unstable();
    ids
}

async fn a_batch_is_answered_as_one_array() {
    let mut client = opened("2025-03-26").await;
    let wrong = json!({ "jsonrpc": "2.0", "id": 12, "method": "no/such" });
    let notice = json!({ "jsonrpc": "2.0", "method": "notifications/x" });
    let batch = json!([
        call(10, "pid"),
        notice,
        ping(11),
        wrong,
        call(13, "no_such"),
        call(14, "error")
    ]);
    client.say(&batch.to_string()).await;
    let answers = client.hear_value().await;
    assert_eq!(ids(&answers), [10, 11, 12, 13, 14], "{answers}");
    let of = |id: u64| {
        let mut found = answers.as_array().into_iter().flatten();
        found
            .find(|answer| answer["id"] == id)
            .cloned()
            .unwrap_or_default()
    };
    assert!(
        of(10)["result"]["content"][0]["text"].is_string(),
        "{answers}"
    );
    assert_eq!(of(12)["error"]["code"], -32601);
    assert_eq!(of(14)["error"]["code"], -32055);
    assert_eq!(client.request("ping", json!({})).await["result"], json!({}));
    assert!(client.end().await.is_empty());
}

async fn a_batch_without_requests_is_not_answered() {
    let mut client = opened("2025-03-26").await;
    client
        .say(r#"[{"jsonrpc":"2.0","method":"notifications/initialized"}]"#)
        .await;
    assert_eq!(client.request("ping", json!({})).await["result"], json!({}));
    assert!(client.end().await.is_empty());
}

async fn a_cancelled_call_does_not_hold_up_its_batch() {
    let mut client = opened("2025-03-26").await;
    let batch = json!([ping(20), call(21, "hang"), call(22, "pid")]);
    client.say(&batch.to_string()).await;
    client
        .say(r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":21}}"#)
        .await;
    assert_eq!(ids(&client.hear_value().await), [20, 22]);
    client.stop().await;
}

async fn other_revisions_refuse_batches() {
    for revision in ["2024-11-05", "2025-06-18", "2025-11-25"] {
        let mut client = opened(revision).await;
        client.say(&json!([ping(1)]).to_string()).await;
        let answer = client.hear_value().await;
        assert_eq!(answer["error"]["code"], -32600, "{answer}");
        assert_eq!(answer["id"], Value::Null);
        assert!(client.end().await.is_empty());
    }
}

async fn a_batch_has_a_size() {
    let mut client = opened("2025-03-26").await;
    let many: Vec<Value> = (0..1_001).map(ping).collect();
    for batch in [json!([]), Value::Array(many)] {
        client.say(&batch.to_string()).await;
        let answer = client.hear_value().await;
        assert_eq!(answer["error"]["code"], -32600, "{answer}");
        assert!(
            answer.to_string().contains("1 to 1000 messages"),
            "{answer}"
        );
    }
    assert!(client.end().await.is_empty());
}
