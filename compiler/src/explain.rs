//! One tool through the whole line: its pin, what each pass makes of it, its types and its check.
//!
//! The lock's own compilation goes in; out comes an [`Explanation`], printed for people or as
//! JSON. Types, check and signature are the ones a gateway links, and the passes' steps are those
//! that they wrote down when they made the types.

mod check;
mod text;

use mcpreg_codegen::check::CheckCode;
use mcpreg_codegen::check::plan::Plan;
use mcpreg_codegen::json::Json;
use mcpreg_codegen::model::{ServerModel, TypedModel, TypedTool};
use mcpreg_codegen::schema::SchemaOptions;
use mcpreg_codegen::types::{SchemaTypes, Step, Verdict, Widening};
use mcpreg_codegen::{SourceTree, emit};
use serde::Serialize;

/// One tool, explained.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// The server's id.
    pub server: String,
    /// The server's own name for the tool.
    pub tool: String,
    /// The name clients see.
    pub public_name: String,
    /// SHA-256 of the server's pin.
    pub pin_sha256: String,
    /// The typed function of the generated crate.
    pub proxy: String,
    /// Arguments that the gateway fills in.
    pub fixed: Vec<String>,
    /// Its schemas: the arguments', and the output's where there is one.
    pub schemas: Vec<Explained>,
}

/// One schema, explained.
#[derive(Debug, Serialize)]
pub struct Explained {
    /// `arguments` or `output`.
    pub role: &'static str,
    /// The schema as pinned, without fixed arguments.
    pub schema: serde_json::Value,
    /// What the passes did, by place.
    pub passes: Vec<Effect>,
    /// `typed`, `widened` or `raw`.
    pub verdict: &'static str,
    /// The Rust types.
    pub types: String,
    /// Where the types say less than the schema.
    pub widenings: Vec<Loss>,
    /// Where the types follow a convention.
    pub notes: Vec<Loss>,
    /// What the check decides, node by node; empty where the run-time validator decides.
    pub check: Vec<String>,
    /// Why the run-time validator decides, where it does.
    pub validator: Option<String>,
}

/// What one pass did at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// The pass.
    pub pass: String,
    /// JSON pointer to the subschema.
    pub pointer: String,
    /// The keyword.
    pub keyword: String,
    /// What the pass made of it.
    pub effect: String,
    /// What the types do not say of it, where they do not.
    pub lost: Option<String>,
}

/// One place with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Loss {
    /// JSON pointer into the schema.
    pub pointer: String,
    /// The keyword.
    pub keyword: String,
    /// Why.
    pub reason: String,
}

/// Why there is nothing to explain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExplainError {
    /// The lock has no such server.
    #[error("the lock has no server {server:?}{}", help(nearest.as_ref(), "servers", known))]
    UnknownServer {
        /// The name asked for.
        server: String,
        /// The closest one there is.
        nearest: Option<String>,
        /// All of them.
        known: Vec<String>,
    },
    /// The server has no such tool.
    #[error("the server {server:?} has no tool {tool:?}{}", help(nearest.as_ref(), "tools", known))]
    UnknownTool {
        /// The server.
        server: String,
        /// The name asked for.
        tool: String,
        /// The closest one there is.
        nearest: Option<String>,
        /// All of them.
        known: Vec<String>,
    },
}

fn help(nearest: Option<&String>, kind: &str, known: &[String]) -> String {
    match nearest {
        Some(name) => format!("\n  help: did you mean {name:?}?"),
        None => format!("\n  help: its {kind} are {}", known.join(", ")),
    }
}

/// Explains one tool of a model; `tool` is its own name or its public one.
///
/// # Errors
///
/// When there is no such server or tool, with the nearest name.
pub fn explain(model: &TypedModel, server: &str, tool: &str) -> Result<Explanation, ExplainError> {
    let servers = model.servers.iter();
    let Some(found) = servers.clone().find(|one| one.id == server) else {
        let known: Vec<String> = servers.map(|one| one.id.clone()).collect();
        return Err(ExplainError::UnknownServer {
            server: server.to_owned(),
            nearest: mcpreg_text::nearest(server, known.iter().map(String::as_str))
                .map(str::to_owned),
            known,
        });
    };
    let tools = found.tools.iter();
    let named = |one: &&TypedTool| one.tool.name == tool || one.tool.public_name == tool;
    let Some(typed) = tools.clone().find(named) else {
        let known: Vec<String> = tools.map(|one| one.tool.name.clone()).collect();
        return Err(ExplainError::UnknownTool {
            server: server.to_owned(),
            tool: tool.to_owned(),
            nearest: mcpreg_text::nearest(tool, known.iter().map(String::as_str))
                .map(str::to_owned),
            known,
        });
    };
    Ok(of_tool(found, typed, &emit::emit(model)))
}

fn of_tool(server: &ServerModel<TypedTool>, typed: &TypedTool, tree: &SourceTree) -> Explanation {
    let tool = &typed.tool;
    let options = SchemaOptions {
        formats: server.checks.format,
        ..SchemaOptions::default()
    };
    let arguments = (&tool.arguments, &typed.arguments, &typed.arguments_check);
    let mut schemas = vec![explained("arguments", arguments, &options)];
    if let (Some(schema), Some(types), Some(check)) =
        (&tool.output, &typed.output, &typed.output_check)
    {
        schemas.push(explained("output", (schema, types, check), &options));
    }
    Explanation {
        server: server.id.clone(),
        tool: tool.name.clone(),
        public_name: tool.public_name.clone(),
        pin_sha256: server.pin_sha256.clone(),
        proxy: proxy(tree, server, &tool.rust_name),
        fixed: tool.fixed.keys().cloned().collect(),
        schemas,
    }
}

fn explained(
    role: &'static str,
    (schema, types, check): (&Json, &SchemaTypes, &CheckCode),
    options: &SchemaOptions,
) -> Explained {
    let (verdict, widenings) = match &types.verdict {
        Verdict::Typed => ("typed", Vec::new()),
        Verdict::Widened(places) => ("widened", losses(places)),
        Verdict::Raw(place) => ("raw", losses(std::slice::from_ref(place))),
    };
    let plan = Plan::with(schema, options);
    Explained {
        role,
        schema: schema.into(),
        passes: effects(&types.steps, &widenings),
        verdict,
        types: rust(types),
        widenings,
        notes: losses(&types.notes),
        check: plan.map(|plan| check::words(&plan)).unwrap_or_default(),
        validator: check.validator.clone(),
    }
}

fn effects(steps: &[Step], losses: &[Loss]) -> Vec<Effect> {
    let effect = |step: &Step| {
        let is_it = |loss: &&Loss| (&loss.pointer, &loss.keyword) == (&step.pointer, &step.keyword);
        Effect {
            pass: step.pass.to_string(),
            pointer: step.pointer.clone(),
            keyword: step.keyword.clone(),
            effect: step.effect.clone(),
            lost: losses.iter().find(is_it).map(|loss| loss.reason.clone()),
        }
    };
    steps.iter().map(effect).collect()
}

fn losses(places: &[Widening]) -> Vec<Loss> {
    let loss = |place: &Widening| Loss {
        pointer: place.pointer.clone(),
        keyword: place.keyword.clone(),
        reason: place.reason.clone(),
    };
    places.iter().map(loss).collect()
}

/// The items of a schema's types, formatted; their bare text where they are no file of their own.
fn rust(types: &SchemaTypes) -> String {
    match syn::parse2(types.items.clone()) {
        Ok(file) => prettyplease::unparse(&file),
        Err(_) => types.items.to_string(),
    }
}

/// The declaration of a tool's function in the emitted sources.
fn proxy(tree: &SourceTree, server: &ServerModel<TypedTool>, function: &str) -> String {
    let start = format!("pub async fn {function}(");
    let declared = |text: &String| {
        let declaration = &text[text.find(&start)?..];
        declaration.split(" {\n").next().map(str::to_owned)
    };
    let of_server = |path: &str| {
        let mut parts = path.split(['/', '.']);
        parts.any(|part| part == server.module || part == server.id)
    };
    let mut files = tree.files.iter().filter(|(path, _)| of_server(path));
    let found = files.find_map(|(_, text)| declared(text));
    found.unwrap_or_else(|| format!("{start}…)"))
}
