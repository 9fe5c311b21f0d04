//! Images for the tests of confinement: one static server, and a configuration that asks for more
//! than it should have.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Whether there is an engine. Without one the test is skipped, loudly; under `CI` that fails.
pub(crate) fn has_engine() -> bool {
    let found = Command::new("docker").arg("info").output();
    let is_there = found.is_ok_and(|output| output.status.success());
    if !is_there {
        let reason = "SKIPPED, a test that needs a container engine: `docker info` fails";
        assert!(std::env::var_os("CI").is_none(), "{reason}");
        // Not `eprintln!`, which the test harness swallows.
        let _ = writeln!(std::io::stderr(), "{reason}");
    }
    is_there
}

/// Loads the server's image with this configuration and this `/etc/passwd`; says its reference.
pub(crate) fn load(config: &Value, passwd: &str) -> String {
    let server = std::fs::read(server()).expect("the server is built");
    let layer = archive(&[("server", &server), ("etc/passwd", passwd.as_bytes())]);
    let mut config = config.clone();
    config["Entrypoint"] = json!(["/server"]);
    let architecture = match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    let config = json!({
        "architecture": architecture,
        "os": "linux",
        "config": config,
        "rootfs": { "type": "layers", "diff_ids": [format!("sha256:{}", hash(&layer))] },
    })
    .to_string();
    let reference = format!("mcpreg-test/boxed:{}", &hash(config.as_bytes())[..16]);
    let manifest = json!([{
        "Config": "config.json", "RepoTags": [reference], "Layers": ["layer.tar"],
    }]);
    let saved = archive(&[
        ("config.json", config.as_bytes()),
        ("layer.tar", &layer),
        ("manifest.json", manifest.to_string().as_bytes()),
    ]);
    let mut loading = Command::new("docker")
        .args(["load", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("docker runs");
    let mut input = loading.stdin.take().expect("stdin is a pipe");
    input.write_all(&saved).expect("docker reads");
    drop(input);
    let loaded = loading.wait().expect("docker can be waited for");
    assert!(loaded.success(), "{loaded}");
    reference
}

/// The server, built once per test run.
fn server() -> &'static Path {
    static SERVER: OnceLock<PathBuf> = OnceLock::new();
    SERVER.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/containers/server.rs");
        let built = Path::new(env!("CARGO_TARGET_TMPDIR")).join("boxed");
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
            .args([&built, &source])
            .status()
            .expect("rustc can be run");
        assert!(status.success(), "the server does not compile");
        built
    })
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
