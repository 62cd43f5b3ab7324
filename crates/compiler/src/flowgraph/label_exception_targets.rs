//! Each instruction learns which handler takes over if it raises (`label_exception_targets`).
//!
//! The walk carries the stack of handlers that `SETUP_*` and `POP_BLOCK` push and pop; whichever way first
//! leads to a block decides. The surprise: `POP_BLOCK` becomes a `NOP` that no handler protects, and
//! `SETUP_*` has none either, so where such a `NOP` survives for its line, the exception table has a hole.

use bytescope_bytecode::Opcode;

use super::cfg::{BlockId, Cfg};

/// `RESUME`'s argument when a call starts (`RESUME_AT_FUNC_START`).
const RESUME_AT_FUNC_START: u32 = 0;
/// Set in `RESUME`'s argument when exactly one handler was active at the `yield` (`RESUME_OPARG_DEPTH1_MASK`).
const RESUME_OPARG_DEPTH1_MASK: u32 = 0x4;

/// A handler and those around it. Stacks share their lower parts.
#[derive(Clone, Copy)]
struct Frame {
    handler: BlockId,
    below: Stack,
    depth: u32,
}

/// Index of the innermost frame.
type Stack = Option<usize>;

pub(super) fn run(cfg: &mut Cfg) {
    if !cfg.has_handlers {
        return;
    }
    let mut frames: Vec<Frame> = Vec::new();
    cfg.unvisit();
    cfg[BlockId::ENTRY].visited = true;
    let mut todo: Vec<(BlockId, Stack)> = vec![(BlockId::ENTRY, None)];
    while let Some((block, mut stack)) = todo.pop() {
        let mut last_yield_depth = None;
        for index in cfg.range(block) {
            let instruction = &mut cfg.instructions[index];
            let opcode = instruction.opcode;
            let target = instruction.target();
            let innermost: Option<Frame> = stack.map(|top| frames[top]);
            if opcode == Opcode::POP_BLOCK {
                stack = innermost.and_then(|frame| frame.below);
                instruction.set_nop();
                continue;
            }
            if !opcode.is_block_push() {
                instruction.except = innermost.map(|frame| frame.handler);
            }
            let depth = innermost.map_or(0, |frame| frame.depth);
            if opcode == Opcode::YIELD_VALUE {
                last_yield_depth = Some(depth);
            } else if opcode == Opcode::RESUME
                && instruction.oparg != RESUME_AT_FUNC_START
                && last_yield_depth.take() == Some(1)
            {
                instruction.oparg |= RESUME_OPARG_DEPTH1_MASK;
            }
            let Some(target) = target else { continue };
            if !std::mem::replace(&mut cfg[target].visited, true) {
                todo.push((target, stack));
            }
            if opcode.is_block_push() {
                cfg[target].preserve_lasti |= opcode != Opcode::SETUP_FINALLY;
                frames.push(Frame { handler: target, below: stack, depth: depth + 1 });
                stack = Some(frames.len() - 1);
            }
        }
        if let Some(next) = cfg.fallthrough(block)
            && !std::mem::replace(&mut cfg[next].visited, true)
        {
            todo.push((next, stack));
        }
    }
}
