//! What a schema's dialect changes: which keywords it has, and what some of them mean.
//!
//! A meta-schema of one's own may leave vocabularies of 2019-09 and 2020-12 out (2020-12 Core,
//! section 8.1.2); their keywords mean nothing then.

use crate::json::Json;

use super::keyword::{self, Vocabulary};
use super::{Dialect, Formats, SchemaOptions};

/// How many meta-schemas may describe one another.
const METASCHEMA_LIMIT: usize = 8;

/// A dialect, with the vocabularies of it that are in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Language {
    pub(crate) dialect: Dialect,
    applicator: bool,
    unevaluated: bool,
    validation: bool,
    /// Whether `format` is an assertion.
    pub(crate) format: Formats,
}

impl Language {
    /// The language that a document's `$schema` names, `default` where it names none.
    ///
    /// # Errors
    ///
    /// Why what it names cannot be used.
    pub(crate) fn of(
        schema: &Json,
        default: Self,
        options: &SchemaOptions,
    ) -> Result<Self, String> {
        let Some(named) = schema.get("$schema") else {
            return Ok(default);
        };
        let first = named
            .as_str()
            .ok_or_else(|| format!("$schema is {}", named.to_compact()))?;
        let mut uri = first;
        let mut vocabularies = None;
        for _ in 0..METASCHEMA_LIMIT {
            let of_dialect = Self::whole(Dialect::of_uri(uri), options.formats);
            if let Some(language) = of_dialect {
                return vocabularies.map_or(Ok(language), |named| language.only(named));
            }
            let Some(described) = options.documents.get(uri.trim_end_matches('#')) else {
                break;
            };
            vocabularies = vocabularies.or(described.get("$vocabulary"));
            match described.get("$schema").and_then(Json::as_str) {
                Some(next) => uri = next,
                None => break,
            }
        }
        Err(format!(
            "$schema is {first:?}, a dialect the table does not know"
        ))
    }

    /// A dialect with all its vocabularies.
    pub(crate) fn with_all(dialect: Dialect, format: Formats) -> Self {
        Self {
            dialect,
            applicator: true,
            unevaluated: true,
            validation: true,
            format,
        }
    }

    fn whole(dialect: Option<Dialect>, format: Formats) -> Option<Self> {
        dialect.map(|dialect| Self::with_all(dialect, format))
    }

    /// The language with only the vocabularies that a meta-schema names.
    fn only(self, vocabularies: &Json) -> Result<Self, String> {
        let Some(prefix) = self.dialect.vocabularies() else {
            return Ok(self);
        };
        let mut language = Self {
            applicator: false,
            unevaluated: false,
            validation: false,
            ..self
        };
        for (uri, is_required) in vocabularies.as_object().into_iter().flatten() {
            let is_required = is_required.as_bool().unwrap_or(true);
            match uri.as_str().strip_prefix(prefix) {
                Some("applicator") => {
                    language.applicator = true;
                    language.unevaluated |= self.dialect == Dialect::Draft2019;
                }
                Some("unevaluated") => language.unevaluated = true,
                Some("validation") => language.validation = true,
                Some("format") if is_required => language.format = Formats::Assert,
                Some("format-assertion") => language.format = Formats::Assert,
                Some("core" | "content" | "format" | "format-annotation" | "meta-data") => {}
                _ if is_required => {
                    return Err(format!(
                        "$schema asks for the vocabulary {:?}",
                        uri.as_str()
                    ));
                }
                _ => {}
            }
        }
        Ok(language)
    }

    /// Whether `$ref` makes the keywords beside it void.
    pub(crate) fn ref_stands_alone(self) -> bool {
        self.dialect.ref_stands_alone()
    }

    /// The keyword that gives a schema a base URI.
    pub(crate) fn id(self) -> &'static str {
        if self.dialect == Dialect::Draft4 {
            "id"
        } else {
            "$id"
        }
    }

    /// Whether the language has the keyword; false for those that came later or are left out.
    pub(crate) fn has(self, name: &str) -> bool {
        let Some(keyword) = keyword::keyword(name) else {
            return true;
        };
        let is_used = match keyword.vocabulary {
            Vocabulary::Applicator => self.applicator,
            Vocabulary::Unevaluated => self.unevaluated,
            Vocabulary::Validation => self.validation,
            Vocabulary::Core | Vocabulary::Format | Vocabulary::Content | Vocabulary::MetaData => {
                true
            }
        };
        keyword.is_in(self.dialect) && is_used
    }
}
