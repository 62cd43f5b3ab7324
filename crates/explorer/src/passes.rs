//! The basic blocks of every code object after code generation and after each pass of the flowgraph: what
//! CPython's compiler never shows.
//!
//! Blocks keep their numbers from pass to pass. A pass that changed nothing has no blocks of its own, so that a
//! unit costs as much memory as there are changes. Units are known by qualified name and first line: what
//! becomes a code object in the end may be fewer, for code that cannot run loses its constants.

use std::collections::BTreeSet;

use bytescope_bytecode::{
    Argument, CodeObject, DecodedInstruction, Labels, Location, Name, Opcode, OpcodeTable, Version,
};
use bytescope_compiler::flowgraph::{BlockId, Cfg, CfgInstruction, Observer};
use bytescope_compiler::{CodeUnit, Options, compile_observed};
use bytescope_syntax::{parse, with_stack_for};
use serde::Serialize;

use crate::meaning::brief;
use crate::pipeline::{Program, Refusal, Settings, text};
use crate::source::Source;

/// All units of an input with all their passes.
#[derive(Clone, Debug)]
pub struct Passes {
    /// The release whose compiler this is.
    pub version: Version,
    /// The name that the input goes by.
    pub filename: String,
    /// The text.
    pub source: Source,
    /// The units, in the order in which they were finished: each one after those inside it.
    pub units: Vec<Unit>,
}

/// A code object in the making.
#[derive(Clone, Debug)]
pub struct Unit {
    /// `co_name`
    pub name: Name,
    /// `co_qualname`
    pub qualname: Name,
    /// `co_firstlineno`
    pub firstlineno: i32,
    /// Code generation, and then every pass.
    pub steps: Vec<Step>,
}

/// One pass over one unit.
#[derive(Clone, Debug)]
pub struct Step {
    /// CPython's name for it; `codegen` for the first.
    pub pass: &'static str,
    /// The blocks after it; `None` if they are as they were before.
    pub blocks: Option<Vec<BasicBlock>>,
}

/// A run of instructions that is entered at its start and left at its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct BasicBlock {
    /// Its number, the same in all passes.
    pub id: u32,
    /// Whether exceptions lead here.
    pub handler: bool,
    /// Whether only exceptions lead here, by whatever way.
    pub cold: bool,
    /// The depth of the stack at its start, once it is known.
    pub depth: Option<u32>,
    /// The instructions.
    pub instructions: Vec<BlockInstruction>,
}

/// An instruction in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockInstruction {
    /// What it does.
    pub opcode: Opcode,
    /// Its argument, if it has one; where it leads to a block, the block's number.
    pub oparg: Option<u32>,
    /// What the argument stands for; empty for a plain number.
    pub argrepr: String,
    /// The block it jumps to or makes the handler.
    pub target: Option<u32>,
    /// The block that takes over if it raises.
    pub handler: Option<u32>,
    /// The source it came from.
    pub location: Location,
}

/// How control gets from one block to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EdgeKind {
    /// From the end into the next one.
    Fallthrough,
    /// By a jump.
    Jump,
    /// By an exception.
    Exception,
}

/// A way from one block to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Edge {
    /// Where it starts.
    pub from: u32,
    /// Where it leads.
    pub to: u32,
    /// How.
    pub kind: EdgeKind,
}

impl Passes {
    /// The units, each before those inside it.
    pub fn outer_first(&self) -> Vec<&Unit> {
        let mut units: Vec<_> = self.units.iter().collect();
        // What is inside starts no earlier than what is around it, and has a longer name.
        units.sort_by_key(|unit| {
            (&*unit.qualname != "<module>", unit.firstlineno, unit.qualname.matches('.').count())
        });
        units
    }

    /// The units of a name, or all, each before those inside it.
    pub fn chosen(&self, only: Option<&str>) -> impl Iterator<Item = &Unit> {
        self.outer_first().into_iter().filter(move |unit| only.is_none_or(|name| unit.goes_by(name)))
    }
}

impl Unit {
    /// Whether a reader may mean it by that name.
    pub fn goes_by(&self, name: &str) -> bool {
        [&*self.name, &*self.qualname].contains(&name) || self.path() == name
    }

    /// The qualified name without `<locals>`.
    pub fn path(&self) -> String {
        self.qualname.replace("<locals>.", "")
    }

    /// The blocks after a step, whether it changed them or not.
    pub fn blocks_after(&self, step: usize) -> &[BasicBlock] {
        let done = self.steps.get(..=step).unwrap_or(&self.steps);
        done.iter().rev().find_map(|step| step.blocks.as_deref()).unwrap_or(&[])
    }

    /// The blocks as the assembler gets them.
    pub fn final_blocks(&self) -> &[BasicBlock] {
        self.blocks_after(self.steps.len())
    }
}

/// The ways between blocks, in order.
pub fn edges(blocks: &[BasicBlock]) -> BTreeSet<Edge> {
    let mut edges = BTreeSet::new();
    for (index, block) in blocks.iter().enumerate() {
        let from = block.id;
        let last = block.instructions.last();
        if !last.is_some_and(|last| last.opcode.has_no_fallthrough())
            && let Some(next) = blocks.get(index + 1)
        {
            edges.insert(Edge { from, to: next.id, kind: EdgeKind::Fallthrough });
        }
        for instruction in &block.instructions {
            let kind = if instruction.opcode.is_jump() { EdgeKind::Jump } else { EdgeKind::Exception };
            edges.extend(instruction.target.map(|to| Edge { from, to, kind }));
            edges.extend(instruction.handler.map(|to| Edge { from, to, kind: EdgeKind::Exception }));
        }
    }
    edges
}

/// Compiles a program and remembers every pass.
///
/// # Errors
///
/// What CPython would raise for it.
pub fn passes(program: Program<'_>, settings: &Settings) -> Result<Passes, Box<Refusal>> {
    let source = text(program)?;
    let refuse = |error| Box::new(Refusal { error, source: source.clone() });
    let parsed = parse(&source, settings.mode, settings.version).map_err(refuse)?;
    let options = Options {
        version: settings.version,
        optimize: settings.optimize,
        filename: Name::from(settings.filename.as_str()),
    };
    let mut recorder = Recorder { table: OpcodeTable::of(settings.version), units: Vec::new() };
    with_stack_for(parsed.depth, || compile_observed(parsed.into_module(), &options, Some(&mut recorder)))
        .map_err(refuse)?;
    Ok(Passes {
        version: settings.version,
        filename: settings.filename.clone(),
        source: Source::new(source),
        units: recorder.units,
    })
}

/// What a pass is for, in a sentence without a full stop.
pub fn about_pass(name: &str) -> &'static str {
    match name {
        "codegen" => "instructions as code generation emits them",
        "label_exception_targets" => "each instruction learns which handler covers it",
        "inline_small_or_no_lineno_blocks" => "a jump to a short exit becomes a copy of it",
        "remove_unreachable" => "blocks that nothing leads to are emptied",
        "resolve_line_numbers" => "instructions without a line get that of what runs before them",
        "optimize_load_const" => "tests of constants are decided, comparisons with None simplified",
        "optimize_basic_block" => "peephole rewrites, jumps to jumps, constant tuples, fewer SWAPs",
        "remove_redundant_nops_and_pairs" => "values that are pushed and dropped at once vanish",
        "remove_redundant_nops_and_jumps" => "NOPs and jumps that do nothing vanish",
        "remove_unused_consts" => "constants that nothing uses any more are dropped",
        "add_checks_for_loads_of_uninitialized_variables" => {
            "loads of locals that may be unbound get a check"
        }
        "insert_superinstructions" => "two loads or stores become one instruction",
        "push_cold_blocks_to_end" => "code that only exceptions reach moves behind all other code",
        "calculate_stackdepth" => "how deep the stack gets is worked out",
        "prepare_localsplus" => "cells and free names get their slots, generators and closures their start",
        "convert_pseudo_ops" => "pseudo instructions become real ones",
        "normalize_jumps" => "conditional jumps that would go backwards are turned around",
        _ => "",
    }
}

/// Collects the units while they are compiled.
struct Recorder {
    table: &'static OpcodeTable,
    units: Vec<Unit>,
}

impl Observer for Recorder {
    fn after(&mut self, unit: &CodeUnit, pass: &'static str, graph: &Cfg) {
        if pass == "codegen" {
            self.units.push(Unit {
                name: unit.name.clone(),
                qualname: unit.qualname.clone(),
                firstlineno: unit.firstlineno,
                steps: Vec::new(),
            });
        }
        let Some(recorded) = self.units.last_mut() else { return };
        let has_slots = pass == "prepare_localsplus"
            || recorded.steps.iter().any(|step| step.pass == "prepare_localsplus");
        let names = Names { table: self.table, unit, has_slots };
        let blocks = names.blocks(graph);
        let changed = recorded.final_blocks() != blocks || pass == "codegen";
        recorded.steps.push(Step { pass, blocks: changed.then_some(blocks) });
    }
}

/// What arguments stand for in one unit.
struct Names<'a> {
    table: &'static OpcodeTable,
    unit: &'a CodeUnit,
    /// Whether arguments count cells and free names as slots already; before, they are counted by themselves.
    has_slots: bool,
}

impl Names<'_> {
    /// The blocks in their order, without empty ones that nothing leads to.
    fn blocks(&self, graph: &Cfg) -> Vec<BasicBlock> {
        let wanted: BTreeSet<BlockId> = graph
            .layout()
            .flat_map(|id| graph.code(id))
            .flat_map(|instruction| instruction.target().into_iter().chain(instruction.except))
            .collect();
        let shown = graph.layout().filter(|id| !graph.code(*id).is_empty() || wanted.contains(id));
        let blocks = shown.map(|id| BasicBlock {
            id: id.number(),
            handler: graph[id].except_handler,
            cold: graph[id].cold,
            depth: graph[id].startdepth,
            instructions: graph.code(id).iter().map(|instruction| self.instruction(instruction)).collect(),
        });
        blocks.collect()
    }

    fn instruction(&self, instruction: &CfgInstruction) -> BlockInstruction {
        let CfgInstruction { opcode, oparg, except, location } = *instruction;
        let target = instruction.target().map(BlockId::number);
        BlockInstruction {
            opcode,
            oparg: self.table.has_arg(opcode).then_some(oparg),
            argrepr: target.map_or_else(|| self.argrepr(opcode, oparg), |target| format!("to b{target}")),
            target,
            handler: except.map(BlockId::number),
            location,
        }
    }

    fn argrepr(&self, opcode: Opcode, oparg: u32) -> String {
        let unit = self.unit;
        let name = |index: u32| unit.names.get_index(index as usize).map_or("?", |name| name);
        let decoded =
            DecodedInstruction { offset: 0, start_offset: 0, opcode, oparg, caches: 0, jump_target: None };
        let is_cell =
            self.table.has_free(opcode) || opcode == Opcode::LOAD_CLOSURE || opcode == Opcode::MAKE_CELL;
        match Argument::of(self.table, &decoded) {
            Argument::Constant(index) => {
                unit.consts.get_index(index as usize).map_or_else(String::new, brief)
            }
            Argument::Global { name: index, null: true } => format!("{} + NULL", name(index)),
            Argument::Attribute { name: index, method: true }
            | Argument::SuperAttribute { name: index, method: true, .. } => {
                format!("{} + NULL|self", name(index))
            }
            Argument::Name(index)
            | Argument::Global { name: index, .. }
            | Argument::Attribute { name: index, .. }
            | Argument::SuperAttribute { name: index, .. } => name(index).to_owned(),
            Argument::Local(index) if is_cell && !self.has_slots => self.cell(index as usize).to_owned(),
            Argument::Local(index) => self.slot(index as usize).to_owned(),
            Argument::LocalPair(first, second) => {
                format!("{}, {}", self.slot(first as usize), self.slot(second as usize))
            }
            // What is left, operators and the like, asks nothing of a code object.
            other => other.repr(&CodeObject::default(), &Labels::default(), self.table.words()),
        }
    }

    /// A cell or free name, the cells first.
    fn cell(&self, index: usize) -> &str {
        self.unit.cellvars.iter().chain(&self.unit.freevars).nth(index).map_or("?", |name| name)
    }

    /// A slot: the locals, then the cells that are no parameters, then the free names.
    fn slot(&self, index: usize) -> &str {
        let unit = self.unit;
        let cells = unit.cellvars.iter().filter(|name| !unit.varnames.contains(*name));
        unit.varnames.iter().chain(cells).chain(&unit.freevars).nth(index).map_or("?", |name| name)
    }
}
