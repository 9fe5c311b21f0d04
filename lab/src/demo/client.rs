//! An independent MCP client, for looking at a gateway from outside: rmcp over a child process.
//!
//! It opens in either era of the protocol, lists the tools and calls some of them. Every wait
//! ends. What the calls give is handed back as text; whether that is right is not decided here.

use std::fs::File;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, bail};
use rmcp::RoleClient;
use rmcp::model::{CallToolRequestParams, JsonObject, ProtocolVersion};
use rmcp::service::{ClientLifecycleMode, ClientServiceExt as _, RunningService};
use rmcp::transport::TokioChildProcess;
use tokio::process::Command;
use tokio::time::timeout;

/// How long anything may take: the first call starts a server.
const PATIENCE: Duration = Duration::from_mins(1);

/// How a client opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    /// With `initialize`.
    Stateful,
    /// With `server/discover`, every request speaking for itself.
    Stateless,
}

/// A gateway that answers.
#[derive(Debug)]
pub(super) struct Client {
    service: RunningService<RoleClient, ()>,
}

/// What a call gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// A result, as its structured content or its text.
    Result(String),
    /// A tool error (`isError`), as its text.
    Refused(String),
}

impl Era {
    /// The protocol revision it is shown with.
    pub(super) fn revision(self) -> &'static str {
        match self {
            Self::Stateful => "2025-11-25",
            Self::Stateless => "2026-07-28",
        }
    }

    fn lifecycle(self) -> ClientLifecycleMode {
        match self {
            Self::Stateful => ClientLifecycleMode::Initialize,
            Self::Stateless => {
                let preferred_versions = vec![ProtocolVersion::V_2026_07_28];
                ClientLifecycleMode::Discover { preferred_versions }
            }
        }
    }
}

impl Client {
    /// Starts `gateway serve` in `folder` and opens; its stderr goes to `log`.
    ///
    /// # Errors
    ///
    /// When it cannot be started or does not answer the opening request.
    pub(super) async fn open(
        gateway: &Path,
        folder: &Path,
        log: File,
        era: Era,
    ) -> anyhow::Result<Self> {
        let mut command = Command::new(gateway);
        command.arg("serve").current_dir(folder);
        let builder = TokioChildProcess::builder(command).stderr(Stdio::from(log));
        let (transport, _) = builder.spawn().context("cannot start the gateway")?;
        let opening = ().serve_with_lifecycle(transport, era.lifecycle());
        let service = timeout(PATIENCE, opening)
            .await
            .context("the gateway does not answer")??;
        Ok(Self { service })
    }

    /// The names of the tools, in the order they are listed.
    ///
    /// # Errors
    ///
    /// When the gateway does not answer, or with an error.
    pub(super) async fn tools(&self) -> anyhow::Result<Vec<String>> {
        let listed = timeout(PATIENCE, self.service.peer().list_tools(None)).await;
        let listed = listed.context("`tools/list` has no answer")??;
        Ok(listed
            .tools
            .into_iter()
            .map(|tool| tool.name.into_owned())
            .collect())
    }

    /// Calls a tool.
    ///
    /// # Errors
    ///
    /// When the gateway does not answer, or with a JSON-RPC error.
    pub(super) async fn call(&self, tool: &str, arguments: JsonObject) -> anyhow::Result<Outcome> {
        let params = CallToolRequestParams::new(tool.to_owned()).with_arguments(arguments);
        let result = timeout(PATIENCE, self.service.peer().call_tool(params)).await;
        let result = result.with_context(|| format!("the call of {tool} has no answer"))??;
        let texts: Vec<_> = result
            .content
            .iter()
            .filter_map(|block| block.as_text())
            .collect();
        let text = texts
            .iter()
            .map(|text| text.text.as_str())
            .collect::<Vec<_>>()
            .join("\n");
        if result.is_error == Some(true) {
            return Ok(Outcome::Refused(text));
        }
        Ok(Outcome::Result(match result.structured_content {
            Some(content) => content.to_string(),
            None => text,
        }))
    }

    /// Ends the session and waits until the gateway is gone.
    ///
    /// # Errors
    ///
    /// When it does not go.
    pub(super) async fn close(mut self) -> anyhow::Result<()> {
        match self.service.close_with_timeout(PATIENCE).await? {
            Some(_) => Ok(()),
            None => bail!("the gateway does not end when its standard input does"),
        }
    }
}
