//! Why a conversation with a server did not lead anywhere.

use std::time::Duration;

use humantime::format_duration;

/// Why a server could not be opened or asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// It did not answer an opening request in time.
    #[error("no answer to `server/discover` or `initialize` within {}", format_duration(*.0))]
    Silent(Duration),
    /// It closed its output, or ended.
    #[error("the server ended before `{0}` was answered")]
    Ended(&'static str),
    /// It answered with an error.
    #[error("`{method}` was refused: {message} ({code})")]
    Refused {
        /// The request's method.
        method: &'static str,
        /// The JSON-RPC error's code.
        code: i64,
        /// Its message, cut where it is long.
        message: String,
    },
    /// It speaks a revision of the protocol that is not known here.
    #[error("it speaks protocol revision `{0}`, which is not known here")]
    Revision(String),
    /// It did not list in time.
    #[error("no answer to `{method}` within {}", format_duration(*.after))]
    ListTimeout {
        /// The request's method.
        method: &'static str,
        /// How long it had.
        after: Duration,
    },
    /// A result does not have the form that the protocol demands.
    #[error("the answer to `{method}` is not of the protocol's form: {reason}")]
    Malformed {
        /// The request's method.
        method: &'static str,
        /// What is wrong with the answer.
        reason: String,
    },
    /// One answer is too long.
    #[error("the answer to `{method}` is one line of {bytes} bytes; at most {most} are read")]
    LineTooLong {
        /// The request's method.
        method: &'static str,
        /// How long the line is.
        bytes: usize,
        /// How long it may be.
        most: usize,
    },
    /// It wrote too much in all.
    #[error("it wrote more than {0} bytes to its stdout")]
    TooMuch(u64),
}
