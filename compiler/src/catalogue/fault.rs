//! What is wrong with a catalogue, each fault with its place in the file.

use std::ops::Range;

/// A range of bytes in the catalogue's text.
pub type Place = Range<usize>;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault it is; tests assert on this.
    pub kind: FaultKind,
    /// What is wrong, in lower case, without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What was expected there, shown beside the caret.
    pub label: String,
    /// Other places that belong to it, each with its own label.
    pub also: Vec<(Place, String)>,
    /// What to write instead or which command to run.
    pub help: Option<String>,
}

/// The kinds of faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FaultKind {
    /// The text is no TOML.
    Syntax,
    /// A key that the format does not have.
    UnknownKey,
    /// A key that must be there and is not.
    MissingKey,
    /// A value of another type.
    WrongType,
    /// A name with characters it may not have, or a reserved one.
    BadName,
    /// Two servers have one prefix.
    DuplicatePrefix,
    /// No image reference.
    BadImage,
    /// Both `image` and `command`, or a key that belongs to the other one.
    ImageAndCommand,
    /// Neither `image` nor `command`.
    NeitherImageNorCommand,
    /// No size such as `512MiB`.
    BadSize,
    /// No user of a container.
    BadUser,
    /// No duration such as `30s`.
    BadDuration,
    /// A number out of its range.
    BadNumber,
    /// None of the words that may stand there.
    UnknownWord,
    /// A path that is not absolute.
    RelativePath,
    /// One variable is both a secret and plain.
    SecretAndEnv,
    /// Not exactly one source for a secret.
    BadSecret,
    /// Two tools of one server are renamed to the same name.
    DuplicateRename,
    /// A value that TOML has and JSON has not.
    NoJson,
    /// An override for a tool that the server does not have.
    UnknownTool,
    /// A fixed argument that the tool does not have.
    UnknownArgument,
    /// A tool pattern that matches no tool of the server.
    UnmatchedPattern,
}

impl Fault {
    /// A fault at one place.
    pub fn new(kind: FaultKind, place: Place, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            place,
            label: String::new(),
            also: Vec::new(),
            help: None,
        }
    }

    /// Says beside the caret what was expected.
    #[must_use]
    pub fn expected(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Shows another place that belongs to it.
    #[must_use]
    pub fn with(mut self, place: Place, label: impl Into<String>) -> Self {
        self.also.push((place, label.into()));
        self
    }

    /// Says what to write or run instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
