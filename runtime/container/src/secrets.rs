//! Secrets by reference: resolved when a server starts, held only in memory, printed never.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use futures_util::future::join_all;
use secrecy::SecretString;

use crate::launch::SecretRef;
use crate::{Error, MissingSecret};

/// How long a command or a file (which may be a FIFO) is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// Linux refuses environment strings over 128 KiB (`MAX_ARG_STRLEN`).
const LONGEST: usize = 128 * 1024 - 256;

/// The secrets of one server, by the environment variable that carries each. `Debug` shows names.
#[derive(Clone, Default)]
pub struct SecretValues(BTreeMap<String, SecretString>);

impl SecretValues {
    /// No secrets.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds or replaces the value of `variable`.
    pub fn insert(&mut self, variable: impl Into<String>, value: SecretString) {
        self.0.insert(variable.into(), value);
    }

    /// The variables that have a value, sorted.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &SecretString)> {
        self.0
            .iter()
            .map(|(variable, value)| (variable.as_str(), value))
    }
}

impl std::fmt::Debug for SecretValues {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.variables()).finish()
    }
}

/// Whether one secret can be read now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretStatus {
    /// The environment variable of the server.
    pub variable: String,
    /// Where its value comes from.
    pub reference: SecretRef,
    /// Whether it is there.
    pub state: SecretState,
}

/// Whether a secret can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretState {
    /// It can, and is not empty.
    Present,
    /// It cannot, for this reason.
    Missing(String),
}

/// Reads every secret, all at once.
///
/// # Errors
/// [`Error::SecretsMissing`] with all those that cannot be read.
pub async fn resolve_secrets(
    references: &BTreeMap<String, SecretRef>,
) -> Result<SecretValues, Error> {
    let mut values = SecretValues::none();
    let mut missing = Vec::new();
    for (variable, reference, outcome) in read_all(references).await {
        match outcome {
            Ok(value) => values.insert(variable, value),
            Err(reason) => {
                let reference = reference.clone();
                missing.push(MissingSecret {
                    variable: variable.clone(),
                    reference,
                    reason,
                });
            }
        }
    }
    if missing.is_empty() {
        Ok(values)
    } else {
        Err(Error::SecretsMissing { missing })
    }
}

/// Says of every secret whether it can be read, in the order of the variables. Commands are run.
pub async fn secret_status(references: &BTreeMap<String, SecretRef>) -> Vec<SecretStatus> {
    read_all(references)
        .await
        .into_iter()
        .map(|(variable, reference, outcome)| SecretStatus {
            variable: variable.clone(),
            reference: reference.clone(),
            state: outcome.map_or_else(SecretState::Missing, |_| SecretState::Present),
        })
        .collect()
}

type Outcome = Result<SecretString, String>;

async fn read_all(references: &BTreeMap<String, SecretRef>) -> Vec<(&String, &SecretRef, Outcome)> {
    join_all(references.iter().map(async |(variable, reference)| {
        let outcome = tokio::time::timeout(PATIENCE, read(reference))
            .await
            .unwrap_or_else(|_| {
                Err(format!(
                    "nothing came within {}",
                    humantime::format_duration(PATIENCE)
                ))
            });
        (variable, reference, outcome)
    }))
    .await
}

async fn read(reference: &SecretRef) -> Outcome {
    let value = match reference {
        SecretRef::Env(variable) => match std::env::var_os(variable) {
            None => return Err("it is not set".to_owned()),
            Some(value) => value
                .into_string()
                .map_err(|_| "its value is not UTF-8 text".to_owned())?,
        },
        SecretRef::File(path) => {
            let path: PathBuf = path.clone();
            tokio::task::spawn_blocking(move || read_file(&path))
                .await
                .map_err(|_| "reading it failed".to_owned())??
        }
        SecretRef::Command(words) => run(words).await?,
    };
    if value.is_empty() {
        return Err("it is empty".to_owned());
    }
    if value.contains('\0') {
        return Err("it holds a NUL byte, which no environment variable can".to_owned());
    }
    if value.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} bytes"));
    }
    Ok(SecretString::from(value))
}

fn read_file(path: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(LONGEST as u64 + 2).read_to_end(&mut bytes))
        .map_err(|error| error.to_string())?;
    text(bytes)
}

/// Runs a command for its standard output. Its stderr is thrown away: it may show the secret.
async fn run(words: &[String]) -> Result<String, String> {
    let [program, arguments @ ..] = words else {
        return Err("the command is empty".to_owned());
    };
    let output = tokio::process::Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .map_err(|error| format!("it cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("it failed: {}", output.status));
    }
    text(output.stdout)
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    let mut text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())?;
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    fn command(words: &[&str]) -> SecretRef {
        SecretRef::Command(words.iter().map(ToString::to_string).collect())
    }

    #[track_caller]
    fn check(reference: &SecretRef, expected: Result<&str, &str>) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let found = runtime
            .expect("a runtime can be built")
            .block_on(read(reference));
        match (found, expected) {
            (Ok(value), Ok(expected)) => assert_eq!(value.expose_secret(), expected),
            (Err(reason), Err(expected)) => assert!(reason.contains(expected), "{reason}"),
            (found, expected) => panic!("{:?}, not {expected:?}", found.map(|_| "a value")),
        }
    }

    #[test]
    fn files_lose_one_newline() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (content, expected) in [
            ("a\n", Ok("a")),
            ("a\n\n", Ok("a\n")),
            ("a\r\n", Ok("a")),
            ("\n", Err("empty")),
        ] {
            let path = folder.path().join("secret");
            std::fs::write(&path, content).expect("it is writable");
            check(&SecretRef::File(path), expected);
        }
        check(
            &SecretRef::File(folder.path().join("absent")),
            Err("No such file"),
        );
    }

    #[test]
    fn variables_must_be_set_and_not_empty() {
        check(
            &SecretRef::Env("MCPREG_TEST_THAT_NOBODY_SETS".to_owned()),
            Err("not set"),
        );
        let path = std::env::var("PATH").expect("there is a PATH");
        check(&SecretRef::Env("PATH".to_owned()), Ok(&path));
    }

    #[test]
    fn commands_give_their_output() {
        check(&command(&["printf", "abc\\n"]), Ok("abc"));
        check(&command(&["false"]), Err("it failed: exit status: 1"));
        check(&command(&["mcpreg-no-such-program"]), Err("cannot be run"));
        check(&command(&["printf", "a\\000b"]), Err("NUL"));
        check(&command(&[]), Err("the command is empty"));
    }

    #[tokio::test]
    async fn all_missing_ones_are_named_at_once() {
        let references = BTreeMap::from([
            (
                "A".to_owned(),
                SecretRef::Env("MCPREG_TEST_THAT_NOBODY_SETS".to_owned()),
            ),
            ("B".to_owned(), command(&["printf", "here"])),
            ("C".to_owned(), command(&["false", "--token=hunter22"])),
        ]);
        let error = resolve_secrets(&references)
            .await
            .expect_err("two are missing");
        let text = error.to_string();
        assert!(text.contains("A from environment variable `MCPREG_TEST_THAT_NOBODY_SETS`"));
        assert!(text.contains("C from command `false`"), "{text}");
        assert!(
            !text.contains("hunter22") && !text.contains("B from"),
            "{text}"
        );
        let states: Vec<bool> = secret_status(&references)
            .await
            .into_iter()
            .map(|status| status.state == SecretState::Present)
            .collect();
        assert_eq!(states, [false, true, false]);
    }
}
