//! `NOP`s and jumps that do nothing vanish (`remove_redundant_nops_and_jumps`).
//!
//! A jump to what comes next anyway becomes a `NOP`, and the `NOP` goes unless a line needs it. A conditional
//! jump to what comes next stays: it pops the condition.

use bytescope_syntax::SyntaxError;

use super::cfg::{BlockId, Cfg};
use super::remove_redundant_nops::remove_redundant_nops;
use super::system_error;

pub(super) fn run(cfg: &mut Cfg) -> Result<(), SyntaxError> {
    loop {
        let emptied_blocks = remove_redundant_nops(cfg);
        let removed_jumps = remove_redundant_jumps(cfg)?;
        // CPython goes on while anything was removed at all. But a NOP that went from a block with other
        // instructions leaves the lines at its ends as they were, so nothing else can follow from it.
        if !emptied_blocks && !removed_jumps {
            return Ok(());
        }
    }
}

fn remove_redundant_jumps(cfg: &mut Cfg) -> Result<bool, SyntaxError> {
    let mut changed = false;
    let mut cursor = Some(BlockId::ENTRY);
    while let Some(block) = cursor {
        let next = cfg[block].next;
        let jump = cfg.last(block).filter(|last| last.opcode.is_unconditional_jump());
        if let Some(jump) = jump {
            let target = cfg.next_nonempty(jump.target());
            if target.is_none() {
                return Err(system_error("jump with NULL target"));
            }
            if target == cfg.next_nonempty(next)
                && let Some(jump) = cfg.code_mut(block).last_mut()
            {
                jump.set_nop();
                changed = true;
            }
        }
        cursor = next;
    }
    Ok(changed)
}
