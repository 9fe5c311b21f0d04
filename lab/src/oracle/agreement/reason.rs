//! Why a check and the reference may differ, with the specification's words for it.

use serde::Serialize;

/// A difference that the specification settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The instance repeats a member's name: refused here, unseen by the reference.
    RepeatedMember,
    /// In draft 4 the reference takes a number such as `1e30` for an integer, which it reads as a
    /// double without a fraction.
    DraftFourInteger,
    /// The reference reads a schema of 2019-09 as 2020-12 has it.
    LaterDialect,
    /// The instance has a number that the reference rounds or cannot read.
    RoundedNumber,
    /// The reference divides as floats for `multipleOf`.
    DividedAsFloats,
    /// The schema leads a value back to itself; it is refused here, and means nothing there.
    Circle,
    /// The reference does not take the schema, and everything is refused here.
    Unbuildable,
    /// A limit of the check refuses by name what it does not decide.
    Limit,
}

impl Reason {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::RepeatedMember,
        Self::DraftFourInteger,
        Self::LaterDialect,
        Self::RoundedNumber,
        Self::DividedAsFloats,
        Self::Circle,
        Self::Unbuildable,
        Self::Limit,
    ];

    /// Whether the reference is wrong; otherwise the check refuses what has no defined meaning,
    /// or what it has a limit for.
    pub fn is_reference(self) -> bool {
        matches!(
            self,
            Self::DraftFourInteger
                | Self::LaterDialect
                | Self::RoundedNumber
                | Self::DividedAsFloats
        )
    }

    /// What happened, in one line.
    pub fn words(self) -> &'static str {
        match self {
            Self::RepeatedMember => {
                "a repeated member name is refused, the reference cannot see it"
            }
            Self::DraftFourInteger => {
                "draft 4: the reference takes a number with a fraction or exponent part for an integer"
            }
            Self::LaterDialect => {
                "2019-09: the reference follows a `$dynamicRef`, or lets `contains` evaluate items, which both came later"
            }
            Self::RoundedNumber => "the reference rounds or cannot read the number",
            Self::DividedAsFloats => "the reference divides as floats",
            Self::Circle => "the schema leads a value back to itself, and everything is refused",
            Self::Unbuildable => {
                "the reference does not take the schema, and everything is refused"
            }
            Self::Limit => "a limit of the check refuses, by name, what it does not decide",
        }
    }

    /// Where the specification settles it.
    pub fn section(self) -> &'static str {
        match self {
            Self::RepeatedMember => {
                "JSON Schema 2020-12 Core, section 4.2.1: behaviour for two properties with one key is undefined; RFC 8259, section 4: names should be unique"
            }
            Self::DraftFourInteger => {
                "JSON Schema draft-04 Core, section 3.5: an integer is a number without a fraction or exponent part; draft-04 Validation, section 5.5.2: a list of types means any of them"
            }
            Self::LaterDialect => {
                "JSON Schema 2019-09 Core, section 6.5: a keyword that is not supported is an annotation; section 8.2.4.2 knows `$recursiveRef` only; section 9.3.1.3: `unevaluatedItems` heeds `items`, `additionalItems` and itself"
            }
            Self::RoundedNumber => {
                "JSON Schema 2020-12 Core, section 4.2.1: a number is an arbitrary-precision, base-10 decimal"
            }
            Self::DividedAsFloats => {
                "JSON Schema 2020-12 Validation, section 6.2.1: valid if the division gives an integer; Core, section 4.2.1: numbers are base-10 decimals of arbitrary precision"
            }
            Self::Circle => {
                "JSON Schema 2020-12 Core, section 9.4.1: a schema must not lead into an infinite loop; behaviour is undefined"
            }
            Self::Unbuildable => {
                "JSON Schema 2020-12 Core, section 8.2.3.1: an unresolvable reference is an error; sections 4.3.1 and 9.3.3: an invalid schema has no defined behaviour"
            }
            Self::Limit => {
                "JSON Schema 2020-12 Core, section 13: implementations should guard against exhaustion"
            }
        }
    }
}
