//! An independent client, rmcp, through the real process, in both eras.

use libtest_mimic::Trial;
use rmcp::ServiceExt as _;
use rmcp::model::{CallToolRequestParams, ClientConfig, ProtocolVersion};
use rmcp::service::{ClientLifecycleMode, RunningService};
use rmcp::transport::TokioChildProcess;
use rmcp::{ClientServiceExt as _, RoleClient};
use serde_json::json;
use tempfile::TempDir;

use crate::client::{alive, pids};
use crate::commands::gateway;
use crate::registry::TOOLS;
use crate::trial;

pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial("rmcp_calls_in_the_legacy_era", rmcp_calls_in_the_legacy_era),
        trial("rmcp_calls_in_the_modern_era", rmcp_calls_in_the_modern_era),
    ]
}

async fn rmcp_calls_in_the_legacy_era() {
    let folder = TempDir::new().expect("a folder can be made");
    let transport = TokioChildProcess::new(gateway(&folder, &["serve"])).expect("it starts");
    let client = ClientConfig::default()
        .serve(transport)
        .await
        .expect("it opens");
    exercise(&folder, client).await;
}

async fn rmcp_calls_in_the_modern_era() {
    let folder = TempDir::new().expect("a folder can be made");
    let transport = TokioChildProcess::new(gateway(&folder, &["serve"])).expect("it starts");
    let modern = ClientLifecycleMode::Discover {
        preferred_versions: vec![ProtocolVersion::V_2026_07_28],
    };
    let client = ClientConfig::default()
        .serve_with_lifecycle(transport, modern)
        .await;
    exercise(&folder, client.expect("it opens")).await;
}

async fn exercise(folder: &TempDir, client: RunningService<RoleClient, ClientConfig>) {
    let tools = client.list_all_tools().await.expect("it lists");
    assert_eq!(tools.len(), TOOLS.len());
    assert!(pids(folder.path()).is_empty());
    let arguments = |value: serde_json::Value| value.as_object().cloned().expect("an object");
    let call = |text: serde_json::Value| {
        let params = CallToolRequestParams::new("mcp_t_strict");
        client.call_tool(params.with_arguments(arguments(json!({ "text": text }))))
    };
    let refused = call(json!(7)).await.expect("a refusal is a result");
    assert_eq!(refused.is_error, Some(true));
    assert!(pids(folder.path()).is_empty());
    let result = call(json!("a")).await.expect("it calls");
    assert_eq!(result.is_error, Some(false));
    assert_eq!(
        result.content[0].as_text().map(|text| &*text.text),
        Some("ok")
    );
    client.cancel().await.expect("it closes");
    assert!(!alive(&pids(folder.path())));
}
