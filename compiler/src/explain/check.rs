//! A check's table in words: one line a node.

use mcpreg_codegen::check::plan::{ApplicatorPlan, NodeId, Plan, PlanNode, RestPlan, TypeSet};

/// What each node asks of a value.
pub(super) fn words(plan: &Plan) -> Vec<String> {
    let nodes = plan.nodes.iter().enumerate();
    nodes
        .map(|(index, node)| format!("node {index}: {}", of_node(plan, node)))
        .collect()
}

fn of_node(plan: &Plan, node: &PlanNode) -> String {
    let mut asked = vec![types(node.types)];
    numbers(node, &mut asked);
    strings(plan, node, &mut asked);
    arrays(node, &mut asked);
    objects(plan, node, &mut asked);
    asked.extend(node.any.iter().map(applicator));
    asked.join("; ")
}

fn types(types: TypeSet) -> String {
    if types == TypeSet::ANY {
        return "any value".to_owned();
    }
    let names = [
        ("null", TypeSet::NULL),
        ("a boolean", TypeSet::BOOLEAN),
        ("a number", TypeSet::NUMBER),
        ("a string", TypeSet::STRING),
        ("an array", TypeSet::ARRAY),
        ("an object", TypeSet::OBJECT),
    ];
    let mut allowed: Vec<&str> = names
        .iter()
        .filter(|(_, set)| types.and(*set) == *set)
        .map(|(name, _)| *name)
        .collect();
    if types.and(TypeSet::NUMBER) == TypeSet::INTEGER {
        allowed.push("an integer");
    } else if types.and(TypeSet::NUMBER) == TypeSet::DIGITS {
        allowed.push("an integer written without fraction and exponent");
    }
    if allowed.is_empty() {
        "no value".to_owned()
    } else {
        allowed.join(" or ")
    }
}

fn numbers(node: &PlanNode, asked: &mut Vec<String>) {
    let number = &node.number;
    for (words, bound) in [
        ("at least", &number.minimum),
        ("at most", &number.maximum),
        ("more than", &number.exclusive_minimum),
        ("less than", &number.exclusive_maximum),
        ("a multiple of", &number.multiple_of),
    ] {
        asked.extend(bound.iter().map(|bound| format!("{words} {bound}")));
    }
}

fn strings(plan: &Plan, node: &PlanNode, asked: &mut Vec<String>) {
    let string = &node.string;
    range("characters", string.min_length, string.max_length, asked);
    let pattern = string.pattern.and_then(|id| plan.patterns.get(id));
    asked.extend(pattern.map(|pattern| format!("matches {pattern}")));
    asked.extend(string.format.map(|format| format!("is a {format}")));
}

fn arrays(node: &PlanNode, asked: &mut Vec<String>) {
    let array = &node.array;
    range("items", array.min_items, array.max_items, asked);
    let places = array.prefix.iter().enumerate();
    asked.extend(places.map(|(place, node)| format!("item {place} is a node {node}")));
    rest("items", array.items, asked);
    if array.unique {
        asked.push("all items differ".to_owned());
    }
    asked.extend(array.contains.map(|(node, min, max)| {
        let most = max.map_or_else(String::new, |max| format!(" and at most {max}"));
        format!("at least {min}{most} of its items are a node {node}")
    }));
}

fn objects(plan: &Plan, node: &PlanNode, asked: &mut Vec<String>) {
    let object = &node.object;
    for member in &object.members {
        let required = if member.required { " (required)" } else { "" };
        let is = member
            .node
            .map_or_else(String::new, |node| format!(" is a node {node}"));
        asked.push(format!("{}{required}{is}", member.name));
    }
    for (pattern, node) in &object.patterns {
        let pattern = plan.patterns.get(*pattern).map_or("", String::as_str);
        asked.push(format!("members that match {pattern} are a node {node}"));
    }
    rest("members", object.additional, asked);
    asked.extend(object.names.map(|node| format!("names are a node {node}")));
    range(
        "members",
        object.min_properties,
        object.max_properties,
        asked,
    );
    for dependent in &object.dependent {
        let required = dependent.required.join(", ");
        let node = dependent
            .node
            .map_or_else(String::new, |node| format!(", and it is a node {node}"));
        asked.push(format!(
            "with {}, {required} must be there{node}",
            dependent.member
        ));
    }
}

fn range(what: &str, least: Option<u64>, most: Option<u64>, asked: &mut Vec<String>) {
    asked.extend(least.map(|least| format!("at least {least} {what}")));
    asked.extend(most.map(|most| format!("at most {most} {what}")));
}

fn rest(what: &str, rest: RestPlan, asked: &mut Vec<String>) {
    match rest {
        RestPlan::Open => {}
        RestPlan::Closed => asked.push(format!("no other {what}")),
        RestPlan::Fits(node) => asked.push(format!("other {what} are a node {node}")),
    }
}

fn applicator(applicator: &ApplicatorPlan) -> String {
    match applicator {
        ApplicatorPlan::Values { allowed, .. } => format!("one of {}", allowed.join(", ")),
        ApplicatorPlan::All { nodes, .. } => format!("also {}", list(nodes)),
        ApplicatorPlan::AnyOf(nodes) => format!("any of {}", list(nodes)),
        ApplicatorPlan::OneOf(nodes) => format!("exactly one of {}", list(nodes)),
        ApplicatorPlan::Not(node) => format!("not a node {node}"),
        ApplicatorPlan::If {
            condition,
            then,
            otherwise,
        } => {
            let branch = |word: &str, node: &Option<NodeId>| {
                node.map_or_else(String::new, |node| format!(", {word} a node {node}"))
            };
            format!(
                "if a node {condition}{}{}",
                branch("then", then),
                branch("else", otherwise)
            )
        }
        ApplicatorPlan::UnevaluatedProperties(node) => {
            format!("members that nothing else looks at are a node {node}")
        }
        ApplicatorPlan::UnevaluatedItems { node, .. } => {
            format!("items that nothing else looks at are a node {node}")
        }
    }
}

fn list(nodes: &[NodeId]) -> String {
    let nodes: Vec<String> = nodes.iter().map(|node| format!("node {node}")).collect();
    nodes.join(", ")
}
