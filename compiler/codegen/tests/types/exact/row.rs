//! The rows: a cause, what plain typify makes of it, and the fixtures that show it is cured.

/// One cause.
pub(crate) struct Row {
    /// The folder of its fixtures.
    pub(crate) folder: &'static str,
    /// What the schema has, and what plain typify makes of it.
    #[expect(dead_code, reason = "it is the title of the row")]
    pub(crate) cause: &'static str,
    /// The fixtures' names.
    pub(crate) fixtures: &'static [&'static str],
}

const fn fails(cause: &'static str, fixtures: &'static [&'static str]) -> Row {
    Row {
        folder: "failures",
        cause,
        fixtures,
    }
}

const fn loses(cause: &'static str, fixtures: &'static [&'static str]) -> Row {
    Row {
        folder: "losses",
        cause,
        fixtures,
    }
}

/// All rows: what fails to generate or to build, then what is lost without a word.
pub(crate) const ROWS: &[Row] = &[
    fails(
        "`default: null` on a string: panic",
        &["default-null-where-null-is-not-allowed"],
    ),
    fails(
        "a default of another type, out of range, not in the enum: error",
        &["default-out-of-the-schema"],
    ),
    fails(
        "enum values without distinct identifiers: panic",
        &["enum-values-without-distinct-identifiers"],
    ),
    fails(
        "`$ref` to a place outside of `$defs`: panic",
        &["reference-to-a-property"],
    ),
    fails(
        "`$ref` through a list inside a union: panic",
        &["reference-through-a-union"],
    ),
    fails("`contains`: error", &["contains"]),
    fails("`if` and `then`: panic", &["if-then"]),
    fails(
        "the root is a map of an inline type: panic",
        &["root-is-a-map-of-an-inline-type"],
    ),
    fails(
        "a name twice: rustc E0428, E0119",
        &[
            "title-like-the-root",
            "definition-like-the-root",
            "property-that-is-an-underscore",
        ],
    ),
    fails(
        "a titled newtype with a default: rustc E0061",
        &["title-beside-a-default"],
    ),
    fails("`not` with a type: panic", &["not-with-a-type"]),
    fails(
        "a bound or a format without a type: panic",
        &["bound-or-format-without-a-type"],
    ),
    fails(
        "an enum of several types: panic",
        &["enum-of-several-types"],
    ),
    fails("`type: []`: panic", &["type-list-without-types"]),
    fails("`anyOf` beside `oneOf`: panic", &["any-of-beside-one-of"]),
    fails("`$ref` to an anchor: panic", &["reference-to-an-anchor"]),
    fails(
        "`$ref` to another document: panic",
        &["reference-to-another-document"],
    ),
    fails(
        "a length with a fraction, or beyond 32 bits: error",
        &["length-with-a-fraction"],
    ),
    fails(
        "the exclusive minimum of draft 4: error",
        &["exclusive-minimum-of-draft-4"],
    ),
    fails("a type name that is none: error", &["type-that-is-none"]),
    fails("`required: true`: error", &["required-that-is-no-list"]),
    fails(
        "`$defs` and `definitions`: error",
        &["definitions-in-two-places"],
    ),
    fails(
        "a pattern that is not ECMA-262: error",
        &["pattern-of-another-language"],
    ),
    fails(
        "`allOf` that contains itself: abort",
        &["all-of-that-contains-itself"],
    ),
    fails(
        "properties whose identifiers meet: rustc E0124",
        &[
            "properties-alike-in-snake-case",
            "properties-self-and-Self",
            "properties-of-symbols",
        ],
    ),
    fails(
        "a property `extra` beside a map: rustc E0124",
        &["property-extra-beside-a-map"],
    ),
    fails(
        "a `$ref` circle without a body: rustc E0119",
        &["reference-circle-without-a-body"],
    ),
    fails(
        "a bidi control in a description: rustc refuses it",
        &["description-with-a-bidi-control"],
    ),
    fails(
        "a default that is no date: panic at run time",
        &["default-that-is-no-date"],
    ),
    loses("integer bounds: gone", &["integer-bounds"]),
    loses("bounds and divisors of numbers: gone", &["number-bounds"]),
    loses(
        "`1.0`, `1e30` and 2^63 as integers: refused",
        &["integer-is-told-by-its-value"],
    ),
    loses(
        "`1` as a number: written as `1.0`",
        &["number-without-a-fraction"],
    ),
    loses(
        "`const`: gone",
        &["const-of-each-type", "const-that-is-required"],
    ),
    loses("numbers of items and repeats: gone", &["array-limits"]),
    loses(
        "`prefixItems`: positions gone, or every array refused",
        &[
            "prefix-items-alone",
            "prefix-items-and-no-others",
            "prefix-items-and-others-of-one-type",
        ],
    ),
    loses(
        "rules on which members there are: gone",
        &[
            "min-properties",
            "dependent-required",
            "dependent-schemas",
            "unevaluated-properties",
        ],
    ),
    loses(
        "`patternProperties` beside `properties`: members dropped",
        &["pattern-properties-beside-properties"],
    ),
    loses(
        "`not` of members together: all members gone",
        &["not-required-together"],
    ),
    loses(
        "overlapping scalars in `anyOf`: all refused",
        &["string-or-a-format-of-it", "enum-or-any-string"],
    ),
    loses(
        "`anyOf` of overlapping objects: both together refused",
        &["any-of-objects-that-overlap"],
    ),
    loses(
        "`oneOf` of overlapping objects: later members lost",
        &["one-of-objects-that-overlap"],
    ),
    loses(
        "two inline types of one name: the second ignored",
        &[
            "two-inline-types-of-one-name",
            "two-branches-with-one-member-name",
        ],
    ),
    loses(
        "an optional member: takes `null`, and drops it",
        &["optional-is-not-nullable"],
    ),
    loses("an object: read from an array", &["object-is-not-an-array"]),
    loses(
        "`format`: asserted, and values rewritten",
        &["format-is-an-annotation"],
    ),
    loses(
        "unknown members: dropped",
        &[
            "unknown-members-of-an-open-object",
            "unknown-members-that-are-welcome",
        ],
    ),
    loses(
        "`default`: written where it was absent",
        &["default-is-not-filled-in"],
    ),
    loses(
        "`pattern`: backtracks without end",
        &["pattern-that-backtracks"],
    ),
];
