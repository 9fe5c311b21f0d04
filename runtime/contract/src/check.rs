//! Argument checks: a decision equal to the JSON Schema specification's, on JSON text.
//!
//! A generated crate holds each pinned schema as a static table ([`table::Node`]); this module
//! walks the caller's bytes along that table once, without building a `serde_json::Value`.
//! A schema the table cannot express is kept as text and decided by the `jsonschema` crate
//! ([`Validator`]). Neither way fails open: what cannot be decided is refused. That crate is
//! behind the feature `validator`, which generated packages ask for where they need it; without
//! it neither a [`Validator`] nor a [`Format`] can be made, so nothing goes undecided.

mod case;
mod equality;
mod format;
mod members;
mod number;
mod path;
pub mod pattern;
mod reader;
mod report;
mod scan;
mod string;
pub mod table;
#[cfg(feature = "validator")]
mod validator;
mod value;
mod violation;
mod walk;
mod words;

use std::cmp::Ordering;

pub use case::CaseVariants;
/// For the gateway, which guards the protocol's names as a check guards a schema's.
#[doc(hidden)]
pub use case::differ_only_in_case;
pub use format::Format;
pub use pattern::Pattern;
/// For the gateway, which walks along whole messages as a check walks along arguments.
#[doc(hidden)]
pub use scan::plain_end;
pub(crate) use table::Bound;
pub use table::Node;
#[cfg(feature = "validator")]
pub use validator::Validator;
pub(crate) use value::value;
pub use violation::{Branch, Violation, Violations};

/// One schema, compiled.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Decided by walking the text along a static table.
    Table {
        /// The nodes; the first is the schema's root.
        nodes: &'static [Node],
        /// Top-level members that the gateway fills in and a caller may not send.
        fixed: &'static [&'static str],
    },
    #[cfg(feature = "validator")]
    /// Decided by the `jsonschema` crate, built at first use from the schema's text.
    Validator {
        /// The schema's text and, once used, its validator.
        validator: &'static Validator,
        /// Top-level members that the gateway fills in and a caller may not send.
        fixed: &'static [&'static str],
    },
}

/// The places of the first two of some JSON texts that are the same value.
pub(crate) fn first_repeat(items: &[&str]) -> Option<(usize, usize)> {
    equality::first_repeat(items).expect("the texts are JSON")
}

/// Compares a number, as JSON writes it, with a bound; exactly.
pub(crate) fn compare(number: &str, bound: Bound) -> Ordering {
    number::Numeral::of_schema(number).compare(bound)
}

/// Whether a number, as JSON writes it, is an integer times `divisor`; exactly.
pub(crate) fn is_multiple(number: &str, divisor: Bound) -> bool {
    number::Numeral::of_schema(number).is_multiple_of(divisor)
}

impl Check {
    /// Decides `instance`, one JSON text, as the schema's specification does.
    ///
    /// # Errors
    ///
    /// Every violation found, up to [`Violations::LIMIT`]; text that is not JSON, repeats a
    /// member name or nests deeper than [`Check::DEPTH_LIMIT`] is refused as well.
    pub fn decide(&self, instance: &str) -> Result<(), Violations> {
        self.decide_arguments(instance, CaseVariants::Accept)
    }

    /// Decides the arguments of a call; with [`CaseVariants::Refuse`] a member that differs from
    /// a declared or a fixed one only in case is refused as well.
    ///
    /// # Errors
    ///
    /// As [`Check::decide`].
    pub fn decide_arguments(
        &self,
        arguments: &str,
        case_variants: CaseVariants,
    ) -> Result<(), Violations> {
        let fixed = walk::Fixed {
            names: self.fixed(),
            case_variants,
        };
        match *self {
            Self::Table { nodes, .. } => walk::decide(nodes, fixed, arguments),
            #[cfg(feature = "validator")]
            Self::Validator { validator, .. } => validator.decide(fixed, arguments),
        }
    }

    /// Top-level members that the gateway fills in and a caller may not send.
    fn fixed(&self) -> &'static [&'static str] {
        match *self {
            Self::Table { fixed, .. } => fixed,
            #[cfg(feature = "validator")]
            Self::Validator { fixed, .. } => fixed,
        }
    }

    /// Whether everything is compiled that a decision needs.
    pub fn is_prepared(&self) -> bool {
        match *self {
            Self::Table { nodes, .. } => patterns(nodes).all(Pattern::is_compiled),
            #[cfg(feature = "validator")]
            Self::Validator { validator, .. } => validator.is_built(),
        }
    }

    /// Compiles all that decisions will need: patterns can take long.
    pub fn prepare(&self) {
        match *self {
            Self::Table { nodes, .. } => patterns(nodes).for_each(Pattern::prepare),
            #[cfg(feature = "validator")]
            Self::Validator { validator, .. } => drop(validator.fault()),
        }
    }

    /// How deep arrays and objects of an instance may nest.
    pub const DEPTH_LIMIT: usize = 128;
}

/// The patterns of a table.
fn patterns(nodes: &'static [Node]) -> impl Iterator<Item = &'static Pattern> {
    nodes.iter().flat_map(|node| {
        let of_string = node.string.and_then(|rules| rules.pattern);
        let of_members = node.object.into_iter().flat_map(|rules| rules.patterns);
        of_string
            .into_iter()
            .chain(of_members.map(|(pattern, _)| *pattern))
    })
}
