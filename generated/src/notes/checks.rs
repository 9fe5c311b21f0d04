// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The pinned schemas, compiled to what decides on the wire.

pub(super) mod add_note {
    static ADD_NOTE_ARGUMENTS_PATTERN_0: ::mcpreg_contract::check::Pattern = ::mcpreg_contract::check::Pattern::new(
        "^\\+[0-9]{6,15}$",
    );
    static ADD_NOTE_ARGUMENTS_PATTERN_1: ::mcpreg_contract::check::Pattern = ::mcpreg_contract::check::Pattern::new(
        "^[a-z0-9-]+$",
    );
    static ADD_NOTE_ARGUMENTS_NODES: [::mcpreg_contract::check::table::Node; 13] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "due",
                            required: false,
                            node: Some(::mcpreg_contract::check::table::At(1)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "body",
                            required: false,
                            node: Some(::mcpreg_contract::check::table::At(2)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "tags",
                            required: false,
                            node: Some(::mcpreg_contract::check::table::At(3)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "title",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(4)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "notify",
                            required: false,
                            node: Some(::mcpreg_contract::check::table::At(5)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "priority",
                            required: false,
                            node: Some(::mcpreg_contract::check::table::At(6)),
                        },
                    ],
                    required: 1,
                    additional: ::mcpreg_contract::check::table::Rest::Closed,
                    ..::mcpreg_contract::check::table::ObjectRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::STRING
                .or(::mcpreg_contract::check::table::Types::NULL),
            string: Some(
                &::mcpreg_contract::check::table::StringRules {
                    format: Some("date"),
                    ..::mcpreg_contract::check::table::StringRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::STRING,
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::ARRAY,
            array: Some(
                &::mcpreg_contract::check::table::ArrayRules {
                    max_items: 16,
                    items: ::mcpreg_contract::check::table::Rest::Fits(
                        ::mcpreg_contract::check::table::At(7),
                    ),
                    unique: true,
                    ..::mcpreg_contract::check::table::ArrayRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::STRING,
            string: Some(
                &::mcpreg_contract::check::table::StringRules {
                    min_length: 1,
                    max_length: 80,
                    ..::mcpreg_contract::check::table::StringRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            any: &[
                ::mcpreg_contract::check::table::Applicator::OneOf(
                    &[
                        ::mcpreg_contract::check::table::At(8),
                        ::mcpreg_contract::check::table::At(9),
                    ],
                ),
            ],
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::STRING,
            any: &[
                ::mcpreg_contract::check::table::Applicator::Values {
                    keyword: "enum",
                    allowed: &["\"low\"", "\"normal\"", "\"high\""],
                },
            ],
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::STRING,
            string: Some(
                &::mcpreg_contract::check::table::StringRules {
                    pattern: Some(&ADD_NOTE_ARGUMENTS_PATTERN_1),
                    ..::mcpreg_contract::check::table::StringRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "address",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(2)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "channel",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(10)),
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
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "number",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(11)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "channel",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(12)),
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
            any: &[
                ::mcpreg_contract::check::table::Applicator::Values {
                    keyword: "const",
                    allowed: &["\"email\""],
                },
            ],
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::STRING,
            string: Some(
                &::mcpreg_contract::check::table::StringRules {
                    pattern: Some(&ADD_NOTE_ARGUMENTS_PATTERN_0),
                    ..::mcpreg_contract::check::table::StringRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            any: &[
                ::mcpreg_contract::check::table::Applicator::Values {
                    keyword: "const",
                    allowed: &["\"sms\""],
                },
            ],
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static ARGUMENTS: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &ADD_NOTE_ARGUMENTS_NODES,
        fixed: &[],
    };
    static ADD_NOTE_OUTPUT_NODES: [::mcpreg_contract::check::table::Node; 3] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "id",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(1)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "created",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(2)),
                        },
                    ],
                    required: 2,
                    ..::mcpreg_contract::check::table::ObjectRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::INTEGER,
            number: Some(
                &::mcpreg_contract::check::table::NumberRules {
                    minimum: Some(::mcpreg_contract::check::table::Bound {
                        text: "1",
                        integer: Some(1),
                    }),
                    ..::mcpreg_contract::check::table::NumberRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::STRING,
            string: Some(
                &::mcpreg_contract::check::table::StringRules {
                    format: Some("date-time"),
                    ..::mcpreg_contract::check::table::StringRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static OUTPUT: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &ADD_NOTE_OUTPUT_NODES,
        fixed: &[],
    };
}

pub(super) mod delete_note {
    static DELETE_NOTE_ARGUMENTS_NODES: [::mcpreg_contract::check::table::Node; 2] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "id",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(1)),
                        },
                    ],
                    required: 1,
                    additional: ::mcpreg_contract::check::table::Rest::Closed,
                    ..::mcpreg_contract::check::table::ObjectRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::INTEGER,
            number: Some(
                &::mcpreg_contract::check::table::NumberRules {
                    minimum: Some(::mcpreg_contract::check::table::Bound {
                        text: "1",
                        integer: Some(1),
                    }),
                    ..::mcpreg_contract::check::table::NumberRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static ARGUMENTS: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &DELETE_NOTE_ARGUMENTS_NODES,
        fixed: &[],
    };
}

pub(super) mod env {
    static ENV_ARGUMENTS_NODES: [::mcpreg_contract::check::table::Node; 2] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "name",
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
            types: ::mcpreg_contract::check::table::Types::STRING,
            string: Some(
                &::mcpreg_contract::check::table::StringRules {
                    min_length: 1,
                    ..::mcpreg_contract::check::table::StringRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static ARGUMENTS: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &ENV_ARGUMENTS_NODES,
        fixed: &[],
    };
    static ENV_OUTPUT_NODES: [::mcpreg_contract::check::table::Node; 2] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "set",
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
            types: ::mcpreg_contract::check::table::Types::BOOLEAN,
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static OUTPUT: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &ENV_OUTPUT_NODES,
        fixed: &[],
    };
}

pub(super) mod fail {
    static FAIL_ARGUMENTS_NODES: [::mcpreg_contract::check::table::Node; 2] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "reason",
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
            types: ::mcpreg_contract::check::table::Types::STRING,
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static ARGUMENTS: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &FAIL_ARGUMENTS_NODES,
        fixed: &[],
    };
}

pub(super) mod get_note {
    static GET_NOTE_ARGUMENTS_NODES: [::mcpreg_contract::check::table::Node; 2] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "id",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(1)),
                        },
                    ],
                    required: 1,
                    additional: ::mcpreg_contract::check::table::Rest::Closed,
                    ..::mcpreg_contract::check::table::ObjectRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::INTEGER,
            number: Some(
                &::mcpreg_contract::check::table::NumberRules {
                    minimum: Some(::mcpreg_contract::check::table::Bound {
                        text: "1",
                        integer: Some(1),
                    }),
                    ..::mcpreg_contract::check::table::NumberRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static ARGUMENTS: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &GET_NOTE_ARGUMENTS_NODES,
        fixed: &[],
    };
}

pub(super) mod list_notes {
    static LIST_NOTES_ARGUMENTS_NODES: [::mcpreg_contract::check::table::Node; 3] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "after",
                            required: false,
                            node: Some(::mcpreg_contract::check::table::At(1)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "limit",
                            required: false,
                            node: Some(::mcpreg_contract::check::table::At(2)),
                        },
                    ],
                    additional: ::mcpreg_contract::check::table::Rest::Closed,
                    ..::mcpreg_contract::check::table::ObjectRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::INTEGER,
            number: Some(
                &::mcpreg_contract::check::table::NumberRules {
                    minimum: Some(::mcpreg_contract::check::table::Bound {
                        text: "0",
                        integer: Some(0),
                    }),
                    ..::mcpreg_contract::check::table::NumberRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::INTEGER,
            number: Some(
                &::mcpreg_contract::check::table::NumberRules {
                    minimum: Some(::mcpreg_contract::check::table::Bound {
                        text: "1",
                        integer: Some(1),
                    }),
                    maximum: Some(::mcpreg_contract::check::table::Bound {
                        text: "100",
                        integer: Some(100),
                    }),
                    ..::mcpreg_contract::check::table::NumberRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static ARGUMENTS: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &LIST_NOTES_ARGUMENTS_NODES,
        fixed: &[],
    };
    static LIST_NOTES_OUTPUT_NODES: [::mcpreg_contract::check::table::Node; 6] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "notes",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(1)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "total",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(2)),
                        },
                    ],
                    required: 2,
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
                        ::mcpreg_contract::check::table::At(3),
                    ),
                    ..::mcpreg_contract::check::table::ArrayRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::INTEGER,
            number: Some(
                &::mcpreg_contract::check::table::NumberRules {
                    minimum: Some(::mcpreg_contract::check::table::Bound {
                        text: "0",
                        integer: Some(0),
                    }),
                    ..::mcpreg_contract::check::table::NumberRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "id",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(4)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "title",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(5)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "created",
                            required: true,
                            node: Some(::mcpreg_contract::check::table::At(5)),
                        },
                    ],
                    required: 3,
                    ..::mcpreg_contract::check::table::ObjectRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::INTEGER,
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::STRING,
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static OUTPUT: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &LIST_NOTES_OUTPUT_NODES,
        fixed: &[],
    };
}

pub(super) mod slow {
    static SLOW_ARGUMENTS_NODES: [::mcpreg_contract::check::table::Node; 3] = [
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::OBJECT,
            object: Some(
                &::mcpreg_contract::check::table::ObjectRules {
                    members: &[
                        ::mcpreg_contract::check::table::Member {
                            name: "steps",
                            required: false,
                            node: Some(::mcpreg_contract::check::table::At(1)),
                        },
                        ::mcpreg_contract::check::table::Member {
                            name: "seconds",
                            required: false,
                            node: Some(::mcpreg_contract::check::table::At(2)),
                        },
                    ],
                    ..::mcpreg_contract::check::table::ObjectRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::INTEGER,
            number: Some(
                &::mcpreg_contract::check::table::NumberRules {
                    minimum: Some(::mcpreg_contract::check::table::Bound {
                        text: "1",
                        integer: Some(1),
                    }),
                    maximum: Some(::mcpreg_contract::check::table::Bound {
                        text: "1000",
                        integer: Some(1000),
                    }),
                    ..::mcpreg_contract::check::table::NumberRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
        ::mcpreg_contract::check::table::Node {
            types: ::mcpreg_contract::check::table::Types::NUMBER,
            number: Some(
                &::mcpreg_contract::check::table::NumberRules {
                    minimum: Some(::mcpreg_contract::check::table::Bound {
                        text: "0",
                        integer: Some(0),
                    }),
                    maximum: Some(::mcpreg_contract::check::table::Bound {
                        text: "3600",
                        integer: Some(3600),
                    }),
                    ..::mcpreg_contract::check::table::NumberRules::ANY
                },
            ),
            ..::mcpreg_contract::check::table::Node::ANY
        },
    ];
    pub(in super::super) static ARGUMENTS: ::mcpreg_contract::Check = ::mcpreg_contract::check::Check::Table {
        nodes: &SLOW_ARGUMENTS_NODES,
        fixed: &[],
    };
}
