//! What one peer does to the others: nothing.

use std::io::Write as _;

use libtest_mimic::Trial;
use serde_json::json;

use crate::client::{Client, is_refused, text_of};
use crate::many::Many;
use crate::process;
use crate::registry::Served;
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "a_client_that_does_not_read_stops_no_server",
            a_client_that_does_not_read_stops_no_server,
        ),
        trial(
            "a_flood_of_garbage_ends_its_server",
            a_flood_of_garbage_ends_its_server,
        ),
        trial(
            "a_flood_of_requests_ends_its_server",
            a_flood_of_requests_ends_its_server,
        ),
        trial(
            "a_pattern_that_is_compiled_holds_up_nothing",
            a_pattern_that_is_compiled_holds_up_nothing,
        ),
        trial(
            "the_longest_message_is_taken_by_an_idle_gateway",
            the_longest_message_is_taken_by_an_idle_gateway,
        ),
        trial(
            "a_long_decision_holds_up_nothing",
            a_long_decision_holds_up_nothing,
        ),
    ]
}

fn a_pattern_that_is_compiled_holds_up_nothing() {
    let schema = json!({ "properties": { "text": { "pattern": "^[\\p{L}]{1,200}$" } } });
    let mut client = Client::of(&[with_input(schema)]);
    let call = call_line(r#"{"text":"7"}"#);
    client.write(format!("{call}{PING}").as_bytes());
    check_order(&mut client);
    client.end();
}

fn the_longest_message_is_taken_by_an_idle_gateway() {
    let mut client = Client::of(&[Served::scripted("s", &["ok", "big"])]);
    let most = (16 << 20) - 1024;
    let text = "x".repeat(most);
    assert_eq!(client.call_text("mcp_s_ok", &json!({ "text": text })), "ok");
    let answer = client.call_text("mcp_s_big", &json!({ "bytes": most }));
    assert_eq!(answer.len(), most);
    client.end();
}

fn a_long_decision_holds_up_nothing() {
    let schema = json!({ "properties": { "list": { "items": { "type": "integer" } } } });
    let mut client = Client::of(&[with_input(schema)]);
    let list = "1,".repeat(200_000);
    let call = call_line(&format!(r#"{{"list":[{list}"x"]}}"#));
    // The end of the one and the other message are read at once: a pipe takes so few bytes whole.
    let (head, tail) = call.split_at(call.len() - 16);
    client.write(head.as_bytes());
    client.write(format!("{tail}{PING}").as_bytes());
    check_order(&mut client);
    client.end();
}

const PING: &str = "{\"jsonrpc\":\"2.0\",\"id\":\"ping\",\"method\":\"ping\"}\n";

fn call_line(arguments: &str) -> String {
    format!(
        "{{\"jsonrpc\":\"2.0\",\"id\":\"call\",\"method\":\"tools/call\",\"params\":{{\"name\":\"mcp_s_ok\",\"arguments\":{arguments}}}}}\n"
    )
}

fn with_input(input: serde_json::Value) -> Served {
    let mut served = Served::scripted("s", &["ok"]);
    served.tools[0].input = input;
    served
}

/// What came after the call is answered before it: the call is decided on another thread.
#[track_caller]
fn check_order(client: &mut Client) {
    let (first, second) = (client.hear_value(), client.hear_value());
    assert_eq!(first["id"], "ping", "{first}");
    assert_eq!(second["id"], "call");
    assert!(is_refused(&second), "{second}");
}

fn a_client_that_does_not_read_stops_no_server() {
    let mut served = Served::scripted("both", &["big", "ok"]);
    served.call_ms = 10_000;
    let many = Many::of(&[served]);
    let mut slow = many.stream();
    let mut said = String::new();
    said += "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}\n";
    for id in 1..=16 {
        let call = format!(
            "{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"tools/call\",\"params\":{{\"name\":\"mcp_both_big\",\"arguments\":{{\"bytes\":{}}}}}}}\n",
            4 << 20
        );
        said.push_str(&call);
    }
    slow.write_all(said.as_bytes()).expect("the gateway reads");
    let mut client = many.client();
    for _ in 0..32 {
        // Behind what the slow client asked for: the server answers in order.
        assert_eq!(client.call_text("mcp_both_ok", &json!({})), "ok");
    }
    assert!(
        many.peak_mib() <= 256,
        "the gateway held {} MiB",
        many.peak_mib()
    );
    drop(slow);
    client.end();
    many.end();
}

fn a_flood_of_garbage_ends_its_server() {
    check_ended("garbage", &json!({}));
}

fn a_flood_of_requests_ends_its_server() {
    check_ended("pings", &json!({ "count": 1_000_000 }));
}

/// A call of `tool` must end by the gateway's own decision, and so must its server's process.
#[track_caller]
fn check_ended(tool: &str, arguments: &serde_json::Value) {
    let mut client = Client::of(&[
        Served::scripted("flooding", &["pid", tool]),
        Served::scripted("calm", &["ok"]),
    ]);
    let process = client.call_text("mcp_flooding_pid", &json!({}));
    let process: u32 = process.parse().expect("a process has a number");
    let flood = client.start(&format!("mcp_flooding_{tool}"), arguments);
    let siblings: Vec<u64> = (0..50)
        .map(|_| client.start("mcp_calm_ok", &json!({})))
        .collect();
    let ids = [&siblings[..], &[flood]].concat();
    let answers = client.answers(&ids);
    assert!(siblings.iter().all(|id| text_of(&answers[id]) == "ok"));
    let said = text_of(&answers[&flood]);
    assert!(
        is_refused(&answers[&flood]) && said.contains("flooding"),
        "{said}"
    );
    assert!(
        !said.contains("did not answer within"),
        "it was only waited for: {said}"
    );
    // Rust's word for a panic: it must not have fallen over alone.
    assert!(!said.contains("exit code 101"), "{said}");
    assert!(!process::is_alive(process), "the server goes on");
    assert_eq!(client.call_text("mcp_calm_ok", &json!({})), "ok");
    client.end();
}
