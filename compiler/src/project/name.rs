//! The name of a gateway: its package, its binary and what clients see as `serverInfo.name`.
//!
//! One name serves all three: it is what the catalogue takes, and of that what Cargo accepts as a
//! package and as a binary. It leaves room for the tools' names behind it.

use std::fmt;

use thiserror::Error;

/// The longest name, in characters: a client writes it in front of every tool's name.
pub const LONGEST: usize = 32;

/// A name that Cargo takes for a package and for a binary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GatewayName(String);

/// Why a text is no name for a gateway.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NameError {
    /// There is nothing in it.
    #[error("the name is empty")]
    Empty,
    /// It is longer than [`LONGEST`].
    #[error("the name {0:?} is longer than {LONGEST} characters")]
    TooLong(String),
    /// It starts with something else than a lower-case ASCII letter.
    #[error("the name {0:?} does not start with a lower-case letter")]
    Start(String),
    /// It ends with a hyphen.
    #[error("the name {0:?} ends with a hyphen")]
    End(String),
    /// It holds a character outside `[a-z0-9-]`.
    #[error("the name {name:?} has the character {found:?} in it")]
    Character {
        /// The whole text.
        name: String,
        /// The first character that does not belong.
        found: char,
    },
    /// It is a word of the Rust language.
    #[error("the name {0:?} is a Rust keyword")]
    Keyword(String),
    /// It means something else to Cargo or to Windows, or is a package the gateway depends on.
    #[error("the name {0:?} is taken by {1}")]
    Taken(String, &'static str),
}

impl NameError {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Keyword(_) | Self::Taken(..) => {
                "choose another one with `--name`, such as `--name acme-tools`"
            }
            _ => {
                "give one with `--name`: lower-case letters, digits and inner `-`, a letter first, \
                 such as `--name acme-tools`"
            }
        }
    }
}

impl GatewayName {
    /// Checks a name.
    ///
    /// # Errors
    ///
    /// [`NameError`], when Cargo or a client could not use it.
    pub fn new(name: &str) -> Result<Self, NameError> {
        let owned = || name.to_owned();
        let first = name.chars().next().ok_or(NameError::Empty)?;
        if let Some(found) = name.chars().find(|c| !is_name_character(*c)) {
            return Err(NameError::Character {
                name: owned(),
                found,
            });
        }
        if !first.is_ascii_lowercase() {
            return Err(NameError::Start(owned()));
        }
        if name.ends_with('-') {
            return Err(NameError::End(owned()));
        }
        if name.len() > LONGEST {
            return Err(NameError::TooLong(owned()));
        }
        if KEYWORDS.contains(&name) {
            return Err(NameError::Keyword(owned()));
        }
        match TAKEN.iter().find(|(names, _)| names.contains(&name)) {
            Some((_, by)) => Err(NameError::Taken(owned(), by)),
            None => Ok(Self(owned())),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The package of its generated crate.
    pub fn generated(&self) -> String {
        format!("{}-generated", self.0)
    }

    /// The generated crate as Rust code names it.
    pub fn generated_crate(&self) -> String {
        self.generated().replace('-', "_")
    }
}

impl fmt::Display for GatewayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_name_character(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'
}

/// The strict and reserved keywords of edition 2024 (Rust reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Names with another meaning, and whose they are.
const TAKEN: &[(&[&str], &str)] = &[
    (
        &["build", "deps", "examples", "incremental"],
        "a folder of Cargo's target directory",
    ),
    (
        &["alloc", "core", "proc_macro", "proc-macro", "std", "test"],
        "Rust's own libraries",
    ),
    (
        &[
            "aux", "con", "nul", "prn", "com1", "com2", "com3", "com4", "lpt1", "lpt2", "lpt3",
        ],
        "a device of Windows",
    ),
    (
        &[
            "mcpreg-build",
            "mcpreg-container",
            "mcpreg-contract",
            "mcpreg-pattern",
            "mcpreg-runtime",
            "mcpreg-text",
            "mcpreg-wire",
        ],
        "a package that every gateway depends on",
    ),
];

#[cfg(test)]
mod tests {
    use super::{GatewayName, NameError};

    #[track_caller]
    fn check(name: &str, expected: impl Into<Option<NameError>>) {
        assert_eq!(GatewayName::new(name).err(), expected.into(), "{name:?}");
    }

    #[test]
    fn takes_what_cargo_takes() {
        check("acme", None);
        check("acme-tools", None);
        check("a1-b-2", None);
        check("mcpreg", None);
    }

    #[test]
    fn refuses_what_is_no_package() {
        check("", NameError::Empty);
        check("1acme", NameError::Start("1acme".into()));
        check("-acme", NameError::Start("-acme".into()));
        check("acme-", NameError::End("acme-".into()));
        let character = |name: &str, found| NameError::Character {
            name: name.into(),
            found,
        };
        check("Acme", character("Acme", 'A'));
        check("a_b", character("a_b", '_'));
        check("acme tools", character("acme tools", ' '));
        check("acme\n[x]", character("acme\n[x]", '\n'));
        check("acmé", character("acmé", 'é'));
        check("../acme", character("../acme", '.'));
    }

    #[test]
    fn refuses_names_with_another_meaning() {
        check("match", NameError::Keyword("match".into()));
        check("gen", NameError::Keyword("gen".into()));
        check(
            "test",
            NameError::Taken("test".into(), "Rust's own libraries"),
        );
        let folder = "a folder of Cargo's target directory";
        check("build", NameError::Taken("build".into(), folder));
        check("nul", NameError::Taken("nul".into(), "a device of Windows"));
    }

    #[test]
    fn leaves_room_for_the_tools() {
        check(&"a".repeat(32), None);
        check(&"a".repeat(33), NameError::TooLong("a".repeat(33)));
    }

    #[test]
    fn names_its_generated_crate() {
        let name = GatewayName::new("acme-tools").expect("a good name");
        assert_eq!(name.generated(), "acme-tools-generated");
        assert_eq!(name.generated_crate(), "acme_tools_generated");
    }
}
