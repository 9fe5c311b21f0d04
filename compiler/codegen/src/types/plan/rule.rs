//! What a number, a string or a list must keep to, beyond its JSON type.

/// The integers from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::types) struct Whole {
    /// The least.
    pub(in crate::types) min: i128,
    /// The greatest.
    pub(in crate::types) max: i128,
}

/// How many items a list has, and whether they may repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::types) struct Length {
    /// At least so many.
    pub(in crate::types) min: u64,
    /// At most so many, if there is a limit.
    pub(in crate::types) max: Option<u64>,
    /// Whether no two items are equal.
    pub(in crate::types) is_unique: bool,
}

/// A rule with a type of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::types) enum Rule {
    /// Of strings.
    Text(TextRule),
    /// Of numbers.
    Real(RealRule),
}

/// What the run-time library calls a string that is not empty.
pub(in crate::types) const NON_EMPTY: &str = "NonEmpty";

/// What a string keeps to.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::types) struct TextRule {
    /// At least so many code points.
    pub(in crate::types) min: u64,
    /// At most so many, if there is a limit.
    pub(in crate::types) max: Option<u64>,
    /// The ECMA-262 pattern that occurs in it.
    pub(in crate::types) pattern: Option<String>,
    /// The format it is meant to have.
    pub(in crate::types) format: Option<String>,
}

/// What a number keeps to; all numbers by their digits.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::types) struct RealRule {
    /// The lower bound.
    pub(in crate::types) min: Option<Bound>,
    /// The upper bound.
    pub(in crate::types) max: Option<Bound>,
    /// What it is a multiple of.
    pub(in crate::types) step: Option<String>,
}

/// One end of a range of numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::types) struct Bound {
    /// Its digits.
    pub(in crate::types) digits: String,
    /// Whether the end itself is left out.
    pub(in crate::types) is_exclusive: bool,
}

impl Whole {
    /// Every integer of `i64`.
    pub(in crate::types) const SIGNED: Self = Self {
        min: i64::MIN as i128,
        max: i64::MAX as i128,
    };
    /// Every integer of `u64`.
    pub(in crate::types) const UNSIGNED: Self = Self {
        min: 0,
        max: u64::MAX as i128,
    };

    /// The Rust integer that has these values and no others.
    pub(in crate::types) fn primitive(self) -> Option<&'static str> {
        [
            ("u8", 0, i128::from(u8::MAX)),
            ("i8", i128::from(i8::MIN), i128::from(i8::MAX)),
            ("u16", 0, i128::from(u16::MAX)),
            ("i16", i128::from(i16::MIN), i128::from(i16::MAX)),
            ("u32", 0, i128::from(u32::MAX)),
            ("i32", i128::from(i32::MIN), i128::from(i32::MAX)),
            ("u64", 0, i128::from(u64::MAX)),
            ("i64", i128::from(i64::MIN), i128::from(i64::MAX)),
        ]
        .into_iter()
        .find(|(_, min, max)| (*min, *max) == (self.min, self.max))
        .map(|(name, ..)| name)
    }

    /// The least range around both, and whether it has no integer more.
    pub(in crate::types) fn hull(self, other: Self) -> (Self, bool) {
        let hull = Self {
            min: self.min.min(other.min),
            max: self.max.max(other.max),
        };
        let gap = self.min.max(other.min) - self.max.min(other.max);
        (hull, gap <= 1)
    }
}

impl Length {
    /// Any list.
    pub(in crate::types) const ANY: Self = Self {
        min: 0,
        max: None,
        is_unique: false,
    };
}

impl TextRule {
    /// What the run-time library calls the strings of this rule, if it does.
    pub(in crate::types) fn known_name(&self) -> Option<&'static str> {
        let rule = (
            self.min,
            self.max,
            self.pattern.as_deref(),
            self.format.as_deref(),
        );
        match rule {
            (1, None, None, None) => Some(NON_EMPTY),
            (0, None, None, Some(format)) => format_name(format),
            _ => None,
        }
    }

    /// Whether every string keeps to it.
    pub(in crate::types) fn is_vacuous(&self) -> bool {
        *self == Self::default()
    }
}

/// What the run-time library calls the strings of a format, if it knows it.
pub(in crate::types) fn format_name(format: &str) -> Option<&'static str> {
    Some(match format {
        "date" => "Date",
        "date-time" => "DateTime",
        "duration" => "Duration",
        "email" => "Email",
        "hostname" => "Hostname",
        "idn-email" => "IdnEmail",
        "idn-hostname" => "IdnHostname",
        "ipv4" => "Ipv4",
        "ipv6" => "Ipv6",
        "iri" => "Iri",
        "iri-reference" => "IriReference",
        "json-pointer" => "JsonPointer",
        "regex" => "Regex",
        "relative-json-pointer" => "RelativeJsonPointer",
        "time" => "Time",
        "uri" => "Uri",
        "uri-reference" => "UriReference",
        "uri-template" => "UriTemplate",
        "uuid" => "Uuid",
        _ => return None,
    })
}

impl RealRule {
    /// Whether every number keeps to it.
    pub(in crate::types) fn is_vacuous(&self) -> bool {
        *self == Self::default()
    }
}
