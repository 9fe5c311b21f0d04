//! What an engine said instead of doing what it was asked.

use std::time::Duration;

use bollard::errors::Error as Bollard;

use crate::Error;
use crate::redact::Redactor;

/// One failed request.
#[derive(Debug)]
pub(crate) struct Refusal {
    action: String,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    /// No answer within this time.
    Silence(Duration),
    /// An answer, with its HTTP status where there was one.
    Answer { status: Option<u16>, text: String },
}

impl Refusal {
    pub(crate) fn silence(action: &str, limit: Duration) -> Self {
        Self {
            action: action.to_owned(),
            cause: Cause::Silence(limit),
        }
    }

    pub(crate) fn answer(action: &str, error: &Bollard) -> Self {
        let (status, text) = match error {
            Bollard::DockerResponseServerError {
                status_code,
                message,
            } => (Some(*status_code), message.trim().to_owned()),
            Bollard::DockerStreamError { error } => (None, error.trim().to_owned()),
            other => (None, with_causes(other)),
        };
        Self {
            action: action.to_owned(),
            cause: Cause::Answer { status, text },
        }
    }

    /// Whether the thing does not exist.
    pub(crate) fn is_absent(&self) -> bool {
        self.status() == Some(404)
    }

    /// Whether what was asked is being done or done already.
    pub(crate) fn is_conflict(&self) -> bool {
        matches!(self.status(), Some(409 | 304))
    }

    /// Whether the engine never answered, so that what was asked may still happen.
    pub(crate) fn is_silence(&self) -> bool {
        matches!(self.cause, Cause::Silence(_))
    }

    /// Whether the engine has no init program to put into the container (`docker-init`,
    /// Podman's `catatonit`).
    pub(crate) fn lacks_init(&self) -> bool {
        let text = self.text();
        text.contains("catatonit") || text.contains("docker-init") || text.contains("init binary")
    }

    /// The engine's words.
    pub(crate) fn text(&self) -> String {
        match &self.cause {
            Cause::Silence(limit) => format!("no answer within {} s", limit.as_secs()),
            Cause::Answer { text, .. } => text.clone(),
        }
    }

    /// As this crate's error.
    pub(crate) fn into_error(self, redactor: &Redactor) -> Error {
        match self.cause {
            Cause::Silence(limit) => Error::EngineTimeout {
                action: self.action,
                seconds: limit.as_secs(),
            },
            Cause::Answer { text, .. } => Error::Engine {
                action: self.action,
                message: redactor.clean(&text),
            },
        }
    }

    fn status(&self) -> Option<u16> {
        match self.cause {
            Cause::Silence(_) => None,
            Cause::Answer { status, .. } => status,
        }
    }
}

/// An error with what caused it: bollard's own text for a refused connection says nothing.
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if !text.contains(&next) {
            text = format!("{text}: {next}");
        }
        cause = error.source();
    }
    text
}
