//! From a sequence with labels to blocks (`_PyCfg_FromInstructionSequence`, `cfg_builder_maybe_start_new_block`,
//! `translate_jump_labels_to_targets`, `mark_except_handlers`).
//!
//! A block starts where some jump or `SETUP_*` leads, and after every instruction that ends one. Labels that
//! nothing leads to start no block. `SETUP_*` does not end one: the handler is an edge out of the middle.

use bytescope_syntax::SyntaxError;

use super::cfg::{BlockId, Cfg};
use super::system_error;
use crate::instruction::{Instruction, InstructionSequence};

/// What is known of labels while a graph is being built.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// For each instruction, the block that starts with it, if something leads there. Which one is filled in as
    /// the blocks are made.
    labelled: Vec<Option<BlockId>>,
    /// The instructions that lead somewhere: their index and that of their target.
    with_target: Vec<(usize, usize)>,
}

/// Makes `cfg` the graph of a sequence; every label in use must be bound.
pub(super) fn from_instruction_sequence(
    sequence: &InstructionSequence,
    cfg: &mut Cfg,
    Labels { labelled, with_target }: &mut Labels,
) -> Result<(), SyntaxError> {
    let unbound = || system_error("jump to a label that is not bound");
    let target_index = |label: u32| sequence.labels.get(label as usize).copied().flatten();

    labelled.clear();
    labelled.resize(sequence.instructions.len(), None);
    with_target.clear();
    for (index, Instruction { opcode, oparg, .. }) in sequence.instructions.iter().enumerate() {
        if opcode.has_target() {
            let target = target_index(*oparg).ok_or_else(unbound)?;
            *labelled.get_mut(target as usize).ok_or_else(unbound)? = Some(BlockId::ENTRY);
            with_target.push((index, target as usize));
        }
    }

    cfg.reset(sequence);
    let mut block = BlockId::ENTRY;
    let mut start = 0;
    let mut terminated = false;
    for (index, label) in labelled.iter_mut().enumerate() {
        if terminated || (label.is_some() && index > start) {
            block = cfg.cut_newest(index);
            start = index;
        }
        if label.is_some() {
            cfg[block].labelled = true;
            *label = Some(block);
        }
        terminated = cfg.instructions[index].opcode.is_terminator();
    }

    for &mut (index, target) in with_target {
        let Some(target) = labelled[target] else { continue };
        let instruction = &mut cfg.instructions[index];
        instruction.oparg = target.number();
        if instruction.opcode.is_block_push() {
            cfg.has_handlers = true;
            cfg[target].except_handler = true;
        }
    }
    Ok(())
}
