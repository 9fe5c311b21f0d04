// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The pinned schemas, compiled to what decides on the wire.

pub(super) mod convert {
    static CONVERT_ARGUMENTS_NODES: [::mcpreg_contract::check::table::Node; 3] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "to",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(1)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "from",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(1)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "value",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(2)),
                        },
                    ],
                    required: 3,
                    additional: ::mcpreg_contract::check::table::Rest::Closed,
                    ..::mcpreg_contract::check::table::ObjectRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::STRING,
            any: &[
                ::mcpreg_contract::check::table::Applicator::Values {
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
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::NUMBER,
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static ARGUMENTS: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &CONVERT_ARGUMENTS_NODES,
        fixed: &[],
    };
    static CONVERT_OUTPUT_NODES: [::mcpreg_contract::check::table::Node; 3] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "unit",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(1)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "value",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(2)),
                        },
                    ],
                    required: 2,
                    additional: ::mcpreg_contract::check::table::Rest::Closed,
                    ..::mcpreg_contract::check::table::ObjectRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::STRING,
            any: &[
                ::mcpreg_contract::check::table::Applicator::Values {
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
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::NUMBER,
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static OUTPUT: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &CONVERT_OUTPUT_NODES,
        fixed: &[],
    };
}

pub(super) mod list_units {
    static LIST_UNITS_ARGUMENTS_NODES: [::mcpreg_contract::check::table::Node; 2] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "quantity",
                            required: false,
                            node: Some(::mcpreg_contract::check::table::At(1)),
                        },
                    ],
                    ..::mcpreg_contract::check::table::ObjectRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            any: &[
                ::mcpreg_contract::check::table::Applicator::Values {
                    keyword: "enum",
                    allowed: &["\"length\"", "\"mass\"", "\"temperature\""],
                },
            ],
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static ARGUMENTS: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &LIST_UNITS_ARGUMENTS_NODES,
        fixed: &[],
    };
    static LIST_UNITS_OUTPUT_NODES: [::mcpreg_contract::check::table::Node; 3] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "units",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(1)),
                        },
                    ],
                    required: 1,
                    ..::mcpreg_contract::check::table::ObjectRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::ARRAY,
            array: Some(
                &::mcpreg_contract::check::table::ArrayRules {
                    items: ::mcpreg_contract::check::table::Rest::Fits(
                        ::mcpreg_contract::check::table::At(2),
                    ),
                    ..::mcpreg_contract::check::table::ArrayRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::STRING,
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static OUTPUT: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &LIST_UNITS_OUTPUT_NODES,
        fixed: &[],
    };
}
