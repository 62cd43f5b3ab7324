//! A jump to a short exit becomes a copy of it (`inline_small_or_no_lineno_blocks`).
//!
//! What is copied: blocks of up to four instructions that leave the frame, and blocks without a line that
//! do not fall through. Each copy removes a jump, until nothing changes.

use bytescope_bytecode::Opcode;

use super::cfg::{BlockId, Cfg};

/// The longest exit that is copied (`MAX_COPY_SIZE`).
const MAX_COPY_SIZE: usize = 4;

pub(super) fn run(cfg: &mut Cfg) {
    let mut changed = true;
    while changed {
        changed = false;
        let mut cursor = Some(BlockId::ENTRY);
        while let Some(block) = cursor {
            changed |= inline_target(cfg, block);
            cursor = cfg[block].next;
        }
    }
}

fn inline_target(cfg: &mut Cfg, block: BlockId) -> bool {
    let Some(last) = cfg.last(block).filter(|last| last.opcode.is_unconditional_jump()) else {
        return false;
    };
    let removed_jump = last.opcode;
    let Some(target) = last.target() else { return false };
    let small_exit = cfg.exits_scope(target) && cfg.code(target).len() <= MAX_COPY_SIZE;
    let no_lineno_no_fallthrough = cfg.has_no_lineno(target) && !cfg.falls_through(target);
    if !small_exit && !no_lineno_no_fallthrough {
        return false;
    }
    if let Some(last) = cfg.code_mut(block).last_mut() {
        last.set_nop();
    }
    cfg.append(block, target);
    if no_lineno_no_fallthrough
        && removed_jump == Opcode::JUMP
        && let Some(last) = cfg.code_mut(block).last_mut()
        && last.opcode.is_unconditional_jump()
    {
        // The jump that went looked for signals; the one that came in must as well.
        last.opcode = Opcode::JUMP;
    }
    cfg[target].predecessors = cfg[target].predecessors.saturating_sub(1);
    true
}
