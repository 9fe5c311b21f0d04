//! The gateway to compare with: an rmcp server in front of an rmcp client, and nothing else.
//!
//! `rmcp-gateway [--pipes] PROGRAM [ARGUMENT…]`. Checks no arguments, starts its server at once,
//! and lists that server's tools under their own names. One thread, as that is faster here than
//! several. `--pipes` takes rmcp's transport for pipes in place of its default one.

use std::sync::Arc;

use anyhow::Context as _;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, ListToolsResult, PaginatedRequestParams,
    ServerCapabilities, ServerConfig, Tool,
};
use rmcp::service::{Peer, RequestContext};
use rmcp::transport::TokioChildProcess;
use rmcp::transport::io::{stdio, stdio_pipes};
use rmcp::{ErrorData, RoleClient, RoleServer, ServerHandler, ServiceExt};

#[derive(Clone)]
struct Proxy {
    upstream: Peer<RoleClient>,
    tools: Arc<[Tool]>,
}

impl ServerHandler for Proxy {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
    }

    async fn list_tools(
        &self,
        _request: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.tools.to_vec()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let called = self.upstream.call_tool_once(request).await;
        called.map_err(|error| ErrorData::internal_error(error.to_string(), None))
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1).peekable();
    let pipes = arguments.next_if_eq("--pipes").is_some();
    let program = arguments
        .next()
        .context("usage: rmcp-gateway [--pipes] PROGRAM [ARGUMENT…]")?;
    let mut command = tokio::process::Command::new(program);
    command.args(arguments);
    let upstream = ().serve(TokioChildProcess::new(command)?).await?;
    let tools = upstream.list_tools(None).await?.tools;
    let proxy = Proxy {
        upstream: upstream.peer().clone(),
        tools: tools.into(),
    };
    if pipes {
        proxy.serve(stdio_pipes()).await?.waiting().await?;
    } else {
        proxy.serve(stdio()).await?.waiting().await?;
    }
    Ok(())
}
