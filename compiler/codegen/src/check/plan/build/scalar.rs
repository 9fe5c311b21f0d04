//! `type` and the assertions on numbers and strings.

use crate::json::Json;

use super::super::{NumberPlan, StringPlan, value};
use super::{Builder, TypeSet, Unsupported};
use crate::schema::{Dialect, Formats, format};

impl<'s> Builder<'s> {
    pub(super) fn types(&self, schema: &'s Json) -> Result<TypeSet, Unsupported> {
        let is_draft_4 = self.language().dialect == Dialect::Draft4;
        let integer = if is_draft_4 {
            TypeSet::DIGITS
        } else {
            TypeSet::INTEGER
        };
        let types = self.keyword(schema, "type", |value| value::types(value, integer))?;
        Ok(types.unwrap_or(TypeSet::ANY))
    }

    pub(super) fn number(&self, schema: &'s Json) -> Result<NumberPlan, Unsupported> {
        let mut plan = NumberPlan {
            minimum: self.keyword(schema, "minimum", value::number)?,
            maximum: self.keyword(schema, "maximum", value::number)?,
            multiple_of: self.keyword(schema, "multipleOf", value::divisor)?,
            ..NumberPlan::default()
        };
        if self.language().dialect > Dialect::Draft4 {
            plan.exclusive_minimum = self.keyword(schema, "exclusiveMinimum", value::number)?;
            plan.exclusive_maximum = self.keyword(schema, "exclusiveMaximum", value::number)?;
            return Ok(plan);
        }
        // In draft 4 they are booleans that sharpen their neighbour.
        if self.keyword(schema, "exclusiveMinimum", value::boolean)? == Some(true) {
            plan.exclusive_minimum = plan.minimum.take();
        }
        if self.keyword(schema, "exclusiveMaximum", value::boolean)? == Some(true) {
            plan.exclusive_maximum = plan.maximum.take();
        }
        Ok(plan)
    }

    pub(super) fn string(&mut self, schema: &'s Json) -> Result<StringPlan, Unsupported> {
        let pattern = self.keyword(schema, "pattern", value::string)?;
        Ok(StringPlan {
            min_length: self.keyword(schema, "minLength", value::count)?,
            max_length: self.keyword(schema, "maxLength", value::count)?,
            pattern: pattern.map(|source| self.pattern(source)),
            format: self.format(schema),
        })
    }

    /// The `format` to assert, if any.
    fn format(&self, schema: &Json) -> Option<&'static str> {
        let language = self.language();
        if language.format == Formats::Annotate {
            return None;
        }
        let name = schema.get("format").and_then(Json::as_str)?;
        format::known(language.dialect, name)
    }
}
