//! The shape of the JSON (`docs/json.md` describes it to its readers).
//!
//! Field names are those of `dis.Instruction`, of code objects (`co_…`) and of the `ast` documentation. What
//! those do not have (`meaning`, `stack`, `source` …) comes after them. Code objects are a flat list that
//! refers to itself by index, since nesting would hide the order and repeat nothing.

use std::collections::BTreeSet;

use bytescope_bytecode::{Constant, Location};
use serde::Serialize;
use serde::ser::{Error as _, SerializeSeq, SerializeStruct, Serializer};

use crate::code::Instruction;
use crate::disassemble::Disassembly;
use crate::exploration::{Exploration, Object};
use crate::passes::{BasicBlock, BlockInstruction, Edge, Passes, about_pass, edges};
use crate::symbols::{Symbol, Symbols};
use crate::tokens::Tokens;

/// The version of the shape: it grows when a field changes its meaning or goes away, not when one is added.
pub const SCHEMA: u32 = 1;

impl Serialize for Exploration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Exploration", 8)?;
        map.serialize_field("schema", &SCHEMA)?;
        map.serialize_field("python_version", &self.version.to_string())?;
        map.serialize_field("filename", &self.filename)?;
        map.serialize_field("mode", self.mode)?;
        map.serialize_field("optimize", &self.optimize)?;
        map.serialize_field("source", self.source.text())?;
        self.with_stack(|| map.serialize_field("ast", self.tree()))?;
        map.serialize_field("code_objects", &Objects { exploration: self, only: None })?;
        map.end()
    }
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
            UnitView {
                name: &unit.name,
                path: unit.path(),
                first_line: unit.firstlineno,
                content: Steps { steps: steps.collect() },
            }
        });
        units_map(serializer, "Passes", self.passes, units.collect::<Vec<_>>())
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
        let units = self.passes.chosen(self.only).map(|unit| UnitView {
            name: &unit.name,
            path: unit.path(),
            first_line: unit.firstlineno,
            content: BeforeAndAfter {
                before: GraphView::from(unit.blocks_after(0)),
                after: GraphView::from(unit.final_blocks()),
            },
        });
        units_map(serializer, "Graphs", self.passes, units.collect::<Vec<_>>())
    }
}

fn units_map<S: Serializer>(
    serializer: S,
    name: &'static str,
    passes: &Passes,
    units: impl Serialize,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_struct(name, 4)?;
    map.serialize_field("schema", &SCHEMA)?;
    map.serialize_field("python_version", &passes.version.to_string())?;
    map.serialize_field("filename", &passes.filename)?;
    map.serialize_field("units", &units)?;
    map.end()
}

#[derive(Serialize)]
struct UnitView<'a, T> {
    name: &'a str,
    path: String,
    first_line: i32,
    #[serde(flatten)]
    content: T,
}

#[derive(Serialize)]
struct Steps<'a> {
    steps: Vec<StepView<'a>>,
}

#[derive(Serialize)]
struct StepView<'a> {
    pass: &'static str,
    about: &'static str,
    changed: bool,
    blocks: Option<&'a [BasicBlock]>,
}

#[derive(Serialize)]
struct BeforeAndAfter<'a> {
    before: GraphView<'a>,
    after: GraphView<'a>,
}

#[derive(Serialize)]
struct GraphView<'a> {
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
        let mut map = serializer.serialize_struct("BlockInstruction", 6)?;
        map.serialize_field("opname", self.opcode.name())?;
        map.serialize_field("arg", &self.oparg)?;
        map.serialize_field("argrepr", &self.argrepr)?;
        map.serialize_field("target", &self.target)?;
        map.serialize_field("handler", &self.handler)?;
        map.serialize_field("positions", &Positions::from(self.location))?;
        map.end()
    }
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
        let mut map = serializer.serialize_struct("Symbols", 4)?;
        map.serialize_field("schema", &SCHEMA)?;
        map.serialize_field("python_version", &symbols.version.to_string())?;
        map.serialize_field("filename", &symbols.filename)?;
        map.serialize_field("scopes", &views.collect::<Vec<_>>())?;
        map.end()
    }
}

#[derive(Serialize)]
struct ScopeView<'a> {
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
struct SymbolView<'a> {
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
        let views = self.tokens.iter().map(|token| TokenView {
            r#type: token.kind.name(),
            exact_type: token.exact,
            string: self.text(token),
            start: (token.location.lineno, token.column),
            end: (token.location.end_lineno, token.end_column),
            positions: Positions::from(token.location),
        });
        let mut map = serializer.serialize_struct("Tokens", 6)?;
        map.serialize_field("schema", &SCHEMA)?;
        map.serialize_field("python_version", &self.version.to_string())?;
        map.serialize_field("filename", &self.filename)?;
        map.serialize_field("encoding", &self.encoding)?;
        map.serialize_field("source", self.source.text())?;
        map.serialize_field("tokens", &views.collect::<Vec<_>>())?;
        map.end()
    }
}

/// Fields as in `tokenize.TokenInfo`, which counts characters; `positions` counts bytes as everywhere.
#[derive(Serialize)]
struct TokenView<'a> {
    r#type: &'static str,
    exact_type: &'static str,
    string: &'a str,
    start: (i32, i32),
    end: (i32, i32),
    positions: Positions,
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
        let mut map = serializer.serialize_struct("CodeObjects", 4)?;
        map.serialize_field("schema", &SCHEMA)?;
        map.serialize_field("python_version", &exploration.version.to_string())?;
        map.serialize_field("filename", &exploration.filename)?;
        map.serialize_field("code_objects", &Objects { exploration, only })?;
        map.end()
    }
}

struct Objects<'a> {
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
            list.serialize_element(&CodeView { exploration, id, object, disassembly: &disassembly })?;
        }
        list.end()
    }
}

struct CodeView<'a> {
    exploration: &'a Exploration,
    id: usize,
    object: &'a Object,
    disassembly: &'a Disassembly,
}

impl Serialize for CodeView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let code = &self.object.code;
        let mut map = serializer.serialize_struct("CodeObject", 21)?;
        map.serialize_field("id", &self.id)?;
        map.serialize_field("parent", &self.object.parent)?;
        map.serialize_field("breadcrumb", &names(&self.exploration.breadcrumb(self.object)))?;
        map.serialize_field("first_line", self.object.lines.start())?;
        map.serialize_field("last_line", self.object.lines.end())?;
        map.serialize_field("co_name", &*code.name)?;
        map.serialize_field("co_qualname", &*code.qualname)?;
        map.serialize_field("co_filename", &*code.filename)?;
        map.serialize_field("co_firstlineno", &code.firstlineno)?;
        map.serialize_field("co_argcount", &code.argcount)?;
        map.serialize_field("co_posonlyargcount", &code.posonlyargcount)?;
        map.serialize_field("co_kwonlyargcount", &code.kwonlyargcount)?;
        map.serialize_field("co_stacksize", &code.stacksize)?;
        map.serialize_field("co_flags", &code.flags.bits())?;
        map.serialize_field("flags", &code.flags.iter_names().map(|(name, _)| name).collect::<Vec<_>>())?;
        map.serialize_field("co_names", &names(&code.names))?;
        map.serialize_field("locals", &self.locals())?;
        map.serialize_field("co_consts", &self.constants())?;
        map.serialize_field("co_code", &hex(&code.code))?;
        map.serialize_field("co_linetable", &hex(&code.linetable))?;
        map.serialize_field("co_exceptiontable", &hex(&code.exceptiontable))?;
        map.serialize_field("instructions", &self.instructions())?;
        map.serialize_field("exception_table", &self.exceptions())?;
        map.end()
    }
}

impl<'a> CodeView<'a> {
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
        let mut is_target: Vec<_> =
            self.disassembly.instructions.iter().filter_map(|i| i.jump_target).collect();
        is_target.extend(self.disassembly.exceptions.iter().map(|range| range.target));
        is_target.sort_unstable();
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
            is_jump_target: is_target.binary_search(&instruction.start_offset).is_ok(),
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
struct LocalView<'a> {
    name: &'a str,
    kinds: Vec<&'static str>,
}

#[derive(Serialize)]
struct ConstantView {
    r#type: &'static str,
    repr: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_object: Option<usize>,
}

#[derive(Serialize)]
struct InstructionView<'a> {
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
#[serde(untagged)]
enum ArgVal<'a> {
    None,
    Number(u32),
    Text(&'a str),
}

#[derive(Serialize)]
struct Positions {
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
struct ExceptionView {
    start: u32,
    end: u32,
    target: u32,
    depth: u32,
    lasti: bool,
}

fn known(number: i32) -> Option<i32> {
    (number >= 0).then_some(number)
}

fn names(names: &[bytescope_bytecode::Name]) -> Vec<&str> {
    names.iter().map(|name| &**name).collect()
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}
