//! Which nodes a node refers to, and giving them other numbers.

use super::{ApplicatorPlan, NodeId, PlanNode, RestPlan};

impl PlanNode {
    /// The nodes that apply to the very value this one applies to.
    pub(crate) fn beside(&self) -> Vec<NodeId> {
        let dependent = self
            .object
            .dependent
            .iter()
            .filter_map(|dependent| dependent.node);
        dependent
            .chain(self.any.iter().flat_map(ApplicatorPlan::beside))
            .collect()
    }

    /// Replaces every reference to another node.
    pub(crate) fn renumber(&mut self, number: &mut impl FnMut(NodeId) -> NodeId) {
        let Self {
            array, object, any, ..
        } = self;
        let rest = |rest: &mut RestPlan, number: &mut dyn FnMut(NodeId) -> NodeId| {
            if let RestPlan::Fits(node) = rest {
                *node = number(*node);
            }
        };
        array
            .prefix
            .iter_mut()
            .for_each(|node| *node = number(*node));
        rest(&mut array.items, number);
        if let Some((node, ..)) = &mut array.contains {
            *node = number(*node);
        }
        let members = object
            .members
            .iter_mut()
            .filter_map(|member| member.node.as_mut());
        members.for_each(|node| *node = number(*node));
        object
            .patterns
            .iter_mut()
            .for_each(|(_, node)| *node = number(*node));
        rest(&mut object.additional, number);
        object
            .names
            .iter_mut()
            .for_each(|node| *node = number(*node));
        let dependent = object
            .dependent
            .iter_mut()
            .filter_map(|one| one.node.as_mut());
        dependent.for_each(|node| *node = number(*node));
        for applicator in any {
            applicator.renumber(number);
        }
    }
}

impl ApplicatorPlan {
    /// The nodes that apply to the very value this applies to.
    fn beside(&self) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        if self.is_unevaluated() {
            return nodes;
        }
        self.clone().renumber(&mut |node| {
            nodes.push(node);
            node
        });
        nodes
    }

    fn renumber(&mut self, number: &mut impl FnMut(NodeId) -> NodeId) {
        match self {
            Self::Values { .. } => {}
            Self::All { nodes, .. } | Self::AnyOf(nodes) | Self::OneOf(nodes) => {
                for node in nodes {
                    *node = number(*node);
                }
            }
            Self::Not(node)
            | Self::UnevaluatedProperties(node)
            | Self::UnevaluatedItems { node, .. } => *node = number(*node),
            Self::If {
                condition,
                then,
                otherwise,
            } => {
                *condition = number(*condition);
                then.iter_mut()
                    .chain(otherwise)
                    .for_each(|node| *node = number(*node));
            }
        }
    }
}
