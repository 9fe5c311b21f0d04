//! The two eras on the client's side, answered without any server.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::client::{Client, starts, text_of};
use crate::registry::{Shape, TOOLS};
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "initialize_agrees_on_a_revision",
            initialize_agrees_on_a_revision,
        ),
        trial(
            "lists_need_no_server_and_do_not_change",
            lists_need_no_server_and_do_not_change,
        ),
        trial(
            "a_request_outside_of_any_era_is_refused",
            a_request_outside_of_any_era_is_refused,
        ),
        trial("modern_requests_stand_alone", modern_requests_stand_alone),
        trial("methods_end_with_their_era", methods_end_with_their_era),
        trial("every_pair_of_eras_calls", every_pair_of_eras_calls),
        trial(
            "a_server_of_the_other_era_is_found_out",
            a_server_of_the_other_era_is_found_out,
        ),
    ]
}

/// `params` of the modern era.
pub(crate) fn modern(mut params: Value) -> Value {
    params["_meta"] = json!({
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
    });
    params
}

async fn initialize_agrees_on_a_revision() {
    let cases = [
        ("2024-11-05", "2024-11-05"),
        ("2025-03-26", "2025-03-26"),
        ("2025-06-18", "2025-06-18"),
        ("2025-11-25", "2025-11-25"),
        ("2026-07-28", "2025-11-25"),
        ("1999-01-01", "2025-11-25"),
    ];
    for (asked, expected) in cases {
        let mut client = Client::silent(&Shape::default());
        let answer = client
            .request("initialize", json!({ "protocolVersion": asked }))
            .await;
        assert_eq!(answer["result"]["protocolVersion"], expected);
        assert_eq!(answer["result"]["serverInfo"]["name"], "gateway-under-test");
        assert_eq!(answer["result"]["capabilities"], json!({ "tools": {} }));
        assert!(client.end().await.is_empty());
    }
}

async fn lists_need_no_server_and_do_not_change() {
    let mut client = Client::legacy(&Shape::default()).await;
    let mut lists = Vec::new();
    for _ in 0..2 {
        client
            .say(r#"{"jsonrpc":"2.0","id":7,"method":"tools/list"}"#)
            .await;
        lists.push(client.hear().await);
    }
    assert_eq!(lists[0], lists[1]);
    let list: Value = serde_json::from_str(&lists[0]).expect("the list is JSON");
    let tools = list["result"]["tools"].as_array().expect("there are tools");
    assert_eq!(tools.len(), TOOLS.len());
    assert_eq!(
        list["result"].as_object().map(serde_json::Map::len),
        Some(1)
    );
    let with_output = |tools: &[Value]| {
        let tools = tools
            .iter()
            .filter(|tool| tool.get("outputSchema").is_some());
        tools
            .map(|tool| tool["name"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(with_output(tools), [r#""mcp_t_structured""#]);

    let list = client.request("tools/list", modern(json!({}))).await;
    let tools = list["result"]["tools"].as_array().expect("there are tools");
    assert_eq!(
        with_output(tools),
        [r#""mcp_t_big""#, r#""mcp_t_structured""#]
    );
    assert_eq!(list["result"]["resultType"], "complete");
    assert_eq!(list["result"]["cacheScope"], "public");
    assert!(list["result"]["ttlMs"].is_u64());

    let refused = client.request("tools/list", json!({ "cursor": "2" })).await;
    assert_eq!(refused["error"]["code"], -32602);
    assert_eq!(starts(client.folder.path()), 0);
    client.end().await;
}

async fn a_request_outside_of_any_era_is_refused() {
    let mut client = Client::silent(&Shape::default());
    assert_eq!(client.request("ping", json!({})).await["result"], json!({}));
    let refused = client.request("tools/list", json!({})).await;
    assert_eq!(refused["error"]["code"], -32602);
    let version = "io.modelcontextprotocol/protocolVersion";
    let refused = client
        .request("tools/list", json!({ "_meta": { version: "2099-01-01" } }))
        .await;
    assert_eq!(refused["error"]["code"], -32022);
    assert_eq!(refused["error"]["data"]["requested"], "2099-01-01");
    assert_eq!(refused["error"]["data"]["supported"][0], "2026-07-28");
    let refused = client
        .request("tools/list", json!({ "_meta": { version: "2026-07-28" } }))
        .await;
    assert_eq!(refused["error"]["code"], -32602);
    let message = refused["error"]["message"].as_str().expect("a message");
    assert!(message.contains("clientCapabilities"), "{message}");
    let refused = client.request("tools/list", json!({ "_meta": 7 })).await;
    assert_eq!(refused["error"]["code"], -32602);
    client.end().await;
}

async fn modern_requests_stand_alone() {
    let mut client = Client::silent(&Shape::default());
    let found = client.request("server/discover", modern(json!({}))).await;
    let result = &found["result"];
    assert_eq!(result["resultType"], "complete");
    assert_eq!(result["supportedVersions"][0], "2026-07-28");
    assert_eq!(result["capabilities"], json!({ "tools": {} }));
    let info = &result["_meta"]["io.modelcontextprotocol/serverInfo"];
    assert_eq!(info["name"], "gateway-under-test");
    let list = client.request("tools/list", modern(json!({}))).await;
    assert_eq!(
        list["result"]["tools"].as_array().map(Vec::len),
        Some(TOOLS.len())
    );
    client.end().await;
}

async fn methods_end_with_their_era() {
    let mut client = Client::legacy(&Shape::default()).await;
    for method in [
        "server/discover",
        "logging/setLevel",
        "resources/list",
        "prompts/get",
    ] {
        assert_eq!(
            client.request(method, json!({})).await["error"]["code"],
            -32601,
            "{method}"
        );
    }
    for method in ["ping", "subscriptions/listen", "prompts/list"] {
        let refused = client.request(method, modern(json!({}))).await;
        assert_eq!(refused["error"]["code"], -32601, "{method}");
    }
    client.end().await;
}

async fn every_pair_of_eras_calls() {
    for (mode, protocol) in [("legacy", "2024-11-05"), ("modern", "2026-07-28")] {
        let shape = Shape {
            mode,
            protocol,
            ..Shape::default()
        };
        let mut client = Client::legacy(&shape).await;
        let answer = client.call("line", json!({})).await;
        assert_eq!(text_of(&answer), "ok");
        assert!(answer["result"].get("resultType").is_none());
        let sent = &answer["result"]["line"]["params"];
        let version = &sent["_meta"]["io.modelcontextprotocol/protocolVersion"];
        assert_eq!(
            version.as_str(),
            (mode == "modern").then_some("2026-07-28"),
            "{mode}"
        );
        assert_eq!(sent.get("_meta").is_some(), mode == "modern");

        let params = modern(json!({ "name": "mcp_t_line", "arguments": {} }));
        let answer = client.request("tools/call", params).await;
        assert_eq!(answer["result"]["resultType"], "complete");
        let sent = &answer["result"]["line"]["params"];
        let info = &sent["_meta"]["io.modelcontextprotocol/clientInfo"]["name"];
        assert_eq!(
            info.as_str(),
            (mode == "modern").then_some("gateway-under-test"),
            "{mode}"
        );
        client.end().await;
    }
}

async fn a_server_of_the_other_era_is_found_out() {
    for (mode, protocol) in [("legacy", "2026-07-28"), ("modern", "2025-06-18")] {
        let mut client = Client::legacy(&Shape {
            mode,
            protocol,
            ..Shape::default()
        })
        .await;
        assert_eq!(
            text_of(&client.call("line", json!({})).await),
            "ok",
            "{mode}"
        );
        assert_eq!(starts(client.folder.path()), 1);
        client.end().await;
    }
}
