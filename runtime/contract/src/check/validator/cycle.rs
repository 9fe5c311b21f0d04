//! Finds schemas that lead a value back to the same subschema without going into it.
//!
//! JSON Schema leaves them undefined (2020-12 Core, section 9.4.1) and the `jsonschema` crate
//! lets every value through, so they are refused here. A reference is taken to lead wherever it
//! could: with several resources in one schema, a cycle may be seen that is none, never missed.
//! Chains that do end are refused where they are too long.

use std::collections::HashMap;

use serde_json::Value;

/// How many subschemas may apply to one value one through the other: the crate recurses through
/// all of them at every level of an instance, and a stack that overflows ends the process.
const CHAIN_LIMIT: usize = 32;

/// The keywords whose subschemas apply to the value at hand.
const BESIDE: [&str; 8] = [
    "allOf", "anyOf", "oneOf", "not", "if", "then", "else", "$ref",
];

/// The keywords with one subschema a name that apply to the value at hand.
const BESIDE_BY_NAME: [&str; 2] = ["dependentSchemas", "dependencies"];

/// Follows every chain of a schema.
///
/// # Errors
///
/// Why the schema cannot be used, where it leads a value in circles.
pub(super) fn search(schema: &Value) -> Result<Search<'_>, String> {
    let mut resources = Vec::new();
    collect(schema, &mut resources);
    let mut search = Search {
        root: schema,
        resources,
        seen: HashMap::new(),
    };
    search.all(schema)?;
    Ok(search)
}

/// Every object, as it could be what an anchor or an identifier names.
fn collect<'s>(place: &'s Value, named: &mut Vec<&'s Value>) {
    match place {
        Value::Object(members) => {
            let keywords = ["$id", "id", "$anchor", "$dynamicAnchor", "$recursiveAnchor"];
            if keywords.iter().any(|name| members.contains_key(*name)) {
                named.push(place);
            }
            members.values().for_each(|member| collect(member, named));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, named)),
        _ => {}
    }
}

/// A schema without cycles, and what leads where in it.
#[derive(Debug)]
pub(super) struct Search<'s> {
    root: &'s Value,
    /// The objects that have an identifier or an anchor.
    resources: Vec<&'s Value>,
    /// The longest chain from a subschema, once it is known to end.
    seen: HashMap<*const Value, Option<usize>>,
}

impl<'s> Search<'s> {
    /// Searches from every object of the schema.
    fn all(&mut self, place: &'s Value) -> Result<(), &'static str> {
        match place {
            Value::Object(members) => {
                self.from(place, 0)?;
                members
                    .iter()
                    .filter(|(name, _)| {
                        !["const", "default", "enum", "examples"].contains(&name.as_str())
                    })
                    .try_for_each(|(_, member)| self.all(member))
            }
            Value::Array(items) => items.iter().try_for_each(|item| self.all(item)),
            _ => Ok(()),
        }
    }

    /// The longest chain from a subschema.
    fn from(&mut self, schema: &'s Value, above: usize) -> Result<usize, &'static str> {
        const LONG: &str = "$ref and allOf make too long a chain";
        match self.seen.get(&std::ptr::from_ref(schema)) {
            Some(Some(length)) => return Ok(*length),
            Some(None) => return Err("$ref leads a value back to itself"),
            None if above > CHAIN_LIMIT => return Err(LONG),
            None => {}
        }
        self.seen.insert(schema, None);
        let mut longest = 0;
        for next in self.beside(schema) {
            longest = longest.max(1 + self.from(next, above + 1)?);
        }
        if longest > CHAIN_LIMIT {
            return Err(LONG);
        }
        self.seen.insert(schema, Some(longest));
        Ok(longest)
    }

    /// The longest chain from a subschema.
    pub(super) fn chain(&self, schema: &Value) -> usize {
        let known = self.seen.get(&std::ptr::from_ref(schema)).copied();
        known.flatten().unwrap_or(0)
    }

    /// The subschemas that apply to whatever this one applies to.
    pub(super) fn beside(&self, schema: &'s Value) -> Vec<&'s Value> {
        let mut next = Vec::new();
        for value in BESIDE.iter().filter_map(|keyword| schema.get(keyword)) {
            match value {
                Value::Array(branches) => next.extend(branches),
                Value::Object(_) => next.push(value),
                _ => {}
            }
        }
        for keyword in BESIDE_BY_NAME {
            let named = schema.get(keyword).and_then(Value::as_object);
            next.extend(named.into_iter().flat_map(|named| named.values()));
        }
        for keyword in ["$ref", "$dynamicRef", "$recursiveRef"] {
            if let Some(reference) = schema.get(keyword).and_then(Value::as_str) {
                self.targets(reference, &mut next);
            }
        }
        next.retain(|next| next.is_object());
        next
    }

    /// Everything that a reference could mean.
    fn targets(&self, reference: &str, targets: &mut Vec<&'s Value>) {
        let (document, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let fragment = percent_decoded(fragment);
        let bases = self.resources.iter().copied();
        let bases = bases.filter(|base| is_document(base, document));
        for base in bases.chain([self.root]) {
            targets.extend(base.pointer(&fragment));
        }
        let has_anchor = |place: &&&Value| {
            let is =
                |keyword: &str, name: &str| place.get(keyword).is_some_and(|value| value == name);
            let id = format!("#{fragment}");
            is("$anchor", &fragment)
                || is("$dynamicAnchor", &fragment)
                || is("$id", &id)
                || is("id", &id)
        };
        if !fragment.is_empty() {
            targets.extend(self.resources.iter().filter(has_anchor));
        }
    }
}

/// Whether a subschema may be the document of this address; told by its last segment.
fn is_document(schema: &Value, address: &str) -> bool {
    let last = |address: &str| address.rsplit('/').next().map(str::to_owned);
    ["$id", "id"]
        .iter()
        .filter_map(|keyword| schema.get(keyword)?.as_str())
        .filter_map(|id| id.split('#').next())
        .any(|id| address.is_empty() || last(id) == last(address))
        || (address.is_empty() && schema.get("$recursiveAnchor").is_some())
}

fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let decoded = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let decoded = decoded.filter(|_| *first == b'%');
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() {
            &after[2..]
        } else {
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
