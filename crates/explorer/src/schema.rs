//! JSON schemas of all that this crate serializes, made from the very types that serde writes.
//!
//! Only two shapes are written by hand: syntax nodes, whose fields depend on their kind, and stacks, which are
//! lists of texts. `deny_unknown_fields` on every type makes the schemas strict, so that a field that is added
//! without being described fails the tests.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::comparison::ComparisonView;
use crate::json::{
    BlockInstructionView, CodeObjectsView, CodeView, ExplorationView, GraphUnit, Objects, PassUnit,
    StagesView, SymbolsView, TokensView, UnitsView,
};
use crate::node::Node;
use crate::passes::BlockInstruction;
use crate::stack::Stack;
use crate::verification::Verification;

/// All schemas, each with the name of the command whose output it describes.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("show", schema::<ExplorationView<'static>>()),
        ("ast", schema::<Node>()),
        ("tokens", schema::<TokensView<'static>>()),
        ("symbols", schema::<SymbolsView<'static>>()),
        ("dis", schema::<CodeObjectsView<'static>>()),
        ("passes", schema::<UnitsView<'static, PassUnit<'static>>>()),
        ("cfg", schema::<UnitsView<'static, GraphUnit<'static>>>()),
        ("compare", schema::<ComparisonView<'static>>()),
        ("stages", schema::<StagesView<'static>>()),
        ("verify", schema::<Verification>()),
    ]
}

/// The schema of what a type is written as.
pub fn schema<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

impl JsonSchema for Stack {
    fn schema_name() -> Cow<'static, str> {
        "Stack".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<String>::json_schema(generator)
    }
}

impl JsonSchema for Objects<'_> {
    fn schema_name() -> Cow<'static, str> {
        "CodeObjects".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<CodeView<'static>>::json_schema(generator)
    }
}

impl JsonSchema for BlockInstruction {
    fn schema_name() -> Cow<'static, str> {
        BlockInstructionView::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BlockInstructionView::json_schema(generator)
    }
}

impl JsonSchema for Node {
    fn schema_name() -> Cow<'static, str> {
        "Node".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let field = generator.subschema_for::<Field>();
        let number = json_schema!({ "type": "integer" });
        json_schema!({
            "description": "A node of the syntax tree: its class, its fields, and its position if it has one.",
            "type": "object",
            "properties": {
                "node": { "type": "string" },
                "lineno": number,
                "col_offset": number,
                "end_lineno": number,
                "end_col_offset": number,
            },
            "required": ["node"],
            "additionalProperties": field,
        })
    }
}

/// What a field of a node holds.
struct Field;

impl JsonSchema for Field {
    fn schema_name() -> Cow<'static, str> {
        "Field".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let node = generator.subschema_for::<Node>();
        let field = generator.subschema_for::<Self>();
        json_schema!({
            "description": "What a field of a node holds.",
            "anyOf": [
                { "type": "null" },
                { "type": "string" },
                { "type": "integer" },
                { "type": "array", "items": field },
                {
                    "description": "The value of a Constant.",
                    "type": "object",
                    "properties": { "type": { "type": "string" }, "repr": { "type": "string" } },
                    "required": ["type", "repr"],
                    "additionalProperties": false,
                },
                node,
            ],
        })
    }
}
