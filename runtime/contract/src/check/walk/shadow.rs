//! Members that a reader which ignores case takes for a declared one.
//!
//! Go's `encoding/json`, C#'s serializers and others fill a declared `name` from a member `Name`,
//! whose value no rule of `name` has checked. The walk notes the first such member of the
//! subschemas that the value fits; it does not change what a subschema decides.

use super::super::case::{CaseVariants, differ_only_in_case};
use super::super::path::{Step, pointer};
use super::super::reader::{Fault, Reader};
use super::super::string::Text;
use super::super::table::ObjectRules;
use super::super::violation::Violation;
use super::super::words;

/// What a walk has noted.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shadows {
    is_sought: bool,
    first: Option<Shadow>,
}

/// A member that is not declared, but differs from a declared one only in case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shadow {
    /// Where its name's opening quote stands.
    at: usize,
    declared: &'static str,
}

impl Shadows {
    /// Notes shadows where they are refused.
    pub(super) fn sought(variants: CaseVariants) -> Self {
        Self {
            is_sought: variants == CaseVariants::Refuse,
            first: None,
        }
    }

    /// The first one.
    pub(super) fn first(&self) -> Option<Shadow> {
        self.first
    }

    /// Looks at the undeclared name whose opening quote stands at `at`.
    #[inline]
    pub(super) fn note(&mut self, rules: &'static ObjectRules, name: Text<'_>, at: usize) {
        if self.is_sought && self.first.is_none() && !rules.members.is_empty() {
            self.seek(rules, name, at);
        }
    }

    #[inline(never)]
    fn seek(&mut self, rules: &'static ObjectRules, name: Text<'_>, at: usize) {
        let name = name.unescaped();
        let mut members = rules.members.iter();
        let shadowed = members.find(|member| differ_only_in_case(&name, member.name));
        self.first = shadowed.map(|member| Shadow {
            at,
            declared: member.name,
        });
    }
}

impl Shadow {
    /// What is said of it.
    pub(super) fn violation(self, instance: &str) -> Violation {
        let mut reader = Reader::new(instance);
        let mut steps = Vec::new();
        // The text was walked before, so it can be read.
        let _ = lead_to(self.at, &mut reader, &mut steps);
        let name = match steps.last() {
            Some(Step::Member(name)) => name.unescaped().into_owned(),
            _ => String::new(),
        };
        Violation {
            nearest: Some(self.declared.to_owned()),
            ..Violation::new(
                pointer(&steps),
                "case",
                format!("{:?} in exactly this case, or another name", self.declared),
                format!("{:?}, which some readers take for it", words::shown(&name)),
            )
        }
    }
}

/// Finds the steps to the member whose name stands at `at`; whether it was found.
fn lead_to<'t>(
    at: usize,
    reader: &mut Reader<'t>,
    steps: &mut Vec<Step<'t>>,
) -> Result<bool, Fault> {
    match reader.peek() {
        b'{' => {
            reader.step();
            let mut more = !reader.take(b'}');
            while more {
                reader.peek();
                let start = reader.at();
                steps.push(Step::Member(reader.name()?));
                if start == at || lead_to(at, reader, steps)? {
                    return Ok(true);
                }
                steps.pop();
                more = reader.comma_or(b'}')?;
            }
        }
        b'[' => {
            reader.step();
            let (mut more, mut place) = (!reader.take(b']'), 0);
            while more {
                steps.push(Step::Item(place));
                if lead_to(at, reader, steps)? {
                    return Ok(true);
                }
                steps.pop();
                place += 1;
                more = reader.comma_or(b']')?;
            }
        }
        b'"' => drop(reader.string()?),
        b't' => reader.literal("true")?,
        b'f' => reader.literal("false")?,
        b'n' => reader.literal("null")?,
        _ => drop(reader.number()?),
    }
    Ok(false)
}
