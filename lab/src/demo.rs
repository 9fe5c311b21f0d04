//! The whole line on this repository's own servers, each step told in one line.
//!
//! Everything happens in a temporary folder, through the same commands that people type; only
//! the client at the end is rmcp, so that the gateway is looked at from outside. Fails at the
//! first step that is not as it should be, and cleans up in any case.

mod client;
mod image;
mod machine;
mod stage;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail, ensure};
use mcpreg_text::outln;
use serde_json::{Value, json};

use client::{Client, Era, Outcome};
use image::Engine;
use stage::Stage;

use mcpreg_compile::project::cargo::Profile;

/// The fixture servers that the demo serves.
const SERVERS: [&str; 2] = ["notes", "units"];

/// What the id of a server in a container ends with.
const BOXED: &str = "-boxed";

/// Walks the whole line.
///
/// # Errors
///
/// The first step that failed, with what it said.
pub fn run(profile: Profile) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut demo = Demo {
        stage: Stage::new(profile)?,
        engine: None,
        images: Vec::new(),
        is_boxed: false,
    };
    let walked = runtime.block_on(async {
        // The interrupt also reaches the child processes, and what they made is cleaned up here.
        tokio::select! {
            biased;
            () = interrupted() => Err(anyhow!("interrupted")),
            walked = demo.walk() => walked,
        }
    });
    let cleaned = runtime.block_on(demo.clean_up());
    walked.and(cleaned)
}

/// Ends when the user or the system asks the demo to stop.
async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}

/// What the demo has made so far.
struct Demo {
    stage: Stage,
    engine: Option<Engine>,
    images: Vec<String>,
    /// Whether every server also runs from an image.
    is_boxed: bool,
}

impl Demo {
    async fn walk(&mut self) -> anyhow::Result<()> {
        let servers = self.stage.build_servers(&SERVERS)?;
        tell(
            "servers",
            &format!("built {} from fixtures/servers", SERVERS.join(" and ")),
        );
        self.stage.tool(&["new", stage::NAME])?;
        tell(
            "new",
            "wrote the project of a gateway into a temporary folder",
        );
        match self.pack_images().await {
            Ok(engine) => tell(
                "images",
                &format!("packed each server into an image on {engine}"),
            ),
            Err(error) => tell("images", &format!("skipped, without containers: {error:#}")),
        }
        self.stage.write_catalogue(&self.catalogue(&servers))?;
        self.stage.tool(&["pin"])?;
        tell("pin", &self.stage.summarise_lock()?);
        self.stage.tool(&["generate", "--quiet"])?;
        let fresh = self.stage.tool(&["generate", "--check"])?;
        tell("generate", fresh.trim());
        let gateway = self.stage.build_gateway()?;
        tell(
            "build",
            "compiled the gateway with cargo, in its own folder",
        );
        let tools = self.stage.run(&gateway, &["tools", "--json"])?;
        tell(
            "tools",
            &format!("{} tools, no server started", count(&tools)?),
        );
        for era in [Era::Stateful, Era::Stateless] {
            self.look_from_outside(&gateway, era).await?;
        }
        Ok(())
    }

    /// Makes one image per server, and says on which engine.
    async fn pack_images(&mut self) -> anyhow::Result<String> {
        let engine = self.engine.insert(Engine::find().await?);
        let binaries = self.stage.build_static_servers(&SERVERS)?;
        for (server, binary) in SERVERS.iter().zip(&binaries) {
            let reference = format!("{}-{server}:{}", stage::NAME, std::process::id());
            engine.import(&reference, binary).await?;
            self.images.push(reference);
        }
        self.is_boxed = true;
        Ok(engine.about())
    }

    fn catalogue(&self, servers: &[PathBuf]) -> toml::Table {
        let mut tables = toml::Table::new();
        let mut add = |id: String, key: &str, value: toml::Value| {
            let server = toml::Table::from_iter([(key.to_owned(), value)]);
            tables.insert(id, server.into());
        };
        for (id, binary) in SERVERS.iter().zip(servers) {
            let command = vec![binary.to_string_lossy().into_owned()];
            add((*id).to_owned(), "command", command.into());
        }
        let images = if self.is_boxed {
            self.images.as_slice()
        } else {
            &[]
        };
        for (id, image) in SERVERS.iter().zip(images) {
            add(format!("{id}{BOXED}"), "image", image.as_str().into());
        }
        tables
    }

    async fn look_from_outside(&self, gateway: &Path, era: Era) -> anyhow::Result<()> {
        let log = self.stage.log()?;
        let client = Client::open(gateway, self.stage.project(), log, era).await?;
        let looked = self.call_everything(&client, era).await;
        let closed = client.close().await;
        looked.and(closed).with_context(|| self.stage.end_of_log())
    }

    async fn call_everything(&self, client: &Client, era: Era) -> anyhow::Result<()> {
        let revision = era.revision();
        let tools = client.tools().await?;
        tell(revision, &format!("rmcp sees {}", tools.join(", ")));
        let suffixes = if self.is_boxed {
            &["", "_boxed"][..]
        } else {
            &[""][..]
        };
        for suffix in suffixes {
            for call in CALLS {
                let tool = call.tool.replacen("{}", suffix, 1);
                ensure!(tools.contains(&tool), "the gateway does not list {tool}");
                call.make(client, &tool, revision).await?;
            }
        }
        Ok(())
    }

    async fn clean_up(&mut self) -> anyhow::Result<()> {
        let mut cleaned = self.stage.clean();
        for reference in self.images.drain(..) {
            if let Some(engine) = &self.engine {
                let removed = engine.remove(&reference).await;
                cleaned =
                    cleaned.and(removed.with_context(|| format!("cannot remove {reference}")));
            }
        }
        if cleaned.is_ok() {
            tell(
                "clean up",
                "removed the folder, the images and the binaries; no server is left",
            );
        }
        cleaned
    }
}

/// One call and what it must give.
struct Call {
    tool: &'static str,
    arguments: fn() -> Value,
    /// What the text must hold, of a result or of a refusal.
    expected: Expected,
}

enum Expected {
    Result(&'static str),
    Refused(&'static str),
}

const CALLS: &[Call] = &[
    Call {
        tool: "mcp_notes{}_add_note",
        arguments: || json!({"titel": "Water the plants"}),
        expected: Expected::Refused("title"),
    },
    Call {
        tool: "mcp_notes{}_add_note",
        arguments: || json!({"title": "Water the plants", "priority": "high"}),
        expected: Expected::Result("\"id\":1"),
    },
    Call {
        tool: "mcp_units{}_convert",
        arguments: || json!({"value": "ten", "from": "km", "to": "m"}),
        expected: Expected::Refused("/value"),
    },
    Call {
        tool: "mcp_units{}_convert",
        arguments: || json!({"value": 10, "from": "km", "to": "m"}),
        expected: Expected::Result("10000"),
    },
];

impl Call {
    async fn make(&self, client: &Client, tool: &str, revision: &str) -> anyhow::Result<()> {
        let arguments = (self.arguments)();
        let said = format!("{tool} {arguments}");
        let Value::Object(arguments) = arguments else {
            bail!("arguments are objects")
        };
        let outcome = client.call(tool, arguments).await?;
        match (&outcome, &self.expected) {
            (Outcome::Result(text), Expected::Result(part)) if text.contains(part) => {
                tell(revision, &format!("{said} gives {text}"));
            }
            (Outcome::Refused(text), Expected::Refused(part)) if text.contains(part) => {
                tell(revision, &format!("{said} is refused: {}", one_line(text)));
            }
            _ => bail!("{said} gave {outcome:?}"),
        }
        Ok(())
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn count(tools: &str) -> anyhow::Result<usize> {
    let tools: Value = serde_json::from_str(tools).context("`tools --json` printed no JSON")?;
    let tools = tools.get("tools").unwrap_or(&tools).as_array();
    Ok(tools
        .context("`tools --json` printed no array of tools")?
        .len())
}

fn tell(step: &str, what: &str) {
    outln!("{step:>10}  {what}");
}
