//! Keys: unknown ones, values of another type, and the schema that names them all.

use mcpreg_compile::catalogue::fault::FaultKind;
use mcpreg_compile::catalogue::keys;

use crate::{SERVER, check};

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
    check(
        &format!("{SERVER}overrides.x.renam = \"y\"\n"),
        kind,
        &["did you mean `rename`?"],
    );
    check(
        &format!("{SERVER}timeouts = {{ stat = \"1s\" }}\n"),
        kind,
        &["did you mean `start`?"],
    );
    check(
        &format!("{SERVER}mounts = [{{ source = \"/a\", target = \"/a\", writeable = true }}]\n"),
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
    check(
        &format!("{SERVER}args = \"x\"\n"),
        kind,
        &["expected a list of strings"],
    );
    check(
        &format!("{SERVER}args = [\"x\", 1]\n"),
        kind,
        &["expected a string"],
    );
    check(
        &format!("{SERVER}cpus = \"2\"\n"),
        kind,
        &["expected a number such as 0.5"],
    );
    check(
        &format!("{SERVER}pids = 1.5\n"),
        kind,
        &["expected a whole number"],
    );
    check(
        &format!("{SERVER}env = {{ A = 1 }}\n"),
        kind,
        &["`servers.a.env.A` is an integer"],
    );
    check(&format!("{SERVER}env = 1\n"), kind, &["expected a table"]);
    check(
        &format!("{SERVER}overrides.x.leave_out = \"yes\"\n"),
        kind,
        &["expected `true` or `false`"],
    );
    check(
        &format!("{SERVER}mounts = \"/srv\"\n"),
        kind,
        &["expected a list such as"],
    );
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
