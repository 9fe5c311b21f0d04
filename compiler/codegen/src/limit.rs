//! How much the tools of one server define, held to what its lock allows.
//!
//! Every later step costs time and memory in proportion to these counts, here, in rustc or in the
//! gateway. They are counted first, without work on any schema, so that a server that floods is
//! named before it is compiled. Raising one is a line in the catalogue that people review.

use std::collections::BTreeSet;

use crate::json::{Json, Key};
use crate::lock::DefinitionLimits;
use crate::problem::{Problem, ProblemKind};

/// What the tools of one server define.
#[derive(Default)]
struct Defined<'a> {
    bytes: usize,
    tools: usize,
    patterns: BTreeSet<&'a str>,
    enum_values: usize,
}

/// Every limit that a server's tools exceed.
pub fn exceeded<'a>(
    server: &str,
    limits: &DefinitionLimits,
    tools: impl Iterator<Item = &'a Json>,
) -> Vec<Problem> {
    let mut defined = Defined::default();
    for tool in tools {
        defined.tools += 1;
        defined.bytes += tool.to_compact().len();
        defined.add(tool);
    }
    let counts = [
        (
            defined.bytes,
            limits.definition_bytes,
            "definitions",
            "bytes of definitions",
        ),
        (defined.tools, limits.tools, "tools", "tools"),
        (
            defined.patterns.len(),
            limits.patterns,
            "patterns",
            "distinct patterns",
        ),
        (
            defined.enum_values,
            limits.enum_values,
            "enum_values",
            "enum values",
        ),
    ];
    let over = counts
        .into_iter()
        .filter(|(count, most, ..)| u64::try_from(*count).unwrap_or(u64::MAX) > *most);
    over.map(|(count, most, key, noun)| Problem {
        kind: ProblemKind::Limit,
        subject: format!("server {server}"),
        message: format!("its tools have {count} {noun}, and {most} are allowed"),
        help: Some(format!(
            "name fewer tools in `tools`, or raise `limits.{key}`, under [servers.{server}] in \
             mcpreg.toml, then run `mcpreg-compile pin {server}`"
        )),
    })
    .collect()
}

impl<'a> Defined<'a> {
    fn add(&mut self, json: &'a Json) {
        match json {
            Json::Array(items) => items.iter().for_each(|item| self.add(item)),
            Json::Object(members) => {
                for (key, value) in members {
                    match (key.as_str(), value) {
                        ("enum", Json::Array(values)) => self.enum_values += values.len(),
                        ("pattern", Json::String(pattern)) => {
                            self.patterns.insert(pattern);
                        }
                        ("patternProperties", Json::Object(named)) => {
                            self.patterns.extend(named.keys().map(Key::as_str));
                        }
                        _ => {}
                    }
                    self.add(value);
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each limit one below what this tool has, and at it.
    #[test]
    fn each_limit_is_named_with_its_key() {
        let tool = r#"{"name":"t","inputSchema":{"properties":{
            "a":{"pattern":"x","enum":["p","q"]},"b":{"pattern":"x","patternProperties":{"y":{}}}}}}"#;
        let tool = Json::parse(tool, 32).expect("JSON");
        let bytes = u64::try_from(tool.to_compact().len()).expect("a small tool");
        let fits = DefinitionLimits {
            definition_bytes: bytes,
            tools: 1,
            patterns: 2,
            enum_values: 2,
        };
        assert_eq!(exceeded("s", &fits, [&tool].into_iter()), []);
        for (limits, key) in [
            (
                DefinitionLimits {
                    definition_bytes: bytes - 1,
                    ..fits
                },
                "limits.definitions",
            ),
            (DefinitionLimits { tools: 0, ..fits }, "limits.tools"),
            (
                DefinitionLimits {
                    patterns: 1,
                    ..fits
                },
                "limits.patterns",
            ),
            (
                DefinitionLimits {
                    enum_values: 1,
                    ..fits
                },
                "limits.enum_values",
            ),
        ] {
            let problems = exceeded("s", &limits, [&tool].into_iter());
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert_eq!(problems[0].kind, ProblemKind::Limit);
            assert!(
                problems[0]
                    .help
                    .as_ref()
                    .is_some_and(|help| help.contains(key)),
                "{key}"
            );
        }
    }
}
