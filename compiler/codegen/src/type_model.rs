//! From [`Model`] to [`TypedModel`]: every schema of every tool gets its types and its check.
//!
//! How one schema is typed is [`crate::types`]'s business, how it is checked [`crate::check`]'s;
//! here is only who gets which.

use std::collections::BTreeMap;

use crate::check::check_schema;
use crate::model::{Model, ServerModel, ToolModel, TypedModel, TypedTool};
use crate::schema::SchemaOptions;
use crate::types::{on_deep_stack, type_arguments, type_output};

/// Gives every schema of the model its types and checks.
pub fn type_model(model: Model) -> TypedModel {
    let servers = on_deep_stack(|| model.servers.into_iter().map(type_server).collect());
    TypedModel {
        gateway: model.gateway,
        servers,
    }
}

fn type_server(server: ServerModel<ToolModel>) -> ServerModel<TypedTool> {
    let options = SchemaOptions {
        formats: server.checks.format,
        ..SchemaOptions::default()
    };
    ServerModel {
        id: server.id,
        module: server.module,
        prefix: server.prefix,
        protocol: server.protocol,
        version: server.version,
        pin_sha256: server.pin_sha256,
        launch: server.launch,
        timeouts: server.timeouts,
        checks: server.checks,
        tools: server
            .tools
            .into_iter()
            .map(|tool| type_tool(tool, &options))
            .collect(),
    }
}

fn type_tool(tool: ToolModel, options: &SchemaOptions) -> TypedTool {
    let none = BTreeMap::new();
    let arguments = type_arguments("Arguments", &tool.arguments);
    let output = tool.output.as_ref();
    TypedTool {
        output: output.map(|schema| type_output("Output", schema, &arguments)),
        arguments,
        arguments_check: check_schema("ARGUMENTS", &tool.arguments, &tool.fixed, options),
        output_check: output.map(|schema| check_schema("OUTPUT", schema, &none, options)),
        tool,
    }
}
