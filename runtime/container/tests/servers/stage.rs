//! What the tests need around them: the fixture program, an image that holds only it, an engine.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use bollard::Docker;
use bollard::query_parameters::ImportImageOptionsBuilder;
use futures_util::StreamExt as _;
use mcpreg_container::{
    CommandProgram, Confinement, Host, HostOptions, ImageProgram, Launch, MountRoots, Program,
    Running, SecretValues,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};

pub(crate) const SERVER: &str = "fixture";

/// A host without a reaper, which mounts nothing.
pub(crate) fn host() -> Host {
    host_with(MountRoots::none())
}

/// A host without a reaper, which mounts what is in `roots`.
pub(crate) fn host_with(roots: MountRoots) -> Host {
    let options = HostOptions {
        owner: "the-tests".to_owned(),
        reaper: None,
        ..HostOptions::default()
    };
    Host::with_mount_roots(options, roots).expect("there is randomness")
}

/// The fixture program, built once per change of its source.
pub(crate) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers/program/fixture.rs");
        let text = std::fs::read(&source).expect("the fixture's source is there");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let built = folder.join(format!("fixture-{}", short_hash(&text)));
        if !built.exists() {
            let fresh = folder.join(format!("fixture-{}", std::process::id()));
            let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
            let status = Command::new(rustc)
                .args([
                    "--edition",
                    "2024",
                    "-O",
                    "-C",
                    "target-feature=+crt-static",
                    "-o",
                ])
                .args([&fresh, &source])
                .status()
                .expect("rustc can be run");
            assert!(status.success(), "the fixture does not compile");
            std::fs::rename(&fresh, &built).expect("both are in one folder");
        }
        built
    })
}

/// A launch of the fixture as a process.
pub(crate) fn process(arguments: &[&str]) -> Launch {
    let program = CommandProgram {
        program: program()
            .to_str()
            .expect("the target folder is UTF-8")
            .to_owned(),
        leading: Vec::new(),
        directory: None,
    };
    launch(Program::Command(program), arguments)
}

/// A launch of the fixture as a container.
pub(crate) fn container(image: &ImageProgram, arguments: &[&str]) -> Launch {
    launch(Program::Image(image.clone()), arguments)
}

fn launch(program: Program, arguments: &[&str]) -> Launch {
    Launch {
        program,
        args: arguments.iter().map(ToString::to_string).collect(),
        env: BTreeMap::new(),
        secrets: BTreeMap::new(),
        confinement: Some(Confinement {
            memory_bytes: 32 << 20,
            ..Confinement::default()
        }),
    }
}

/// Starts `launch` without secrets.
pub(crate) async fn start(host: &Host, launch: &Launch) -> Running {
    host.start(SERVER, launch, SecretValues::none())
        .await
        .expect("it starts")
}

/// The lines of a server's stdout.
pub(crate) fn lines(running: &mut Running) -> Lines<BufReader<&mut mcpreg_container::Stdout>> {
    BufReader::new(&mut running.stdout).lines()
}

/// The engine and the fixture's image in it. Without an engine the test is skipped, loudly; under
/// `CI` that is a failure.
pub(crate) async fn engine(host: &Host) -> Option<(Docker, ImageProgram)> {
    let info = match host.engine().await {
        Ok(info) => info,
        Err(error) => {
            assert!(std::env::var_os("CI").is_none(), "{error}");
            // Not `eprintln!`, which the test harness swallows.
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED, a test that needs an engine: {error}"
            );
            return None;
        }
    };
    let docker = Docker::connect_with_host(&info.address).expect("it was connected to before");
    let docker = docker
        .negotiate_version()
        .await
        .expect("it answered before");
    let image = image(&docker).await;
    Some((docker, image))
}

async fn image(docker: &Docker) -> ImageProgram {
    image_of(docker, json!({}), "").await
}

/// The fixture's image with more in its configuration (OCI image specification, "Image
/// configuration", `config`), and the text of its `/etc/passwd`.
pub(crate) async fn image_of(docker: &Docker, config: Value, passwd: &str) -> ImageProgram {
    let server = std::fs::read(program()).expect("the fixture is built");
    let layer = archive(&[("server", &server), ("etc/passwd", passwd.as_bytes())]);
    let mut config = config;
    config["Entrypoint"] = json!(["/server"]);
    let config = json!({
        "architecture": architecture(),
        "os": "linux",
        "config": config,
        "rootfs": { "type": "layers", "diff_ids": [format!("sha256:{}", hash(&layer))] },
    })
    .to_string();
    let id = hash(config.as_bytes());
    let reference = format!("mcpreg-test/fixture:{}", &id[..16]);
    if docker.inspect_image(&reference).await.is_err() {
        let manifest = json!([{
            "Config": "config.json", "RepoTags": [reference], "Layers": ["layer.tar"],
        }]);
        let saved = archive(&[
            ("config.json", config.as_bytes()),
            ("layer.tar", &layer),
            ("manifest.json", manifest.to_string().as_bytes()),
        ]);
        let options = ImportImageOptionsBuilder::default().build();
        let body = bollard::body_full(saved.into());
        let mut events = Box::pin(docker.import_image(options, body, None));
        while let Some(event) = events.next().await {
            event.expect("the engine loads the image");
        }
    }
    ImageProgram {
        reference,
        digest: None,
        image_id: Some(format!("sha256:{id}")),
        platform: None,
    }
}

/// This machine's architecture, as images name it.
fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    }
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_ustar();
        header.set_mode(0o755);
        header.set_size(content.len().try_into().expect("a file's size is a u64"));
        archive
            .append_data(&mut header, name, *content)
            .expect("a name fits");
    }
    archive.into_inner().expect("it is in memory")
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn short_hash(bytes: &[u8]) -> String {
    hash(bytes)[..16].to_owned()
}
