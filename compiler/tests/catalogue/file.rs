//! The file as a whole: what it can say, and faults that come together.

use mcpreg_codegen::json::Json;
use mcpreg_codegen::lock::{Checks, OutputCheck};
use mcpreg_codegen::schema::Formats;
use mcpreg_compile::catalogue::fault::FaultKind;
use mcpreg_container::{Network, Program, SecretRef};

use crate::{good, rendered};

#[test]
fn everything_a_catalogue_can_say() {
    let catalogue = good(
        r#"
        [servers.my-notes]
        image = "docker.io/acme/notes:1.2"
        args = ["--root", "/data"]
        env = { LEVEL = "info" }
        secrets = { TOKEN = { env = "ACME_TOKEN" }, KEY = { file = "/run/key" }, PASS = { command = ["pass", "x"] } }
        probe_env = { TOKEN = "dummy" }
        tools = ["add", "get_*"]
        network = "bridge"
        memory = "64MiB"
        cpus = 0.5
        pids = 32
        tmpfs = { "/tmp" = "16MiB" }
        mounts = [{ source = "/srv/notes", target = "/data", writable = true }]
        timeouts = { start = "5s", call = "1m 30s" }
        checks = { output = "enforce", format = "assertion" }
        [servers.my-notes.overrides.add]
        rename = "note"
        description = "Adds a note."
        fixed = { author = "me", tags = ["a"], limit = 3, deep = { on = true, ratio = 0.5 } }
        [servers.my-notes.overrides.get_all]
        leave_out = true
        [servers.local]
        command = ["notes", "--stdio"]
        directory = "/srv"
        prefix = "here"
        "#,
    );
    assert_eq!(catalogue.gateway.name, "acme");
    assert_eq!(catalogue.gateway.name_budget, 64 - "mcp__acme__".len());
    let notes = &catalogue.servers["my-notes"];
    assert_eq!(notes.prefix, "my_notes");
    assert_eq!(notes.launch.confinement().network, Network::Bridge);
    assert_eq!(notes.launch.confinement().memory_bytes, 64 << 20);
    assert_eq!(notes.launch.confinement().cpu_millis, 500);
    assert_eq!(notes.launch.confinement().tmpfs["/tmp"], 16 << 20);
    assert!(notes.launch.confinement().mounts[0].writable);
    assert_eq!(
        notes.launch.secrets["TOKEN"],
        SecretRef::Env("ACME_TOKEN".to_owned())
    );
    assert_eq!(
        (notes.timeouts.start_ms, notes.timeouts.call_ms),
        (5_000, 90_000)
    );
    assert_eq!(notes.checks.output, OutputCheck::Enforce);
    assert_eq!(notes.checks.format, Formats::Assert);
    assert_eq!(catalogue.servers["local"].checks, Checks::default());
    let add = &notes.overrides["add"];
    assert_eq!(add.fixed["limit"].value, Json::Number("3".to_owned()));
    assert_eq!(
        add.fixed["deep"].value.to_compact(),
        r#"{"on":true,"ratio":0.5}"#
    );
    assert!(notes.overrides["get_all"].leave_out);
    let Program::Command(command) = &catalogue.servers["local"].launch.program else {
        panic!("a command")
    };
    assert_eq!(
        (command.program.as_str(), command.leading.as_slice()),
        ("notes", &["--stdio".to_owned()][..])
    );
    assert_eq!(catalogue.servers["local"].prefix, "here");
}

#[test]
fn no_servers_are_a_catalogue_too() {
    assert!(good("").servers.is_empty());
}

#[test]
fn the_gateway_must_be_named() {
    for text in ["", "[gateway]\n", "[servers.a]\nimage = \"a\"\n"] {
        let (kinds, rendered) = rendered(text);
        assert_eq!(kinds, [FaultKind::MissingKey], "{rendered}");
        assert!(rendered.contains("name = \"acme\""), "{rendered}");
    }
}

#[test]
fn all_faults_of_a_file_come_at_once() {
    let (kinds, text) = rendered(
        "[gateway]\nname = \"acme\"\ncolour = 1\n[servers.a]\nimage = \"A B\"\nmemory = \"x\"\n\
         [servers.b]\npids = \"many\"\n",
    );
    assert_eq!(
        kinds,
        [
            FaultKind::UnknownKey,
            FaultKind::BadImage,
            FaultKind::BadSize,
            FaultKind::NeitherImageNorCommand,
            FaultKind::WrongType,
        ],
        "{text}"
    );
    assert!(text.ends_with("error: 5 faults in mcpreg.toml"), "{text}");
}

#[test]
fn syntax_errors_have_a_place() {
    for (text, place) in [
        ("[gateway]\nname = \n", "mcpreg.toml:2:"),
        ("[gateway\nname = \"a\"\n", "mcpreg.toml:1:"),
        ("[gateway]\nname = \"a\"\nname = \"b\"\n", "mcpreg.toml:3:1"),
    ] {
        let (kinds, rendered) = rendered(text);
        assert!(kinds.contains(&FaultKind::Syntax), "{rendered}");
        assert!(rendered.contains(place), "no {place} in\n{rendered}");
    }
}
