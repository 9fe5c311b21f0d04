//! Which types of JSON values a plan accepts at all.
//!
//! A type is counted out only where that is proved: by bounds that cross, a list of values
//! without one of the type, a required member that accepts nothing, a pattern that no engine
//! reads. What recursion could only fill without end is empty, because values are finite: nodes
//! start empty and are filled until nothing changes.

use super::{
    ApplicatorPlan, ArrayPlan, NodeId, ObjectPlan, Plan, PlanNode, RestPlan, StringPlan, TypeSet,
};
use crate::schema::decimal::Decimal;

impl Plan {
    /// The types of which the schema may accept a value; an empty set accepts nothing.
    pub fn accepted_types(&self) -> TypeSet {
        let filling = Filling {
            unreadable: self
                .patterns
                .iter()
                .map(|it| crate::schema::pattern::fault(it).is_some())
                .collect(),
            users: users(&self.nodes),
        };
        filling.run(&self.nodes)[0]
    }
}

/// The nodes that refer to each node.
fn users(nodes: &[PlanNode]) -> Vec<Vec<usize>> {
    let mut users = vec![Vec::new(); nodes.len()];
    for (user, node) in nodes.iter().enumerate() {
        node.clone().renumber(&mut |used| {
            users[used as usize].push(user);
            used
        });
    }
    users
}

struct Filling {
    /// Whether each pattern refuses every string.
    unreadable: Vec<bool>,
    users: Vec<Vec<usize>>,
}

impl Filling {
    fn run(&self, nodes: &[PlanNode]) -> Vec<TypeSet> {
        let mut accepted = vec![TypeSet::NONE; nodes.len()];
        let mut open: Vec<usize> = (0..nodes.len()).collect();
        while let Some(place) = open.pop() {
            let types = self.types(nodes, &nodes[place], &accepted);
            if types != accepted[place] {
                accepted[place] = types;
                open.extend(&self.users[place]);
            }
        }
        accepted
    }

    /// The types a node accepts, as far as the nodes it refers to are known.
    fn types(&self, nodes: &[PlanNode], node: &PlanNode, accepted: &[TypeSet]) -> TypeSet {
        let mut types = node.types;
        let is_filled = |id: NodeId| accepted[id as usize] != TypeSet::NONE;
        if !numbers_remain(node) {
            types = types.without(TypeSet::NUMBER);
        }
        if !self.strings_remain(&node.string) {
            types = types.without(TypeSet::STRING);
        }
        if !arrays_remain(&node.array, &is_filled) {
            types = types.without(TypeSet::ARRAY);
        }
        if !objects_remain(&node.object, &is_filled) {
            types = types.without(TypeSet::OBJECT);
        }
        let of = |id: &NodeId| accepted[*id as usize];
        for applicator in &node.any {
            types = types.and(match applicator {
                ApplicatorPlan::Values { allowed, .. } => types_of(allowed),
                ApplicatorPlan::All { nodes, .. } => {
                    nodes.iter().map(of).fold(TypeSet::ANY, TypeSet::and)
                }
                ApplicatorPlan::AnyOf(nodes) | ApplicatorPlan::OneOf(nodes) => {
                    nodes.iter().map(of).fold(TypeSet::NONE, TypeSet::or)
                }
                ApplicatorPlan::Not(node) => types_refused(&nodes[*node as usize]),
                _ => TypeSet::ANY,
            });
        }
        types
    }

    fn strings_remain(&self, string: &StringPlan) -> bool {
        let is_readable = string.pattern.is_none_or(|id| !self.unreadable[id]);
        is_readable && !crosses(string.min_length, string.max_length)
    }
}

/// The types of which a node that negates this one accepts some value, or may.
fn types_refused(negated: &PlanNode) -> TypeSet {
    let whole = PlanNode::of_types(negated.types);
    if *negated == whole {
        TypeSet::ANY.without(negated.types)
    } else {
        TypeSet::ANY
    }
}

fn numbers_remain(node: &PlanNode) -> bool {
    let number = &node.number;
    let of = |bound: &Option<String>| bound.as_deref().and_then(Decimal::of);
    let lower = [
        (of(&number.minimum), false),
        (of(&number.exclusive_minimum), true),
    ];
    let upper = [
        (of(&number.maximum), false),
        (of(&number.exclusive_maximum), true),
    ];
    lower.iter().all(|(least, is_above)| {
        upper.iter().all(|(most, is_below)| match (least, most) {
            (Some(least), Some(most)) if *is_above || *is_below => least < most,
            (Some(least), Some(most)) => least <= most,
            _ => true,
        })
    })
}

fn arrays_remain(array: &ArrayPlan, is_filled: &impl Fn(NodeId) -> bool) -> bool {
    if crosses(array.min_items, array.max_items) {
        return false;
    }
    let least = usize::try_from(array.min_items.unwrap_or(0)).unwrap_or(usize::MAX);
    let prefix = array.prefix.iter().take(least);
    let has_rest = least <= array.prefix.len() || rest_remains(array.items, is_filled);
    let contains = array
        .contains
        .is_none_or(|(node, least, _)| least == 0 || is_filled(node));
    prefix.into_iter().all(|node| is_filled(*node)) && has_rest && contains
}

fn objects_remain(object: &ObjectPlan, is_filled: &impl Fn(NodeId) -> bool) -> bool {
    // A member that no list names may be one of a pattern.
    let others_remain = !object.patterns.is_empty() || rest_remains(object.additional, is_filled);
    let mut required = object.members.iter().filter(|member| member.required);
    let have_values = required.all(|member| member.node.map_or(others_remain, is_filled));
    have_values && !crosses(object.min_properties, object.max_properties)
}

fn rest_remains(rest: RestPlan, is_filled: &impl Fn(NodeId) -> bool) -> bool {
    match rest {
        RestPlan::Open => true,
        RestPlan::Closed => false,
        RestPlan::Fits(node) => is_filled(node),
    }
}

fn crosses(least: Option<u64>, most: Option<u64>) -> bool {
    matches!((least, most), (Some(least), Some(most)) if least > most)
}

/// The types of values written as JSON.
fn types_of(values: &[String]) -> TypeSet {
    let of = |value: &String| match value.as_bytes().first() {
        Some(b'n') => TypeSet::NULL,
        Some(b't' | b'f') => TypeSet::BOOLEAN,
        Some(b'"') => TypeSet::STRING,
        Some(b'[') => TypeSet::ARRAY,
        Some(b'{') => TypeSet::OBJECT,
        _ => TypeSet::NUMBER,
    };
    values.iter().map(of).fold(TypeSet::NONE, TypeSet::or)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    #[track_caller]
    fn check(schema: &str, expected: TypeSet) {
        let schema = Json::parse(schema, 64).expect("JSON");
        let plan = Plan::of(&schema).expect("the table has it");
        assert_eq!(plan.accepted_types(), expected);
    }

    #[test]
    fn what_is_proved_empty_is_not_accepted() {
        check(r#"{"enum":[]}"#, TypeSet::NONE);
        check(r#"{"type":"string","enum":[1]}"#, TypeSet::NONE);
        check(
            r#"{"type":"object","required":["a"],"properties":{"a":false}}"#,
            TypeSet::NONE,
        );
        check(
            r#"{"type":"object","required":["a"],"additionalProperties":false}"#,
            TypeSet::NONE,
        );
        check(
            r#"{"type":"number","minimum":2,"maximum":1}"#,
            TypeSet::NONE,
        );
        check(
            r#"{"type":"number","exclusiveMinimum":1,"maximum":1.0}"#,
            TypeSet::NONE,
        );
        check(
            r#"{"type":"array","minItems":1,"items":false}"#,
            TypeSet::NONE,
        );
        check(
            r#"{"type":"string","minLength":2,"maxLength":1}"#,
            TypeSet::NONE,
        );
        check(r#"{"type":"string","pattern":"("}"#, TypeSet::NONE);
        check(
            r#"{"allOf":[{"type":"string"},{"type":"object"}]}"#,
            TypeSet::NONE,
        );
        check(r#"{"type":"object","not":{}}"#, TypeSet::NONE);
        let endless = r##"{"$ref":"#/$defs/a","$defs":{"a":{"type":"object","required":["a"],
            "properties":{"a":{"$ref":"#/$defs/a"}}}}}"##;
        check(endless, TypeSet::NONE);
    }

    #[test]
    fn what_may_have_a_value_is_accepted() {
        check(
            r#"{"type":"object","properties":{"a":false}}"#,
            TypeSet::OBJECT,
        );
        check(r#"{"type":"object","required":["a"]}"#, TypeSet::OBJECT);
        check(
            r#"{"type":"object","required":["a"],"patternProperties":{"a":{}},
            "additionalProperties":false}"#,
            TypeSet::OBJECT,
        );
        check(
            r#"{"type":"number","minimum":1,"maximum":1.0}"#,
            TypeSet::NUMBER,
        );
        let tree = r##"{"type":"object","required":["a"],
            "properties":{"a":{"anyOf":[{"type":"null"},{"$ref":"#"}]}}}"##;
        check(tree, TypeSet::OBJECT);
    }
}
