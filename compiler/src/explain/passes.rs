//! What the passes meet in a schema, place by place, and what becomes of it in the types.

use mcpreg_codegen::json::{Json, pointer_token};
use mcpreg_codegen::schema::keyword::{self, Form};
use serde::Serialize;

use super::Loss;

/// How many effects are told.
const MOST: usize = 500;

/// What one pass does at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// The pass.
    pub pass: &'static str,
    /// JSON pointer to the subschema.
    pub pointer: String,
    /// What it meets there and makes of it.
    pub effect: String,
    /// What the types do not say of it, where they do not.
    pub lost: Option<String>,
}

/// The effects of every pass, in the order of the schema's places.
pub(super) fn effects(schema: &Json, losses: &[Loss]) -> Vec<Effect> {
    let dialect = schema.get("$schema").and_then(Json::as_str);
    let dialect = dialect.map_or_else(
        || "no $schema: read as draft 2020-12, MCP's default".to_owned(),
        |uri| format!("$schema says {uri}"),
    );
    let mut walk = Walk {
        root: schema,
        losses,
        effects: Vec::new(),
    };
    walk.tell("dialect", "$schema", "", dialect);
    walk.schema(schema, "");
    walk.effects
}

struct Walk<'a> {
    root: &'a Json,
    losses: &'a [Loss],
    effects: Vec<Effect>,
}

impl Walk<'_> {
    fn tell(&mut self, pass: &'static str, keyword: &str, pointer: &str, effect: String) {
        if self.effects.len() >= MOST {
            return;
        }
        let is_it = |loss: &&Loss| loss.pointer == pointer && loss.keyword == keyword;
        let lost = self
            .losses
            .iter()
            .find(is_it)
            .map(|loss| loss.reason.clone());
        let pointer = pointer.to_owned();
        self.effects.push(Effect {
            pass,
            pointer,
            effect,
            lost,
        });
    }

    fn schema(&mut self, schema: &Json, pointer: &str) {
        let Some(members) = schema.as_object() else {
            return;
        };
        self.shape(schema, pointer);
        self.union(schema, pointer);
        for (keyword, value) in members {
            let keyword = keyword.as_str();
            let inner = format!("{pointer}/{}", pointer_token(keyword));
            // What a text encodes is no place of the types.
            let form = keyword::form(keyword).filter(|_| keyword != "contentSchema");
            match (form, value) {
                (Some(Form::One | Form::OneOrList), Json::Object(_)) => {
                    self.schema(value, &inner);
                }
                (Some(Form::List | Form::OneOrList), Json::Array(items)) => {
                    for (index, item) in items.iter().enumerate() {
                        self.schema(item, &format!("{inner}/{index}"));
                    }
                }
                (Some(Form::ByName), Json::Object(named)) => {
                    for (name, value) in named {
                        let token = pointer_token(name.as_str());
                        self.schema(value, &format!("{inner}/{token}"));
                    }
                }
                _ => {}
            }
        }
    }

    /// Keywords of one place that a pass turns into something else.
    fn shape(&mut self, schema: &Json, pointer: &str) {
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            if let Some(target) = schema.get(keyword).and_then(Json::as_str) {
                let end = target
                    .strip_prefix('#')
                    .and_then(|place| self.root.pointer(place));
                let to = match end {
                    Some(_) if pointer.starts_with(target.trim_start_matches('#')) => {
                        "a type that contains itself, boxed"
                    }
                    Some(_) => "what stands there is read here",
                    None => "found by its identifier, or left to the check",
                };
                self.tell(
                    "references",
                    keyword,
                    pointer,
                    format!("{keyword} {target}: {to}"),
                );
            }
        }
        if let Some(parts) = schema.get("allOf").and_then(Json::as_array) {
            self.tell(
                "conjunctions",
                "allOf",
                pointer,
                format!("allOf of {}: merged into one", parts.len()),
            );
        }
        if let Some(value) = schema.get("const") {
            self.tell(
                "values",
                "const",
                pointer,
                format!("const {}: nothing else is possible", value.to_compact()),
            );
        }
        if let Some(values) = schema.get("enum").and_then(Json::as_array) {
            let texts = values.iter().all(|value| value.as_str().is_some());
            let kind = if texts {
                "texts"
            } else {
                "values of several types, or no texts"
            };
            self.tell(
                "values",
                "enum",
                pointer,
                format!("enum of {} {kind}: one variant each", values.len()),
            );
        }
        if let Some(types) = schema.get("type").and_then(Json::as_array) {
            let names: Vec<&str> = types.iter().filter_map(Json::as_str).collect();
            self.tell(
                "kinds",
                "type",
                pointer,
                format!("one of the types {}", names.join(", ")),
            );
        }
        if let Some(items) = schema.get("prefixItems").and_then(Json::as_array) {
            self.tell(
                "arrays",
                "prefixItems",
                pointer,
                format!("{} items with a type each", items.len()),
            );
        }
        self.object(schema, pointer);
        for keyword in ASSERTIONS {
            if let Some(value) = schema.get(keyword) {
                let value = super::text::shortened(&value.to_compact());
                self.tell("assertions", keyword, pointer, format!("{keyword} {value}"));
            }
        }
    }

    fn object(&mut self, schema: &Json, pointer: &str) {
        if let Some(properties) = schema.get("properties").and_then(Json::as_object) {
            let required = schema
                .get("required")
                .and_then(Json::as_array)
                .map_or(0, <[Json]>::len);
            let count = properties.len();
            self.tell(
                "objects",
                "properties",
                pointer,
                format!("{count} members, {required} required: a struct with a field each"),
            );
        }
        let rest = match schema.get("additionalProperties") {
            Some(Json::Bool(false)) => "no other members",
            Some(Json::Bool(true)) => "other members are kept",
            Some(_) => "other members fit a schema of their own, and are kept",
            None => return,
        };
        self.tell("objects", "additionalProperties", pointer, rest.to_owned());
    }

    fn union(&mut self, schema: &Json, pointer: &str) {
        for keyword in ["anyOf", "oneOf"] {
            let Some(branches) = schema.get(keyword).and_then(Json::as_array) else {
                continue;
            };
            let is_null =
                |branch: &&Json| branch.get("type").and_then(Json::as_str) == Some("null");
            let nulls = branches.iter().filter(is_null).count();
            let others = branches.len() - nulls;
            let effect = match (nulls, others) {
                (0, _) => format!("{keyword} of {others}: an enum with a variant each"),
                (_, 1) => format!("{keyword} of null and one other: an option"),
                _ => format!("{keyword} of null and {others} others: an option of an enum"),
            };
            self.tell("unions", keyword, pointer, effect);
        }
    }
}

/// What a shape of its own may say, or else only the check.
const ASSERTIONS: [&str; 23] = [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minProperties",
    "maxProperties",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "not",
    "if",
    "unevaluatedProperties",
    "unevaluatedItems",
];
