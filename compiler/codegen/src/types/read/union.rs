//! `anyOf` and `oneOf`: one type of several.
//!
//! What stands beside a union holds in every branch, so a branch is read together with it and
//! keeps all members. Branches that only ask for members the object already has are left to the
//! check.

use std::collections::BTreeSet;

use super::loss::Said;
use super::{Found, Read, Reader, kind_name, object};
use crate::json::Json;
use crate::schema::Kinds;
use crate::types::ident;
use crate::types::position::{Conjunct, Position, Source};
use crate::types::record::Pass;

/// Branches of one union.
const MAX_BRANCHES: usize = 128;

struct Union<'a> {
    pointer: String,
    keyword: &'static str,
    branches: &'a [Json],
}

impl<'a> Reader<'_, 'a> {
    /// The type of a position with a union, unless it has none that makes one.
    pub(super) fn union(&mut self, position: &Position<'a>, hint: &str) -> Read<Option<Found>> {
        let mut unions = self.unions(position).into_iter();
        let Some(union) = unions.next() else {
            return Ok(None);
        };
        for other in unions {
            self.widen(
                &other.pointer,
                other.keyword,
                "the union beside it is the type",
            );
        }
        let base = position.without_unions();
        if union.branches.len() > MAX_BRANCHES {
            self.widen(
                &union.pointer,
                union.keyword,
                "it has more branches than an enum may have",
            );
            return self.found(&base, hint).map(Some);
        }
        let has_shape = base.conjuncts.iter().any(Conjunct::has_shape);
        if has_shape && !self.adds_members(&base, &union) {
            let reason = "its branches only ask for members the type has anyway";
            self.widen(&union.pointer, union.keyword, reason);
            return self.found(&base, hint).map(Some);
        }
        let base = self.distributed(base);
        let mut branches = Vec::new();
        for (index, schema) in union.branches.iter().enumerate() {
            branches.push(self.branch(&base, &union, index, schema));
        }
        let mut shapes = Vec::new();
        for (index, branch) in branches.iter().enumerate() {
            let hint = format!("{hint}{}", branch_name(index, &branches));
            shapes.push(self.shape(branch, &hint)?);
        }
        let at = Position {
            at: union.pointer,
            ..base
        };
        let found = self.unite(&at, union.keyword, hint, shapes)?;
        let branches = union.branches.len();
        let effect = format!("{branches} branches: {}", found.described());
        self.step(Pass::Unions, &at.at, union.keyword, effect);
        Ok(Some(found))
    }

    fn unions(&mut self, position: &Position<'a>) -> Vec<Union<'a>> {
        let mut unions = Vec::new();
        for conjunct in position
            .conjuncts
            .iter()
            .filter(|conjunct| !conjunct.without_union)
        {
            for keyword in ["anyOf", "oneOf"] {
                match conjunct.get(keyword) {
                    Some(Json::Array(branches)) => {
                        let pointer = conjunct.pointer.clone();
                        unions.push(Union {
                            pointer,
                            keyword,
                            branches,
                        });
                    }
                    Some(_) => self.widen(&conjunct.pointer, keyword, "its value is no array"),
                    None => {}
                }
            }
        }
        unions
    }

    /// What of a position goes into each branch; what cannot is recorded here, once.
    fn distributed(&mut self, mut base: Position<'a>) -> Position<'a> {
        let (kept, dropped) = base
            .conjuncts
            .into_iter()
            .partition(|conjunct| conjunct.has_shape() || conjunct.says_of(Kinds::ALL));
        base.conjuncts = dropped;
        self.widen_assertions(&base, &Said::default());
        base.conjuncts = kept;
        base
    }

    fn branch(
        &mut self,
        base: &Position<'a>,
        union: &Union<'a>,
        index: usize,
        schema: &'a Json,
    ) -> Position<'a> {
        let pointer = format!("{}/{}/{index}", union.pointer, union.keyword);
        let mut branch = self
            .position(vec![Source { pointer, schema }])
            .of_kinds(base.kinds);
        let known: BTreeSet<_> = base
            .conjuncts
            .iter()
            .map(|conjunct| conjunct.pointer.clone())
            .collect();
        branch
            .conjuncts
            .retain(|conjunct| !known.contains(&conjunct.pointer));
        let kinds = branch.kinds;
        let beside = base.conjuncts.iter().filter(|conjunct| {
            let has_shape = conjunct.has_shape() && kinds.meets(Kinds::OBJECT.or(Kinds::ARRAY));
            has_shape || conjunct.says_of(kinds)
        });
        branch.conjuncts.splice(0..0, beside.cloned());
        branch.format = branch.format.or(base.format);
        branch
    }

    fn adds_members(&mut self, base: &Position<'a>, union: &Union<'a>) -> bool {
        let known: BTreeSet<_> = base
            .conjuncts
            .iter()
            .flat_map(object::known_names)
            .collect();
        union.branches.iter().enumerate().any(|(index, schema)| {
            let pointer = format!("{}/{}/{index}", union.pointer, union.keyword);
            let branch = self.position(vec![Source { pointer, schema }]);
            branch.conjuncts.iter().any(|conjunct| {
                let nests = ["anyOf", "oneOf", "items", "prefixItems"]
                    .iter()
                    .any(|keyword| conjunct.get(keyword).is_some());
                nests || object::known_names(conjunct).any(|name| !known.contains(name))
            })
        })
    }
}

/// What to call a branch: its title, its tag, its type or its number; nothing beside `null`.
fn branch_name(index: usize, branches: &[Position<'_>]) -> String {
    let branch = &branches[index];
    if branches
        .iter()
        .filter(|branch| branch.kinds != Kinds::NULL)
        .count()
        < 2
    {
        return String::new();
    }
    let named = branch.title.map(ident::pascal);
    let named = named.filter(|name| !name.is_empty() && name.len() < 32);
    named
        .or_else(|| tag(branch))
        .or_else(|| only_kind(branch, branches))
        .unwrap_or_else(|| format!("Variant{}", index + 1))
}

/// The branch's type, if no other branch has it.
fn only_kind(branch: &Position<'_>, branches: &[Position<'_>]) -> Option<String> {
    let [(kind, kinds)] = branch.kinds.each()[..] else {
        return None;
    };
    let sharing = branches.iter().filter(|other| other.kinds.meets(kinds));
    (sharing.count() == 1).then(|| kind_name(kind).to_owned())
}

/// The one value of a required string member: `{"kind": {"const": "circle"}}`.
fn tag(branch: &Position<'_>) -> Option<String> {
    branch.conjuncts.iter().find_map(|conjunct| {
        let properties = conjunct.get("properties")?.as_object()?;
        properties.values().find_map(|schema| {
            let value = schema
                .get("const")
                .or_else(|| match schema.get("enum")?.as_array()? {
                    [value] => Some(value),
                    _ => None,
                });
            value
                .and_then(Json::as_str)
                .map(ident::pascal)
                .filter(|name| !name.is_empty() && name.len() < 32)
        })
    })
}
