//! Types as parts of other schemas.

use mcpreg_contract::check::Node;
use mcpreg_contract::schemars::{JsonSchema, schema_for};
use mcpreg_contract::typed;
use mcpreg_contract::{Check, Coverage, Tool};
use serde_json::{Value, json};

static ANYTHING: Check = Check::Table {
    nodes: &[Node::ANY],
    fixed: &[],
};

static TOOL: Tool = Tool {
    public_name: "mcp_maps_route",
    name: "route",
    server: "maps",
    listing: r##"{"name":"mcp_maps_route","inputSchema":{"type":"object","required":["from"],
        "properties":{"from":{"$ref":"#/$defs/place"}},"$defs":{"place":{"type":"string","minLength":2}}},
        "outputSchema":{"$id":"https://maps.example/route","type":"object"}}"##,
    arguments: &ANYTHING,
    output: Some(&ANYTHING),
    fixed: &[],
    coverage: Coverage::Typed,
};

#[derive(Debug, Clone, PartialEq, typed::Object)]
struct Arguments;

#[derive(Debug, Clone, PartialEq, typed::Object)]
struct Output;

typed::json_schema!(TOOL, Arguments, Output);

#[test]
fn a_type_has_the_schema_of_its_tool() {
    let schema = schema_for!(Arguments).to_value();
    assert_eq!(schema["$id"], "mcp:mcp_maps_route.inputSchema");
    assert_eq!(
        schema["properties"],
        json!({"from": {"$ref": "#/$defs/place"}})
    );
    assert_eq!(
        schema_for!(Output).to_value()["$id"],
        "https://maps.example/route"
    );
    assert_eq!(Arguments::schema_name(), "mcp_maps_route.inputSchema");
}

#[test]
fn its_references_hold_inside_another_schema() {
    #[derive(JsonSchema)]
    #[schemars(crate = "mcpreg_contract::schemars")]
    #[expect(dead_code, reason = "its schema is looked at only")]
    struct Trip {
        legs: Vec<Arguments>,
        place: Output,
    }
    let schema: Value = schema_for!(Trip).to_value();
    let validator = jsonschema::validator_for(&schema).expect("the schema can be compiled");
    assert!(validator.is_valid(&json!({"legs": [{"from": "Linz"}], "place": {}})));
    assert!(!validator.is_valid(&json!({"legs": [{"from": "L"}], "place": {}})));
    assert!(!validator.is_valid(&json!({"legs": [{}], "place": {}})));
}
