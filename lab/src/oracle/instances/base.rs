//! A value that should fit a schema, written down with what holds at each of its places.

use std::collections::BTreeSet;

use mcpreg_codegen::json::{Json, pointer_token};

use super::place::{Place, Rules};
use super::text::matching;

/// How much of what may be is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// Only what must be.
    Minimal,
    /// Everything, with this branch of each union.
    Maximal {
        /// The branch, counted round.
        branch: usize,
    },
}

/// A value as text, and its places.
#[derive(Debug)]
pub(super) struct Base<'s> {
    root: &'s Json,
    branch: usize,
    pub(super) text: String,
    pub(super) places: Vec<Place<'s>>,
}

/// How deep a largest value goes; deeper it is smallest.
const DEPTH: usize = 8;

/// How many values a base has before it stops growing.
const VALUES: usize = 4_000;

/// The longest text and the longest list that are made because a schema allows them.
const LONGEST_TEXT: usize = 400;
const LONGEST_LIST: usize = 12;

impl<'s> Base<'s> {
    /// The value of a schema.
    pub(super) fn of(schema: &'s Json, size: Size) -> Self {
        let mut maker = Maker {
            root: schema,
            size,
            values: 0,
        };
        let value = maker.value(&Rules::of(schema, schema, size.branch()), 0);
        let mut base = Self {
            root: schema,
            branch: size.branch(),
            text: String::new(),
            places: Vec::new(),
        };
        let rules = Rules::of(schema, schema, size.branch());
        base.write(value, rules, String::new());
        base
    }

    fn write(&mut self, value: Json, rules: Rules<'s>, pointer: String) {
        let (root, branch) = (self.root, self.branch);
        let start = self.text.len();
        match &value {
            Json::Object(members) => {
                self.text.push('{');
                for (index, (name, member)) in members.iter().enumerate() {
                    let comma = if index == 0 { "" } else { "," };
                    let name = name.as_str();
                    let key = Json::String(name.to_owned()).to_compact();
                    self.text.extend([comma, &key, ":"]);
                    let inner = format!("{pointer}/{}", pointer_token(name));
                    self.write(member.clone(), rules.member(root, name, branch), inner);
                }
                self.text.push('}');
            }
            Json::Array(items) => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.text.push_str(if index == 0 { "" } else { "," });
                    let inner = format!("{pointer}/{index}");
                    self.write(item.clone(), rules.item(root, index, branch), inner);
                }
                self.text.push(']');
            }
            scalar => self.text.push_str(&scalar.to_compact()),
        }
        let range = start..self.text.len();
        self.places.push(Place {
            pointer,
            range,
            value,
            rules,
        });
    }
}

/// The smallest value of a subschema.
pub(super) fn minimal<'s>(root: &'s Json, schema: &'s Json) -> Json {
    let mut maker = Maker {
        root,
        size: Size::Minimal,
        values: 0,
    };
    maker.value(&Rules::of(root, schema, 0), 0)
}

impl Size {
    fn branch(self) -> usize {
        match self {
            Self::Minimal => 0,
            Self::Maximal { branch } => branch,
        }
    }
}

struct Maker<'s> {
    root: &'s Json,
    size: Size,
    values: usize,
}

impl<'s> Maker<'s> {
    fn value(&mut self, rules: &Rules<'s>, depth: usize) -> Json {
        self.values += 1;
        if let Some(value) = rules.all("const").next() {
            return value.clone();
        }
        if let Some(values) = rules.all("enum").find_map(Json::as_array) {
            let value = if self.is_maximal(depth) {
                values.last()
            } else {
                values.first()
            };
            return value.cloned().unwrap_or(Json::Null);
        }
        match self.type_of(rules, depth) {
            "object" => self.object(rules, depth),
            "array" => self.array(rules, depth),
            "string" => Json::String(self.string(rules, depth)),
            "integer" => Json::Number(number(rules, self.is_maximal(depth), true)),
            "number" => Json::Number(number(rules, self.is_maximal(depth), false)),
            "boolean" => Json::Bool(self.is_maximal(depth)),
            _ => Json::Null,
        }
    }

    fn is_maximal(&self, depth: usize) -> bool {
        self.size != Size::Minimal && depth < DEPTH && self.values < VALUES
    }

    fn type_of(&self, rules: &Rules<'s>, depth: usize) -> &'s str {
        let mut types = rules.types();
        let nothing = depth > 100;
        if self.is_maximal(depth) {
            types.retain(|name| *name != "null");
            let count = types.len().max(1);
            types.rotate_left(self.size.branch() % count);
        }
        if let Some(name) = types.first().filter(|_| !nothing) {
            return name;
        }
        let has = |keyword| rules.all(keyword).next().is_some();
        match () {
            () if nothing => "null",
            () if rules.all("type").next().is_some() => "null",
            () if has("properties") || has("required") || has("additionalProperties") => "object",
            () if has("items") || has("minItems") || has("prefixItems") => "array",
            () if has("minimum") || has("maximum") || has("multipleOf") => "number",
            () => "string",
        }
    }

    fn object(&mut self, rules: &Rules<'s>, depth: usize) -> Json {
        let required: BTreeSet<&str> = rules
            .all("required")
            .filter_map(Json::as_array)
            .flatten()
            .filter_map(Json::as_str)
            .collect();
        let mut names = required;
        if self.is_maximal(depth) {
            let known = rules
                .all("properties")
                .filter_map(Json::as_object)
                .flatten();
            names.extend(known.map(|(name, _)| name.as_str()));
        }
        let (root, branch) = (self.root, self.size.branch());
        let mut members = std::collections::BTreeMap::new();
        for name in names {
            let value = self.value(&rules.member(root, name, branch), depth + 1);
            members.insert(name.to_owned().into(), value);
        }
        let is_open = rules
            .all("additionalProperties")
            .all(|rest| *rest != Json::Bool(false));
        let described = rules
            .all("additionalProperties")
            .any(|rest| rest.as_object().is_some());
        let least = rules.count("minProperties", true).unwrap_or(0);
        let wanted = if described && self.is_maximal(depth) {
            members.len() + 1
        } else {
            0
        };
        for number in 0..least.max(wanted).min(LONGEST_LIST) {
            if is_open && members.len() < least.max(wanted) {
                let name = format!("more{number}");
                let value = self.value(&rules.member(root, &name, branch), depth + 1);
                members.insert(name.into(), value);
            }
        }
        Json::Object(members)
    }

    fn array(&mut self, rules: &Rules<'s>, depth: usize) -> Json {
        let least = rules.count("minItems", true).unwrap_or(0);
        let most = rules.count("maxItems", false).unwrap_or(2);
        let placed = rules
            .all("prefixItems")
            .filter_map(Json::as_array)
            .map(<[Json]>::len)
            .max();
        let count = if self.is_maximal(depth) {
            placed.unwrap_or(most).min(most).max(1).max(least)
        } else {
            least
        };
        let (root, branch) = (self.root, self.size.branch());
        let items = (0..count.min(LONGEST_LIST).max(least.min(1_000))).map(|index| {
            let item = self.value(&rules.item(root, index, branch), depth + 1);
            distinct(item, index)
        });
        Json::Array(items.collect())
    }

    fn string(&self, rules: &Rules<'s>, depth: usize) -> String {
        let mut text = rules
            .all("pattern")
            .filter_map(Json::as_str)
            .map(matching)
            .next()
            .unwrap_or_default();
        let least = rules.count("minLength", true).unwrap_or(0);
        let most = rules.count("maxLength", false).unwrap_or(4);
        let has_pattern = rules.all("pattern").next().is_some();
        let wanted = if self.is_maximal(depth) && !has_pattern {
            most.min(LONGEST_TEXT)
        } else {
            0
        };
        let filler = text.chars().last().unwrap_or('s');
        for _ in text.chars().count()..least.max(wanted).min(100_000) {
            text.push(filler);
        }
        text
    }
}

/// Items that differ, where they are texts or numbers a schema leaves free.
fn distinct(item: Json, index: usize) -> Json {
    match item {
        Json::String(text) if index > 0 && text.chars().all(|c| c == 's') && !text.is_empty() => {
            let letter = char::from(b'a' + u8::try_from(index % 18).unwrap_or_default());
            Json::String(letter.to_string() + &text[1..])
        }
        item => item,
    }
}

/// A number between the bounds.
fn number(rules: &Rules<'_>, is_largest: bool, is_integer: bool) -> String {
    let numbers = |keyword| {
        rules
            .all(keyword)
            .filter_map(Json::as_number)
            .filter_map(|text| text.parse::<f64>().ok())
    };
    let step = if is_integer { 1.0 } else { 0.5 };
    let low = numbers("minimum").chain(numbers("exclusiveMinimum").map(|low| low + step));
    let high = numbers("maximum").chain(numbers("exclusiveMaximum").map(|high| high - step));
    let (low, high) = (low.reduce(f64::max), high.reduce(f64::min));
    let mut number = if is_largest {
        high.or(low)
    } else {
        low.or(high)
    }
    .unwrap_or(if is_largest { 7.0 } else { 0.0 });
    if let Some(divisor) = numbers("multipleOf").next() {
        number = (number / divisor).round() * divisor;
    }
    if is_integer {
        number = if is_largest {
            number.floor()
        } else {
            number.ceil()
        };
    }
    Json::from(&serde_json::Value::from(number))
        .to_compact()
        .trim_end_matches(".0")
        .to_owned()
}
