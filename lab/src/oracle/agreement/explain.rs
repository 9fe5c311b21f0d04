//! Who is right where a check and the reference differ, computed from schema and instance.
//!
//! Two proofs: the reference contradicts itself on an equivalent schema, or both decide alike as
//! soon as the instance's numbers are those that the reference reads. Nothing is concluded from
//! the faults that either side names, so a difference of another kind is never hidden.

use mcpreg_codegen::json::Json;
use mcpreg_contract::Violations;

use super::decimal::rounded;
use super::equivalent::equivalents;
use super::{Outcome, Reason, Subject, Verdict};
use crate::oracle::reference::Reference;

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
        let is_accepted = check.is_ok();
        if let Verdict::Unreadable(_) = reference {
            // What cannot be read has no verdict, so ours must stay as it is.
            return self.of_rounded(|check| check == is_accepted);
        }
        self.of_equivalent(is_accepted)
            .or_else(|| self.of_rounded(|_| true))
    }

    /// The reason why an equivalent schema makes the reference decide as the check does.
    fn of_equivalent(&self, is_accepted: bool) -> Option<Reason> {
        let equivalents = equivalents(&self.subject.schema, self.instance.as_ref()?);
        equivalents.into_iter().find_map(|(schema, reason)| {
            let verdict = Reference::of(&schema).ok()?.decide(self.text);
            ((verdict == Verdict::Accepted) == is_accepted).then_some(reason)
        })
    }

    /// Numbers are rounded, where both sides go together, or differ for another reason, as soon
    /// as the check is given the numbers that the reference reads.
    fn of_rounded(&self, is_possible: impl Fn(bool) -> bool) -> Option<Reason> {
        let instance = self.instance.as_ref()?;
        let rounded = with_rounded(instance);
        let text = rounded.to_compact();
        if rounded == *instance || !is_possible(self.subject.check.decide(&text).is_ok()) {
            return None;
        }
        match self.subject.compare(&text) {
            Outcome::Accepted | Outcome::Refused => Some(Reason::RoundedNumber),
            Outcome::Explained(reason) => Some(reason),
            Outcome::Disagreement(_) => None,
        }
    }
}

/// The value with the numbers that the reference reads.
fn with_rounded(value: &Json) -> Json {
    match value {
        Json::Number(text) => Json::Number(rounded(text).unwrap_or_else(|| text.clone())),
        Json::Array(items) => Json::Array(items.iter().map(with_rounded).collect()),
        Json::Object(members) => Json::object(
            members
                .iter()
                .map(|(name, member)| (name.clone(), with_rounded(member))),
        ),
        other => other.clone(),
    }
}
