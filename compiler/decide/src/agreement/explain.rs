//! Who is right where a check and the reference differ, computed from the instance.
//!
//! Two proofs: the reference contradicts itself on an equivalent schema, or an exact decimal
//! says that a number was rounded or divided wrongly. Every fault of the refusing side must be
//! one of these, so a difference of another kind is never hidden behind them.

use std::collections::BTreeMap;

use mcpreg_codegen::check::Dialect;
use mcpreg_codegen::json::{Json, Key};
use mcpreg_codegen::subschema::{self, Form};
use mcpreg_contract::Violations;

use super::decimal::{Decimal, is_rounded};
use super::{Outcome, Reason, Subject, Verdict};

/// Keywords that pass on what other keywords say of the same value.
const COMPOSITE: [&str; 9] = [
    "anyOf",
    "oneOf",
    "not",
    "contains",
    "unevaluatedItems",
    "unevaluatedProperties",
    "dependentSchemas",
    "dependencies",
    "schema",
];

/// An instance on which both sides differ.
pub(super) struct Difference<'a> {
    pub(super) subject: &'a Subject,
    pub(super) text: &'a str,
    pub(super) instance: Option<Json>,
}

impl Difference<'_> {
    /// Why they differ, where that is known.
    pub(super) fn reason(
        &self,
        check: &Result<(), Violations>,
        reference: &Verdict,
    ) -> Option<Reason> {
        if let Err(violations) = check
            && violations.0.iter().all(|one| one.keyword == "limit")
        {
            return Some(Reason::Limit);
        }
        if let Some((rewritten, reason)) = &self.subject.rewritten
            && (rewritten.decide(self.text) == Verdict::Accepted) == check.is_ok()
        {
            return Some(*reason);
        }
        match (check, reference) {
            (_, Verdict::Unreadable(_)) => self.of_infinite(check.is_ok()),
            (Err(violations), _) => self.all(
                violations
                    .0
                    .iter()
                    .map(|one| (one.keyword, one.pointer.as_str())),
                false,
            ),
            (Ok(()), Verdict::Refused(faults)) => self.all(
                faults
                    .iter()
                    .map(|(keyword, pointer)| (keyword.as_str(), pointer.as_str())),
                true,
            ),
            (Ok(()), Verdict::Accepted) => None,
        }
    }

    /// Numbers too large to read are rounded ones, where both sides go together, or differ for a
    /// known reason, as soon as the numbers are only very large.
    fn of_infinite(&self, is_accepted: bool) -> Option<Reason> {
        let instance = self.instance.as_ref()?;
        let tamed = tamed(instance);
        let text = tamed.to_compact();
        if tamed == *instance || self.subject.check.decide(&text).is_ok() != is_accepted {
            return None;
        }
        match self.subject.compare(&text) {
            Outcome::Accepted | Outcome::Refused => Some(Reason::RoundedNumber),
            Outcome::Explained(reason) => Some(reason),
            Outcome::Disagreement(_) => None,
        }
    }

    /// The reason of the last fault, where every one of them has a reason.
    fn all<'f>(
        &self,
        faults: impl Iterator<Item = (&'f str, &'f str)>,
        fits: bool,
    ) -> Option<Reason> {
        let mut reason = None;
        for (keyword, pointer) in faults {
            reason = Some(self.one(keyword, pointer, fits)?);
        }
        reason
    }

    fn one(&self, keyword: &str, pointer: &str, fits: bool) -> Option<Reason> {
        let value = self.instance.as_ref()?.pointer(pointer)?;
        if let ("type", false, Json::Number(text)) = (keyword, fits, value)
            && is_draft_four(&self.subject.schema)
            && text.contains(['.', 'e', 'E'])
            && Decimal::of(text).is_some_and(|number| number.is_integer())
        {
            return Some(Reason::DraftFourInteger);
        }
        let numbers = numbers(value);
        let is_composite = COMPOSITE.contains(&keyword);
        if keyword == "multipleOf" || is_composite {
            let mut divided = numbers.iter().flat_map(|number| {
                let divisors = divisors(&self.subject.schema).into_iter();
                divisors.map(move |divisor| (*number, divisor))
            });
            if divided.any(|(number, divisor)| is_misdivided(number, divisor, fits, is_composite)) {
                return Some(Reason::DividedAsFloats);
            }
        }
        let is_numeric = keyword.ends_with("imum")
            || matches!(
                keyword,
                "const" | "enum" | "uniqueItems" | "type" | "multipleOf"
            );
        let is_rounded = numbers.iter().any(|number| is_rounded(number));
        ((is_numeric || is_composite) && is_rounded).then_some(Reason::RoundedNumber)
    }
}

/// Whether exact division speaks for the check; under a composite keyword, whether floats could
/// be wrong at all.
fn is_misdivided(number: &str, divisor: &str, fits: bool, is_composite: bool) -> bool {
    let (Some(number), Some(exact)) = (Decimal::of(number), Decimal::of(divisor)) else {
        return false;
    };
    let by_floats = || {
        let is_whole = number.is_integer() && exact.is_integer();
        !is_whole || number.is_beyond_doubles()
    };
    match number.is_multiple_of(&exact) {
        Some(multiple) => (is_composite || multiple == fits) && by_floats(),
        None => is_composite,
    }
}

/// The value with very large numbers for those that no double holds.
fn tamed(value: &Json) -> Json {
    match value {
        Json::Number(text) if text.parse().is_ok_and(f64::is_infinite) => {
            let sign = if text.starts_with('-') { "-" } else { "" };
            Json::Number(format!("{sign}1e300"))
        }
        Json::Array(items) => Json::Array(items.iter().map(tamed).collect()),
        Json::Object(members) => Json::object(
            members
                .iter()
                .map(|(name, member)| (name.clone(), tamed(member))),
        ),
        other => other.clone(),
    }
}

/// The numbers in a value.
fn numbers(value: &Json) -> Vec<&str> {
    match value {
        Json::Number(text) => vec![text],
        Json::Array(items) => items.iter().flat_map(numbers).collect(),
        Json::Object(members) => members.values().flat_map(numbers).collect(),
        _ => Vec::new(),
    }
}

/// The values of every `multipleOf` in a schema.
fn divisors(schema: &Json) -> Vec<&str> {
    match schema {
        Json::Array(items) => items.iter().flat_map(divisors).collect(),
        Json::Object(members) => {
            let own = members
                .get(&Key::from("multipleOf"))
                .and_then(Json::as_number);
            own.into_iter()
                .chain(members.values().flat_map(divisors))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a schema says that it is written in draft 4.
pub(super) fn is_draft_four(schema: &Json) -> bool {
    let dialect = schema.get("$schema").and_then(Json::as_str);
    dialect.is_some_and(|uri| uri.starts_with("http://json-schema.org/draft-04/"))
}

/// A schema that means the same and that the reference understands, with what it gets wrong of
/// the first one; nothing where no such thing is known.
///
/// In draft 4, lists of types that have `integer` are written as `anyOf`. In 2019-09,
/// `$dynamicRef` is dropped, which that dialect does not have.
pub(super) fn equivalent(schema: &Json) -> Option<(Json, Reason)> {
    let (edit, reason): (Edit, _) = match Dialect::of_uri(schema.get("$schema")?.as_str()?)? {
        Dialect::Draft4 => (split_type, Reason::DraftFourInteger),
        Dialect::Draft2019 => (drop_dynamic_ref, Reason::LaterKeyword),
        _ => return None,
    };
    let rewritten = rewritten(schema, edit, false);
    (rewritten != *schema).then_some((rewritten, reason))
}

/// Changes the keywords of one schema.
type Edit = fn(&mut BTreeMap<Key, Json>);

/// Edits every schema in this one; `of_schemas` says that the members are schemas under any name.
fn rewritten(schema: &Json, edit: Edit, of_schemas: bool) -> Json {
    match schema {
        Json::Array(items) => Json::Array(
            items
                .iter()
                .map(|item| rewritten(item, edit, false))
                .collect(),
        ),
        Json::Object(members) => {
            let mut members: BTreeMap<Key, Json> = members
                .iter()
                .map(|(name, value)| {
                    let is_data = !of_schemas
                        && matches!(name.as_str(), "const" | "default" | "enum" | "examples");
                    let holds = !of_schemas && subschema::form(name.as_str()) == Some(Form::ByName);
                    let value = if is_data {
                        value.clone()
                    } else {
                        rewritten(value, edit, holds)
                    };
                    (name.clone(), value)
                })
                .collect();
            if !of_schemas {
                edit(&mut members);
            }
            Json::Object(members)
        }
        other => other.clone(),
    }
}

fn drop_dynamic_ref(members: &mut BTreeMap<Key, Json>) {
    members.remove(&Key::from("$dynamicRef"));
}

fn split_type(members: &mut BTreeMap<Key, Json>) {
    let key = Key::from("type");
    let integer = Json::String("integer".to_owned());
    let Some(Json::Array(types)) = members.get(&key) else {
        return;
    };
    if !types.contains(&integer) {
        return;
    }
    let branches = types
        .iter()
        .map(|name| Json::object([("type", name.clone())]));
    let any = Json::object([("anyOf", Json::Array(branches.collect()))]);
    members.remove(&key);
    match members
        .entry(Key::from("allOf"))
        .or_insert_with(|| Json::Array(Vec::new()))
    {
        Json::Array(all) => all.push(any),
        other => *other = Json::Array(vec![any]),
    }
}
