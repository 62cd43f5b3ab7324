//! How deep the stack gets (`calculate_stackdepth`).
//!
//! Follows every way through the graph and adds up what instructions push and pop; loops change nothing.
//! Each block learns the depth at its start, from which the exception table takes the handlers' depths.

use std::mem;

use bytescope_bytecode::OpcodeTable;
use bytescope_syntax::SyntaxError;

use super::cfg::{BlockId, Cfg};
use super::value_error;

pub(super) fn run(cfg: &mut Cfg, table: &OpcodeTable) -> Result<(), SyntaxError> {
    let mut todo = mem::take(&mut cfg.todo);
    let mut deepest = 0;
    stackdepth_push(cfg, BlockId::ENTRY, 0, &mut todo)?;
    while let Some(block) = todo.pop() {
        let mut depth = cfg[block].startdepth.unwrap_or(0);
        for index in cfg.range(block) {
            let instruction = &cfg.instructions[index];
            let after = |jump| {
                depth.checked_add_signed(table.stack_effect(instruction.opcode, instruction.oparg, jump))
            };
            let underflow = || value_error("Invalid CFG, stack underflow");
            let next_depth = after(false).ok_or_else(underflow)?;
            deepest = deepest.max(next_depth);
            if let Some(target) = instruction.target() {
                let target_depth = after(true).ok_or_else(underflow)?;
                deepest = deepest.max(target_depth);
                stackdepth_push(cfg, target, target_depth, &mut todo)?;
            }
            depth = next_depth;
        }
        if let Some(next) = cfg.fallthrough(block) {
            stackdepth_push(cfg, next, depth, &mut todo)?;
        }
    }
    cfg.stackdepth = deepest;
    cfg.todo = todo;
    Ok(())
}

/// Fixes the depth at a block's start and puts the block on the to-do list; all ways there must agree.
fn stackdepth_push(
    cfg: &mut Cfg,
    block: BlockId,
    depth: u32,
    todo: &mut Vec<BlockId>,
) -> Result<(), SyntaxError> {
    match cfg[block].startdepth {
        None => {
            cfg[block].startdepth = Some(depth);
            todo.push(block);
            Ok(())
        }
        Some(known) if known == depth => Ok(()),
        Some(_) => Err(value_error("Invalid CFG, inconsistent stackdepth")),
    }
}
