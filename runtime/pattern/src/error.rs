//! Why a pattern cannot be decided.

/// Why a pattern cannot be decided.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PatternError {
    /// It breaks the grammar of ECMA-262.
    #[error("it is not an ECMA-262 pattern: {reason} at byte {at}")]
    Syntax {
        /// What is wrong.
        reason: &'static str,
        /// Where, in bytes from the start.
        at: usize,
    },
    /// No engine takes it: it is too large, or uses what they do not have.
    #[error("no engine takes it: {reason}")]
    Engine {
        /// What the engine says.
        reason: String,
    },
}
