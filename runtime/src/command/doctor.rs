//! `doctor`: what this machine lacks for the servers of the registry.
//!
//! Starts nothing and pulls nothing; reads no secret further than to see whether it is there.

mod program;

use comfy_table::{ContentArrangement, Table};
use mcpreg_container::{
    Host, HostOptions, ImageProgram, Launch, Program, SecretState, SecretStatus, secret_status,
};
use mcpreg_contract::{Registry, Server};
use mcpreg_text::{outln, print_json, shown, shown_on_one_line};
use serde::Serialize;

use super::{EXIT_FAILED, EXIT_OK};
use crate::Error;
use crate::gateway::launch_of;

/// One thing that was looked at.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    is_ok: bool,
    /// `engine`, `pin`, `digest`, `image`, `mount`, `command` or `secret`.
    what: &'static str,
    /// The server, or the engine.
    subject: String,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
}

/// Prints what was found; fails if something is missing.
pub(super) async fn run(registry: &'static Registry, json: bool) -> anyhow::Result<u8> {
    let options = HostOptions {
        owner: registry.gateway.to_owned(),
        ..HostOptions::default()
    };
    let host = Host::new(options).map_err(Error::Host)?;
    let mut findings = Vec::new();
    let mut engine = None;
    for server in registry.servers {
        let launch = launch_of(server)?;
        findings.push(pin(server));
        match &launch.program {
            Program::Image(image) => {
                if engine.is_none() {
                    engine = Some(self::engine(&host, &mut findings).await);
                }
                if engine == Some(true) {
                    findings.push(self::image(&host, server, image).await);
                }
                findings.push(image_pin(server, image));
                findings.extend(mounts(&host, server, &launch));
            }
            Program::Command(command) => findings.push(program::finding(server.id, command)),
        }
        findings.extend(
            secret_status(&launch.secrets)
                .await
                .into_iter()
                .map(|s| secret(server, s)),
        );
    }
    host.close().await;
    if json {
        print_json(&(serde_json::to_string_pretty(&findings)? + "\n"));
    } else {
        show(&findings);
    }
    Ok(if findings.iter().all(|finding| finding.is_ok) {
        EXIT_OK
    } else {
        EXIT_FAILED
    })
}

async fn engine(host: &Host, findings: &mut Vec<Finding>) -> bool {
    let (is_ok, detail, help) = match host.engine().await {
        Ok(engine) => {
            let name = format!("{:?} {} at {}", engine.name, engine.version, engine.address);
            (true, name, None)
        }
        Err(error) => (false, error.to_string(), error.help()),
    };
    findings.push(Finding {
        is_ok,
        what: "engine",
        subject: "-".to_owned(),
        detail,
        help,
    });
    is_ok
}

fn pin(server: &Server) -> Finding {
    let (name, version) = server.version;
    let tools = server.tools.len();
    let sum = server.pin_sha256.get(..12).unwrap_or(server.pin_sha256);
    let detail = format!(
        "{name} {version}, {}, {tools} tools, pin {sum}",
        server.protocol
    );
    Finding {
        is_ok: true,
        what: "pin",
        subject: server.id.to_owned(),
        detail,
        help: None,
    }
}

async fn image(host: &Host, server: &Server, image: &ImageProgram) -> Finding {
    let wanted = image
        .digest
        .as_ref()
        .or(image.image_id.as_ref())
        .unwrap_or(&image.reference);
    let pull = || Some(format!("fetch it with `docker pull {}`", image.reference));
    let (is_ok, detail, help) = match host.image_present(image).await {
        Ok(true) => (true, format!("{} {wanted}", image.reference), None),
        Ok(false) => (
            false,
            format!("{} {wanted} is not here", image.reference),
            pull(),
        ),
        Err(error) => (false, error.to_string(), error.help()),
    };
    Finding {
        is_ok,
        what: "image",
        subject: server.id.to_owned(),
        detail,
        help,
    }
}

fn image_pin(server: &Server, image: &ImageProgram) -> Finding {
    let is_ok = image.digest.is_some() || image.image_id.is_some();
    let (detail, help) = if is_ok {
        (format!("{} is pinned", image.reference), None)
    } else {
        let help = format!("pin it with `mcpreg-compile pin {}`", server.id);
        (
            format!("{} has neither digest nor image ID", image.reference),
            Some(help),
        )
    };
    Finding {
        is_ok,
        what: "digest",
        subject: server.id.to_owned(),
        detail,
        help,
    }
}

/// Whether the operator of this machine allows what the server mounts; nothing where it mounts
/// nothing.
fn mounts(host: &Host, server: &Server, launch: &Launch) -> Option<Finding> {
    let count = launch.confinement().mounts.len();
    let (is_ok, detail, help) = match host.check_mounts(server.id, launch) {
        Ok(()) if count == 0 => return None,
        Ok(()) => (true, format!("{count} allowed"), None),
        Err(error) => (false, error.to_string(), error.help()),
    };
    Some(Finding {
        is_ok,
        what: "mount",
        subject: server.id.to_owned(),
        detail,
        help,
    })
}

fn secret(server: &Server, status: SecretStatus) -> Finding {
    let SecretStatus {
        variable,
        reference,
        state,
    } = status;
    let (is_ok, detail, help) = match state {
        SecretState::Present => (true, format!("{variable} from {reference}"), None),
        SecretState::Missing(reason) => (
            false,
            format!("{variable} from {reference}: {reason}"),
            Some(format!("provide {reference}")),
        ),
    };
    Finding {
        is_ok,
        what: "secret",
        subject: server.id.to_owned(),
        detail,
        help,
    }
}

fn show(findings: &[Finding]) {
    let mut table = Table::new();
    table.load_style(comfy_table::presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    for finding in findings {
        let verdict = if finding.is_ok { "ok" } else { "MISSING" };
        let detail = shown_on_one_line(&finding.detail);
        table.add_row([verdict, finding.what, &finding.subject, &detail]);
        if let Some(help) = &finding.help {
            table.add_row(["", "", "", &format!("help: {}", shown(help))]);
        }
    }
    outln!("{}", table.trim_fmt());
}
