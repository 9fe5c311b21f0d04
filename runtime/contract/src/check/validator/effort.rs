//! How often the `jsonschema` crate would look at the parts of an instance, told beforehand.
//!
//! It has no limit of its own, and alternatives that lead on to one another make the looks at a
//! nested value double at every level. Here the looks are only counted, which takes no longer
//! than one of them per value and subschema; what would take too many is refused.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::cycle::Search;

/// How many looks one instance may take.
const EFFORT: u64 = 1 << 21;

/// How often a branch is looked at where the schema around it has an `unevaluated…` keyword: once
/// to decide, once to tell what it has evaluated.
const REPEATS: u64 = 2;

/// How many times each subschema is applied to one value, by its place.
type Applied = BTreeMap<usize, u64>;

/// The subschemas of a schema and where each leads.
#[derive(Debug)]
pub(super) struct Graph {
    parts: Vec<Part>,
}

/// One subschema.
#[derive(Debug, Default)]
struct Part {
    /// The longest chain of subschemas from here that apply to the same value.
    chain: usize,
    beside: Vec<usize>,
    /// Those of `beside` that are branches.
    branches: Vec<usize>,
    /// Whether what it evaluates is asked for.
    is_asked: bool,
    members: Vec<(String, usize)>,
    every_member: Vec<usize>,
    items: Vec<usize>,
    every_item: Vec<usize>,
}

impl Graph {
    /// The graph of a schema that was searched for cycles.
    pub(super) fn of(root: &Value, search: &Search<'_>) -> Self {
        let mut reader = GraphReader {
            search,
            places: HashMap::new(),
            found: Vec::new(),
        };
        reader.place(root);
        let mut parts = Vec::new();
        while let Some(&schema) = reader.found.get(parts.len()) {
            let part = reader.part(schema);
            parts.push(part);
        }
        let mut graph = Self { parts };
        graph.ask_along();
        graph
    }

    /// Whoever asks a subschema what it evaluates asks those beside it too.
    fn ask_along(&mut self) {
        let mut order: Vec<usize> = (0..self.parts.len()).collect();
        order.sort_by_key(|&part| Reverse(self.parts[part].chain));
        for part in order {
            if self.parts[part].is_asked {
                for next in self.parts[part].beside.clone() {
                    self.parts[next].is_asked = true;
                }
            }
        }
    }

    /// Whether deciding an instance takes few enough looks.
    pub(super) fn is_bounded(&self, instance: &Value) -> bool {
        let mut left = EFFORT;
        self.spend(instance, Applied::from([(0, 1)]), &mut left)
            .is_some()
    }

    fn spend(&self, value: &Value, applied: Applied, left: &mut u64) -> Option<()> {
        let applied = self.with_beside(applied, left)?;
        match value {
            Value::Object(members) => members.iter().try_for_each(|(name, value)| {
                let next = self.led_to(&applied, |part| part.at_member(name));
                self.spend(value, next, left)
            }),
            Value::Array(items) => items.iter().enumerate().try_for_each(|(place, value)| {
                let next = self.led_to(&applied, |part| part.at_item(place));
                self.spend(value, next, left)
            }),
            _ => Some(()),
        }
    }

    /// What is applied one step further in.
    fn led_to(&self, applied: &Applied, targets: impl Fn(&Part) -> Vec<usize>) -> Applied {
        let mut next = Applied::new();
        for (&part, &times) in applied {
            for target in targets(&self.parts[part]) {
                let sum = next.entry(target).or_default();
                *sum = times.saturating_add(*sum);
            }
        }
        next
    }

    /// Adds what applies to the same value; nothing where that is too much.
    fn with_beside(&self, applied: Applied, left: &mut u64) -> Option<Applied> {
        // Whatever leads to a subschema has a longer chain and comes first.
        let key = |part: usize| (Reverse(self.parts[part].chain), part);
        let mut waiting: BTreeMap<(Reverse<usize>, usize), u64> = applied
            .into_iter()
            .map(|(part, times)| (key(part), times))
            .collect();
        let mut all = Applied::new();
        while let Some(((_, part), times)) = waiting.pop_first() {
            *left = left.checked_sub(times)?;
            all.insert(part, times);
            let Part {
                beside,
                branches,
                is_asked,
                ..
            } = &self.parts[part];
            for next in beside {
                let is_repeated = *is_asked && branches.contains(next);
                let looks = if is_repeated { REPEATS } else { 1 };
                let sum = waiting.entry(key(*next)).or_default();
                *sum = sum.saturating_add(times.saturating_mul(looks));
            }
        }
        Some(all)
    }
}

impl Part {
    fn at_member(&self, name: &str) -> Vec<usize> {
        let named = self.members.iter().filter(|(known, _)| known == name);
        let named = named.map(|(_, target)| *target);
        named.chain(self.every_member.iter().copied()).collect()
    }

    fn at_item(&self, place: usize) -> Vec<usize> {
        let own = self.items.get(place).into_iter();
        own.chain(&self.every_item).copied().collect()
    }
}

/// Reads a schema to a graph.
struct GraphReader<'s, 'g> {
    search: &'g Search<'s>,
    places: HashMap<*const Value, usize>,
    found: Vec<&'s Value>,
}

impl<'s> GraphReader<'s, '_> {
    /// The place of a subschema.
    fn place(&mut self, schema: &'s Value) -> usize {
        let next = self.found.len();
        let place = *self.places.entry(schema).or_insert(next);
        if place == next {
            self.found.push(schema);
        }
        place
    }

    fn part(&mut self, schema: &'s Value) -> Part {
        let mut part = Part {
            chain: self.search.chain(schema),
            is_asked: ["unevaluatedItems", "unevaluatedProperties"]
                .iter()
                .any(|keyword| schema.get(keyword).is_some()),
            ..Part::default()
        };
        for keyword in ["anyOf", "oneOf"] {
            let branches = schema.get(keyword).and_then(Value::as_array);
            for branch in branches.into_iter().flatten() {
                part.branches.push(self.place(branch));
            }
        }
        if let Some(condition) = schema.get("if") {
            part.branches.push(self.place(condition));
        }
        for next in self.search.beside(schema) {
            part.beside.push(self.place(next));
        }
        let members = schema.get("properties").and_then(Value::as_object);
        for (name, member) in members.into_iter().flatten() {
            part.members.push((name.clone(), self.place(member)));
        }
        let patterns = schema.get("patternProperties").and_then(Value::as_object);
        for member in patterns.into_iter().flat_map(|named| named.values()) {
            part.every_member.push(self.place(member));
        }
        for keyword in [
            "additionalProperties",
            "propertyNames",
            "unevaluatedProperties",
        ] {
            if let Some(member) = schema.get(keyword) {
                part.every_member.push(self.place(member));
            }
        }
        for keyword in [
            "additionalItems",
            "contains",
            "items",
            "prefixItems",
            "unevaluatedItems",
        ] {
            match schema.get(keyword) {
                Some(Value::Array(items)) => {
                    part.items.extend(items.iter().map(|item| self.place(item)));
                }
                Some(items) => part.every_item.push(self.place(items)),
                None => {}
            }
        }
        part
    }
}
