//! The passes by name, and the order in which a release runs them.
//!
//! The order is data: a release that orders them otherwise has another list. CPython repeats some passes and
//! iterates others to a fixpoint; repetitions stand in the list, each fixpoint is inside its pass.

use bytescope_bytecode::OpcodeTable;
use bytescope_syntax::SyntaxError;

use super::cfg::Cfg;
use super::{
    add_checks_for_loads_of_uninitialized_variables, calculate_stackdepth, convert_pseudo_ops,
    inline_small_or_no_lineno_blocks, insert_superinstructions, label_exception_targets, normalize_jumps,
    optimize_basic_block, optimize_load_const, prepare_localsplus, push_cold_blocks_to_end,
    remove_redundant_nops_and_jumps, remove_redundant_nops_and_pairs, remove_unreachable,
    remove_unused_consts, resolve_line_numbers,
};
use crate::unit::CodeUnit;

/// One step from code generation's graph to the assembler's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Each instruction learns its exception handler.
    LabelExceptionTargets,
    /// A jump to a short exit becomes a copy of it.
    InlineSmallOrNoLinenoBlocks,
    /// Blocks that nothing leads to are emptied.
    RemoveUnreachable,
    /// Instructions without a line get one from what runs before them.
    ResolveLineNumbers,
    /// Tests of constants are decided, comparisons with `None` simplified.
    OptimizeLoadConst,
    /// Peephole rewrites, jump threading, constant tuples, fewer `SWAP`s.
    OptimizeBasicBlock,
    /// Values that are pushed and dropped at once vanish.
    RemoveRedundantNopsAndPairs,
    /// `NOP`s and jumps that do nothing vanish.
    RemoveRedundantNopsAndJumps,
    /// Constants that no instruction uses any more are dropped.
    RemoveUnusedConsts,
    /// A local that may be unbound is loaded with a check.
    AddChecksForLoadsOfUninitializedVariables,
    /// Two loads or stores become one instruction.
    InsertSuperinstructions,
    /// Code that only exceptions reach moves behind all other code.
    PushColdBlocksToEnd,
    /// How deep the stack gets.
    CalculateStackdepth,
    /// Cells and free variables get their slots, generators and closures their first instructions.
    PrepareLocalsplus,
    /// Pseudo instructions become real ones.
    ConvertPseudoOps,
    /// Conditional jumps that would go backwards are turned around.
    NormalizeJumps,
}

impl Pass {
    /// The order of CPython 3.13 (`_PyCfg_OptimizeCodeUnit`, then `_PyCfg_OptimizedCfgToInstructionSequence`).
    pub const CPYTHON_3_13: &'static [Self] = &[
        Self::LabelExceptionTargets,
        Self::InlineSmallOrNoLinenoBlocks,
        Self::RemoveUnreachable,
        Self::ResolveLineNumbers,
        Self::OptimizeLoadConst,
        Self::OptimizeBasicBlock,
        Self::RemoveRedundantNopsAndPairs,
        Self::RemoveUnreachable,
        Self::RemoveRedundantNopsAndJumps,
        Self::RemoveUnusedConsts,
        Self::AddChecksForLoadsOfUninitializedVariables,
        Self::InsertSuperinstructions,
        Self::PushColdBlocksToEnd,
        Self::ResolveLineNumbers,
        Self::CalculateStackdepth,
        Self::PrepareLocalsplus,
        Self::ConvertPseudoOps,
        Self::NormalizeJumps,
    ];

    /// CPython's name for it, that of the function in `flowgraph.c`.
    pub fn name(self) -> &'static str {
        match self {
            Self::LabelExceptionTargets => "label_exception_targets",
            Self::InlineSmallOrNoLinenoBlocks => "inline_small_or_no_lineno_blocks",
            Self::RemoveUnreachable => "remove_unreachable",
            Self::ResolveLineNumbers => "resolve_line_numbers",
            Self::OptimizeLoadConst => "optimize_load_const",
            Self::OptimizeBasicBlock => "optimize_basic_block",
            Self::RemoveRedundantNopsAndPairs => "remove_redundant_nops_and_pairs",
            Self::RemoveRedundantNopsAndJumps => "remove_redundant_nops_and_jumps",
            Self::RemoveUnusedConsts => "remove_unused_consts",
            Self::AddChecksForLoadsOfUninitializedVariables => {
                "add_checks_for_loads_of_uninitialized_variables"
            }
            Self::InsertSuperinstructions => "insert_superinstructions",
            Self::PushColdBlocksToEnd => "push_cold_blocks_to_end",
            Self::CalculateStackdepth => "calculate_stackdepth",
            Self::PrepareLocalsplus => "prepare_localsplus",
            Self::ConvertPseudoOps => "convert_pseudo_ops",
            Self::NormalizeJumps => "normalize_jumps",
        }
    }

    /// Runs it over the whole graph.
    pub(super) fn run(
        self,
        cfg: &mut Cfg,
        unit: &mut CodeUnit,
        table: &OpcodeTable,
    ) -> Result<(), SyntaxError> {
        match self {
            Self::LabelExceptionTargets => label_exception_targets::run(cfg),
            Self::InlineSmallOrNoLinenoBlocks => inline_small_or_no_lineno_blocks::run(cfg),
            Self::RemoveUnreachable => remove_unreachable::run(cfg),
            Self::ResolveLineNumbers => resolve_line_numbers::run(cfg, table),
            Self::OptimizeLoadConst => optimize_load_const::run(cfg, &mut unit.consts),
            Self::OptimizeBasicBlock => optimize_basic_block::run(cfg, &mut unit.consts),
            Self::RemoveRedundantNopsAndPairs => remove_redundant_nops_and_pairs::run(cfg),
            Self::RemoveRedundantNopsAndJumps => return remove_redundant_nops_and_jumps::run(cfg),
            Self::RemoveUnusedConsts => remove_unused_consts::run(cfg, &mut unit.consts, table),
            Self::AddChecksForLoadsOfUninitializedVariables => {
                add_checks_for_loads_of_uninitialized_variables::run(
                    cfg,
                    unit.varnames.len(),
                    unit.nparams(),
                );
            }
            Self::InsertSuperinstructions => insert_superinstructions::run(cfg),
            Self::PushColdBlocksToEnd => return push_cold_blocks_to_end::run(cfg),
            Self::CalculateStackdepth => return calculate_stackdepth::run(cfg, table),
            Self::PrepareLocalsplus => prepare_localsplus::run(cfg, unit),
            Self::ConvertPseudoOps => return convert_pseudo_ops::run(cfg),
            Self::NormalizeJumps => normalize_jumps::run(cfg),
        }
        Ok(())
    }
}
