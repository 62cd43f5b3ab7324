//! The shape of the JSON (`docs/json.md` describes it to its readers).
//!
//! Field names are those of `dis.Instruction`, of code objects (`co_…`) and of the `ast` documentation. What
//! those do not have (`meaning`, `stack`, `source` …) comes after them. Code objects are a flat list that
//! refers to itself by index, since nesting would hide the order and repeat nothing.

mod code;

use std::collections::BTreeSet;

use bytescope_bytecode::Location;
use serde::Serialize;
use serde::ser::Serializer;

use crate::exploration::Exploration;
use crate::node::Node;
use crate::passes::{BasicBlock, BlockInstruction, Edge, Passes, about_pass, edges};
use crate::stages::{StageLine, Stages};
use crate::symbols::{Symbol, Symbols};
use crate::tokens::{Token, Tokens};

pub use code::CodeObjects;
pub(crate) use code::Objects;
#[cfg(feature = "schema")]
pub(crate) use code::{CodeObjectsView, CodeView};

/// The version of the shape: it grows when a field changes its meaning or goes away, not when one is added.
pub const SCHEMA: u32 = 1;

impl Serialize for Exploration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let view = || ExplorationView {
            schema: SCHEMA,
            python_version: self.release(),
            filename: &self.filename,
            mode: self.mode,
            optimize: self.optimize,
            source: self.source.text(),
            ast: self.tree(),
            code_objects: Objects { exploration: self, only: None },
        };
        self.with_stack(|| view().serialize(serializer))
    }
}

/// A program taken through every stage.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct ExplorationView<'a> {
    schema: u32,
    python_version: String,
    filename: &'a str,
    mode: &'static str,
    optimize: u8,
    source: &'a str,
    ast: &'a Node,
    code_objects: Objects<'a>,
}

/// All passes of a program, or some of them.
#[derive(Clone, Copy, Debug)]
pub struct PassSteps<'a> {
    /// Where they are from.
    pub passes: &'a Passes,
    /// Only those of units of this name.
    pub only: Option<&'a str>,
    /// Only this pass.
    pub pass: Option<&'a str>,
}

impl Serialize for PassSteps<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let units = self.passes.chosen(self.only).map(|unit| {
            let steps = unit.steps.iter().filter(|step| self.pass.is_none_or(|name| name == step.pass));
            let steps = steps.map(|step| StepView {
                pass: step.pass,
                about: about_pass(step.pass),
                changed: step.blocks.is_some(),
                blocks: step.blocks.as_deref(),
            });
            PassUnit {
                name: &unit.name,
                path: unit.path(),
                first_line: unit.firstlineno,
                steps: steps.collect(),
            }
        });
        UnitsView::new(self.passes, units).serialize(serializer)
    }
}

/// The control flow graphs of a program, or some of them, before and after optimisation.
#[derive(Clone, Copy, Debug)]
pub struct Graphs<'a> {
    /// Where they are from.
    pub passes: &'a Passes,
    /// Only those of units of this name.
    pub only: Option<&'a str>,
}

impl Serialize for Graphs<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let units = self.passes.chosen(self.only).map(|unit| GraphUnit {
            name: &unit.name,
            path: unit.path(),
            first_line: unit.firstlineno,
            before: GraphView::from(unit.blocks_after(0)),
            after: GraphView::from(unit.final_blocks()),
        });
        UnitsView::new(self.passes, units).serialize(serializer)
    }
}

/// Something about every unit of a program.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct UnitsView<'a, T> {
    schema: u32,
    python_version: String,
    filename: &'a str,
    units: Vec<T>,
}

impl<'a, T> UnitsView<'a, T> {
    fn new(passes: &'a Passes, units: impl Iterator<Item = T>) -> Self {
        Self {
            schema: SCHEMA,
            python_version: passes.version.to_string(),
            filename: &passes.filename,
            units: units.collect(),
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct PassUnit<'a> {
    name: &'a str,
    path: String,
    first_line: i32,
    steps: Vec<StepView<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct StepView<'a> {
    pass: &'static str,
    about: &'static str,
    changed: bool,
    blocks: Option<&'a [BasicBlock]>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct GraphUnit<'a> {
    name: &'a str,
    path: String,
    first_line: i32,
    before: GraphView<'a>,
    after: GraphView<'a>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct GraphView<'a> {
    blocks: &'a [BasicBlock],
    edges: BTreeSet<Edge>,
}

impl<'a> From<&'a [BasicBlock]> for GraphView<'a> {
    fn from(blocks: &'a [BasicBlock]) -> Self {
        Self { blocks, edges: edges(blocks) }
    }
}

impl Serialize for BlockInstruction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let view = BlockInstructionView {
            opname: self.opcode.name(),
            arg: self.oparg,
            argrepr: &self.argrepr,
            target: self.target,
            handler: self.handler,
            positions: Positions::from(self.location),
        };
        view.serialize(serializer)
    }
}

/// An instruction in a block.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct BlockInstructionView<'a> {
    opname: &'static str,
    arg: Option<u32>,
    argrepr: &'a str,
    target: Option<u32>,
    handler: Option<u32>,
    positions: Positions,
}

/// The scopes of a program, or some of them.
#[derive(Clone, Copy, Debug)]
pub struct Scopes<'a> {
    /// Where they are from.
    pub symbols: &'a Symbols,
    /// Only those of this name.
    pub only: Option<&'a str>,
}

impl Serialize for Scopes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { symbols, only } = *self;
        let scopes = symbols.scopes.iter().enumerate();
        let scopes = scopes.filter(|(_, scope)| only.is_none_or(|name| scope.goes_by(name)));
        let views = scopes.map(|(id, scope)| ScopeView {
            id,
            parent: scope.parent,
            name: &scope.name,
            path: &scope.path,
            r#type: scope.kind.to_string(),
            lineno: scope.location.lineno,
            nested: scope.nested,
            symbols: scope.symbols.iter().map(SymbolView::from).collect(),
        });
        let view = SymbolsView {
            schema: SCHEMA,
            python_version: symbols.version.to_string(),
            filename: &symbols.filename,
            scopes: views.collect(),
        };
        view.serialize(serializer)
    }
}

/// The symbol table of a program.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct SymbolsView<'a> {
    schema: u32,
    python_version: String,
    filename: &'a str,
    scopes: Vec<ScopeView<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct ScopeView<'a> {
    id: usize,
    parent: Option<usize>,
    name: &'a str,
    path: &'a str,
    r#type: String,
    lineno: i32,
    nested: bool,
    symbols: Vec<SymbolView<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct SymbolView<'a> {
    name: &'a str,
    scope: String,
    flags: Vec<&'static str>,
    kind: &'static str,
    uses: &'a [&'static str],
    why: &'a str,
}

impl<'a> From<&'a Symbol> for SymbolView<'a> {
    fn from(symbol: &'a Symbol) -> Self {
        let flags = symbol.flags.iter_names().map(|(name, _)| name).filter(|name| *name != "BOUND");
        Self {
            name: &symbol.name,
            scope: symbol.scope.to_string(),
            flags: flags.collect(),
            kind: symbol.kind,
            uses: &symbol.uses,
            why: &symbol.why,
        }
    }
}

impl Serialize for Tokens {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let view = TokensView {
            schema: SCHEMA,
            python_version: self.version.to_string(),
            filename: &self.filename,
            encoding: &self.encoding,
            source: self.source.text(),
            tokens: self.tokens.iter().map(|token| TokenView::new(self, token)).collect(),
        };
        view.serialize(serializer)
    }
}

/// The tokens of a program.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct TokensView<'a> {
    schema: u32,
    python_version: String,
    filename: &'a str,
    encoding: &'a str,
    source: &'a str,
    tokens: Vec<TokenView<'a>>,
}

/// Fields as in `tokenize.TokenInfo`, which counts characters; `positions` counts bytes as everywhere.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct TokenView<'a> {
    r#type: &'static str,
    exact_type: &'static str,
    string: &'a str,
    start: (i32, i32),
    end: (i32, i32),
    positions: Positions,
}

impl<'a> TokenView<'a> {
    fn new(tokens: &'a Tokens, token: &'a Token) -> Self {
        Self {
            r#type: token.kind.name(),
            exact_type: token.exact,
            string: tokens.text(token),
            start: (token.location.lineno, token.column),
            end: (token.location.end_lineno, token.end_column),
            positions: Positions::from(token.location),
        }
    }
}

/// The stages of a program, line by line.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct StagesView<'a> {
    schema: u32,
    python_version: String,
    filename: &'a str,
    ast: Option<&'a Node>,
    lines: Vec<LineView<'a>>,
}

impl<'a> StagesView<'a> {
    pub(crate) fn new(exploration: &'a Exploration, ast: Option<&'a Node>, lines: Vec<LineView<'a>>) -> Self {
        Self {
            schema: SCHEMA,
            python_version: exploration.version.to_string(),
            filename: &exploration.filename,
            ast,
            lines,
        }
    }
}

/// What belongs to a source line; `line` is null for what belongs to none.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct LineView<'a> {
    line: Option<i32>,
    source: &'a str,
    tokens: Option<Vec<TokenView<'a>>>,
    symbols: Option<Vec<NameView<'a>>>,
    instructions: Vec<LineInstruction<'a>>,
}

/// A name and the scope it is looked up in.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct NameView<'a> {
    path: &'a str,
    symbol: SymbolView<'a>,
}

/// An instruction, short: `bytescope dis` tells all of it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct LineInstruction<'a> {
    co_qualname: &'a str,
    opname: &'static str,
    arg: Option<u32>,
    argrepr: &'a str,
    meaning: &'a str,
    offset: u32,
    positions: Positions,
}

impl<'a> LineView<'a> {
    pub(crate) fn new(stages: &'a Stages, line: i32, content: &StageLine) -> Self {
        let exploration = &stages.exploration;
        let tokens = stages.tokens.as_ref().map(|tokens| {
            let found = content.tokens.iter().filter_map(|index| tokens.tokens.get(*index));
            found.map(|token| TokenView::new(tokens, token)).collect()
        });
        let symbols = stages.symbols.as_ref().map(|symbols| {
            let names = content.names.iter().filter_map(|name| {
                let scope = symbols.scopes.get(name.scope)?;
                let symbol = SymbolView::from(scope.symbols.get(name.symbol)?);
                Some(NameView { path: &scope.path, symbol })
            });
            names.collect()
        });
        let instructions = content.instructions.iter().filter_map(|(object, at)| {
            let instruction = stages.disassemblies.get(*object)?.instructions.get(*at)?;
            Some(LineInstruction {
                co_qualname: &exploration.objects.get(*object)?.code.qualname,
                opname: instruction.opcode.name(),
                arg: instruction.arg,
                argrepr: &instruction.argrepr,
                meaning: &instruction.meaning,
                offset: instruction.offset,
                positions: Positions::from(instruction.location),
            })
        });
        Self {
            line: (line > 0).then_some(line),
            source: exploration.source.line(line),
            tokens,
            symbols,
            instructions: instructions.collect(),
        }
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct Positions {
    lineno: Option<i32>,
    end_lineno: Option<i32>,
    col_offset: Option<i32>,
    end_col_offset: Option<i32>,
}

impl From<Location> for Positions {
    fn from(location: Location) -> Self {
        Self {
            lineno: known(location.lineno),
            end_lineno: known(location.end_lineno),
            col_offset: known(location.col_offset),
            end_col_offset: known(location.end_col_offset),
        }
    }
}

fn known(number: i32) -> Option<i32> {
    (number >= 0).then_some(number)
}
