//! From a JSON Schema to Rust types: typify behind this one file.
//!
//! What typify decides and what these passes decide: `docs/adr/0001-what-typify-decides.md`.
//!
//! Input is a schema as pinned; output is the items of one Rust module whose root type has the
//! asked name, or `serde_json::Value` with a reason. A type may accept more than its schema
//! (each such place is a [`Widening`]): exactness is the business of [`crate::check`].
//!
//! ```text
//! Json ─limit, dialect→ Document ─position, read→ Plan ─name, draft7→ typify ─member, dress→ Members ─write→ items
//! ```
//!
//! Four conventions hold for every type and are recorded as notes, apart from what is lost:
//! integers have 64 bits and numbers are `f64`; unknown members are kept only where
//! `additionalProperties` is said to be open, and otherwise dropped by a type that reads them;
//! `format` is asked of a text made in Rust and not of one that is read.

mod document;
mod draft7;
mod dress;
mod fence;
mod ident;
mod keyword;
mod leaves;
mod limit;
mod member;
mod name;
mod plan;
mod position;
mod read;
mod record;
mod verify;
mod write;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use crate::json::Json;

use document::Document;
pub(crate) use fence::on_deep_stack;
pub use leaves::Leaves;
use name::Names;
use read::Purpose;
pub use record::{Pass, Step};

/// How the reason of a schema begins on which the passes themselves failed, by a panic or an
/// error of typify.
pub const UNTYPEABLE: &str = "no types could be made";

/// The Rust types of one schema.
#[derive(Debug, Clone)]
pub struct SchemaTypes {
    /// The items of the module, root type included.
    pub items: TokenStream,
    /// How much of the schema the types say.
    pub verdict: Verdict,
    /// Where the types follow a convention: integers of 64 bits, unknown members dropped. None
    /// of them makes a type widened.
    pub notes: Vec<Widening>,
    /// What the passes did, by place.
    pub steps: Vec<Step>,
    /// How many leaves the schema has, and how many are `serde_json::Value`.
    pub leaves: Leaves,
    /// The names of the types, in lower case: another schema's types in the same module have
    /// others.
    pub names: BTreeSet<String>,
    /// Whether a string has a format, so that the items stand on the feature `validator` of
    /// `mcpreg-contract`.
    pub has_formats: bool,
}

/// How a schema ended as Rust types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The type says what the schema says.
    Typed,
    /// The type accepts more than the schema.
    Widened(Vec<Widening>),
    /// The type is `serde_json::Value`.
    Raw(Widening),
}

/// A place where the type says less than the schema.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Widening {
    /// JSON pointer into the schema.
    pub pointer: String,
    /// The keyword whose meaning is lost to the type; empty where it is the whole place.
    pub keyword: String,
    /// Why, in a few words.
    pub reason: String,
}

impl Widening {
    fn new(pointer: impl Into<String>, keyword: &str, reason: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            keyword: keyword.to_owned(),
            reason: reason.into(),
        }
    }
}

/// Gives one schema its types; `root` names the root type (`Arguments` or `Output`).
pub fn type_schema(root: &str, schema: &Json) -> SchemaTypes {
    type_for(root, schema, Purpose::Value, &BTreeSet::new())
}

/// Gives a schema its types, which stand in one module with those of a tool's arguments.
pub fn type_output(root: &str, schema: &Json, arguments: &SchemaTypes) -> SchemaTypes {
    type_for(root, schema, Purpose::Value, &arguments.names)
}

/// Gives the schema of a tool's arguments its types: always an object, and a struct without
/// fields where the schema lists no members.
pub fn type_arguments(root: &str, schema: &Json) -> SchemaTypes {
    type_for(root, schema, Purpose::Arguments, &BTreeSet::new())
}

/// The imports that the items of one module need.
pub fn imports(items: &TokenStream) -> TokenStream {
    write::imports(items)
}

fn type_for(root: &str, schema: &Json, purpose: Purpose, taken: &BTreeSet<String>) -> SchemaTypes {
    let typed = limit::check(schema).and_then(|()| {
        let fenced = fence::run(|| typed(root, schema, purpose, taken));
        fenced.unwrap_or_else(|panic| Err(untypeable(&panic)))
    });
    typed.unwrap_or_else(|reason| SchemaTypes {
        items: write::raw(root),
        verdict: Verdict::Raw(reason),
        notes: Vec::new(),
        steps: Vec::new(),
        leaves: Leaves::lost(schema),
        names: BTreeSet::new(),
        has_formats: false,
    })
}

fn typed(
    root: &str,
    schema: &Json,
    purpose: Purpose,
    taken: &BTreeSet<String>,
) -> Result<SchemaTypes, Widening> {
    let document = Document::open(schema)?;
    let reading = read::read(&document, root, purpose)?;
    let mut record = reading.record;
    let widenings: Vec<_> = std::mem::take(&mut record.widenings).into_iter().collect();
    let notes = std::mem::take(&mut record.notes).into_iter().collect();
    let steps = record.into_steps();
    let Some(id) = reading.root else {
        return match widenings.into_iter().next() {
            Some(reason) => Err(reason),
            None => Ok(SchemaTypes {
                items: write::raw(root),
                verdict: Verdict::Typed,
                notes,
                steps,
                leaves: Leaves::free(),
                names: BTreeSet::new(),
                has_formats: false,
            }),
        };
    };
    let order = reading.plan.reachable(id);
    let names = Names::assign(&reading.plan, &order, root, taken);
    let items = fence::typify(draft7::definitions(&reading.plan, &order))
        .and_then(|space| member::take(&space, &reading.plan, &order, &names))
        .map(|members| write::items(&reading.plan, &order, &names, &members))
        .and_then(|items| verify::verify(&items).map(|()| items))
        .map_err(|reason| untypeable(&reason))?;
    let verdict = if widenings.is_empty() {
        Verdict::Typed
    } else {
        Verdict::Widened(widenings)
    };
    Ok(SchemaTypes {
        items,
        verdict,
        notes,
        steps,
        leaves: Leaves::of(&reading.plan, &order),
        names: names.into_taken(),
        has_formats: reading.plan.has_formats(&order),
    })
}

fn untypeable(reason: &str) -> Widening {
    Widening::new("", "", format!("{UNTYPEABLE}: {reason}"))
}
