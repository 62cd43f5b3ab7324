//! Values that are pushed and dropped at once vanish (`remove_redundant_nops_and_pairs`).
//!
//! A constant or a copy of the top item, then `POP_TOP`, also across the boundary between two blocks if nothing
//! else leads there. Each pair that goes can bring another together, until nothing changes.

use bytescope_bytecode::Opcode;

use super::cfg::{BlockId, Cfg};
use super::remove_redundant_nops::remove_from_block;

pub(super) fn run(cfg: &mut Cfg) {
    let mut changed = true;
    while changed {
        changed = false;
        // The instruction that surely ran right before.
        let mut previous: Option<usize> = None;
        let mut cursor = Some(BlockId::ENTRY);
        while let Some(block) = cursor {
            remove_from_block(cfg, block);
            if cfg[block].labelled {
                previous = None;
            }
            for index in cfg.range(block) {
                if cfg.instructions[index].opcode == Opcode::POP_TOP
                    && let Some(pushed) = previous
                    && is_pure_push(cfg, pushed)
                {
                    cfg.instructions[pushed].set_nop();
                    cfg.instructions[index].set_nop();
                    changed = true;
                }
                previous = Some(index);
            }
            if !cfg.falls_through(block)
                || previous.is_some_and(|index| cfg.instructions[index].opcode.is_jump())
            {
                previous = None;
            }
            cursor = cfg[block].next;
        }
    }
}

fn is_pure_push(cfg: &Cfg, index: usize) -> bool {
    let instruction = &cfg.instructions[index];
    match instruction.opcode {
        Opcode::LOAD_CONST => true,
        Opcode::COPY => instruction.oparg == 1,
        _ => false,
    }
}
