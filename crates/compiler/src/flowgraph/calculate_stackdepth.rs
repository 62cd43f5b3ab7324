//! How deep the stack gets (`calculate_stackdepth`).
//!
//! Follows every way through the graph and adds up what instructions push and pop; loops change nothing.
//! Each block learns the depth at its start, from which the exception table takes the handlers' depths.

use std::mem;

use bytescope_bytecode::OpcodeTable;
use bytescope_syntax::SyntaxError;

use super::cfg::{BlockId, Cfg, CfgInstruction};
use super::value_error;

pub(super) fn run(cfg: &mut Cfg, table: &OpcodeTable) -> Result<(), SyntaxError> {
    let mut todo = mem::take(&mut cfg.todo);
    let mut deepest = 0;
    stackdepth_push(cfg, BlockId::ENTRY, 0, &mut todo)?;
    while let Some(block) = todo.pop() {
        let mut depth = cfg[block].startdepth.unwrap_or(0);
        for index in cfg.range(block) {
            let instruction = &cfg.instructions[index];
            let CfgInstruction { opcode, oparg, .. } = *instruction;
            let next_depth = depth_after(depth, table.stack_effect(opcode, oparg, false))?;
            deepest = deepest.max(next_depth);
            if let Some(target) = instruction.target() {
                let target_depth = depth_after(depth, table.stack_effect(opcode, oparg, true))?;
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

#[inline]
fn depth_after(depth: u32, effect: i32) -> Result<u32, SyntaxError> {
    depth.checked_add_signed(effect).ok_or_else(|| value_error("Invalid CFG, stack underflow"))
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
