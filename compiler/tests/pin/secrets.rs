//! Secrets while a server is pinned: dummies by default, and none in what is kept or said.

use crate::hostile;
use crate::project::{Project, Run, server};

/// A secret with something to escape in every encoding, and its two lines.
const VALUE: &str = "hunter22 \"ü/?>\nsecond-line~of~it";
const VARIABLE: &str = "MCPREG_TEST_TOKEN";
const SECRET: &str = "secrets = { TOKEN = { env = \"MCPREG_TEST_TOKEN\" } }\n";

/// Pins with the secret in the environment.
fn pin(project: &Project) -> Run {
    let output = project.command(&["pin"]).env(VARIABLE, VALUE).output();
    Run::of(output.expect("the command runs"))
}

/// All that the command wrote.
fn written(project: &Project) -> String {
    let files = project.files().into_iter();
    files
        .filter(|(path, _)| path != "mcpreg.toml")
        .map(|(_, text)| text)
        .collect()
}

/// Pins a server that shows its secret in this form, as the catalogue's `more` lines say.
#[track_caller]
fn check_refused(form: &str, more: &str, location: &str) {
    let words = ["hostile", "show-secret", form];
    let project = Project::new(&server("bad", &words, &format!("{SECRET}{more}")));
    let run = pin(&project);
    run.expect(1, &["bad: failed", "secret `TOKEN`", location]);
    let said = format!("{}{}", run.stdout, run.stderr);
    for part in ["hunter22", "second-line", "hanterces", "aHVudGVy"] {
        assert!(!said.contains(part), "{form}: {said}");
    }
    assert_eq!(written(&project), "", "{form}: something was written");
}

#[test]
fn a_listed_secret_is_refused_in_every_encoding() {
    for form in [
        "raw", "escaped", "base64", "hex", "percent", "reversed", "line",
    ] {
        for more in ["probe_secrets = \"real\"", ""] {
            if form == "line" && more.is_empty() {
                // A dummy has one line only.
                continue;
            }
            check_refused(form, more, "into /tools/1/description");
        }
    }
    let properties = "into a member's name in /tools/1/inputSchema/properties";
    check_refused("name", "probe_secrets = \"real\"", properties);
    check_refused("name", "", properties);
}

#[test]
fn a_secret_in_an_error_or_on_stderr_is_named_and_not_repeated() {
    let real = "probe_secrets = \"real\"";
    check_refused("error", real, "into its error message");
    check_refused("stderr", real, "to stderr");
}

#[test]
fn a_secret_is_a_dummy_while_its_server_is_pinned() {
    let words = ["hostile", "show-secret", "stderr"];
    let project = Project::new(&server("bad", &words, SECRET));
    let run = pin(&project);
    run.expect(
        1,
        &["cannot log in with [redacted]", "probe_secrets = \"real\""],
    );
    // Nothing of the value could be redacted: the server never had it.
    let words = ["hostile", "spy", "hunter22"];
    let project = Project::new(&server("spy", &words, SECRET));
    pin(&project).expect(0, &["spy: 2 tools"]);
    assert!(written(&project).contains("Seen in 0 processes."));
    assert!(written(&project).contains(VARIABLE));
}

#[test]
fn a_server_that_needs_a_secret_is_pinned_without_the_real_one() {
    let secret = "secrets = { API_KEY = { env = \"MCPREG_TEST_NOT_SET\" } }\n";
    let project = Project::new(&hostile("needs-secret", secret));
    project.pin(&[]).expect(0, &["bad: 1 tool"]);
    assert!(
        !written(&project).contains("dummy"),
        "a dummy value was written"
    );
    let chosen = "probe_env = { API_KEY = \"word-7\" }\nprobe_secrets = \"real\"";
    project.catalogue(&hostile("needs-secret", &format!("{secret}{chosen}")));
    project.pin(&[]).expect(0, &["bad: 1 tool"]);
    assert!(
        !written(&project).contains("word-7"),
        "a dummy value was written"
    );
    assert!(written(&project).contains("MCPREG_TEST_NOT_SET"));
}

#[test]
fn real_secrets_that_are_missing_are_named() {
    let secret = "secrets = { API_KEY = { env = \"MCPREG_TEST_NOT_SET\" } }\n\
                  probe_secrets = \"real\"\n";
    let project = Project::new(&hostile("needs-secret", secret));
    project.pin(&[]).expect(
        1,
        &[
            "cannot be introspected without the secret `API_KEY`",
            "probe_env = { API_KEY = \"dummy\" }",
        ],
    );
    let project = Project::new(&server("units", &["units"], secret));
    project
        .pin(&[])
        .expect(0, &["note: secret API_KEY: its value is not there"]);
}
