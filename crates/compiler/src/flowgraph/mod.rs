//! Optimising one unit's control flow graph, and flattening it again (CPython's `flowgraph.c`).
//!
//! Code generation's sequence becomes a graph of basic blocks ([`Cfg`]); the [passes](Pass) that the dialect
//! lists improve and lower it, one file a pass; [`Lowered`] is what is left for the assembler. An
//! [`Observer`] can watch.
//!
//! Nothing here knows of syntax. What a pass may change besides the graph are the unit's constants.

use bytescope_bytecode::{Location, OpcodeTable};
use bytescope_syntax::{ErrorKind, SyntaxError};

mod add_checks_for_loads_of_uninitialized_variables;
mod build;
mod calculate_stackdepth;
mod cfg;
mod convert_pseudo_ops;
mod inline_small_or_no_lineno_blocks;
mod insert_superinstructions;
mod label_exception_targets;
mod lowered;
mod normalize_jumps;
mod observer;
mod optimize_basic_block;
mod optimize_load_const;
mod pass;
mod prepare_localsplus;
mod push_cold_blocks_to_end;
mod remove_redundant_nops;
mod remove_redundant_nops_and_jumps;
mod remove_redundant_nops_and_pairs;
mod remove_unreachable;
mod remove_unused_consts;
mod resolve_line_numbers;
mod swaptimize;
mod text;

pub use cfg::{Block, BlockId, Cfg, CfgInstruction};
pub use lowered::{Handler, Lowered, LoweredInstruction};
pub use observer::Observer;
pub use pass::Pass;

use crate::dialect::Dialect;
use crate::unit::CodeUnit;

/// The graph and what becomes of it, kept from unit to unit so that the next one finds the room made.
#[derive(Debug, Default)]
pub struct Workspace {
    graph: Cfg,
    labels: build::Labels,
    lowered: Lowered,
}

/// Takes a unit's instructions through all passes of the dialect.
///
/// Errors are what CPython raises for an impossible graph (`ValueError: Invalid CFG, stack underflow`);
/// code generated from a syntax tree raises none of them.
pub fn optimize<'w>(
    unit: &mut CodeUnit,
    dialect: &Dialect,
    observer: Option<&mut dyn Observer>,
    workspace: &'w mut Workspace,
) -> Result<&'w mut Lowered, SyntaxError> {
    run_passes(unit, dialect, dialect.passes, observer, workspace)
}

/// Takes a unit's instructions through some passes, in this order.
pub fn run_passes<'w>(
    unit: &mut CodeUnit,
    dialect: &Dialect,
    passes: &[Pass],
    mut observer: Option<&mut dyn Observer>,
    workspace: &'w mut Workspace,
) -> Result<&'w mut Lowered, SyntaxError> {
    let table = OpcodeTable::of(dialect.version);
    let Workspace { graph, labels, lowered } = workspace;
    build::from_instruction_sequence(&unit.instructions, graph, labels)?;
    if let Some(observer) = &mut observer {
        observer.after(unit, "codegen", graph);
    }
    for pass in passes {
        pass.run(graph, unit, table)?;
        if let Some(observer) = &mut observer {
            observer.after(unit, pass.name(), graph);
        }
    }
    lowered::to_instruction_sequence(graph, lowered)?;
    Ok(lowered)
}

/// An error that only a mistake in code generation can bring about.
fn system_error(message: &str) -> SyntaxError {
    SyntaxError { kind: ErrorKind::SystemError, message: message.to_owned(), location: Location::NONE }
}

fn value_error(message: &str) -> SyntaxError {
    SyntaxError { kind: ErrorKind::ValueError, ..system_error(message) }
}
