//! Asking a server what it offers: started in the box it will be served in, asked, and stopped.
//!
//! In goes a [`Request`], out comes an [`Observation`]: the pin, made of the raw JSON the server
//! sent, and the findings about it. rmcp speaks the protocol; what it is told and what is kept
//! differ (see `tap`). Nothing is written here.

pub mod error;
mod exposure;
pub mod finding;
mod image;
pub mod limits;
mod line;
mod list;
mod opening;
pub mod secrets;
mod surface;
mod tap;

use std::collections::BTreeMap;
use std::time::Duration;

use mcpreg_codegen::json::Json;
use mcpreg_codegen::pin::Pin;
use mcpreg_container::{Control, Host, Launch};
use rmcp::model::{ServerCapabilities, ServerPeerInfo};
use rmcp::service::RunningService;
use rmcp::{ClientHandler, RoleClient};
use tokio::time::Instant;

use crate::progress::ServerProgress;
use error::{ProbeError, ProbeFailure};
use finding::{Finding, FindingKind};
use limits::Limits;
use list::{Kind, Lister};
use opening::{Manner, Opened};
use secrets::ProbeSecrets;
use surface::Item;
use tap::{Record, Tap};

/// How long a server is given to end by itself once it was asked.
const GRACE: Duration = Duration::from_secs(2);

/// Which server to ask, and how.
#[derive(Debug, Clone)]
pub struct Request {
    /// Its id.
    pub server: String,
    /// How it is started and confined.
    pub launch: Launch,
    /// Dummy values for secrets.
    pub probe_env: BTreeMap<String, String>,
    /// Which values the other secrets have.
    pub probe_secrets: ProbeSecrets,
    /// How much it may say, and how long it may take.
    pub limits: Limits,
}

/// What a server said of itself.
#[derive(Debug, Clone)]
pub struct Observation {
    /// Its whole surface.
    pub pin: Pin,
    /// The negotiated revision of the protocol.
    pub protocol: String,
    /// How it was started, its image resolved.
    pub launch: Launch,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

/// Starts a server, asks it for everything it offers, and stops it.
///
/// # Errors
///
/// [`ProbeFailure`]: it could not be started or asked; nothing is left of it.
pub async fn probe(
    host: &Host,
    request: &Request,
    progress: &ServerProgress,
) -> Result<Observation, ProbeFailure> {
    let launch = image::resolve(host, &request.launch, progress)
        .await
        .map_err(ProbeError::from)?;
    let secrets = secrets::gather(&launch, &request.probe_env, request.probe_secrets).await;
    let start = Start {
        host,
        request,
        launch: &launch,
        secrets: &secrets,
    };
    let first = start.ask(Manner::Both, progress).await;
    let asked = match first {
        Err(failure) if matches!(failure.error, ProbeError::Ended("server/discover")) => {
            progress.say("starting again: it ended when asked to discover");
            start.ask(Manner::InitializeOnly, progress).await
        }
        other => other,
    };
    let (opened, surface) =
        asked.map_err(|failure| exposure::without_secrets(failure, &secrets))?;
    let mut findings = surface.findings;
    findings.extend(secrets.missing.iter().map(|variable| {
        let message = "its value is not there, and the server was started without it";
        Finding::new(
            FindingKind::WithoutSecrets,
            format!("secret {variable}"),
            message,
        )
    }));
    let observation = Observation {
        protocol: opened.version.as_str().to_owned(),
        pin: Pin {
            opening: opened.opening,
            server: opened.result,
            tools: surface.tools,
            resources: surface.resources,
            resource_templates: surface.resource_templates,
            prompts: surface.prompts,
        },
        launch,
        findings,
    };
    match exposure::exposed_in(&observation, &secrets) {
        Some(error) => Err(error.into()),
        None => Ok(observation),
    }
}

/// The lists of a server.
#[derive(Default)]
struct Surface {
    tools: Vec<Json>,
    resources: Vec<Json>,
    resource_templates: Vec<Json>,
    prompts: Vec<Json>,
    findings: Vec<Finding>,
}

/// Everything needed to start a server.
struct Start<'a> {
    host: &'a Host,
    request: &'a Request,
    launch: &'a Launch,
    secrets: &'a secrets::Gathered,
}

impl Start<'_> {
    async fn ask(
        &self,
        manner: Manner,
        progress: &ServerProgress,
    ) -> Result<(Opened, Surface), ProbeFailure> {
        progress.say("starting");
        let limits = &self.request.limits;
        let secrets = self.secrets.values.clone();
        let started = self.host.start(&self.request.server, self.launch, secrets);
        let running = started.await.map_err(ProbeError::from)?;
        let tap = Tap::new(running.stdin, running.stdout, limits);
        let record = tap.record();
        let asked = converse(tap, limits, manner, progress).await;
        finish(&running.control, &record, asked).await
    }
}

/// Stops the server; says of a failed one how it ended and what it wrote to stderr.
async fn finish(
    control: &Control,
    record: &Record,
    asked: Result<(Opened, Surface), ProbeError>,
) -> Result<(Opened, Surface), ProbeFailure> {
    match asked {
        Ok((opened, mut surface)) => {
            control.stop(GRACE).await;
            surface.findings.extend(skipped(record));
            Ok((opened, surface))
        }
        Err(error) => {
            let ended = matches!(error, ProbeError::Ended(_));
            // A server that closed its stdout is about to end; its own exit tells more.
            let exit = if ended {
                tokio::time::timeout(GRACE, control.wait()).await.ok()
            } else {
                control.exit()
            };
            control.stop(GRACE).await;
            Err(ProbeFailure {
                error,
                exit,
                stderr: control.stderr_tail(),
                missing_secrets: Vec::new(),
                dummy_secrets: Vec::new(),
                shown_secrets: control.secrets_in_stderr(),
                garbage: record.garbage(),
            })
        }
    }
}

async fn converse(
    mut tap: Tap,
    limits: &Limits,
    manner: Manner,
    progress: &ServerProgress,
) -> Result<(Opened, Surface), ProbeError> {
    let opened = opening::open(&mut tap, limits, manner).await?;
    progress.say("listing");
    let record = tap.record();
    let peer = ServerPeerInfo::new(opened.version.clone(), ServerCapabilities::default());
    let client: RunningService<RoleClient, Client> =
        rmcp::service::serve_directly(Client, tap, Some(peer));
    let lister = Lister {
        peer: client.peer(),
        record: &record,
        limits,
        deadline: Instant::now() + limits.lists,
    };
    let surface = read_surface(&lister, &opened).await;
    // Closing drops the server's stdin; whether rmcp's task ends cleanly does not matter.
    drop(tokio::time::timeout(GRACE, client.cancel()).await);
    Ok((opened, surface?))
}

async fn read_surface(lister: &Lister<'_>, opened: &Opened) -> Result<Surface, ProbeError> {
    let mut surface = Surface::default();
    let depth = lister.limits.depth;
    for kind in [
        Kind::Tools,
        Kind::Resources,
        Kind::ResourceTemplates,
        Kind::Prompts,
    ] {
        let raw = declared_list(lister, opened, kind, &mut surface.findings).await?;
        let (noun, key, list) = match kind {
            Kind::Tools => ("tool", "name", &mut surface.tools),
            Kind::Resources => ("resource", "uri", &mut surface.resources),
            Kind::ResourceTemplates => (
                "resource template",
                "uriTemplate",
                &mut surface.resource_templates,
            ),
            Kind::Prompts => ("prompt", "name", &mut surface.prompts),
        };
        *list = surface::items(Item { noun, key }, &raw, depth, &mut surface.findings);
    }
    surface.tools = surface::usable_tools(surface.tools, &mut surface.findings);
    Ok(surface)
}

/// A list, if the server declares it; tools are always asked for.
async fn declared_list(
    lister: &Lister<'_>,
    opened: &Opened,
    kind: Kind,
    findings: &mut Vec<Finding>,
) -> Result<Vec<Box<serde_json::value::RawValue>>, ProbeError> {
    let capabilities = opened.result.get("capabilities");
    let is_declared = capabilities.is_some_and(|known| known.get(kind.capability()).is_some());
    if kind != Kind::Tools && !is_declared {
        return Ok(Vec::new());
    }
    match lister.list(kind, findings).await {
        Err(ProbeError::ListRefused {
            method,
            code,
            message,
        }) => match kind {
            Kind::Tools if is_declared => Err(ProbeError::ListRefused {
                method,
                code,
                message,
            }),
            // Servers with resources need not have templates, and no capability says so.
            Kind::Tools | Kind::ResourceTemplates => Ok(Vec::new()),
            Kind::Resources | Kind::Prompts => {
                let message = format!("declared, but refused: {message} ({code})");
                findings.push(Finding::new(FindingKind::ListRefused, method, message));
                Ok(Vec::new())
            }
        },
        other => other,
    }
}

fn skipped(record: &Record) -> Vec<Finding> {
    let mut findings = Vec::new();
    if record.garbage() > 0 {
        let message = format!(
            "{} lines are no JSON-RPC or answer nothing, and were skipped",
            record.garbage()
        );
        findings.push(Finding::new(FindingKind::Garbage, "stdout", message));
    }
    if record.longest_skipped() > 0 {
        let message = format!("a line of {} bytes was skipped", record.longest_skipped());
        findings.push(Finding::new(FindingKind::LineTooLong, "stdout", message));
    }
    findings
}

/// The client that rmcp acts for: it declines what servers ask for.
struct Client;

impl ClientHandler for Client {
    fn get_info(&self) -> rmcp::model::ClientConfig {
        opening::introduction()
    }
}
