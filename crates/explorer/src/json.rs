//! The shape of the JSON (`docs/json.md` describes it to its readers).
//!
//! Field names are those of `dis.Instruction`, of code objects (`co_…`) and of the `ast` documentation. What
//! those do not have (`meaning`, `stack`, `source` …) comes after them. Code objects are a flat list that
//! refers to itself by index, since nesting would hide the order and repeat nothing.

use std::collections::BTreeSet;

use bytescope_bytecode::{Constant, Location};
use serde::Serialize;
use serde::ser::{Error as _, SerializeSeq, Serializer};

use crate::code::Instruction;
use crate::disassemble::Disassembly;
use crate::exploration::{Exploration, Object};
use crate::node::Node;
use crate::passes::{BasicBlock, BlockInstruction, Edge, Passes, about_pass, edges};
use crate::stages::{StageLine, Stages};
use crate::symbols::{Symbol, Symbols};
use crate::tokens::{Token, Tokens};

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

/// The code objects of an exploration, without tree and source.
#[derive(Clone, Copy, Debug)]
pub struct CodeObjects<'a> {
    /// Where they are from.
    pub exploration: &'a Exploration,
    /// Only those of this name.
    pub only: Option<&'a str>,
}

impl Serialize for CodeObjects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { exploration, only } = *self;
        let view = CodeObjectsView {
            schema: SCHEMA,
            python_version: exploration.release(),
            filename: &exploration.filename,
            code_objects: Objects { exploration, only },
        };
        view.serialize(serializer)
    }
}

/// The code objects of a program.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct CodeObjectsView<'a> {
    schema: u32,
    python_version: String,
    filename: &'a str,
    code_objects: Objects<'a>,
}

/// A list that is made while it is written.
pub(crate) struct Objects<'a> {
    exploration: &'a Exploration,
    only: Option<&'a str>,
}

impl Serialize for Objects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { exploration, only } = *self;
        let mut list = serializer.serialize_seq(None)?;
        for (id, object) in exploration.objects.iter().enumerate() {
            if only.is_some_and(|name| !object.code.goes_by(name)) {
                continue;
            }
            // Taken apart one by one: the instructions of a large program would not fit all at once.
            let disassembly = exploration.disassemble(object).map_err(S::Error::custom)?;
            let place = Place { exploration, id, object, disassembly: &disassembly };
            list.serialize_element(&place.view())?;
        }
        list.end()
    }
}

/// A code object with all that is said about it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct CodeView<'a> {
    id: usize,
    parent: Option<usize>,
    breadcrumb: Vec<String>,
    first_line: i32,
    last_line: i32,
    co_name: &'a str,
    co_qualname: &'a str,
    co_filename: &'a str,
    co_firstlineno: i32,
    co_argcount: u32,
    co_posonlyargcount: u32,
    co_kwonlyargcount: u32,
    co_stacksize: u32,
    co_flags: u32,
    flags: Vec<&'static str>,
    co_names: Vec<&'a str>,
    locals: Vec<LocalView<'a>>,
    co_consts: Vec<ConstantView>,
    co_code: String,
    co_linetable: String,
    co_exceptiontable: String,
    instructions: Vec<InstructionView<'a>>,
    exception_table: Vec<ExceptionView>,
}

/// Where a code object stands.
struct Place<'a> {
    exploration: &'a Exploration,
    id: usize,
    object: &'a Object,
    disassembly: &'a Disassembly,
}

impl<'a> Place<'a> {
    fn view(&self) -> CodeView<'a> {
        let code = &self.object.code;
        CodeView {
            id: self.id,
            parent: self.object.parent,
            breadcrumb: self.exploration.breadcrumb(self.object).iter().map(ToString::to_string).collect(),
            first_line: *self.object.lines.start(),
            last_line: *self.object.lines.end(),
            co_name: &code.name,
            co_qualname: &code.qualname,
            co_filename: &code.filename,
            co_firstlineno: code.firstlineno,
            co_argcount: code.argcount,
            co_posonlyargcount: code.posonlyargcount,
            co_kwonlyargcount: code.kwonlyargcount,
            co_stacksize: code.stacksize,
            co_flags: code.flags.bits(),
            flags: code.flags.iter_names().map(|(name, _)| name).collect(),
            co_names: code.names.iter().map(|name| &**name).collect(),
            locals: self.locals(),
            co_consts: self.constants(),
            co_code: hex(&code.code),
            co_linetable: hex(&code.linetable),
            co_exceptiontable: hex(&code.exceptiontable),
            instructions: self.instructions(),
            exception_table: self.exceptions(),
        }
    }

    fn locals(&self) -> Vec<LocalView<'a>> {
        let view = |local: &'a crate::code::Local| {
            let kinds = [
                (local.local, "local"),
                (local.cell, "cell"),
                (local.free, "free"),
                (local.hidden, "hidden"),
            ];
            LocalView {
                name: &local.name,
                kinds: kinds.into_iter().filter_map(|(has, kind)| has.then_some(kind)).collect(),
            }
        };
        self.disassembly.locals.iter().map(view).collect()
    }

    fn constants(&self) -> Vec<ConstantView> {
        let mut nested = self.exploration.objects.iter().enumerate().skip(self.id + 1);
        let mut next_id = || nested.find(|(_, object)| object.parent == Some(self.id)).map(|(id, _)| id);
        let view = |value: &Constant| ConstantView {
            r#type: value.type_name(),
            repr: value.repr(),
            code_object: if matches!(value, Constant::Code(_)) { next_id() } else { None },
        };
        self.object.code.consts.iter().map(view).collect()
    }

    fn instructions(&self) -> Vec<InstructionView<'a>> {
        let source = &self.exploration.source;
        let table = self.exploration.table();
        let view = |instruction: &'a Instruction| InstructionView {
            opname: instruction.opcode.name(),
            opcode: instruction.number,
            arg: instruction.arg,
            argval: match (instruction.jump_target, instruction.arg) {
                (Some(target), _) => ArgVal::Number(target),
                (None, Some(arg)) if instruction.argrepr.is_empty() => ArgVal::Number(arg),
                (None, Some(_)) => ArgVal::Text(&instruction.argrepr),
                (None, None) => ArgVal::None,
            },
            argrepr: &instruction.argrepr,
            offset: instruction.offset,
            start_offset: instruction.start_offset,
            starts_line: instruction.starts_line,
            line_number: known(instruction.location.lineno),
            label: instruction.label,
            is_jump_target: instruction.is_jump_target,
            positions: Positions::from(instruction.location),
            cache_info: table.cache_fields(instruction.opcode),
            meaning: &instruction.meaning,
            source: source.slice(instruction.location).map(crate::source::excerpt),
            stack_effect: instruction.stack_effect,
            stack: instruction.stack.as_ref(),
        };
        self.disassembly.instructions.iter().map(view).collect()
    }

    fn exceptions(&self) -> Vec<ExceptionView> {
        let view = |range: &crate::code::ExceptionRange| ExceptionView {
            start: range.start,
            end: range.end,
            target: range.target,
            depth: range.depth,
            lasti: range.lasti,
        };
        self.disassembly.exceptions.iter().map(view).collect()
    }
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct LocalView<'a> {
    name: &'a str,
    kinds: Vec<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct ConstantView {
    r#type: &'static str,
    repr: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_object: Option<usize>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct InstructionView<'a> {
    opname: &'static str,
    opcode: u8,
    arg: Option<u32>,
    argval: ArgVal<'a>,
    argrepr: &'a str,
    offset: u32,
    start_offset: u32,
    starts_line: bool,
    line_number: Option<i32>,
    label: Option<usize>,
    is_jump_target: bool,
    positions: Positions,
    cache_info: &'static [(&'static str, u8)],
    meaning: &'a str,
    source: Option<std::borrow::Cow<'a, str>>,
    stack_effect: i32,
    stack: Option<&'a crate::stack::Stack>,
}

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
#[serde(untagged)]
pub(crate) enum ArgVal<'a> {
    None,
    Number(u32),
    Text(&'a str),
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

#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub(crate) struct ExceptionView {
    start: u32,
    end: u32,
    target: u32,
    depth: u32,
    lasti: bool,
}

fn known(number: i32) -> Option<i32> {
    (number >= 0).then_some(number)
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
