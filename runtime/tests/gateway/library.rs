//! The gateway in this process, as generated proxies use it.

use libtest_mimic::Trial;
use mcpreg_contract::{CallError, Caller as _, Registry, Tool};
use mcpreg_runtime::Gateway;
use serde_json::value::RawValue;
use tempfile::TempDir;

use crate::client::{alive, pids, starts};
use crate::registry::{self, Shape, registry};
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial(
            "a_caller_gets_results_and_reasons",
            a_caller_gets_results_and_reasons,
        ),
        trial(
            "calls_from_many_tasks_share_one_server",
            calls_from_many_tasks_share_one_server,
        ),
        trial("a_dropped_call_is_cancelled", a_dropped_call_is_cancelled),
    ]
}

fn tool(registry: &'static Registry, name: &str) -> &'static Tool {
    let tools = registry.servers[0].tools;
    let mut tools = tools.iter().copied();
    tools
        .find(|tool| tool.name == name)
        .expect("the registry has the tool")
}

/// A program that calls a tool through its gateway and then panics.
pub(crate) fn panic() -> ! {
    let registry = registry::of_environment();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
    runtime.block_on(async {
        let gateway = Gateway::start(registry).expect("the gateway starts");
        let called = gateway.call(tool(registry, "pid"), json("{}")).await;
        panic!("on purpose, after {called:?}");
    })
}

fn json(text: &str) -> Box<RawValue> {
    RawValue::from_string(text.to_owned()).expect("the case is JSON")
}

async fn a_caller_gets_results_and_reasons() {
    let folder = TempDir::new().expect("a folder can be made");
    let registry = registry(folder.path(), &Shape::default());
    let gateway = Gateway::start(registry).expect("the gateway starts");
    let call = async |name, text| gateway.call(tool(registry, name), json(text)).await;

    let refused = call("strict", r#"{"text":1}"#).await;
    assert!(matches!(
        refused,
        Err(CallError::Refused {
            tool: "mcp_t_strict",
            ..
        })
    ));
    assert_eq!(starts(folder.path()), 0);

    let result = call("strict", "{\n  \"text\": \"a\"\n}")
        .await
        .expect("it calls");
    assert!(result.get().starts_with(r#"{ "zeta":1.50, "#), "{result}");
    let sour = call("error", "{}").await;
    assert!(
        matches!(sour, Err(CallError::Protocol { code: -32055, .. })),
        "{sour:?}"
    );
    let died = call("die", "{}").await;
    let Err(CallError::Unavailable {
        server: "scripted",
        reason,
    }) = died
    else {
        panic!("{died:?}")
    };
    assert!(reason.contains("exit code 3"), "{reason}");
    gateway.close().await;
    assert!(!alive(&pids(folder.path())));
}

async fn calls_from_many_tasks_share_one_server() {
    let folder = TempDir::new().expect("a folder can be made");
    let registry = registry(folder.path(), &Shape::default());
    let gateway = std::sync::Arc::new(Gateway::start(registry).expect("the gateway starts"));
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let gateway = std::sync::Arc::clone(&gateway);
        tasks.spawn(async move { gateway.call(tool(registry, "pid"), json("{}")).await });
    }
    for result in tasks.join_all().await {
        result.expect("it calls");
    }
    assert_eq!(starts(folder.path()), 1);
    std::sync::Arc::into_inner(gateway)
        .expect("the tasks are done")
        .close()
        .await;
}

async fn a_dropped_call_is_cancelled() {
    let folder = TempDir::new().expect("a folder can be made");
    let registry = registry(folder.path(), &Shape::default());
    let gateway = Gateway::start(registry).expect("the gateway starts");
    gateway
        .call(tool(registry, "pid"), json("{}"))
        .await
        .expect("it calls");
    tokio::select! {
        biased;
        answer = gateway.call(tool(registry, "hang"), json("{}")) => panic!("{answer:?}"),
        answer = gateway.call(tool(registry, "pid"), json("{}")) => drop(answer),
    }
    let seen = gateway
        .call(tool(registry, "hang"), json(r#"{"cancelled":true}"#))
        .await;
    let seen = seen.expect("it calls");
    assert!(seen.get().contains("requestId"), "{seen}");
    gateway.close().await;
}
