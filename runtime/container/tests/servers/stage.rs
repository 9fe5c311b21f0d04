//! What the tests need around them: the fixture program, an image that holds only it, an engine.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use bollard::Docker;
use bollard::query_parameters::CreateImageOptionsBuilder;
use futures_util::StreamExt as _;
use mcpreg_container::{
    CommandProgram, Confinement, Host, HostOptions, ImageProgram, Launch, Program, Running,
    SecretValues,
};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};

pub(crate) const SERVER: &str = "fixture";

/// A host without a reaper.
pub(crate) fn host() -> Host {
    let options = HostOptions {
        owner: "the-tests".to_owned(),
        reaper: None,
        ..HostOptions::default()
    };
    Host::new(options).expect("there is randomness")
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
    let binary = std::fs::read(program()).expect("the fixture is built");
    let tag = short_hash(&binary);
    let reference = format!("mcpreg-test/fixture:{tag}");
    if docker.inspect_image(&reference).await.is_err() {
        let options = CreateImageOptionsBuilder::default()
            .from_src("-")
            .repo("mcpreg-test/fixture")
            .tag(&tag)
            .changes(vec!["ENTRYPOINT [\"/server\"]".to_owned()])
            .build();
        let body = bollard::body_full(archive("server", &binary).into());
        let mut events = Box::pin(docker.create_image(Some(options), Some(body), None));
        while let Some(event) = events.next().await {
            event.expect("the engine imports the image");
        }
    }
    ImageProgram {
        reference,
        digest: None,
        image_id: None,
        platform: None,
    }
}

/// A tar archive (POSIX.1-1988, ustar) of one executable file.
fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let mut header = [0_u8; 512];
    let mut field = |offset: usize, text: &str| {
        header[offset..offset + text.len()].copy_from_slice(text.as_bytes());
    };
    field(0, name);
    field(100, "0000755");
    field(108, "0000000");
    field(116, "0000000");
    field(124, &format!("{:011o}", content.len()));
    field(136, "00000000000");
    field(148, "        ");
    field(156, "0");
    field(257, "ustar");
    field(263, "00");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut archive = header.to_vec();
    archive.extend_from_slice(content);
    archive.resize(archive.len().next_multiple_of(512) + 1024, 0);
    archive
}

fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes)[..8]
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}
