//! Why a server could not be pinned, as a whole.

use std::fmt;

use mcpreg_container::Exit;

/// Why a server could not be pinned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProbeError {
    /// It could not be started.
    #[error(transparent)]
    Start(#[from] mcpreg_container::Error),
    /// It could not be opened or listed.
    #[error(transparent)]
    Conversation(#[from] mcpreg_wire::Error),
    /// It wrote the value of a secret where it would be kept, or shown.
    #[error("it wrote the {}value of the secret `{variable}` into {location}", if *.is_dummy { "dummy " } else { "" })]
    SecretShown {
        /// The variable it was given in.
        variable: String,
        /// The location in its pin, as a JSON pointer, or words.
        location: String,
        /// Whether the value was made up for pinning.
        is_dummy: bool,
    },
}

/// A failed probe with what is known about the server's end.
#[derive(Debug)]
pub struct ProbeFailure {
    /// Why.
    pub error: ProbeError,
    /// How the server ended, if it did by itself.
    pub exit: Option<Exit>,
    /// The last lines of its stderr, oldest first.
    pub stderr: Vec<String>,
    /// Secrets it was started without.
    pub missing_secrets: Vec<String>,
    /// Secrets it was started with a made-up value of.
    pub dummy_secrets: Vec<String>,
    /// Secrets that were in its stderr, where they are replaced.
    pub shown_secrets: Vec<String>,
    /// Lines of stdout that were not JSON-RPC, or answered nothing.
    pub garbage: usize,
}

impl From<ProbeError> for ProbeFailure {
    fn from(error: ProbeError) -> Self {
        Self {
            error,
            exit: None,
            stderr: Vec::new(),
            missing_secrets: Vec::new(),
            dummy_secrets: Vec::new(),
            shown_secrets: Vec::new(),
            garbage: 0,
        }
    }
}

impl ProbeFailure {
    /// What the user can do about it.
    pub fn help(&self, server: &str) -> Option<String> {
        if let [first, ..] = self.missing_secrets.as_slice() {
            return Some(format!(
                "set what its `secrets` refer to, or give a dummy in `[servers.{server}]`: \
                 `probe_env = {{ {first} = \"dummy\" }}`"
            ));
        }
        match &self.error {
            ProbeError::Start(error) => error.help(),
            ProbeError::SecretShown { .. } => Some(
                "nothing of it was kept; served, it would give this secret to every client"
                    .to_owned(),
            ),
            ProbeError::Conversation(
                mcpreg_wire::Error::Ended(_) | mcpreg_wire::Error::Refused { .. },
            ) if !self.dummy_secrets.is_empty() => Some(format!(
                "its secrets are dummies while it is pinned; if it lists nothing without the \
                     real ones, write `probe_secrets = \"real\"` in `[servers.{server}]`"
            )),
            ProbeError::Conversation(mcpreg_wire::Error::Silent(_)) => Some(format!(
                "give it longer with `timeouts = {{ start = \"2m\" }}` in `[servers.{server}]`"
            )),
            ProbeError::Conversation(mcpreg_wire::Error::ListTimeout { .. }) => Some(format!(
                "give it longer with `timeouts = {{ call = \"5m\" }}` in `[servers.{server}]`"
            )),
            ProbeError::Conversation(_) => None,
        }
    }
}

impl fmt::Display for ProbeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.missing_secrets.is_empty() {
            let names = self.missing_secrets.join("`, `");
            write!(f, "cannot be introspected without the secret `{names}`: ")?;
        }
        write!(f, "{}", self.error)?;
        if let Some(exit) = &self.exit {
            write!(f, "\n  it ended {}", describe(exit))?;
        }
        if self.garbage > 0 {
            write!(
                f,
                "\n  {} lines of its stdout were not JSON-RPC or answered nothing",
                self.garbage
            )?;
        }
        for variable in &self.shown_secrets {
            write!(
                f,
                "\n  it wrote the value of the secret `{variable}` to stderr"
            )?;
        }
        if !self.stderr.is_empty() {
            write!(f, "\n  the last lines of its stderr:")?;
            for line in &self.stderr {
                write!(f, "\n    {line}")?;
            }
        }
        Ok(())
    }
}

fn describe(exit: &Exit) -> String {
    match (exit.oom, exit.code, exit.signal) {
        (true, ..) => "out of memory".to_owned(),
        (_, Some(code), _) => format!("with exit code {code}"),
        (_, None, Some(signal)) => format!("by signal {signal}"),
        (_, None, None) => "for an unknown reason".to_owned(),
    }
}
