//! The keywords that apply to a value of any type.

use crate::json::Json;

use super::super::value;
use super::{ApplicatorPlan, Builder, NodeId, Unsupported, VALUE_LIMIT};
use crate::schema::Dialect;

impl<'s> Builder<'s> {
    pub(super) fn applicators(
        &mut self,
        schema: &'s Json,
    ) -> Result<Vec<ApplicatorPlan>, Unsupported> {
        let mut applicators = self.values(schema)?;
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            if let Some(reference) = self.get(schema, keyword) {
                let nodes = vec![self.referred(keyword, reference)?];
                applicators.push(ApplicatorPlan::All { keyword, nodes });
            }
        }
        if let Some(nodes) = self.list(schema, "allOf")? {
            applicators.push(ApplicatorPlan::All {
                keyword: "allOf",
                nodes,
            });
        }
        applicators.extend(self.list(schema, "anyOf")?.map(ApplicatorPlan::AnyOf));
        applicators.extend(self.list(schema, "oneOf")?.map(ApplicatorPlan::OneOf));
        applicators.extend(self.child(schema, "not")?.map(ApplicatorPlan::Not));
        if let Some(condition) = self.child(schema, "if")? {
            let then = self.child(schema, "then")?;
            let otherwise = self.child(schema, "else")?;
            applicators.push(ApplicatorPlan::If {
                condition,
                then,
                otherwise,
            });
        }
        // Last, because they are about what everything else has not looked at.
        if let Some(node) = self.child(schema, "unevaluatedItems")? {
            let contains = self.language().dialect == Dialect::Draft2020;
            applicators.push(ApplicatorPlan::UnevaluatedItems { node, contains });
        }
        let members = self.child(schema, "unevaluatedProperties")?;
        applicators.extend(members.map(ApplicatorPlan::UnevaluatedProperties));
        Ok(applicators)
    }

    fn list(&mut self, schema: &'s Json, name: &str) -> Result<Option<Vec<NodeId>>, Unsupported> {
        self.get(schema, name)
            .map(|value| self.children(name, value))
            .transpose()
    }

    fn values(&mut self, schema: &'s Json) -> Result<Vec<ApplicatorPlan>, Unsupported> {
        let listed = self.keyword(schema, "enum", value::array)?;
        let constant = self.get(schema, "const").map(std::slice::from_ref);
        let mut applicators = Vec::new();
        for (keyword, values) in [("enum", listed), ("const", constant)] {
            let Some(values) = values else { continue };
            self.values += values.len();
            if self.values > VALUE_LIMIT {
                return self.unsupported("the enums are too large for the table");
            }
            let allowed = values.iter().map(Json::to_compact).collect();
            applicators.push(ApplicatorPlan::Values { keyword, allowed });
        }
        Ok(applicators)
    }
}
