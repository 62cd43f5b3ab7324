//! The shape of a comparison in JSON.

use serde::{Serialize, Serializer};

use super::{Aligned, Comparison, Cost, FieldChange, Pair, Part, Side};
use crate::json::SCHEMA;

impl Serialize for Comparison {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [left, right] = self.costs();
        let view = ComparisonView {
            schema: SCHEMA,
            differs: self.differs(),
            left: SideView::new(&self.left, left),
            right: SideView::new(&self.right, right),
            pairs: self.pairs.iter().map(|pair| PairView::new(pair, self)).collect(),
        };
        view.serialize(serializer)
    }
}

/// `compare` of two programs.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct ComparisonView<'a> {
    schema: u32,
    differs: bool,
    left: SideView<'a>,
    right: SideView<'a>,
    pairs: Vec<PairView<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct SideView<'a> {
    filename: &'a str,
    label: &'a str,
    python_version: String,
    source: &'a str,
    cost: CostView,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct CostView {
    code_objects: usize,
    instructions: usize,
    code_bytes: usize,
    stack_size: u32,
    constants: usize,
    names: usize,
    locals: usize,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct PairView<'a> {
    path: &'a str,
    differs: bool,
    left: Option<PartView<'a>>,
    right: Option<PartView<'a>>,
    fields: Vec<FieldView<'a>>,
    rows: Vec<RowView<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct PartView<'a> {
    co_qualname: &'a str,
    co_firstlineno: i32,
    cost: CostView,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct FieldView<'a> {
    field: &'static str,
    left: &'a [String],
    right: &'a [String],
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct RowView<'a> {
    change: &'static str,
    left: Option<InstructionView<'a>>,
    right: Option<InstructionView<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
struct InstructionView<'a> {
    opname: &'static str,
    arg: Option<u32>,
    argrepr: &'a str,
    meaning: &'a str,
    offset: u32,
    label: Option<usize>,
    line_number: Option<i32>,
    source: Option<String>,
}

impl<'a> SideView<'a> {
    fn new(side: &'a Side, cost: Cost) -> Self {
        Self {
            filename: &side.filename,
            label: &side.label,
            python_version: side.version.to_string(),
            source: side.source.text(),
            cost: cost.into(),
        }
    }
}

impl From<Cost> for CostView {
    fn from(cost: Cost) -> Self {
        let Cost { code_objects, instructions, code_bytes, stack_size, constants, names, locals } = cost;
        Self { code_objects, instructions, code_bytes, stack_size, constants, names, locals }
    }
}

impl<'a> PairView<'a> {
    fn new(pair: &'a Pair, comparison: &'a Comparison) -> Self {
        let part = |part: &'a Part| PartView {
            co_qualname: &part.code.qualname,
            co_firstlineno: part.code.firstlineno,
            cost: part.cost().into(),
        };
        let field = |change: &'a FieldChange| FieldView {
            field: change.field,
            left: &change.left,
            right: &change.right,
        };
        let row = |row: &Aligned| RowView {
            change: row.change.name(),
            left: InstructionView::new(&comparison.left, pair.left.as_ref(), row.left),
            right: InstructionView::new(&comparison.right, pair.right.as_ref(), row.right),
        };
        Self {
            path: &pair.path,
            differs: pair.differs(),
            left: pair.left.as_ref().map(part),
            right: pair.right.as_ref().map(part),
            fields: pair.fields.iter().map(field).collect(),
            rows: pair.rows.iter().map(row).collect(),
        }
    }
}

impl<'a> InstructionView<'a> {
    fn new(side: &Side, part: Option<&'a Part>, index: Option<usize>) -> Option<Self> {
        let instruction = part?.disassembly.instructions.get(index?)?;
        let slice = side.source.slice(instruction.location);
        Some(Self {
            opname: instruction.opcode.name(),
            arg: instruction.arg,
            argrepr: &instruction.argrepr,
            meaning: &instruction.meaning,
            offset: instruction.offset,
            label: instruction.label,
            line_number: (instruction.location.lineno >= 0).then_some(instruction.location.lineno),
            source: slice.map(|slice| crate::source::excerpt(slice).into_owned()),
        })
    }
}
