//! What holds at one place of an instance: the subschemas that apply there, side by side.

use std::ops::Range;

use mcpreg_codegen::json::Json;

/// How many `$ref`s and `allOf`s are followed one behind the other.
const CHAIN: usize = 32;

/// A place of a written instance.
#[derive(Debug, Clone)]
pub(super) struct Place<'s> {
    /// JSON pointer to it.
    pub(super) pointer: String,
    /// Where it is in the text.
    pub(super) range: Range<usize>,
    /// What stands there.
    pub(super) value: Json,
    /// What applies there.
    pub(super) rules: Rules<'s>,
}

/// Subschemas that apply to one value.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules<'s>(Vec<&'s Json>);

impl<'s> Rules<'s> {
    /// A schema, what it refers to, its `allOf`, and one branch of each of its unions.
    pub(super) fn of(root: &'s Json, schema: &'s Json, branch: usize) -> Self {
        let mut rules = Self::default();
        rules.add(root, schema, branch, 0);
        rules
    }

    fn add(&mut self, root: &'s Json, schema: &'s Json, branch: usize, depth: usize) {
        if depth > CHAIN || self.0.iter().any(|known| std::ptr::eq(*known, schema)) {
            return;
        }
        self.0.push(schema);
        if let Some(target) = target(root, schema) {
            self.add(root, target, branch, depth + 1);
        }
        for part in branches(schema, "allOf") {
            self.add(root, part, branch, depth + 1);
        }
        for union in ["anyOf", "oneOf"] {
            let branches = branches(schema, union);
            if !branches.is_empty() {
                self.add(root, &branches[branch % branches.len()], branch, depth + 1);
            }
        }
        for keyword in ["if", "then"] {
            schema
                .get(keyword)
                .into_iter()
                .for_each(|part| self.add(root, part, branch, depth + 1));
        }
    }

    /// The values of a keyword.
    pub(super) fn all<'r>(&'r self, keyword: &'r str) -> impl Iterator<Item = &'s Json> + 'r {
        self.0.iter().filter_map(move |schema| schema.get(keyword))
    }

    /// The subschemas of a member: by its name, or as one more.
    pub(super) fn member(&self, root: &'s Json, name: &str, branch: usize) -> Self {
        let named = self
            .all("properties")
            .filter_map(|properties| properties.get(name));
        let named: Vec<&Json> = named.collect();
        let schemas = if named.is_empty() {
            self.all("additionalProperties").collect()
        } else {
            named
        };
        Self::joined(root, schemas, branch)
    }

    /// The subschemas of an item.
    pub(super) fn item(&self, root: &'s Json, index: usize, branch: usize) -> Self {
        let at = |list: &'s Json| list.as_array().and_then(|items| items.get(index));
        let placed = self
            .all("prefixItems")
            .chain(self.all("items"))
            .filter_map(at);
        let placed: Vec<&Json> = placed.collect();
        let schemas = if placed.is_empty() {
            let rest = self.all("items").filter(|items| items.as_array().is_none());
            rest.chain(self.all("additionalItems"))
                .chain(self.all("contains"))
                .collect()
        } else {
            placed
        };
        Self::joined(root, schemas, branch)
    }

    fn joined(root: &'s Json, schemas: Vec<&'s Json>, branch: usize) -> Self {
        let mut rules = Self::default();
        for schema in schemas {
            rules.add(root, schema, branch, 0);
        }
        rules
    }

    /// The branches of every union among the rules.
    pub(super) fn union_branches(&self) -> impl Iterator<Item = &'s Json> + '_ {
        let unions = self.all("anyOf").chain(self.all("oneOf"));
        unions.filter_map(Json::as_array).flatten()
    }

    /// The names of types that every rule allows, in the order of the first that names any.
    pub(super) fn types(&self) -> Vec<&'s str> {
        let lists: Vec<Vec<&str>> = self.all("type").map(type_names).collect();
        let Some((first, others)) = lists.split_first() else {
            return Vec::new();
        };
        let fits = |name: &&str| {
            let or_number = |list: &Vec<&str>| {
                list.contains(name) || *name == "integer" && list.contains(&"number")
            };
            others.iter().all(or_number)
        };
        first.iter().copied().filter(fits).collect()
    }

    /// The largest, or else the smallest, of a keyword's counts.
    pub(super) fn count(&self, keyword: &str, largest: bool) -> Option<usize> {
        let counts = self
            .all(keyword)
            .filter_map(Json::as_number)
            .filter_map(|text| text.parse().ok());
        if largest { counts.max() } else { counts.min() }
    }
}

/// What a `$ref` into the same document refers to.
fn target<'s>(root: &'s Json, schema: &Json) -> Option<&'s Json> {
    let reference = schema.get("$ref")?.as_str()?;
    root.pointer(reference.strip_prefix('#')?)
}

fn branches<'s>(schema: &'s Json, keyword: &str) -> &'s [Json] {
    schema
        .get(keyword)
        .and_then(Json::as_array)
        .unwrap_or_default()
}

fn type_names(types: &Json) -> Vec<&str> {
    match types {
        Json::Array(names) => names.iter().filter_map(Json::as_str).collect(),
        name => name.as_str().into_iter().collect(),
    }
}
