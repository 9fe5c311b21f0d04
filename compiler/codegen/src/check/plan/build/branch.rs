//! The keywords that apply to a value of any type.

use crate::json::Json;

use super::super::keyword;
use super::{ApplicatorPlan, Builder, NodeId, Unsupported, VALUE_LIMIT};

impl<'s> Builder<'s> {
    pub(super) fn applicators(
        &mut self,
        schema: &'s Json,
    ) -> Result<Vec<ApplicatorPlan>, Unsupported> {
        let mut applicators = self.values(schema)?;
        if let Some(reference) = schema.get("$ref") {
            let target = self.target(reference)?;
            let nodes = vec![self.under("$ref", target)?];
            applicators.push(ApplicatorPlan::All {
                keyword: "$ref",
                nodes,
            });
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
            if then.is_some() || otherwise.is_some() {
                applicators.push(ApplicatorPlan::If {
                    condition,
                    then,
                    otherwise,
                });
            }
        }
        Ok(applicators)
    }

    fn list(&mut self, schema: &'s Json, name: &str) -> Result<Option<Vec<NodeId>>, Unsupported> {
        self.get(schema, name)
            .map(|value| self.children(name, value))
            .transpose()
    }

    fn values(&mut self, schema: &'s Json) -> Result<Vec<ApplicatorPlan>, Unsupported> {
        let listed = self.keyword(schema, "enum", keyword::array)?;
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
