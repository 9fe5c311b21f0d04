//! The assertions on arrays and objects.

use std::collections::BTreeMap;

use crate::json::Json;

use super::super::{ArrayPlan, DependentPlan, MemberPlan, ObjectPlan, RestPlan, value};
use super::{Builder, NodeId, PatternId, Unsupported};
use crate::schema::Dialect;

impl<'s> Builder<'s> {
    pub(super) fn array(&mut self, schema: &'s Json) -> Result<ArrayPlan, Unsupported> {
        let (prefix, items) = self.items(schema)?;
        let contains = match self.child(schema, "contains")? {
            Some(node) => {
                let min = self.keyword(schema, "minContains", value::count)?;
                let max = self.keyword(schema, "maxContains", value::count)?;
                Some((node, min.unwrap_or(1), max))
            }
            None => None,
        };
        Ok(ArrayPlan {
            min_items: self.keyword(schema, "minItems", value::count)?,
            max_items: self.keyword(schema, "maxItems", value::count)?,
            unique: self
                .keyword(schema, "uniqueItems", value::boolean)?
                .unwrap_or(false),
            prefix,
            items,
            contains,
        })
    }

    /// Until 2019-09 a list of schemas is `items`, and `additionalItems` is about the rest.
    fn items(&mut self, schema: &'s Json) -> Result<(Vec<NodeId>, RestPlan), Unsupported> {
        if self.language().dialect == Dialect::Draft2020 {
            let prefix = self.get(schema, "prefixItems");
            let prefix = prefix
                .map(|value| self.children("prefixItems", value))
                .transpose()?;
            return Ok((prefix.unwrap_or_default(), self.rest(schema, "items")?));
        }
        match self.get(schema, "items") {
            Some(Json::Array(items)) if items.is_empty() => {
                Ok((Vec::new(), self.rest(schema, "additionalItems")?))
            }
            Some(value @ Json::Array(_)) => Ok((
                self.children("items", value)?,
                self.rest(schema, "additionalItems")?,
            )),
            _ => Ok((Vec::new(), self.rest(schema, "items")?)),
        }
    }

    fn rest(&mut self, schema: &'s Json, name: &str) -> Result<RestPlan, Unsupported> {
        match self.get(schema, name) {
            None => Ok(RestPlan::Open),
            Some(Json::Bool(false)) => Ok(RestPlan::Closed),
            Some(value) => self.under(name, value).map(RestPlan::Fits),
        }
    }

    pub(super) fn object(&mut self, schema: &'s Json) -> Result<ObjectPlan, Unsupported> {
        Ok(ObjectPlan {
            members: self.members(schema)?,
            patterns: self.pattern_properties(schema)?,
            additional: self.rest(schema, "additionalProperties")?,
            names: self.child(schema, "propertyNames")?,
            min_properties: self.keyword(schema, "minProperties", value::count)?,
            max_properties: self.keyword(schema, "maxProperties", value::count)?,
            dependent: self.dependents(schema)?,
        })
    }

    fn members(&mut self, schema: &'s Json) -> Result<Vec<MemberPlan>, Unsupported> {
        let mut members = BTreeMap::new();
        for (name, node) in self.named(schema, "properties")? {
            members.insert((name.len(), name), (false, Some(node)));
        }
        for name in self
            .keyword(schema, "required", value::strings)?
            .unwrap_or_default()
        {
            members.entry((name.len(), name)).or_insert((false, None)).0 = true;
        }
        let member = |((_, name), (required, node))| MemberPlan {
            name,
            required,
            node,
        };
        Ok(members.into_iter().map(member).collect())
    }

    fn pattern_properties(
        &mut self,
        schema: &'s Json,
    ) -> Result<Vec<(PatternId, NodeId)>, Unsupported> {
        let named = self.named(schema, "patternProperties")?;
        Ok(named
            .into_iter()
            .map(|(source, node)| (self.pattern(&source), node))
            .collect())
    }

    /// The subschemas in a keyword's object, planned.
    fn named(
        &mut self,
        schema: &'s Json,
        keyword: &str,
    ) -> Result<Vec<(String, NodeId)>, Unsupported> {
        let members = self
            .keyword(schema, keyword, value::object)?
            .unwrap_or_default();
        self.path.push(keyword.to_owned());
        let mut named = Vec::with_capacity(members.len());
        for (name, value) in members {
            named.push((name.to_owned(), self.under(name, value)?));
        }
        self.path.pop();
        Ok(named)
    }

    fn dependents(&mut self, schema: &'s Json) -> Result<Vec<DependentPlan>, Unsupported> {
        let mut dependents = Vec::new();
        for keyword in ["dependentRequired", "dependentSchemas", "dependencies"] {
            let members = self
                .keyword(schema, keyword, value::object)?
                .unwrap_or_default();
            self.path.push(keyword.to_owned());
            for (member, value) in members {
                let lists_names = keyword == "dependentRequired"
                    || (keyword == "dependencies" && value.as_array().is_some());
                let (required, node) = if lists_names {
                    (self.read(member, value::strings(value))?, None)
                } else {
                    (Vec::new(), Some(self.under(member, value)?))
                };
                dependents.push(DependentPlan {
                    keyword,
                    member: member.to_owned(),
                    required,
                    node,
                });
            }
            self.path.pop();
        }
        Ok(dependents)
    }
}
