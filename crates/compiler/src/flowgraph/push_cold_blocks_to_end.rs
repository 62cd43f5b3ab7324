//! Code that only exceptions reach moves behind all other code (`push_cold_blocks_to_end`).
//!
//! Blocks keep their order among the cold and among the warm ones. A block that neither control nor an
//! exception reaches counts as warm and stays where it is.

use bytescope_bytecode::{Location, Opcode};
use bytescope_syntax::SyntaxError;

use super::cfg::{BlockId, Cfg, CfgInstruction};
use super::remove_redundant_nops_and_jumps;

pub(super) fn run(cfg: &mut Cfg) -> Result<(), SyntaxError> {
    if !cfg.has_handlers {
        return Ok(());
    }
    mark_warm(cfg);
    mark_cold(cfg);
    make_fallthrough_to_warm_explicit(cfg);
    if move_cold_blocks(cfg) { remove_redundant_nops_and_jumps::run(cfg) } else { Ok(()) }
}

fn mark_warm(cfg: &mut Cfg) {
    let mut todo = Vec::new();
    cfg.unvisit();
    cfg.visit(BlockId::ENTRY, &mut todo);
    while let Some(block) = todo.pop() {
        cfg[block].warm = true;
        visit_successors(cfg, block, &mut todo);
    }
}

fn mark_cold(cfg: &mut Cfg) {
    let mut todo = Vec::new();
    cfg.unvisit();
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        if cfg[block].except_handler {
            cfg.visit(block, &mut todo);
        }
        // Warm blocks need no visit.
        cfg[block].visited |= cfg[block].warm;
        cursor = cfg[block].next;
    }
    while let Some(block) = todo.pop() {
        cfg[block].cold = true;
        visit_successors(cfg, block, &mut todo);
    }
}

fn visit_successors(cfg: &mut Cfg, block: BlockId, todo: &mut Vec<BlockId>) {
    if let Some(next) = cfg.fallthrough(block) {
        cfg.visit(next, todo);
    }
    if let Some(target) = cfg.last(block).and_then(CfgInstruction::jump_target) {
        cfg.visit(target, todo);
    }
}

/// A cold block that runs on into a warm one will not stand before it any more, so it gets a jump.
fn make_fallthrough_to_warm_explicit(cfg: &mut Cfg) {
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        if cfg[block].cold
            && let Some(next) = cfg.fallthrough(block)
            && cfg[next].warm
        {
            let explicit_jump = cfg.new_block();
            let jump = CfgInstruction::jump(Opcode::JUMP_NO_INTERRUPT, next, Location::NONE);
            cfg.push(explicit_jump, jump);
            cfg[explicit_jump].cold = true;
            cfg[explicit_jump].predecessors = 1;
            cfg.insert_after(block, explicit_jump);
            cfg[next].labelled = true;
        }
        cursor = cfg[block].next;
    }
}

/// Lays out the cold blocks last; tells whether there are any.
fn move_cold_blocks(cfg: &mut Cfg) -> bool {
    let mut last_warm = BlockId::ENTRY;
    let mut cold: Option<(BlockId, BlockId)> = None;
    let mut cursor = cfg[BlockId::ENTRY].next;
    while let Some(block) = cursor {
        cursor = cfg[block].next;
        if !cfg[block].cold {
            cfg[last_warm].next = Some(block);
            last_warm = block;
        } else if let Some((_, last_cold)) = &mut cold {
            cfg[*last_cold].next = Some(block);
            *last_cold = block;
        } else {
            cold = Some((block, block));
        }
    }
    let Some((first_cold, last_cold)) = cold else { return false };
    cfg[last_warm].next = Some(first_cold);
    cfg[last_cold].next = None;
    true
}
