// Written by mcpreg-compile from mcpreg.lock. Do not edit it:
// change mcpreg.toml, run `mcpreg-compile pin`, then `mcpreg-compile generate`.

//! The pinned schemas, compiled to the checks of each tool.

pub(crate) mod add_note {
    use mcpreg_contract::check::{Check, Pattern, table};

    pub(crate) static ARGUMENTS: Check = Check::Table {
        nodes: &ARGUMENTS_NODES,
        fixed: &[],
    };

    static ARGUMENTS_PATTERN_0: Pattern = Pattern::new(r"^\+[0-9]{6,15}$");

    static ARGUMENTS_PATTERN_1: Pattern = Pattern::new("^[a-z0-9-]+$");

    static ARGUMENTS_NODES: [table::Node; 13] = [
        table::Node {
            types: table::Types::OBJECT,
            object: Some(
                &table::ObjectRules {
                    members: &[
                        table::Member {
                            name: "due",
                            required: false,
                            node: Some(table::At(1)),
                        },
                        table::Member {
                            name: "body",
                            required: false,
                            node: Some(table::At(2)),
                        },
                        table::Member {
                            name: "tags",
                            required: false,
                            node: Some(table::At(3)),
                        },
                        table::Member {
                            name: "title",
                            required: true,
                            node: Some(table::At(4)),
                        },
                        table::Member {
                            name: "notify",
                            required: false,
                            node: Some(table::At(5)),
                        },
                        table::Member {
                            name: "priority",
                            required: false,
                            node: Some(table::At(6)),
                        },
                    ],
                    required: 1,
                    additional: table::Rest::Closed,
                    ..table::ObjectRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::STRING.or(table::Types::NULL),
            string: Some(
                &table::StringRules {
                    format: Some(table::Format::named("date")),
                    ..table::StringRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::STRING,
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::ARRAY,
            array: Some(
                &table::ArrayRules {
                    max_items: 16,
                    items: table::Rest::Fits(table::At(7)),
                    unique: true,
                    ..table::ArrayRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::STRING,
            string: Some(
                &table::StringRules {
                    min_length: 1,
                    max_length: 80,
                    ..table::StringRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            any: &[table::Applicator::OneOf(&[table::At(8), table::At(9)])],
            tag: Some(
                &table::Tag {
                    member: "channel",
                    branches: &[(r#""email""#, table::At(8)), (r#""sms""#, table::At(9))],
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::STRING,
            any: &[
                table::Applicator::Values {
                    keyword: "enum",
                    allowed: &[r#""low""#, r#""normal""#, r#""high""#],
                },
            ],
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::STRING,
            string: Some(
                &table::StringRules {
                    pattern: Some(&ARGUMENTS_PATTERN_1),
                    ..table::StringRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::OBJECT,
            object: Some(
                &table::ObjectRules {
                    members: &[
                        table::Member {
                            name: "address",
                            required: true,
                            node: Some(table::At(2)),
                        },
                        table::Member {
                            name: "channel",
                            required: true,
                            node: Some(table::At(10)),
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
            types: table::Types::OBJECT,
            object: Some(
                &table::ObjectRules {
                    members: &[
                        table::Member {
                            name: "number",
                            required: true,
                            node: Some(table::At(11)),
                        },
                        table::Member {
                            name: "channel",
                            required: true,
                            node: Some(table::At(12)),
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
            any: &[
                table::Applicator::Values {
                    keyword: "const",
                    allowed: &[r#""email""#],
                },
            ],
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::STRING,
            string: Some(
                &table::StringRules {
                    pattern: Some(&ARGUMENTS_PATTERN_0),
                    ..table::StringRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            any: &[
                table::Applicator::Values {
                    keyword: "const",
                    allowed: &[r#""sms""#],
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
                            name: "id",
                            required: true,
                            node: Some(table::At(1)),
                        },
                        table::Member {
                            name: "created",
                            required: true,
                            node: Some(table::At(2)),
                        },
                    ],
                    required: 2,
                    ..table::ObjectRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::INTEGER,
            number: Some(
                &table::NumberRules {
                    minimum: Some(table::Bound {
                        text: "1",
                        integer: Some(1),
                    }),
                    ..table::NumberRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::STRING,
            string: Some(
                &table::StringRules {
                    format: Some(table::Format::named("date-time")),
                    ..table::StringRules::ANY
                },
            ),
            ..table::Node::ANY
        },
    ];
}

pub(crate) mod delete_note {
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
                            name: "id",
                            required: true,
                            node: Some(table::At(1)),
                        },
                    ],
                    required: 1,
                    additional: table::Rest::Closed,
                    ..table::ObjectRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::INTEGER,
            number: Some(
                &table::NumberRules {
                    minimum: Some(table::Bound {
                        text: "1",
                        integer: Some(1),
                    }),
                    ..table::NumberRules::ANY
                },
            ),
            ..table::Node::ANY
        },
    ];
}

pub(crate) mod env {
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
                            name: "name",
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
            types: table::Types::STRING,
            string: Some(
                &table::StringRules {
                    min_length: 1,
                    ..table::StringRules::ANY
                },
            ),
            ..table::Node::ANY
        },
    ];

    pub(crate) static OUTPUT: Check = Check::Table {
        nodes: &OUTPUT_NODES,
        fixed: &[],
    };

    static OUTPUT_NODES: [table::Node; 2] = [
        table::Node {
            types: table::Types::OBJECT,
            object: Some(
                &table::ObjectRules {
                    members: &[
                        table::Member {
                            name: "set",
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
            types: table::Types::BOOLEAN,
            ..table::Node::ANY
        },
    ];
}

pub(crate) mod fail {
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
                            name: "reason",
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
            types: table::Types::STRING,
            ..table::Node::ANY
        },
    ];
}

pub(crate) mod get_note {
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
                            name: "id",
                            required: true,
                            node: Some(table::At(1)),
                        },
                    ],
                    required: 1,
                    additional: table::Rest::Closed,
                    ..table::ObjectRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::INTEGER,
            number: Some(
                &table::NumberRules {
                    minimum: Some(table::Bound {
                        text: "1",
                        integer: Some(1),
                    }),
                    ..table::NumberRules::ANY
                },
            ),
            ..table::Node::ANY
        },
    ];
}

pub(crate) mod list_notes {
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
                            name: "after",
                            required: false,
                            node: Some(table::At(1)),
                        },
                        table::Member {
                            name: "limit",
                            required: false,
                            node: Some(table::At(2)),
                        },
                    ],
                    additional: table::Rest::Closed,
                    ..table::ObjectRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::INTEGER,
            number: Some(
                &table::NumberRules {
                    minimum: Some(table::Bound {
                        text: "0",
                        integer: Some(0),
                    }),
                    ..table::NumberRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::INTEGER,
            number: Some(
                &table::NumberRules {
                    minimum: Some(table::Bound {
                        text: "1",
                        integer: Some(1),
                    }),
                    maximum: Some(table::Bound {
                        text: "100",
                        integer: Some(100),
                    }),
                    ..table::NumberRules::ANY
                },
            ),
            ..table::Node::ANY
        },
    ];

    pub(crate) static OUTPUT: Check = Check::Table {
        nodes: &OUTPUT_NODES,
        fixed: &[],
    };

    static OUTPUT_NODES: [table::Node; 6] = [
        table::Node {
            types: table::Types::OBJECT,
            object: Some(
                &table::ObjectRules {
                    members: &[
                        table::Member {
                            name: "notes",
                            required: true,
                            node: Some(table::At(1)),
                        },
                        table::Member {
                            name: "total",
                            required: true,
                            node: Some(table::At(2)),
                        },
                    ],
                    required: 2,
                    ..table::ObjectRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::ARRAY,
            array: Some(
                &table::ArrayRules {
                    items: table::Rest::Fits(table::At(3)),
                    ..table::ArrayRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::INTEGER,
            number: Some(
                &table::NumberRules {
                    minimum: Some(table::Bound {
                        text: "0",
                        integer: Some(0),
                    }),
                    ..table::NumberRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::OBJECT,
            object: Some(
                &table::ObjectRules {
                    members: &[
                        table::Member {
                            name: "id",
                            required: true,
                            node: Some(table::At(4)),
                        },
                        table::Member {
                            name: "title",
                            required: true,
                            node: Some(table::At(5)),
                        },
                        table::Member {
                            name: "created",
                            required: true,
                            node: Some(table::At(5)),
                        },
                    ],
                    required: 3,
                    ..table::ObjectRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::INTEGER,
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::STRING,
            ..table::Node::ANY
        },
    ];
}

pub(crate) mod slow {
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
                            name: "steps",
                            required: false,
                            node: Some(table::At(1)),
                        },
                        table::Member {
                            name: "seconds",
                            required: false,
                            node: Some(table::At(2)),
                        },
                    ],
                    ..table::ObjectRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::INTEGER,
            number: Some(
                &table::NumberRules {
                    minimum: Some(table::Bound {
                        text: "1",
                        integer: Some(1),
                    }),
                    maximum: Some(table::Bound {
                        text: "1000",
                        integer: Some(1000),
                    }),
                    ..table::NumberRules::ANY
                },
            ),
            ..table::Node::ANY
        },
        table::Node {
            types: table::Types::NUMBER,
            number: Some(
                &table::NumberRules {
                    minimum: Some(table::Bound {
                        text: "0",
                        integer: Some(0),
                    }),
                    maximum: Some(table::Bound {
                        text: "3600",
                        integer: Some(3600),
                    }),
                    ..table::NumberRules::ANY
                },
            ),
            ..table::Node::ANY
        },
    ];
}
