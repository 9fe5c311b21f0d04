//! Asking a server what it offers: started in the box it will be served in, asked, and stopped.
//!
//! In goes a [`Request`], out comes an [`Observation`]: the pin, made of the raw JSON the server
//! sent, and the findings about it. The protocol is spoken by `mcpreg-wire`, as the gateway does,
//! so that what can be pinned can be served. Nothing is written here.

pub mod error;
mod exposure;
pub mod finding;
mod image;
pub mod limits;
pub mod secrets;
mod surface;

use std::collections::BTreeMap;
use std::time::Duration;

use mcpreg_codegen::json::Json;
use mcpreg_codegen::pin::{Opening, Pin};
use mcpreg_container::{Control, Host, Launch, Stdin, Stdout};
use mcpreg_wire::{
    Channel, Conversation, End, Era, Introduction, Kind, LEGACY, Noise, Opened, Pages, Plan,
};
use serde_json::value::RawValue;
use tokio::time::Instant;

use crate::progress::ServerProgress;
use error::{ProbeError, ProbeFailure};
use finding::{Finding, FindingKind};
use limits::Limits;
use secrets::ProbeSecrets;
use surface::Item;

/// How long a server is given to end once it was asked.
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
    let first = start.ask(Plan::DiscoverFirst, progress).await;
    let asked = match first {
        Err(failure) if ended_when_discovered(&failure.error) => {
            progress.say("starting again: it ended when asked to discover");
            start.ask(Plan::InitializeOnly, progress).await
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
        protocol: opened.revision,
        pin: Pin {
            opening: match opened.era {
                Era::Modern => Opening::Discover,
                Era::Legacy => Opening::Initialize,
            },
            server: surface.opening,
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

fn ended_when_discovered(error: &ProbeError) -> bool {
    let ended = mcpreg_wire::Error::Ended("server/discover");
    matches!(error, ProbeError::Conversation(error) if *error == ended)
}

/// What a server says of itself, and its lists.
struct Surface {
    opening: Json,
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

type Asked = Result<(Opened, Surface), ProbeError>;

impl Start<'_> {
    async fn ask(
        &self,
        plan: Plan,
        progress: &ServerProgress,
    ) -> Result<(Opened, Surface), ProbeFailure> {
        progress.say("starting");
        let limits = &self.request.limits;
        let secrets = self.secrets.values.clone();
        let started = self.host.start(&self.request.server, self.launch, secrets);
        let running = started.await.map_err(ProbeError::from)?;
        let mut channel = Channel::new(running.stdout, running.stdin, limits.line_bytes);
        let conversation = Conversation::new(&mut channel, 1).with_limit(limits.total_bytes);
        let mut asking = Asking {
            conversation,
            introduction: Introduction::new("mcpreg", env!("CARGO_PKG_VERSION")),
            limits,
            findings: Vec::new(),
        };
        let asked = asking.all(plan, progress).await;
        let noise = asking.conversation.noise();
        // The end of input for the server.
        drop(channel);
        finish(&running.control, noise, asked).await
    }
}

/// Stops the server; says of a failed one how it ended and what it wrote to stderr.
async fn finish(
    control: &Control,
    noise: Noise,
    asked: Asked,
) -> Result<(Opened, Surface), ProbeFailure> {
    match asked {
        Ok((opened, mut surface)) => {
            control.stop(GRACE).await;
            surface.findings.extend(skipped(noise));
            Ok((opened, surface))
        }
        Err(error) => {
            let ended = matches!(
                error,
                ProbeError::Conversation(mcpreg_wire::Error::Ended(_))
            );
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
                garbage: noise.lines,
            })
        }
    }
}

/// A server that is being asked.
struct Asking<'a> {
    conversation: Conversation<'a, Stdout, Stdin>,
    introduction: Introduction,
    limits: &'a Limits,
    findings: Vec<Finding>,
}

impl Asking<'_> {
    async fn all(&mut self, plan: Plan, progress: &ServerProgress) -> Asked {
        let (conversation, introduction) = (&mut self.conversation, &self.introduction);
        let limit = self.limits.start;
        let opened = mcpreg_wire::open(conversation, introduction, plan, LEGACY[0], limit).await?;
        progress.say("listing");
        let surface = self.surface(&opened).await?;
        Ok((opened, surface))
    }

    async fn surface(&mut self, opened: &Opened) -> Result<Surface, ProbeError> {
        let opening = parsed_opening(opened, self.limits.depth)?;
        let deadline = Instant::now() + self.limits.lists;
        let mut lists = [const { Vec::new() }; 4];
        for (list, kind) in lists.iter_mut().zip([
            Kind::Tools,
            Kind::Resources,
            Kind::ResourceTemplates,
            Kind::Prompts,
        ]) {
            let raw = self
                .declared_list(&opening, opened.era, kind, deadline)
                .await?;
            *list = surface::items(item_of(kind), &raw, self.limits.depth, &mut self.findings);
        }
        let [tools, resources, resource_templates, prompts] = lists;
        Ok(Surface {
            opening,
            tools: surface::usable_tools(tools, &mut self.findings),
            resources,
            resource_templates,
            prompts,
            findings: std::mem::take(&mut self.findings),
        })
    }

    /// A list, if the server declares it; tools are always asked for.
    async fn declared_list(
        &mut self,
        opening: &Json,
        era: Era,
        kind: Kind,
        deadline: Instant,
    ) -> Result<Vec<Box<RawValue>>, ProbeError> {
        let capabilities = opening.get("capabilities");
        let is_declared = capabilities.is_some_and(|known| known.get(kind.capability()).is_some());
        if kind != Kind::Tools && !is_declared {
            return Ok(Vec::new());
        }
        let pages = Pages {
            pages: self.limits.pages,
            items: self.limits.items,
            patience: self.limits.page,
            deadline,
        };
        let (conversation, introduction) = (&mut self.conversation, &self.introduction);
        let listed = mcpreg_wire::list(conversation, introduction, era, kind, pages).await;
        match listed {
            Ok(list) => {
                self.findings.extend(end_of(kind, &list.end, self.limits));
                Ok(list.items)
            }
            Err(error @ mcpreg_wire::Error::Refused { .. })
                if kind == Kind::Tools && is_declared =>
            {
                Err(error.into())
            }
            Err(mcpreg_wire::Error::Refused {
                method,
                code,
                message,
            }) => {
                // Servers with resources need not have templates, and no capability says so.
                if matches!(kind, Kind::Resources | Kind::Prompts) {
                    let message = format!("declared, but refused: {message} ({code})");
                    let refused = Finding::new(FindingKind::ListRefused, method, message);
                    self.findings.push(refused);
                }
                Ok(Vec::new())
            }
            Err(error) => Err(error.into()),
        }
    }
}

fn parsed_opening(opened: &Opened, depth: usize) -> Result<Json, ProbeError> {
    let method = match opened.era {
        Era::Modern => "server/discover",
        Era::Legacy => "initialize",
    };
    let parsed = Json::parse(&opened.result, depth);
    parsed.map_err(|error| {
        let reason = error.to_string();
        mcpreg_wire::Error::Malformed { method, reason }.into()
    })
}

fn item_of(kind: Kind) -> Item {
    let (noun, key) = match kind {
        Kind::Tools => ("tool", "name"),
        Kind::Resources => ("resource", "uri"),
        Kind::ResourceTemplates => ("resource template", "uriTemplate"),
        Kind::Prompts => ("prompt", "name"),
    };
    Item { noun, key }
}

/// What there is to say of the end of a list.
fn end_of(kind: Kind, end: &End, limits: &Limits) -> Option<Finding> {
    let (finding, message) = match end {
        End::Complete => return None,
        End::RepeatedCursor(cursor) => (
            FindingKind::RepeatedCursor,
            format!("the cursor {cursor:?} came twice; the list ends there"),
        ),
        End::TooManyItems => (
            FindingKind::ListTooLong,
            format!(
                "it has more than {} items; the rest is left out",
                limits.items
            ),
        ),
        End::TooManyPages => (
            FindingKind::ListTooLong,
            format!(
                "it has more than {} pages; the rest is left out",
                limits.pages
            ),
        ),
    };
    Some(Finding::new(finding, kind.method(), message))
}

fn skipped(noise: Noise) -> Vec<Finding> {
    let mut findings = Vec::new();
    if noise.lines > 0 {
        let message = format!(
            "{} lines are not JSON-RPC or answer nothing, and were skipped",
            noise.lines
        );
        findings.push(Finding::new(FindingKind::Garbage, "stdout", message));
    }
    if noise.longest_bytes > 0 {
        let message = format!("a line of {} bytes was skipped", noise.longest_bytes);
        findings.push(Finding::new(FindingKind::LineTooLong, "stdout", message));
    }
    findings
}
