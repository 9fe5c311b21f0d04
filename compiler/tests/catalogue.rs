//! Faults of `mcpreg.toml`: each kind found, placed and explained, all of one file at once.

use std::path::Path;

use mcpreg_codegen::check::Formats;
use mcpreg_codegen::json::Json;
use mcpreg_codegen::lock::{Checks, OutputCheck};
use mcpreg_compile::catalogue::fault::FaultKind;
use mcpreg_compile::catalogue::{Catalogue, CatalogueError, keys};
use mcpreg_compile::diagnostic::{Source, Style};
use mcpreg_container::{Network, Program, SecretRef};

const GATEWAY: &str = "[gateway]\nname = \"acme\"\n";

fn parse(text: &str) -> Result<Catalogue, CatalogueError> {
    Catalogue::parse(Source::new(Path::new("mcpreg.toml"), text))
}

#[track_caller]
fn good(servers: &str) -> Catalogue {
    parse(&format!("{GATEWAY}{servers}")).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn rendered(text: &str) -> (Vec<FaultKind>, String) {
    let error = parse(text).expect_err("the catalogue has faults");
    let CatalogueError::Faulty(_, faults) = &error else {
        panic!("{error}")
    };
    let mut faults = faults.clone();
    faults.sort_by_key(|fault| fault.place.start);
    (
        faults.iter().map(|fault| fault.kind).collect(),
        error.render(Style::Plain),
    )
}

/// One fault of this kind, rendered with these parts.
#[track_caller]
fn check(servers: &str, kind: FaultKind, parts: &[&str]) {
    let (kinds, text) = rendered(&format!("{GATEWAY}{servers}"));
    assert_eq!(kinds, [kind], "{text}");
    for part in parts {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    assert!(
        text.contains('^') || text.contains("-->"),
        "no caret in\n{text}"
    );
}

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
fn unknown_keys_at_each_level() {
    let kind = FaultKind::UnknownKey;
    check(
        "nme = 1\n",
        kind,
        &[
            "mcpreg.toml:3:1",
            "unknown key `nme` in `[gateway]`",
            "did you mean `name`?",
        ],
    );
    check(
        "[server.a]\n",
        kind,
        &[
            "unknown key `server` in the file",
            "did you mean `servers`?",
        ],
    );
    check(
        "[servers.time]\nimage = \"time\"\nmemroy = \"1MiB\"\n",
        kind,
        &[
            "mcpreg.toml:5:1",
            "`memroy` in `[servers.time]`",
            "did you mean `memory`?",
            "expected one of: args",
        ],
    );
    let server = "[servers.a]\nimage = \"a\"\n";
    check(
        &format!("{server}overrides.x.renam = \"y\"\n"),
        kind,
        &["did you mean `rename`?"],
    );
    check(
        &format!("{server}timeouts = {{ stat = \"1s\" }}\n"),
        kind,
        &["did you mean `start`?"],
    );
    check(
        &format!("{server}mounts = [{{ source = \"/a\", target = \"/a\", writeable = true }}]\n"),
        kind,
        &["did you mean `writable`?"],
    );
}

#[test]
fn wrong_types_say_what_was_expected() {
    let kind = FaultKind::WrongType;
    check(
        "[servers.a]\nimage = 5\n",
        kind,
        &["`servers.a.image` is an integer", "expected a string"],
    );
    check(
        "[servers]\na = 5\n",
        kind,
        &["`servers.a` is an integer", "expected a table"],
    );
    let server = "[servers.a]\nimage = \"a\"\n";
    check(
        &format!("{server}args = \"x\"\n"),
        kind,
        &["expected a list of strings"],
    );
    check(
        &format!("{server}args = [\"x\", 1]\n"),
        kind,
        &["expected a string"],
    );
    check(
        &format!("{server}cpus = \"2\"\n"),
        kind,
        &["expected a number such as 0.5"],
    );
    check(
        &format!("{server}pids = 1.5\n"),
        kind,
        &["expected a whole number"],
    );
    check(
        &format!("{server}env = {{ A = 1 }}\n"),
        kind,
        &["`servers.a.env.A` is an integer"],
    );
    check(&format!("{server}env = 1\n"), kind, &["expected a table"]);
    check(
        &format!("{server}overrides.x.leave_out = \"yes\"\n"),
        kind,
        &["expected `true` or `false`"],
    );
    check(
        &format!("{server}mounts = \"/srv\"\n"),
        kind,
        &["expected a list such as"],
    );
}

#[test]
fn a_duplicate_prefix_shows_both_places() {
    check(
        "[servers.a-b]\nimage = \"a\"\n[servers.other]\nimage = \"b\"\nprefix = \"a_b\"\n",
        FaultKind::DuplicatePrefix,
        &[
            "servers `a-b` and `other` have one prefix, `a_b`",
            "`a-b` has it here",
            "3 |",
            "7 |",
        ],
    );
}

#[test]
fn bad_names() {
    let kind = FaultKind::BadName;
    check(
        "[servers.A]\nimage = \"a\"\nprefix = \"a\"\n",
        kind,
        &["cannot be a server's id"],
    );
    check(
        "[servers.a]\nimage = \"a\"\nprefix = \"a-b\"\n",
        kind,
        &["`a-b` cannot be a prefix"],
    );
    check(
        "[servers.registry]\nimage = \"a\"\n",
        kind,
        &["`registry` is the gateway's own"],
    );
    check(
        "[servers.a]\nimage = \"a\"\nenv = { \"A-B\" = \"\" }\n",
        kind,
        &["`A-B` cannot name"],
    );
    check(
        "[servers.a]\nimage = \"a\"\nnetwork = \"host\"\n",
        kind,
        &["no network"],
    );
    check(
        "[servers.a]\nimage = \"a\"\noverrides.x.rename = \"\"\n",
        kind,
        &["name is empty"],
    );
    let (kinds, text) = rendered("[gateway]\nname = \"Acme Corp\"\n");
    assert_eq!(kinds, [kind], "{text}");
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
fn image_or_command() {
    check(
        "[servers.a]\nimage = \"Not An Image\"\n",
        FaultKind::BadImage,
        &[
            "mcpreg.toml:4:9",
            "`Not An Image` is no image reference",
            "docker.io/acme/notes:1.2",
        ],
    );
    check(
        "[servers.a]\nimage = \"a\"\ncommand = [\"b\"]\n",
        FaultKind::ImageAndCommand,
        &["has both `image` and `command`", "`image` stands here"],
    );
    check(
        "[servers.a]\nprefix = \"b\"\n",
        FaultKind::NeitherImageNorCommand,
        &["neither"],
    );
    check(
        "[servers.a]\ncommand = []\n",
        FaultKind::MissingKey,
        &["names no program"],
    );
    check(
        "[servers.a]\ncommand = [\"b\"]\nmemory = \"1MiB\"\n",
        FaultKind::ImageAndCommand,
        &["confines"],
    );
    check(
        "[servers.a]\nimage = \"a\"\ndirectory = \"/\"\n",
        FaultKind::ImageAndCommand,
        &["for a `command`"],
    );
}

#[test]
fn sizes_durations_and_numbers() {
    let server = "[servers.a]\nimage = \"a\"\n";
    check(
        &format!("{server}memory = \"much\"\n"),
        FaultKind::BadSize,
        &["such as `512MiB`"],
    );
    check(
        &format!("{server}tmpfs = {{ \"/t\" = \"16\" }}\n"),
        FaultKind::BadSize,
        &["`16` is no size"],
    );
    check(
        &format!("{server}timeouts.start = \"soon\"\n"),
        FaultKind::BadDuration,
        &["such as `30s`"],
    );
    check(
        &format!("{server}pids = 0\n"),
        FaultKind::BadNumber,
        &["expected 1 to"],
    );
    check(
        &format!("{server}cpus = -1\n"),
        FaultKind::BadNumber,
        &["`servers.a.cpus` is -1"],
    );
    check(
        "name_budget = 4\n",
        FaultKind::BadNumber,
        &["expected 16 to 128"],
    );
}

#[test]
fn checks_are_named_by_words() {
    let server = "[servers.a]\nimage = \"a\"\n";
    check(
        &format!("{server}checks.output = \"enforced\"\n"),
        FaultKind::UnknownWord,
        &["`off`, `warn`, `enforce`", "did you mean `enforce`?"],
    );
    check(
        &format!("{server}checks.format = \"\"\n"),
        FaultKind::UnknownWord,
        &["`servers.a.checks.format` is ``", "`assertion`"],
    );
    check(
        &format!("{server}checks.outputs = \"off\"\n"),
        FaultKind::UnknownKey,
        &["did you mean `output`?"],
    );
    check(
        &format!("{server}checks = true\n"),
        FaultKind::WrongType,
        &["expected a table"],
    );
}

#[test]
fn paths_are_absolute() {
    let server = "[servers.a]\nimage = \"a\"\n";
    check(
        &format!("{server}mounts = [{{ source = \"data\", target = \"/data\" }}]\n"),
        FaultKind::RelativePath,
        &["the mount's source `data` is not absolute"],
    );
    check(
        &format!("{server}mounts = [{{ source = \"/data\", target = \"data\" }}]\n"),
        FaultKind::RelativePath,
        &["the mount's target `data`"],
    );
    check(
        &format!("{server}tmpfs = {{ tmp = \"1MiB\" }}\n"),
        FaultKind::RelativePath,
        &["the tmpfs"],
    );
    check(
        &format!("{server}secrets = {{ T = {{ file = \"t\" }} }}\n"),
        FaultKind::RelativePath,
        &["file `t`"],
    );
    check(
        &format!("{server}mounts = [{{ source = \"/a\" }}]\n"),
        FaultKind::MissingKey,
        &["has no `target`"],
    );
}

#[test]
fn secrets_have_one_source_and_a_name_of_their_own() {
    let server = "[servers.a]\nimage = \"a\"\n";
    check(
        &format!("{server}env = {{ T = \"x\" }}\nsecrets = {{ T = {{ env = \"T\" }} }}\n"),
        FaultKind::SecretAndEnv,
        &[
            "`T` is both a secret and a plain variable",
            "stands here in the open",
        ],
    );
    let kind = FaultKind::BadSecret;
    check(
        &format!("{server}secrets = {{ T = \"hunter2\" }}\n"),
        kind,
        &["never stands in this file"],
    );
    check(
        &format!("{server}secrets = {{ T = {{}} }}\n"),
        kind,
        &["not exactly one source"],
    );
    check(
        &format!("{server}secrets = {{ T = {{ env = \"A\", file = \"/b\" }} }}\n"),
        kind,
        &["not exactly one source"],
    );
}

#[test]
fn overrides() {
    let server = "[servers.a]\nimage = \"a\"\n";
    check(
        &format!("{server}overrides.x.rename = \"z\"\noverrides.y.rename = \"z\"\n"),
        FaultKind::DuplicateRename,
        &[
            "tools `x` and `y` are both renamed to `z`",
            "`x` has it here",
        ],
    );
    check(
        &format!("{server}overrides.x.fixed = {{ day = 2026-01-01 }}\n"),
        FaultKind::NoJson,
        &["has a datetime in it", "in quotes"],
    );
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

#[test]
fn the_schema_names_every_key() {
    let schema = serde_json::to_value(keys::schema()).unwrap();
    assert!(
        schema["properties"]["gateway"]
            .to_string()
            .contains("#/definitions/GatewayKeys")
    );
    let server = &schema["definitions"]["ServerKeys"];
    for key in keys::known::<keys::ServerKeys>() {
        let description = server["properties"][&key]["description"].as_str();
        assert!(description.is_some(), "{key} has no description");
    }
    assert_eq!(server["additionalProperties"], false);
    assert!(!schema.to_string().contains("null"), "{schema:#}");
    assert_eq!(
        keys::known::<keys::SecretKeys>(),
        ["env", "file", "command"]
    );
}
