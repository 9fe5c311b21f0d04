//! A plan as the static table it would be written as, leaked.
//!
//! Part for part what `mcpreg_codegen` writes as Rust: a field that is added to the table is added
//! here too. What lives in a table is borrowed for ever, so everything goes through [`leak`].

use mcpreg_codegen::check::plan::{
    ApplicatorPlan, ArrayPlan, NodeId, NumberPlan, ObjectPlan, Plan, PlanNode, RestPlan,
    StringPlan, TagPlan,
};
use mcpreg_contract::check::table::{
    Applicator, ArrayRules, At, Bound, Contains, Dependent, Member, NumberRules, ObjectRules, Rest,
    StringRules, Tag, Types, guess,
};
use mcpreg_contract::check::{Format, Node, Pattern};

/// The nodes of a plan as the table they would be written as.
pub(crate) fn nodes(plan: &Plan) -> &'static [Node] {
    let patterns: Vec<&'static Pattern> = plan
        .patterns
        .iter()
        .map(|source| leak(Pattern::new(text(source))))
        .collect();
    slice(plan.nodes.iter().map(|node| leak_node(node, &patterns)))
}

fn leak_node(plan: &PlanNode, patterns: &[&'static Pattern]) -> Node {
    Node {
        types: Types(plan.types.0),
        number: rules(&plan.number, number),
        string: rules(&plan.string, |plan| string(plan, patterns)),
        array: rules(&plan.array, array),
        object: rules(&plan.object, |plan| object(plan, patterns)),
        any: slice(plan.any.iter().map(applicator)),
        tag: plan.tag.as_ref().map(|plan| leak(tag(plan))),
    }
}

/// Rules, unless they ask nothing.
fn rules<P: Default + PartialEq, R>(plan: &P, leaked: impl Fn(&P) -> R) -> Option<&'static R> {
    (*plan != P::default()).then(|| leak(leaked(plan)))
}

fn number(plan: &NumberPlan) -> NumberRules {
    let bound = |bound: &Option<String>| {
        let read = |source: &String| Bound {
            text: text(source),
            integer: source.parse().ok(),
        };
        bound.as_ref().map(read)
    };
    NumberRules {
        minimum: bound(&plan.minimum),
        maximum: bound(&plan.maximum),
        exclusive_minimum: bound(&plan.exclusive_minimum),
        exclusive_maximum: bound(&plan.exclusive_maximum),
        multiple_of: bound(&plan.multiple_of),
    }
}

fn string(plan: &StringPlan, patterns: &[&'static Pattern]) -> StringRules {
    StringRules {
        min_length: plan.min_length.unwrap_or(0),
        max_length: plan.max_length.unwrap_or(u64::MAX),
        pattern: plan.pattern.map(|id| patterns[id]),
        format: plan.format.map(Format::named),
    }
}

fn array(plan: &ArrayPlan) -> ArrayRules {
    let contains = plan.contains.map(|(node, min, max)| Contains {
        node: At(node),
        min,
        max: max.unwrap_or(u64::MAX),
    });
    ArrayRules {
        min_items: plan.min_items.unwrap_or(0),
        max_items: plan.max_items.unwrap_or(u64::MAX),
        prefix: places(&plan.prefix),
        items: rest(plan.items),
        unique: plan.unique,
        contains,
    }
}

fn tag(plan: &TagPlan) -> Tag {
    let branch = |(value, branch): &(String, NodeId)| (text(value), At(*branch));
    Tag {
        member: text(&plan.member),
        branches: slice(plan.branches.iter().map(branch)),
    }
}

fn object(plan: &ObjectPlan, patterns: &[&'static Pattern]) -> ObjectRules {
    let members = slice(plan.members.iter().map(|member| Member {
        name: text(&member.name),
        required: member.required,
        node: member.node.map(At),
    }));
    let mut guesses = vec![0; plan.guesses().unwrap_or(0)];
    guess(members, &mut guesses);
    ObjectRules {
        members,
        guesses: guesses.leak(),
        required: plan.members.iter().filter(|member| member.required).count(),
        patterns: slice(
            plan.patterns
                .iter()
                .map(|&(id, node)| (patterns[id], At(node))),
        ),
        additional: rest(plan.additional),
        names: plan.names.map(At),
        min_properties: plan.min_properties.unwrap_or(0),
        max_properties: plan.max_properties.unwrap_or(u64::MAX),
        dependent: slice(plan.dependent.iter().map(|dependent| Dependent {
            keyword: dependent.keyword,
            member: text(&dependent.member),
            required: slice(dependent.required.iter().map(|name| text(name))),
            node: dependent.node.map(At),
        })),
    }
}

fn applicator(plan: &ApplicatorPlan) -> Applicator {
    match plan {
        ApplicatorPlan::Values { keyword, allowed } => Applicator::Values {
            keyword,
            allowed: slice(allowed.iter().map(|value| text(value))),
        },
        ApplicatorPlan::All { keyword, nodes } => Applicator::All {
            keyword,
            nodes: places(nodes),
        },
        ApplicatorPlan::AnyOf(nodes) => Applicator::AnyOf(places(nodes)),
        ApplicatorPlan::OneOf(nodes) => Applicator::OneOf(places(nodes)),
        ApplicatorPlan::Not(node) => Applicator::Not(At(*node)),
        ApplicatorPlan::If {
            condition,
            then,
            otherwise,
        } => Applicator::If {
            condition: At(*condition),
            then: then.map(At),
            otherwise: otherwise.map(At),
        },
        ApplicatorPlan::UnevaluatedProperties(node) => Applicator::UnevaluatedProperties(At(*node)),
        ApplicatorPlan::UnevaluatedItems { node, contains } => Applicator::UnevaluatedItems {
            node: At(*node),
            contains: *contains,
        },
    }
}

fn rest(plan: RestPlan) -> Rest {
    match plan {
        RestPlan::Open => Rest::Open,
        RestPlan::Closed => Rest::Closed,
        RestPlan::Fits(node) => Rest::Fits(At(node)),
    }
}

fn places(nodes: &[NodeId]) -> &'static [At] {
    slice(nodes.iter().map(|node| At(*node)))
}

pub(crate) fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

pub(crate) fn slice<T>(items: impl Iterator<Item = T>) -> &'static [T] {
    Box::leak(items.collect::<Vec<T>>().into_boxed_slice())
}

pub(crate) fn text(source: &str) -> &'static str {
    Box::leak(source.to_owned().into_boxed_str())
}
