// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The pinned schemas, compiled to the checks of each tool.

pub(crate) mod convert {
    use mcpreg_contract::check::{Check, table};

    pub(crate) static ARGUMENTS: Check = Check::Table {
        nodes: &ARGUMENTS_NODES,
        fixed: &[],
    };

    static ARGUMENTS_NODES: [table::Node; 3] = [
        table::Node {
            types: table::Types::OBJECT,
            object: Some(
                &table::ObjectRules {
                    members: &[
                        table::Member {
                            name: "to",
                            required: true,
                            node: Some(table::At(1)),
                        },
                        table::Member {
                            name: "from",
                            required: true,
                            node: Some(table::At(1)),
                        },
                        table::Member {
                            name: "value",
                            required: true,
                            node: Some(table::At(2)),
                        },
                    ],
                    required: 3,
                    additional: table::Rest::Closed,
                    ..table::ObjectRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::STRING,
            any: &[
                table::Applicator::Values {
                    keyword: "enum",
                    allowed: &[
                        r#""m""#,
                        r#""km""#,
                        r#""ft""#,
                        r#""kg""#,
                        r#""lb""#,
                        r#""K""#,
                        r#""°C""#,
                        r#""°F""#,
                    ],
                },
            ],
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::NUMBER,
            ..table::Node::ANY
        },
    ];

    pub(crate) static OUTPUT: Check = Check::Table {
        nodes: &OUTPUT_NODES,
        fixed: &[],
    };

    static OUTPUT_NODES: [table::Node; 3] = [
        table::Node {
            types: table::Types::OBJECT,
            object: Some(
                &table::ObjectRules {
                    members: &[
                        table::Member {
                            name: "unit",
                            required: true,
                            node: Some(table::At(1)),
                        },
                        table::Member {
                            name: "value",
                            required: true,
                            node: Some(table::At(2)),
                        },
                    ],
                    required: 2,
                    additional: table::Rest::Closed,
                    ..table::ObjectRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::STRING,
            any: &[
                table::Applicator::Values {
                    keyword: "enum",
                    allowed: &[
                        r#""m""#,
                        r#""km""#,
                        r#""ft""#,
                        r#""kg""#,
                        r#""lb""#,
                        r#""K""#,
                        r#""°C""#,
                        r#""°F""#,
                    ],
                },
            ],
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::NUMBER,
            ..table::Node::ANY
        },
    ];
}

pub(crate) mod list_units {
    use mcpreg_contract::check::{Check, table};

    pub(crate) static ARGUMENTS: Check = Check::Table {
        nodes: &ARGUMENTS_NODES,
        fixed: &[],
    };

    static ARGUMENTS_NODES: [table::Node; 2] = [
        table::Node {
            types: table::Types::OBJECT,
            object: Some(
                &table::ObjectRules {
                    members: &[
                        table::Member {
                            name: "quantity",
                            required: false,
                            node: Some(table::At(1)),
                        },
                    ],
                    ..table::ObjectRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            any: &[
                table::Applicator::Values {
                    keyword: "enum",
                    allowed: &[r#""length""#, r#""mass""#, r#""temperature""#],
                },
            ],
            ..table::Node::ANY
        },
    ];

    pub(crate) static OUTPUT: Check = Check::Table {
        nodes: &OUTPUT_NODES,
        fixed: &[],
    };

    static OUTPUT_NODES: [table::Node; 3] = [
        table::Node {
            types: table::Types::OBJECT,
            object: Some(
                &table::ObjectRules {
                    members: &[
                        table::Member {
                            name: "units",
                            required: true,
                            node: Some(table::At(1)),
                        },
                    ],
                    required: 1,
                    ..table::ObjectRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::ARRAY,
            array: Some(
                &table::ArrayRules {
                    items: table::Rest::Fits(table::At(2)),
                    ..table::ArrayRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::STRING,
            ..table::Node::ANY
        },
    ];
}
