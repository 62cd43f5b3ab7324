//! The shape of a line of a trace.
//!
//! The tracer puts its lines together by hand, for speed, so that its shape is described here once more. The test
//! that validates real traces keeps the two together.
#![expect(dead_code, reason = "it is a description")]

use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema};

/// A line of a trace: an executed instruction, or anything else that happened.
#[derive(JsonSchema)]
#[serde(untagged)]
enum Line {
    Step(Executed),
    Event(Event),
}

/// An executed instruction.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Executed {
    /// From 1, counted over all instructions.
    step: u64,
    /// The number of its frame.
    frame: u32,
    /// The qualified name of its code object.
    code: String,
    offset: u32,
    opname: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    arg: Option<u32>,
    /// The argument in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    meaning: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<i32>,
    /// The piece of source it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// The value stack before, bottom first.
    stack: Vec<String>,
    /// After; null when the frame was left, an exception was raised, or another frame was entered first.
    stack_after: Option<Vec<String>>,
    /// Variables that it set, or deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<BTreeMap<String, Option<String>>>,
    /// What the program printed meanwhile.
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<String>,
}

/// Anything else that happened.
#[derive(JsonSchema)]
#[serde(tag = "event", rename_all = "lowercase")]
#[schemars(deny_unknown_fields)]
enum Event {
    Entered {
        frame: u32,
        caller: Option<u32>,
        code: String,
        file: String,
        first_line: i32,
        locals: BTreeMap<String, String>,
    },
    Resumed {
        frame: u32,
        caller: Option<u32>,
        code: String,
        file: String,
        first_line: i32,
        locals: BTreeMap<String, String>,
    },
    Returned {
        frame: u32,
        value: String,
    },
    Yielded {
        frame: u32,
        value: String,
    },
    Left {
        frame: u32,
        value: String,
    },
    Raised {
        frame: u32,
        exception: String,
        message: String,
        handler: Option<u32>,
    },
    Sought {
        frame: u32,
        offset: u32,
        asked: Vec<Vec<u32>>,
        found: bool,
    },
    Name {
        frame: u32,
        name: String,
        found: Option<String>,
        asked: Vec<String>,
    },
    Attribute {
        frame: u32,
        name: String,
        class: String,
        found: Option<String>,
        #[serde(rename = "in")]
        place: Option<String>,
        kind: Option<String>,
        asked: Vec<String>,
        asked_object: bool,
    },
    Freed {
        object: String,
    },
    Collected {
        object: String,
    },
    Check {
        frame: u32,
    },
    Switched {
        from: i64,
        to: i64,
    },
    Wrote {
        text: String,
    },
    Rounds {
        frame: u32,
        rounds: u64,
        steps: u64,
    },
    End {
        steps: u64,
        exit_code: u8,
    },
}

/// The schema of a line.
pub(super) fn line() -> Schema {
    bytescope_explorer::schema::schema::<Line>()
}
