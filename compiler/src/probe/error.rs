//! Why a server could not be pinned, as a whole.

use std::fmt;
use std::time::Duration;

use mcpreg_container::Exit;

/// Why a server could not be pinned.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProbeError {
    /// It could not be started.
    #[error(transparent)]
    Start(#[from] mcpreg_container::Error),
    /// It did not answer the opening request in time.
    #[error("no answer to `server/discover` or `initialize` within {}", humantime::format_duration(*.0))]
    Silent(Duration),
    /// It answered the opening request with an error.
    #[error("`initialize` was refused: {message} ({code})")]
    Refused {
        /// The JSON-RPC error's code.
        code: i64,
        /// Its message.
        message: String,
    },
    /// It speaks a revision of the protocol that the gateway does not.
    #[error("it speaks protocol revision `{0}`, which is not known here")]
    Revision(String),
    /// It closed its stdout, or ended.
    #[error("the server ended before `{0}` was answered")]
    Ended(&'static str),
    /// It did not list in time.
    #[error("no answer to `{method}` within {}", humantime::format_duration(*.after))]
    ListTimeout {
        /// What was asked.
        method: &'static str,
        /// How long it had.
        after: Duration,
    },
    /// It refused to list its tools.
    #[error("`{method}` was refused: {message} ({code})")]
    ListRefused {
        /// What was asked.
        method: &'static str,
        /// The JSON-RPC error's code.
        code: i64,
        /// Its message.
        message: String,
    },
    /// A result has not the form of the protocol.
    #[error("the answer to `{method}` is not of the protocol's form: {reason}")]
    Malformed {
        /// What was asked.
        method: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// One answer is too long.
    #[error("the answer to `{method}` is one line of {bytes} bytes; at most {most} are read")]
    LineTooLong {
        /// What was asked.
        method: &'static str,
        /// How long the line is.
        bytes: usize,
        /// How long it may be.
        most: usize,
    },
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
    /// It wrote too much in all.
    #[error("it wrote more than {0} bytes to its stdout")]
    TooMuch(u64),
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
    /// Lines of stdout that were no JSON-RPC.
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
            ProbeError::Ended(_) | ProbeError::Refused { .. } | ProbeError::ListRefused { .. }
                if !self.dummy_secrets.is_empty() =>
            {
                Some(format!(
                    "its secrets are dummies while it is pinned; if it lists nothing without the \
                     real ones, write `probe_secrets = \"real\"` in `[servers.{server}]`"
                ))
            }
            ProbeError::Silent(_) => Some(format!(
                "give it longer with `timeouts = {{ start = \"2m\" }}` in `[servers.{server}]`"
            )),
            ProbeError::ListTimeout { .. } => Some(format!(
                "give it longer with `timeouts = {{ call = \"5m\" }}` in `[servers.{server}]`"
            )),
            _ => None,
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
                "\n  {} lines of its stdout were no JSON-RPC or answered nothing",
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
