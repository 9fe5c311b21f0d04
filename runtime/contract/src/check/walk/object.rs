//! Objects against their rules.

use super::super::members;
use super::super::path::Step;
use super::super::reader::FaultKind;
use super::super::report::{Finding, Report, Silent, Stop};
use super::super::string::Text;
use super::super::table::{Dependent, Member, Node, ObjectRules, Rest, Types};
use super::super::words;
use super::Walk;
use super::names::Names;

/// One member as the walk meets it.
struct Met<'t> {
    name: Text<'t>,
    /// Where the name's opening quote stands.
    start: usize,
    declared: Option<&'static Member>,
}

impl<'t, R: Report<'t>> Walk<'t, R> {
    // Apart from `node`, whose frame stays small for the many values that hold no others.
    #[inline(never)]
    pub(super) fn object(&mut self, node: &Node) -> Result<bool, Stop> {
        Self::foresee(node, Types::OBJECT)?;
        let start = self.reader.at();
        let admitted = self.admit(node, Types::OBJECT, start)?;
        let rules = node
            .object
            .filter(|_| admitted)
            .unwrap_or(&ObjectRules::ANY);
        let mut names = Names::default();
        let mut missing = rules.required;
        self.descend()?;
        let mut more = !self.reader.take(b'}');
        while more {
            self.reader.peek();
            let from = self.reader.at();
            let name = self.reader.name()?;
            let place = members::place_named(rules, name);
            let declared = place.map(|place| &rules.members[place]);
            let is_new = match place {
                Some(place) => names.declared.insert(place),
                None => names.insert(name),
            };
            if !is_new {
                self.report.enter(Step::Member(name));
                self.reader.seek(from);
                return Err(self.reader.fault(FaultKind::Duplicate).into());
            }
            names.count += 1;
            missing -= usize::from(declared.is_some_and(|member| member.required));
            match declared.and_then(|member| member.node) {
                Some(own) if rules.patterns.is_empty() && rules.names.is_none() => {
                    self.report.enter(Step::Member(name));
                    self.value(own)?;
                    self.report.leave();
                }
                _ => self.member(
                    rules,
                    &Met {
                        name,
                        start: from,
                        declared,
                    },
                )?,
            }
            more = self.reader.comma_or(b'}')?;
        }
        self.depth -= 1;
        if admitted && node.object.is_some() {
            if missing > 0 {
                self.missing_members(rules, &names)?;
            }
            self.object_counts(rules, &names, start)?;
        }
        Ok(admitted)
    }

    fn member(&mut self, rules: &'static ObjectRules, met: &Met<'t>) -> Result<(), Stop> {
        let step = Step::Member(met.name);
        if let Some(node) = rules.names {
            self.member_name(node, met)?;
        }
        let own = met.declared.and_then(|member| member.node);
        if met.declared.is_none() {
            self.shadows.note(rules, met.name, met.start);
        }
        self.reader.peek();
        let start = self.reader.at();
        let (first, others) = self.matching(rules, met)?;
        match (own.or(first), rules.additional) {
            (Some(node), _) | (None, Rest::Fits(node)) => self.inside(step, Some(node))?,
            (None, Rest::Open) => self.inside(step, None)?,
            (None, Rest::Closed) => self.unknown_member(rules, met, start)?,
        }
        let end = self.reader.at();
        self.report.enter(step);
        for node in own.and(first).into_iter().chain(others) {
            self.again(node, start, end)?;
        }
        self.report.leave();
        self.reader.seek(end);
        Ok(())
    }

    /// The nodes of the `patternProperties` that a member's name matches: the first, then the
    /// others. Few names match two.
    #[inline]
    fn matching(
        &mut self,
        rules: &'static ObjectRules,
        met: &Met<'t>,
    ) -> Result<(Option<super::At>, Vec<super::At>), Stop> {
        let (mut first, mut others) = (None, Vec::new());
        for (pattern, node) in rules.patterns {
            if self.finds(pattern, met.name, met.start)? {
                match first {
                    None => first = Some(*node),
                    Some(_) => others.push(*node),
                }
            }
        }
        Ok((first, others))
    }

    fn unknown_member(
        &mut self,
        rules: &'static ObjectRules,
        met: &Met<'t>,
        start: usize,
    ) -> Result<(), Stop> {
        self.report.enter(Step::Member(met.name));
        let text = self.reader.text();
        let compared = self.comparisons(rules.members.len());
        self.report.refuse(|| {
            let known = || rules.members.iter().filter(|member| member.node.is_some());
            let name = met.name.unescaped();
            let nearest =
                mcpreg_text::nearest(&name, known().map(|member| member.name).take(compared));
            Finding {
                keyword: "additionalProperties",
                expected: words::members(known().map(|member| member.name)),
                found: words::unknown_member(&name, text, start),
                nearest: nearest.map(str::to_owned),
            }
        })?;
        self.report.leave();
        self.inside(Step::Member(met.name), None)
    }

    fn member_name(&mut self, node: super::At, met: &Met<'t>) -> Result<(), Stop> {
        let after = self.reader.at();
        let end = met.start + met.name.raw.len() + 2;
        if !self.fits(node, met.start, end)? {
            let reasons = if R::COLLECTS {
                self.reasons(node, met.start, end)?
            } else {
                Vec::new()
            };
            self.report.enter(Step::Member(met.name));
            let nearest = reasons.iter().find_map(|reason| reason.nearest.clone());
            let expected: Vec<_> = reasons.into_iter().map(|reason| reason.expected).collect();
            self.report.refuse(|| Finding {
                keyword: "propertyNames",
                expected: format!("a member name that is {}", expected.join(" and ")),
                found: format!("{:?}", words::shown(&met.name.unescaped())),
                nearest,
            })?;
            self.report.leave();
        }
        self.reader.seek(after);
        Ok(())
    }

    /// Reports the required members that are not there, each with a present one of a like name.
    fn missing_members(
        &mut self,
        rules: &'static ObjectRules,
        names: &Names<'t>,
    ) -> Result<(), Stop> {
        if !R::COLLECTS {
            return Err(Stop::Refused);
        }
        let undeclared = names.undeclared();
        let members = rules.members.iter().enumerate();
        for (_, member) in members.filter(|(place, m)| m.required && !names.declared.has(*place)) {
            let compared = self.comparisons(names.count);
            let unknown = undeclared.iter().map(|name| &**name).take(compared);
            let nearest = mcpreg_text::nearest(member.name, unknown).map(str::to_owned);
            self.report.refuse(|| Finding {
                keyword: "required",
                expected: format!("the member {:?}", member.name),
                found: match &nearest {
                    Some(present) => format!("an object without it, but with {present:?}"),
                    None => "an object without it".to_owned(),
                },
                nearest: nearest.as_ref().map(|_| member.name.to_owned()),
            })?;
        }
        Ok(())
    }

    fn object_counts(
        &mut self,
        rules: &'static ObjectRules,
        names: &Names<'t>,
        start: usize,
    ) -> Result<(), Stop> {
        let count = names.count as u64;
        let (min, max) = (rules.min_properties, rules.max_properties);
        if count < min || count > max {
            let keyword = if count < min {
                "minProperties"
            } else {
                "maxProperties"
            };
            self.report.refuse(|| Finding {
                keyword,
                expected: words::range(min, max, "member"),
                found: words::count(count, "member"),
                nearest: None,
            })?;
        }
        let end = self.reader.at();
        for dependent in rules.dependent {
            let has = |name: &str| match members::place_of(rules, name) {
                Some(place) => names.declared.has(place),
                None => names.has(name),
            };
            if has(dependent.member) {
                self.dependent(dependent, has, (start, end))?;
            }
        }
        self.reader.seek(end);
        Ok(())
    }

    fn dependent(
        &mut self,
        dependent: &'static Dependent,
        has: impl Fn(&str) -> bool,
        (start, end): (usize, usize),
    ) -> Result<(), Stop> {
        for name in dependent.required.iter().filter(|name| !has(name)) {
            self.report.refuse(|| Finding {
                keyword: dependent.keyword,
                expected: format!("the member {name:?} beside {:?}", dependent.member),
                found: "an object without it".to_owned(),
                nearest: None,
            })?;
        }
        dependent
            .node
            .map_or(Ok(()), |node| self.again(node, start, end))
    }
}

/// Shows each member's name and where its value starts; stops at a fault.
pub(super) fn each_member(object: &str, mut show: impl FnMut(&str, usize)) {
    let mut walk = Walk::new(&[], object, Silent);
    if !walk.reader.take(b'{') || walk.reader.take(b'}') {
        return;
    }
    let mut member = || -> Result<bool, Stop> {
        let name = walk.reader.name()?;
        walk.reader.peek();
        show(&name.unescaped(), walk.reader.at());
        walk.node(&Node::ANY)?;
        Ok(walk.reader.comma_or(b'}')?)
    };
    while matches!(member(), Ok(true)) {}
}
