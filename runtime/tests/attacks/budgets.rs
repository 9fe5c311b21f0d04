//! What one peer can make the gateway hold or say: bytes that no budget counted.
//!
//! Sizes are those that once cost a gateway a gigabyte. Memory is the process's own peak.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::client::{Client, is_refused, text_of};
use crate::registry::{Served, ServedTool};
use crate::trial;

/// The most memory a gateway may ever have held, in MiB.
const MOST_MIB: u64 = 256;

/// The longest line that refuses something, in bytes.
const REFUSAL_BYTES: usize = 16 << 10;

/// The longest text of a server's error that is passed on, in bytes.
const ERROR_TEXT_BYTES: usize = 4 << 10;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "requests_of_a_server_do_not_pile_up",
            requests_of_a_server_do_not_pile_up,
        ),
        trial("long_ids_are_refused", long_ids_are_refused),
        trial(
            "long_progress_tokens_are_refused",
            long_progress_tokens_are_refused,
        ),
        trial(
            "a_refusal_of_arguments_is_short",
            a_refusal_of_arguments_is_short,
        ),
        trial(
            "a_refusal_of_a_request_is_short",
            a_refusal_of_a_request_is_short,
        ),
        trial(
            "the_error_text_of_a_server_is_cut",
            the_error_text_of_a_server_is_cut,
        ),
        trial(
            "the_last_words_of_a_server_are_cut",
            the_last_words_of_a_server_are_cut,
        ),
        trial("a_burst_of_calls_is_answered", a_burst_of_calls_is_answered),
        trial(
            "a_server_that_does_not_read_is_not_written_to_for_ever",
            a_server_that_does_not_read_is_not_written_to_for_ever,
        ),
    ]
}

fn hostile(tools: &[&str]) -> Served {
    Served::scripted("bad", tools)
}

fn calm() -> Served {
    Served::scripted("calm", &["ok"])
}

#[track_caller]
fn assert_small(client: &Client) {
    let peak = client.gateway_peak_mib();
    assert!(peak <= MOST_MIB, "the gateway held {peak} MiB");
}

fn requests_of_a_server_do_not_pile_up() {
    let mut bad = hostile(&["pings"]);
    bad.call_ms = 40_000;
    let mut client = Client::of(&[bad, calm()]);
    let pings = client.start("mcp_bad_pings", &json!({ "count": 1_500 }));
    let ok = client.start("mcp_calm_ok", &json!({}));
    let answers = client.answers(&[pings, ok]);
    assert_eq!(text_of(&answers[&ok]), "ok");
    // It may be ended for it, but must not have fallen over alone.
    let said = text_of(&answers[&pings]);
    assert!(!said.contains("exit code 101"), "{said}");
    assert_small(&client);
    client.end();
}

fn long_ids_are_refused() {
    let long = "i".repeat(4 << 20);
    check_refused_while_open(|number| {
        format!(
            r#"{{"jsonrpc":"2.0","id":"{long}{number}","method":"tools/call","params":{{"name":"mcp_bad_hang"}}}}"#
        )
    });
}

fn long_progress_tokens_are_refused() {
    let long = "t".repeat(4 << 20);
    check_refused_while_open(|number| {
        let params =
            format!(r#"{{"name":"mcp_bad_hang","_meta":{{"progressToken":"{long}{number}"}}}}"#);
        format!(r#"{{"jsonrpc":"2.0","id":{number},"method":"tools/call","params":{params}}}"#)
    });
}

/// Sends a hundred calls that would stay open; each must be refused, in few words.
#[track_caller]
fn check_refused_while_open(call: impl Fn(usize) -> String) {
    let mut client = Client::of(&[hostile(&["hang"]), calm()]);
    for number in 0..100 {
        client.say(call(number).as_bytes());
    }
    client.say(br#"{"jsonrpc":"2.0","id":"last","method":"ping"}"#);
    let mut refused = 0;
    loop {
        let line = client.hear();
        assert!(
            line.len() <= REFUSAL_BYTES,
            "{} bytes of refusal",
            line.len()
        );
        let answer: Value = serde_json::from_str(&line).expect("the gateway writes JSON");
        if answer["id"] == "last" {
            break;
        }
        assert!(is_refused(&answer), "{answer}");
        refused += 1;
    }
    assert_small(&client);
    assert_eq!(refused, 100);
    assert_eq!(client.call_text("mcp_calm_ok", &json!({})), "ok");
    client.end();
}

fn a_refusal_of_arguments_is_short() {
    let mut served = hostile(&[]);
    served.tools = vec![ServedTool {
        input: json!({
            "type": "object",
            "properties": {
                "kind": { "enum": ["a", "b"] },
                "word": { "type": "string", "pattern": "^[0-9]+$" },
                "short": { "type": "string", "maxLength": 3 },
                "closed": { "type": "object", "additionalProperties": false },
            },
            "additionalProperties": { "type": "array", "items": { "type": "string" } },
        }),
        ..ServedTool::any("strict")
    }];
    let long = "n".repeat(14 << 20);
    let half = "h".repeat(7 << 20);
    let escaped = "\\u0001".repeat((14 << 20) / 6);
    let cases = [
        format!(r#"{{"{long}":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]}}"#),
        format!(r#"{{"{escaped}":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]}}"#),
        format!(r#"{{"kind":"{long}"}}"#),
        format!(r#"{{"word":"{long}"}}"#),
        format!(r#"{{"short":"{escaped}"}}"#),
        format!(r#"{{"closed":{{"{escaped}":1}}}}"#),
        format!(r#"{{"{half}":["a"],"{half}":["b"]}}"#),
        format!(r#"{{"short":[{}1]}}"#, "1,".repeat(6 << 20)),
    ];
    for arguments in cases {
        let mut client = Client::of(&[served.clone()]);
        let params = format!(r#"{{"name":"mcp_bad_strict","arguments":{arguments}}}"#);
        client.say(
            format!(r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{params}}}"#)
                .as_bytes(),
        );
        check_short_refusal(&mut client, &arguments);
        client.end();
    }
}

fn a_refusal_of_a_request_is_short() {
    let long = "m".repeat(15 << 20);
    let call = |params: String| {
        format!(r#"{{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{params}}}"#)
    };
    let cases = [
        call(format!(r#"{{"name":"{long}"}}"#)),
        call(format!(r#"{{"name":"mcp_bad_{long}","arguments":{{}}}}"#)),
        call(format!(r#"{{"{long}":1,"name":"mcp_bad_no"}}"#)),
        call(format!(
            r#"{{"name":"mcp_bad_ok","_meta":{{"io.modelcontextprotocol/protocolVersion":"{long}"}}}}"#
        )),
        format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{long}"}}"#),
        format!(r#"{{"jsonrpc":"{long}","id":1,"method":"ping"}}"#),
        format!(r#"{{"jsonrpc":"2.0","id":"{long}","method":"ping"}}"#),
        format!(r#"{{"jsonrpc":"2.0","id":"{long}","method":7}}"#),
        format!(
            r#"{{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{{"cursor":"{long}"}}}}"#
        ),
        format!(r#"{{"jsonrpc":"2.0","id":1,"{long}":"#),
    ];
    let mut client = Client::of(&[hostile(&["ok"])]);
    for line in cases {
        client.say(line.as_bytes());
        check_short_refusal(&mut client, &line);
    }
    assert_small(&client);
    client.end();
}

#[track_caller]
fn check_short_refusal(client: &mut Client, what: &str) {
    let line = client.hear();
    assert!(
        line.len() <= REFUSAL_BYTES,
        "{what:.60}: {} bytes of refusal: {line:.200}",
        line.len()
    );
    let answer: Value = serde_json::from_str(&line).expect("the gateway writes JSON");
    assert!(is_refused(&answer), "{what:.60}: {answer}");
}

fn the_error_text_of_a_server_is_cut() {
    let mut client = Client::of(&[hostile(&["long_error"])]);
    client.say(
        br#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"mcp_bad_long_error"}}"#,
    );
    let line = client.hear();
    let answer: Value = serde_json::from_str(&line).expect("the gateway writes JSON");
    assert_eq!(answer["error"]["code"], -32055);
    let text = text_of(&answer);
    assert!(text.starts_with("sour: "), "{text:.60}");
    assert!(
        text.len() <= ERROR_TEXT_BYTES,
        "{} bytes of text",
        text.len()
    );
    assert!(line.len() <= REFUSAL_BYTES, "{} bytes of error", line.len());
    client.end();
}

fn the_last_words_of_a_server_are_cut() {
    let mut client = Client::of(&[hostile(&["last_words"])]);
    let text = client.call_text("mcp_bad_last_words", &json!({}));
    assert!(text.contains("exit code 3"), "{text:.300}");
    assert!(
        text.len() <= ERROR_TEXT_BYTES + 512,
        "{} bytes of text",
        text.len()
    );
    client.end();
}

fn a_burst_of_calls_is_answered() {
    // All calls are there before the server is: interpreters take their second to start.
    let mut slow = calm();
    let start = ["sh", "-c", "sleep 2; exec \"$0\" \"$@\""].map(str::to_owned);
    slow.command.splice(0..0, start);
    let mut client = Client::of(&[slow]);
    let mut burst = Vec::new();
    for id in 1..=5_000 {
        let line = format!(
            r#"{{"jsonrpc":"2.0","id":{id},"method":"tools/call","params":{{"name":"mcp_calm_ok"}}}}"#
        );
        burst.extend_from_slice(line.as_bytes());
        burst.push(b'\n');
    }
    client.say(&burst);
    let ids: Vec<u64> = (1..=5_000).collect();
    let answers = client.answers(&ids);
    let refused: Vec<_> = answers
        .values()
        .filter(|answer| text_of(answer) != "ok")
        .collect();
    assert!(
        refused.is_empty(),
        "{} of 5000 were refused: {}",
        refused.len(),
        refused[0]
    );
    client.end();
}

fn a_server_that_does_not_read_is_not_written_to_for_ever() {
    let mut bad = hostile(&["deaf"]);
    bad.call_ms = 5_000;
    let mut client = Client::of(&[bad, calm()]);
    let large = json!({ "text": "x".repeat(1 << 20) });
    let mut ids: Vec<u64> = (0..400)
        .map(|_| client.start("mcp_bad_deaf", &large))
        .collect();
    let ok = client.start("mcp_calm_ok", &json!({}));
    ids.push(ok);
    let answers = client.answers(&ids);
    assert_eq!(text_of(&answers[&ok]), "ok");
    assert!(
        answers
            .iter()
            .all(|(id, answer)| *id == ok || is_refused(answer))
    );
    assert_small(&client);
    client.end();
}
