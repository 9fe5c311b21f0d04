// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The pinned schemas, compiled to what decides on the wire.

pub(super) mod convert {
    use ::mcpreg_contract::check::table;
    static CONVERT_ARGUMENTS_NODES: [table::Node; 3] = [
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
                        "\"m\"",
                        "\"km\"",
                        "\"ft\"",
                        "\"kg\"",
                        "\"lb\"",
                        "\"K\"",
                        "\"°C\"",
                        "\"°F\"",
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
    pub(in super::super) static ARGUMENTS: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &CONVERT_ARGUMENTS_NODES,
        fixed: &[],
    };
    static CONVERT_OUTPUT_NODES: [table::Node; 3] = [
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
                        "\"m\"",
                        "\"km\"",
                        "\"ft\"",
                        "\"kg\"",
                        "\"lb\"",
                        "\"K\"",
                        "\"°C\"",
                        "\"°F\"",
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
    pub(in super::super) static OUTPUT: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &CONVERT_OUTPUT_NODES,
        fixed: &[],
    };
}

pub(super) mod list_units {
    use ::mcpreg_contract::check::table;
    static LIST_UNITS_ARGUMENTS_NODES: [table::Node; 2] = [
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
                    allowed: &["\"length\"", "\"mass\"", "\"temperature\""],
                },
            ],
            ..table::Node::ANY
        },
    ];
    pub(in super::super) static ARGUMENTS: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &LIST_UNITS_ARGUMENTS_NODES,
        fixed: &[],
    };
    static LIST_UNITS_OUTPUT_NODES: [table::Node; 3] = [
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
    pub(in super::super) static OUTPUT: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &LIST_UNITS_OUTPUT_NODES,
        fixed: &[],
    };
}
